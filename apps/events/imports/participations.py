"""The spreadsheet of participation, of people and of organizations (FORMATS.md, kind ``participations``)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from apps.core.imports.checks import require_writable
from apps.core.imports.kinds import Field, ImportKind, register
from apps.core.imports.stage import Stage
from apps.core.imports.stored import stored_rows
from apps.core.imports.types import choice, escape
from apps.core.imports.upsert import Target, upsert
from apps.core.tabular.codes import SNILS
from apps.core.tabular.columns import Column
from apps.core.tabular.values import DATE, TextType
from apps.events.enums import ParticipationRole
from apps.events.models import Event, Participation
from apps.events.selectors import EVENT
from apps.organizations.services.lookup import OFFERED, offered_codes, organization
from apps.teachers.services.lookup import STAMPS, look_up_person

OF_PERSON = Target(
    Participation,
    key={"person_id": "person_id", "event_id": "event_id", "role": "role"},
    fields={"on_date": "on_date"},
    insert=STAMPS,
    join="JOIN teachers_person p ON p.id = g.person_id",
    where="r.snils IS NOT NULL",
    primary=True,
)
OF_ORGANIZATION = Target(
    Participation,
    key={"organization_id": "own_id", "event_id": "event_id", "role": "role"},
    fields={"on_date": "on_date"},
    insert={"municipality_id": "g.own_municipality_id", "region_id": "g.own_region_id", "managerial": "false"},
    take=("own_municipality_id", "own_region_id"),
    where="r.snils IS NULL",
    only="t.person_id IS NULL",
    primary=True,
)


@register
class ParticipationsImport(ImportKind):
    """One row is a person or an organization in an event in a role."""

    code = "participations"
    title = "Участие в мероприятиях"
    right = "activity"
    order = 90
    help = "Заполняется либо «СНИЛС», либо «Код организации». Без даты участие приходится на первый день мероприятия."
    models = (Participation,)
    personal = True
    key = ("snils", "organization_code", "event_code", "role")
    may_be_empty = ("snils", "organization_code")
    fields = (
        Field("snils", Column("СНИЛС", SNILS, width=16)),
        Field("organization_code", Column("Код организации", TextType(40))),
        Field("event_code", Column("Код мероприятия", TextType(60), required=True)),
        Field("role", Column("Роль", choice(ParticipationRole), required=True, width=24)),
        Field("on_date", Column("Дата", DATE)),
    )

    def resolve(self, stage: Stage) -> None:
        """Who it was, in what; exactly one of the person and the organization."""
        neither = escape("СНИЛС: пусто, и «Код организации» тоже; ожидается ровно одно из двух.")
        stage.reject("snils", "one_of", neither, "r.snils IS NULL AND r.organization_code IS NULL")
        both = escape("Код организации: указан вместе со СНИЛС; ожидается ровно одно из двух.")
        stage.reject("organization_code", "one_of", both, "r.snils IS NOT NULL AND r.organization_code IS NOT NULL")
        look_up_person(stage, Participation)
        stage.look_up(organization("organization_code", "own"), EVENT)

    def check_scope(self, stage: Stage) -> None:
        """An organization's own participation lies with the organization."""
        place = {
            "region_id": "r.own_region_id",
            "municipality_id": "r.own_municipality_id",
            "organization_id": "r.own_id",
            "person_id": "NULL::bigint",
            "managerial": "false",
        }
        where = "r.organization_code IS NOT NULL"
        require_writable(stage, Participation, name="organization_code", where=where, columns=place)

    def write(self, stage: Stage) -> None:
        """The participations."""
        upsert(stage, OF_PERSON)
        upsert(stage, OF_ORGANIZATION)

    def references(self) -> dict[str, Sequence[str]]:
        """Events and organizations."""
        return {
            "Код организации": offered_codes(),
            "Код мероприятия": list(Event.objects.order_by("code").values_list("code", flat=True)[:OFFERED]),
        }

    def stored_rows(self) -> Iterable[Sequence[object]]:
        """Participation of people and of organizations themselves."""
        return stored_rows(
            Participation,
            ("p.snils", "CASE WHEN t.person_id IS NULL THEN o.code END", "e.code", "t.role", "t.on_date"),
            joins="JOIN events_event e ON e.id = t.event_id"
            " JOIN organizations_organization o ON o.id = t.organization_id"
            " LEFT JOIN teachers_person p ON p.id = t.person_id",
            where="t.person_id IS NULL OR p.id IS NOT NULL",
            order="e.start, e.id, t.id",
        )
