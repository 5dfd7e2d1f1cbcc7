"""The spreadsheet of a roadmap (FORMATS.md, kind ``roadmap``): one row is a measure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from apps.core import counters
from apps.core.actor import Actor
from apps.core.imports.checks import require, require_writable
from apps.core.imports.kinds import Field, ImportKind, register
from apps.core.imports.stage import Stage
from apps.core.imports.stored import stored_rows
from apps.core.imports.types import LIST, escape, sort_key_sql
from apps.core.imports.upsert import Target, upsert
from apps.core.tabular.columns import Column
from apps.core.tabular.values import TextType
from apps.core.text import sort_key
from apps.organizations.enums import OrganizationKind
from apps.roadmap import quantities
from apps.roadmap.imports.heads import drop_empty, find_roadmaps
from apps.roadmap.models import Roadmap, RoadmapItem
from apps.roadmap.policies import leads_any
from apps.roadmap.services.loading import KEY_LENGTH
from apps.roadmap.services.occurrences import make_occurrences
from apps.roadmap.services.parts import rebuild_parts
from apps.roadmap.services.progress import refresh_progress
from apps.roadmap.terms import parse

CELLS = ("section", "title", "executor_names", "term", "result", "quantity_texts", "counter_codes")
LIST_CLASSES = ("все ММС", "все МОУО", "ОО", "все школы")
ITEM = Target(
    RoadmapItem,
    into="item_id",
    key={"roadmap_id": "roadmap_id", "number": "number"},
    fields={name: name for name in CELLS} | {"term_kind": "term_kind"},
    insert={"position": "g.row"},
    derived={
        "sort_key": f"left({sort_key_sql('n.title')}, {KEY_LENGTH})",
        "region_id": "(SELECT m.region_id FROM roadmap_roadmap m WHERE m.id = n.roadmap_id)",
        "municipality_id": "(SELECT m.municipality_id FROM roadmap_roadmap m WHERE m.id = n.roadmap_id)",
    },
    primary=True,
)


@register
class RoadmapImport(ImportKind):
    """One row is a measure of a roadmap."""

    code = "roadmap"
    title = "Дорожная карта"
    right = "roadmap"
    order = 130
    help = (
        "Одна строка — мероприятие. «Дорожная карта» — её название, название или код положения: карта, которой ещё нет,"
        " заводится. Исполнители, количества и счётчики перечисляются через «;», счётчики — в порядке количеств."
    )
    models = (RoadmapItem, Roadmap)
    key = ("roadmap", "number")
    fields = (
        Field("roadmap", Column("Дорожная карта", TextType(500), required=True, width=50)),
        Field("section", Column("Раздел", TextType(500), width=40)),
        Field("number", Column("Номер", TextType(20), required=True, width=8)),
        Field("title", Column("Мероприятие", TextType(4000), required=True, width=60)),
        Field(
            "executor_names",
            Column("Исполнители", LIST, width=40, help="Через «;»: организация, «ЦНППМ», «все ММС», «ОО»"),
        ),
        Field("term", Column("Срок", TextType(200), required=True, width=30)),
        Field("result", Column("Результат", TextType(4000), width=60)),
        Field("quantity_texts", Column("Количество", LIST, width=40, help="Через «;»: «не менее 50 человек в год»")),
        Field("counter_codes", Column("Счётчик", LIST, width=40, help="Через «;»: название или код счётчика")),
    )

    def may(self, actor: Actor) -> bool:
        """Who leads roadmaps; those who only report on measures write none."""
        return leads_any(actor)

    def resolve(self, stage: Stage) -> None:
        """The roadmap, the stored measure, quantities and counters as they are read."""
        find_roadmaps(stage)
        replace_lists(stage, "counter_codes", counter_code, "такого счётчика нет", "название или код из справочника")
        replace_lists(
            stage, "quantity_texts", quantity_text, "это не количество", "число со словами: «не менее 50 человек в год»"
        )
        stage.join(
            "LEFT JOIN roadmap_roadmapitem o ON o.roadmap_id = r.roadmap_id AND o.number = r.number",
            take={"stored_id": "o.id"},
        )
        require(stage, "title", "term", where="r.stored_id IS NULL")
        type_terms(stage)

    def check_scope(self, stage: Stage) -> None:
        """Measures of roadmaps that the actor leads."""
        places = {"region_id": "r.region_id", "municipality_id": "r.municipality_id"}
        require_writable(stage, RoadmapItem, name="roadmap", columns=places)

    def write(self, stage: Stage) -> None:
        """New roadmaps, measures; then executors, quantities, execution and progress of what changed."""
        upsert(stage, ITEM)
        settle(stage)
        drop_empty(stage)

    def references(self) -> dict[str, Sequence[str]]:
        """Roadmaps, executors and counters that may be named."""
        titles = list(Roadmap.objects.order_by("title").values_list("title", flat=True))
        kinds = [str(OrganizationKind(kind).label) for kind in ("ministry", "cnppm", "iro", "copmkp", "umo")]
        return {
            "Дорожная карта": titles,
            "Исполнители": [*kinds, *LIST_CLASSES],
            "Счётчик": [counter.title for counter in counters.every()],
        }

    def stored_rows(self) -> Iterable[Sequence[object]]:
        """The measures in force, in the order of their roadmaps; counters by their titles."""
        rows = stored_rows(
            RoadmapItem,
            (
                *("m.title", "t.section", "t.number", "t.title", "t.executor_names", "t.term", "t.result"),
                *("t.quantity_texts", "t.counter_codes"),
            ),
            joins="JOIN roadmap_roadmap m ON m.id = t.roadmap_id",
            where="t.active",
            order="m.id, t.position, t.id",
        )
        for *cells, codes in rows:
            yield (*cells, titles(codes))


# A quantity without a counter before one with a counter; numbered, as a list takes equal members once.
EMPTY = re.compile(r"нет(?: \d+)?")
Reader = Callable[[str], str | None]


def counter_code(text: str) -> str | None:
    """A counter's code by its code or title; «нет» leaves the quantity of that place without one."""
    if EMPTY.fullmatch(sort_key(text)):
        return ""
    found = counters.find(text)
    return found.code if found else None


def titles(codes: list[str]) -> list[str] | None:
    """Counters as a spreadsheet names them."""
    names = [counters.get(code).title if code else f"нет {place}" for place, code in enumerate(codes, start=1)]
    return names or None


def quantity_text(text: str) -> str | None:
    """A quantity as it is written back."""
    plan = quantities.read(text)
    return plan.text if plan else None


def replace_lists(stage: Stage, name: str, read: Reader, wrong: str, expected: str) -> None:
    """Put what the members of a list were read as into its cells; a row with one that cannot be read is rejected."""
    for (cell,) in stage.rows(f'SELECT DISTINCT "{name}" FROM import_row r WHERE r.live AND "{name}" IS NOT NULL'):
        found = [(text, read(text)) for text in cell]
        bad = [text for text, value in found if value is None]
        same = f'r."{name}" = %(cell)s::text[]'
        if bad:
            head = escape(f"{stage.kind.title_of(name)}: «")
            tail = escape(f"» — {wrong}; ожидается {expected}.")
            message = f"{head} || %(bad)s || {tail}"
            stage.reject(name, "value", message, same, {"cell": cell, "bad": bad[0][:60]})
            continue
        values = [value for _, value in found]
        if values != cell:
            stage.run(
                f'UPDATE import_row r SET "{name}" = %(values)s::text[] WHERE r.live AND {same}',
                {"values": values, "cell": cell},
            )


def type_terms(stage: Stage) -> None:
    """How each printed term was understood."""
    stage.add(term_kind="text")
    for (term,) in stage.rows("SELECT DISTINCT term FROM import_row r WHERE r.live AND term IS NOT NULL"):
        stage.run("UPDATE import_row r SET term_kind = %s WHERE r.live AND r.term = %s", [parse(term).kind.value, term])


def settle(stage: Stage) -> None:
    """Read the lists of the changed measures anew; their execution and progress follow."""
    label = RoadmapItem._meta.label_lower
    written = [pk for (pk,) in stage.rows("SELECT DISTINCT id FROM import_written WHERE model = %s", [label])]
    if not written:
        return
    items = RoadmapItem.objects.filter(pk__in=written).select_related("roadmap__profile")
    items.filter(active=False).update(active=True)
    rebuild_parts(items.order_by("position"))
    roadmaps = list(Roadmap.objects.filter(items__in=written).distinct().select_related("profile"))
    for roadmap in roadmaps:
        make_occurrences(roadmap)
    refresh_progress(roadmaps)
