"""The spreadsheet of individual routes: a row is an item, or a route alone (FORMATS.md, kind ``routes``)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from apps.core.imports import links
from apps.core.imports.checks import contradictions
from apps.core.imports.kinds import Field, ImportKind, register
from apps.core.imports.links import Links, write_links
from apps.core.imports.stage import Stage
from apps.core.imports.stored import stored_rows
from apps.core.imports.types import LIST, choice
from apps.core.imports.upsert import Target, upsert
from apps.core.tabular.codes import SNILS
from apps.core.tabular.columns import Column
from apps.core.tabular.values import DATE, IntegerType, TextType
from apps.diagnostics.models import Competence
from apps.routes.enums import ItemKind
from apps.routes.imports import headers, items
from apps.routes.models import IndividualRoute, ItemAim, RouteItem
from apps.teachers.services.lookup import STAMPS

HEADER = ("snils", "session_date", "tool", "approved_on", "cancelled_on", "cancel_reason", "tutor_snils")
WITH_PERSON = "JOIN teachers_person p ON p.id = g.person_id"
ROUTE = Target(
    IndividualRoute,
    into="route_id",
    key={"number": "number"},
    fields={
        "session_id": "session_id",
        "tutor_id": "tutor_id",
        "approved_on": "approved_on",
        "cancelled_on": "cancelled_on",
        "cancel_reason": "cancel_reason",
    },
    insert={**STAMPS, "person_id": "g.person_id"},
    take=("person_id",),
    join=WITH_PERSON,
    # Approved without a date of agreement: agreed = approved (FORMATS.md).
    derived={
        "agreed_on": "coalesce((SELECT a.agreed_on FROM routes_individualroute a WHERE a.id = n.id), n.approved_on)"
    },
    stands="r.item IS NULL",
)
ITEM = Target(
    RouteItem,
    into="item_id",
    key={"route_id": "route_id", "number": "item"},
    fields={
        "kind": "item_kind",
        "content": "content",
        "program_id": "program_id",
        "event_id": "event_id",
        "due": "due",
        "hours": "hours",
        "done_on": "done_on",
    },
    insert={**STAMPS, "person_id": "g.person_id"},
    take=("person_id",),
    join=WITH_PERSON,
    where="r.item IS NOT NULL",
    primary=True,
)
AIMS = Links(
    table="routes_itemaim",
    owner_model=RouteItem,
    owner=("item_id", "item_id"),
    other=("competence_id", "competence_ids"),
    other_table="diagnostics_competence",
    title="code",
    name="competences",
    insert={**STAMPS, "person_id": "i.person_id"},
    join="JOIN routes_routeitem i ON i.id = w.id JOIN teachers_person p ON p.id = i.person_id",
)
# What stands beside a stored route ``t`` in a template with the stored data.
STORED = """
JOIN teachers_person p ON p.id = t.person_id
LEFT JOIN diagnostics_diagnosticsession s ON s.id = t.session_id LEFT JOIN diagnostics_tool d ON d.id = s.tool_id
LEFT JOIN teachers_person u ON u.id = t.tutor_id LEFT JOIN routes_routeitem i ON i.route_id = t.id
LEFT JOIN programs_program g ON g.id = i.program_id LEFT JOIN events_event e ON e.id = i.event_id
"""
# Who supports a route, if they are a user, leads its person (DOMAIN 8).
LED = """
INSERT INTO teachers_personlink (person_id, relation, user_id)
SELECT DISTINCT r.person_id, 'led', l.user_id
FROM import_row r JOIN teachers_personlink l ON l.person_id = r.tutor_id AND l.relation = 'self'
WHERE r.live
ON CONFLICT DO NOTHING
"""


@register
class RoutesImport(ImportKind):
    """One row is an item of a route; the route's own data are repeated on each. A row with no item is a route alone."""

    code = "routes"
    title = "ИОМ"
    right = "routes"
    order = 120
    help = (
        "Одна строка — пункт маршрута; данные маршрута повторяются. Строка без пункта — маршрут без пунктов."
        " Компетенции пункта должны быть оценены в диагностике, по которой составлен маршрут."
    )
    models = (IndividualRoute, RouteItem, ItemAim)
    personal = True
    key = ("number", "item")
    may_be_empty = ("item",)
    kept = ("item_kind",)
    fields = (
        Field("number", Column("Номер", TextType(60), required=True)),
        Field("snils", Column("СНИЛС", SNILS, required=True, width=16)),
        Field("session_date", Column("Дата диагностики", DATE)),
        Field("tool", Column("Инструмент", TextType(200), width=40)),
        Field("approved_on", Column("Утверждён", DATE)),
        Field("cancelled_on", Column("Отменён", DATE)),
        Field("cancel_reason", Column("Причина отмены", TextType(300), width=30)),
        Field("tutor_snils", Column("СНИЛС тьютора", SNILS, width=16)),
        Field("item", Column("Пункт", TextType(20), width=8)),
        Field("item_kind", Column("Вид пункта", choice(ItemKind))),
        Field("content", Column("Содержание", TextType(500), width=50)),
        Field("program_code", Column("Код программы", TextType(60))),
        Field("event_code", Column("Код мероприятия", TextType(60))),
        Field("competences", Column("Компетенции", LIST, help="Коды компетенций через «;»")),
        Field("due", Column("Срок", DATE)),
        Field("hours", Column("Часы", IntegerType(), width=8)),
        Field("done_on", Column("Выполнен", DATE)),
    )

    def resolve(self, stage: Stage) -> None:
        """The route and its person, then the session, then the items."""
        contradictions(stage, ("number",), HEADER, "этот маршрут уже описан")
        headers.find_people(stage)
        headers.find_sessions(stage)
        headers.find_tutors(stage)
        headers.check_moves(stage)
        items.find_items(stage)
        items.check_aims(stage)

    def write(self, stage: Stage) -> None:
        """Routes, items, aims; who leads whom."""
        upsert(stage, ROUTE)
        upsert(stage, ITEM)
        write_links(stage, AIMS)
        stage.run(LED)

    def stored_rows(self) -> Iterable[Sequence[object]]:
        """The routes with their items; one without items is a row of its own."""
        return stored_rows(
            IndividualRoute,
            (
                *(
                    "t.number",
                    "p.snils",
                    "s.completed_on",
                    "d.title",
                    "t.approved_on",
                    "t.cancelled_on",
                    "t.cancel_reason",
                ),
                *("u.snils", "i.number", "i.kind", "i.content", "g.code", "e.code", links.members(AIMS, "i.id")),
                *("i.due", "i.hours", "i.done_on"),
            ),
            joins=STORED,
            order="t.number, i.id",
        )

    def references(self) -> dict[str, Sequence[str]]:
        """Competences."""
        return {"Компетенции": list(Competence.objects.values_list("code", flat=True))}
