"""The spreadsheet of events (FORMATS.md, kind ``events``)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from apps.core.imports.checks import not_before, require
from apps.core.imports.kinds import Field, ImportKind, register
from apps.core.imports.stage import Stage
from apps.core.imports.stored import stored_rows
from apps.core.imports.types import choice, sort_key_sql
from apps.core.imports.upsert import Target, upsert
from apps.core.tabular.columns import Column
from apps.core.tabular.values import DATE, LOGICAL, TextType
from apps.events.enums import EventKind, EventLevel
from apps.events.models import Event
from apps.organizations.services.lookup import offered_codes, organization, refuse_foreign_places

OWN_FIELDS = ("title", "kind", "level", "start", "end", "organization_id", "supports_young")
EVENT = Target(
    Event,
    key={"code": "code"},
    fields={name: name for name in OWN_FIELDS},
    derived={
        "sort_key": sort_key_sql("n.title"),
        **{
            column: f"(SELECT o.{column} FROM organizations_organization o WHERE o.id = n.organization_id)"
            for column in ("municipality_id", "region_id", "open")
        },
    },
    primary=True,
)


@register
class EventsImport(ImportKind):
    """One row is an event."""

    code = "events"
    title = "Мероприятия"
    right = "events"
    order = 80
    help = "Одна строка — мероприятие своего организатора."
    models = (Event,)
    key = ("code",)
    fields = (
        Field("code", Column("Код", TextType(60), required=True)),
        Field("title", Column("Наименование", TextType(500), required=True, width=60)),
        Field("kind", Column("Вид", choice(EventKind), required=True, width=30)),
        Field("level", Column("Уровень", choice(EventLevel), required=True)),
        Field("start", Column("Дата начала", DATE, required=True)),
        Field("end", Column("Дата окончания", DATE)),
        Field("organization_code", Column("Код организатора", TextType(40), required=True)),
        Field("supports_young", Column("Форма поддержки молодых", LOGICAL)),
    )

    def resolve(self, stage: Stage) -> None:
        """The organizer and the stored event."""
        stage.look_up(organization("organization_code", "organization"))
        stage.join(
            "LEFT JOIN events_event o ON o.code = r.code",
            take={
                "stored_id": "o.id",
                "stored_start": "o.start",
                "stored_end": 'o."end"',
                **{f"stored_{c}": f"o.{c}" for c in ("organization_id", "municipality_id", "region_id")},
            },
        )
        require(stage, "title", "kind", "level", "start", "organization_code", where="r.stored_id IS NULL")
        not_before(stage, "end", "start", stored_later="r.stored_end", stored_earlier="r.stored_start")
        refuse_foreign_places(stage, Event, key="code")

    def write(self, stage: Stage) -> None:
        """The events."""
        upsert(stage, EVENT)

    def references(self) -> dict[str, Sequence[str]]:
        """Organizers."""
        return {"Код организатора": offered_codes()}

    def stored_rows(self) -> Iterable[Sequence[object]]:
        """The events."""
        return stored_rows(
            Event,
            ("t.code", "t.title", "t.kind", "t.level", "t.start", 't."end"', "o.code", "t.supports_young"),
            joins="JOIN organizations_organization o ON o.id = t.organization_id",
            order="t.start, t.id",
        )
