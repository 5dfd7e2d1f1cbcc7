"""The spreadsheet of training (FORMATS.md, kind ``enrollments``)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from apps.core.imports.checks import kept, not_before
from apps.core.imports.kinds import Field, ImportKind, register
from apps.core.imports.stage import Stage
from apps.core.imports.stored import stored_rows
from apps.core.imports.types import escape
from apps.core.imports.upsert import Target, upsert
from apps.core.tabular.codes import SNILS
from apps.core.tabular.columns import Column
from apps.core.tabular.values import DATE, TextType
from apps.organizations.services.lookup import OFFERED
from apps.programs.models import Enrollment, Program
from apps.programs.selectors import PROGRAM
from apps.teachers.services.lookup import STAMPS, look_up_person

OWN_FIELDS = ("completed_on", "expelled_on", "document_number", "registration_number", "issued_on")
ENROLLMENT = Target(
    Enrollment,
    key={"person_id": "person_id", "program_id": "program_id", "enrolled_on": "enrolled_on"},
    fields={name: name for name in OWN_FIELDS},
    insert=STAMPS,
    join="JOIN teachers_person p ON p.id = g.person_id",
    primary=True,
)


@register
class EnrollmentsImport(ImportKind):
    """One row is one training of one person."""

    code = "enrollments"
    title = "Обучение"
    right = "training"
    order = 70
    help = "Одна строка — один человек на одной программе: зачислен, завершил или отчислен, документ."
    models = (Enrollment,)
    personal = True
    key = ("snils", "program_code", "enrolled_on")
    fields = (
        Field("snils", Column("СНИЛС", SNILS, required=True, width=16)),
        Field("program_code", Column("Код программы", TextType(60), required=True)),
        Field("enrolled_on", Column("Дата зачисления", DATE, required=True)),
        Field("completed_on", Column("Дата завершения", DATE)),
        Field("expelled_on", Column("Дата отчисления", DATE)),
        Field("document_number", Column("Номер документа", TextType(60))),
        Field("registration_number", Column("Регистрационный номер", TextType(60))),
        Field("issued_on", Column("Дата выдачи", DATE)),
    )

    def resolve(self, stage: Stage) -> None:
        """The person, the programme, the stored training."""
        look_up_person(stage, Enrollment)
        stage.look_up(PROGRAM)
        stage.join(
            "LEFT JOIN programs_enrollment o ON o.person_id = r.person_id AND o.program_id = r.program_id"
            " AND o.enrolled_on = r.enrolled_on",
            take={"stored_completed": "o.completed_on", "stored_expelled": "o.expelled_on"},
        )
        not_before(stage, "completed_on", "enrolled_on", stored_later="r.stored_completed")
        not_before(stage, "expelled_on", "enrolled_on", stored_later="r.stored_expelled")
        both = escape(
            "Дата отчисления: обучение и завершено, и прекращено отчислением; ожидается одна из двух дат"
            " (лишнюю стирает «-»)."
        )
        completed, expelled = kept("completed_on", "r.stored_completed"), kept("expelled_on", "r.stored_expelled")
        stage.reject("expelled_on", "two_ends", both, f"{completed} IS NOT NULL AND {expelled} IS NOT NULL")

    def write(self, stage: Stage) -> None:
        """The trainings."""
        upsert(stage, ENROLLMENT)

    def references(self) -> dict[str, Sequence[str]]:
        """Programmes."""
        return {"Код программы": list(Program.objects.order_by("code").values_list("code", flat=True)[:OFFERED])}

    def stored_rows(self) -> Iterable[Sequence[object]]:
        """The trainings."""
        return stored_rows(
            Enrollment,
            ("p.snils", "g.code", "t.enrolled_on", *(f"t.{name}" for name in OWN_FIELDS)),
            joins="JOIN teachers_person p ON p.id = t.person_id JOIN programs_program g ON g.id = t.program_id",
            order="p.sort_key, t.enrolled_on, t.id",
        )
