"""The spreadsheet of appointments (FORMATS.md, kind ``appointments``)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from apps.core.imports.checks import not_before
from apps.core.imports.kinds import Field, ImportKind, register
from apps.core.imports.stage import Stage
from apps.core.imports.stored import stored_rows
from apps.core.imports.types import choice
from apps.core.imports.upsert import Target, upsert
from apps.core.tabular.codes import SNILS
from apps.core.tabular.columns import Column
from apps.core.tabular.values import DATE, TextType
from apps.organizations.services.lookup import offered_codes, organization
from apps.teachers.enums import AppointmentKind
from apps.teachers.models import Appointment
from apps.teachers.services.lookup import STAMPS, look_up_person

APPOINTMENT = Target(
    Appointment,
    key={"person_id": "person_id", "at_organization_id": "at_id", "kind": "kind", "start": "start"},
    fields={"end": "end", "act": "act"},
    insert=STAMPS,
    join="JOIN teachers_person p ON p.id = g.person_id",
    primary=True,
)


@register
class AppointmentsImport(ImportKind):
    """One row is one appointment by an act, from–to, at an organization."""

    code = "appointments"
    title = "Назначения"
    right = "activity"
    order = 110
    help = "Одна строка — одно назначение: методист, тьютор-методист, эксперт, член жюри, работник ММС."
    models = (Appointment,)
    personal = True
    key = ("snils", "organization_code", "kind", "start")
    fields = (
        Field("snils", Column("СНИЛС", SNILS, required=True, width=16)),
        Field("organization_code", Column("Код организации", TextType(40), required=True)),
        Field("kind", Column("Вид", choice(AppointmentKind), required=True, width=26)),
        Field("start", Column("С", DATE, required=True)),
        Field("end", Column("По", DATE)),
        Field("act", Column("Акт", TextType(300), width=40)),
    )

    def resolve(self, stage: Stage) -> None:
        """The person, the organization, the stored appointment."""
        look_up_person(stage, Appointment)
        stage.look_up(organization("organization_code", "at"))
        stage.join(
            "LEFT JOIN teachers_appointment o ON o.person_id = r.person_id AND o.at_organization_id = r.at_id"
            " AND o.kind = r.kind AND o.start = r.start",
            take={"stored_end": 'o."end"'},
        )
        not_before(stage, "end", "start", stored_later="r.stored_end")

    def write(self, stage: Stage) -> None:
        """The appointments."""
        upsert(stage, APPOINTMENT)

    def references(self) -> dict[str, Sequence[str]]:
        """Organizations."""
        return {"Код организации": offered_codes()}

    def stored_rows(self) -> Iterable[Sequence[object]]:
        """The appointments."""
        return stored_rows(
            Appointment,
            ("p.snils", "o.code", "t.kind", "t.start", 't."end"', "t.act"),
            joins="JOIN teachers_person p ON p.id = t.person_id"
            " JOIN organizations_organization o ON o.id = t.at_organization_id",
            order="p.sort_key, t.start, t.id",
        )
