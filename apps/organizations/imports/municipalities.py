"""The spreadsheet of municipalities (FORMATS.md, kind ``municipalities``)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from apps.core.access import Access, Path
from apps.core.imports.checks import kept, not_before, require, require_writable
from apps.core.imports.kinds import Field, ImportKind, register
from apps.core.imports.stage import Stage
from apps.core.imports.stored import stored_rows
from apps.core.imports.types import escape, sort_key_sql
from apps.core.imports.upsert import Target, plan_ids, upsert
from apps.core.tabular.codes import OKTMO
from apps.core.tabular.columns import Column
from apps.core.tabular.values import DATE, DecimalType, TextType
from apps.organizations.models import Municipality, Region
from apps.organizations.services.placement import rebuild_memberships

# Dictionaries have no wall; who may write them is bounded by the region.
DICTIONARY = Access("dictionaries", (Path(municipality="", organization=""),))
MUNICIPALITY = Target(
    Municipality,
    key={"oktmo": "oktmo", "valid_from": "valid_from"},
    fields={
        "region_id": "region_id",
        "name": "name",
        "center": "center",
        "latitude": "latitude",
        "longitude": "longitude",
        "valid_to": "valid_to",
        "successor_id": "successor",
    },
    insert={"regional": "false"},
    derived={"sort_key": sort_key_sql("n.name")},
    planned="planned_id",
    primary=True,
)
# The successor's row on the day after the end: of the file or of the portal; where no row holds then, the latest.
SUCCESSOR = """
LEFT JOIN LATERAL (
    SELECT s.id FROM (
        SELECT m.id, m.valid_from, m.valid_to FROM organizations_municipality m
        WHERE m.oktmo = r.successor_oktmo AND NOT m.regional AND r.successor_oktmo IS NOT NULL
          AND m.id NOT IN (SELECT f.planned_id FROM import_row f WHERE f.live)
        UNION ALL
        SELECT f.planned_id, f.valid_from, f.final_to FROM import_row f
        WHERE f.live AND f.oktmo = r.successor_oktmo AND r.successor_oktmo IS NOT NULL
    ) s
    WHERE s.id <> r.planned_id
    ORDER BY daterange(s.valid_from, s.valid_to, '[]') @> (r.final_to + 1) DESC NULLS LAST,
             s.valid_from DESC NULLS LAST
    LIMIT 1
) s ON true
"""
EXPECTED = "код муниципалитета из справочника или из этого же файла"


@register
class MunicipalitiesImport(ImportKind):
    """One row is a municipality while it is valid; a renamed or merged one ends and names its successor."""

    code = "municipalities"
    title = "Муниципалитеты"
    right = "dictionaries"
    order = 10
    help = "Муниципалитет, который преобразован, заканчивается («Действует по») и называет преемника."
    models = (Municipality,)
    key = ("oktmo", "valid_from")
    may_be_empty = ("valid_from",)
    fields = (
        Field("oktmo", Column("ОКТМО", OKTMO, required=True, width=12)),
        Field("region_oktmo", Column("ОКТМО региона", OKTMO, required=True, width=14)),
        Field("name", Column("Наименование", TextType(200), required=True, width=40)),
        Field("center", Column("Центр", TextType(120))),
        Field("latitude", Column("Широта", DecimalType(Decimal(-90), Decimal(90)), help="Градусы, до пяти знаков")),
        Field("longitude", Column("Долгота", DecimalType(Decimal(-180), Decimal(180)), help="Градусы, до пяти знаков")),
        Field("valid_from", Column("Действует с", DATE)),
        Field("valid_to", Column("Действует по", DATE)),
        Field("successor_oktmo", Column("Преемник (ОКТМО)", OKTMO, width=18)),
    )

    def resolve(self, stage: Stage) -> None:
        """Region, stored row, successor."""
        find_stored(stage)
        expected = "код региона из справочника"
        unknown = stage.sentence("region_oktmo", "такого региона нет", expected)
        stage.reject("region_oktmo", "reference", unknown, "r.region_oktmo IS NOT NULL AND r.region_id IS NULL")
        whole = stage.sentence("oktmo", "это код региона", "код муниципалитета")
        stage.reject("oktmo", "region", whole, "EXISTS (SELECT 1 FROM organizations_region g WHERE g.oktmo = r.oktmo)")
        require(stage, "region_oktmo", "name", where="r.stored_id IS NULL")
        not_before(stage, "valid_to", "valid_from", stored_later="r.stored_to")
        find_successors(stage)

    def check_scope(self, stage: Stage) -> None:
        """Both the region a municipality was in and the one it will be in are the actor's."""
        for column in ("r.region_id", "r.stored_region_id"):
            where = f"{column} IS NOT NULL"
            require_writable(stage, DICTIONARY, name="oktmo", where=where, columns={"region_id": column})

    def write(self, stage: Stage) -> None:
        """The municipalities; then everybody's place on every date anew."""
        upsert(stage, MUNICIPALITY)
        if stage.rows("SELECT 1 FROM import_written LIMIT 1"):
            rebuild_memberships(today=stage.today)

    def stored_rows(self) -> Iterable[Sequence[object]]:
        """The municipalities of the regions the actor writes."""
        return stored_rows(
            Municipality,
            (
                "t.oktmo",
                "g.oktmo",
                "t.name",
                "t.center",
                "t.latitude",
                "t.longitude",
                "t.valid_from",
                "t.valid_to",
                "s.oktmo",
            ),
            joins="JOIN organizations_region g ON g.id = t.region_id"
            " LEFT JOIN organizations_municipality s ON s.id = t.successor_id",
            where="NOT t.regional",
            order="t.oktmo, t.valid_from NULLS FIRST",
            rule=DICTIONARY,
        )

    def references(self) -> dict[str, Sequence[str]]:
        """Regions for the drop-down."""
        return {"ОКТМО региона": list(Region.objects.values_list("oktmo", flat=True))}


def find_stored(stage: Stage) -> None:
    """Region and stored row; what is stored rounds as the table does."""
    plan_ids(stage, MUNICIPALITY, "planned_id")
    stage.join(
        "LEFT JOIN organizations_region g ON g.oktmo = r.region_oktmo",
        "LEFT JOIN organizations_municipality o ON o.id = r.planned_id_stored",
        take={
            "region_id": "g.id",
            "stored_id": "o.id",
            "stored_to": "o.valid_to",
            "stored_region_id": "o.region_id",
            "stored_successor": "o.successor_id",
            "final_to": kept("valid_to", "o.valid_to"),
            "latitude": "round(r.latitude, 5)",
            "longitude": "round(r.longitude, 5)",
        },
    )


def find_successors(stage: Stage) -> None:
    """Successors may stand later in the file; a rejected row is nobody's successor, so the look is repeated."""
    if "successor_oktmo" in stage.clears:
        stage.run(
            "UPDATE import_row SET cleared = cleared || 'successor'::text WHERE 'successor_oktmo' = ANY (cleared)"
        )
        stage.clears |= {"successor"}
    unknown = stage.sentence("successor_oktmo", "такого муниципалитета нет", EXPECTED)
    endless = stage.sentence("successor_oktmo", "преемник указан, а «Действует по» пусто", "последний день действия")
    stage.join(SUCCESSOR, take={"successor": "s.id"})
    final = kept("successor", "r.stored_successor")
    while stage.reject(
        "successor_oktmo", "reference", unknown, "r.successor_oktmo IS NOT NULL AND r.successor IS NULL"
    ) + stage.reject("successor_oktmo", "successor", endless, "r.successor IS NOT NULL AND r.final_to IS NULL"):
        stage.join(SUCCESSOR, take={"successor": "s.id"})
    message = escape("Действует по: «-» — у муниципалитета есть преемник; ожидается дата, или уберите и преемника.")
    stage.reject("valid_to", "successor", message, f"{final} IS NOT NULL AND r.final_to IS NULL")
