"""The spreadsheet of students' results (FORMATS.md, kind ``student_results``)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from apps.core.imports.checks import require, require_writable
from apps.core.imports.kinds import Field, ImportKind, register
from apps.core.imports.stage import Stage
from apps.core.imports.stored import stored_rows
from apps.core.imports.types import choice
from apps.core.imports.upsert import Target, upsert
from apps.core.tabular.cells import Blank, Cell
from apps.core.tabular.columns import Column
from apps.core.tabular.values import DecimalType, IntegerType, TextType
from apps.core.text import round_half_up
from apps.organizations.enums import EDUCATIONAL
from apps.organizations.services.lookup import offered_codes, organization
from apps.passport.enums import Exam
from apps.passport.models import StudentResult
from apps.passport.models.results import TOP_SCORE
from apps.passport.services.results import subject_name
from apps.teachers.models import Subject

SCORE_PLACES = 4
KEY = ("organization_id", "year", "exam", "subject")
RESULT = Target(
    StudentResult,
    key={name: name for name in KEY},
    fields={"average": "average", "participants": "participants"},
    insert={
        column: f"(SELECT o.{column} FROM organizations_organization o WHERE o.id = g.organization_id)"
        for column in ("municipality_id", "region_id")
    },
    primary=True,
)


@dataclass(frozen=True)
class SubjectType(TextType):
    """A subject: «математика» and « Математика » are one."""

    def read(self, cell: Cell, column: str) -> str | Blank:
        """The name as it is stored."""
        found = super().read(cell, column)
        return subject_name(found) if isinstance(found, str) else found


@dataclass(frozen=True)
class ScoreType(DecimalType):
    """An average: spreadsheets compute it with fifteen decimals, four are kept."""

    def convert(self, cell: Cell) -> Decimal:
        """The rounded average."""
        return round_half_up(super().convert(cell), SCORE_PLACES)


@register
class StudentResultsImport(ImportKind):
    """One row is the average of one school in one subject of one examination of one year."""

    code = "student_results"
    title = "Результаты обучающихся"
    right = "results"
    order = 150
    help = "Одна строка — средний балл одной организации по одному предмету одного экзамена за год; без имён учеников."
    models = (StudentResult,)
    key = ("organization_code", "year", "exam", "subject")
    fields = (
        Field("organization_code", Column("Код организации", TextType(40), required=True)),
        Field("year", Column("Год", IntegerType(minimum=2000, maximum=2100), required=True)),
        Field("exam", Column("Экзамен", choice(Exam), required=True)),
        Field("subject", Column("Предмет", SubjectType(100), required=True, width=30)),
        Field("average", Column("Средний балл", ScoreType(Decimal(0), TOP_SCORE), required=True)),
        Field("participants", Column("Участников", IntegerType(minimum=1), required=True)),
    )

    def resolve(self, stage: Stage) -> None:
        """The organization: one that teaches, within the actor's scope; and the stored result."""
        stage.look_up(organization("organization_code", "organization"))
        same = " AND ".join(f't."{name}" = r."{name}"' for name in KEY)
        stage.join(f"LEFT JOIN passport_studentresult t ON {same}", take={"stored_id": "t.id"})
        require(stage, "average", "participants", where="r.stored_id IS NULL")
        kinds = "SELECT 1 FROM organizations_organization o WHERE o.id = r.organization_id AND NOT o.kind = ANY (%(k)s)"
        wrong = stage.sentence("organization_code", "это не образовательная организация", "код школы")
        stage.reject("organization_code", "kind", wrong, f"EXISTS ({kinds})", {"k": sorted(EDUCATIONAL)})
        columns = {name: f"r.organization_{name.removeprefix('organization_')}" for name in
                   ("organization_id", "municipality_id", "region_id")}  # fmt: skip
        require_writable(stage, StudentResult, name="organization_code", columns=columns)

    def write(self, stage: Stage) -> None:
        """The results."""
        upsert(stage, RESULT)

    def references(self) -> dict[str, Sequence[str]]:
        """Organizations and the subjects of the dictionary; others may be written as well."""
        return {"Код организации": offered_codes(), "Предмет": list(Subject.objects.values_list("name", flat=True))}

    def stored_rows(self) -> Iterable[Sequence[object]]:
        """The results."""
        return stored_rows(
            StudentResult,
            ("o.code", "t.year", "t.exam", "t.subject", "trim_scale(t.average)", "t.participants"),
            joins="JOIN organizations_organization o ON o.id = t.organization_id",
            order="t.year, t.exam, t.subject, o.code",
        )
