"""The spreadsheet of targets (FORMATS.md, kind ``targets``).

An indicator is named by its code, its number or its title in the regulation, a territory by its ОКТМО or its name: both
together decide whose profile is meant, among those whose targets the actor may set.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from apps.core.access import WRITE, rights
from apps.core.actor import Actor, acting, current
from apps.core.imports.checks import drop_duplicates
from apps.core.imports.kinds import Field, ImportKind, register
from apps.core.imports.stage import Stage
from apps.core.imports.types import sort_key_sql
from apps.core.imports.upsert import Target as Written
from apps.core.imports.upsert import upsert
from apps.core.tabular.columns import Column
from apps.core.tabular.values import DecimalType, IntegerType, TextType
from apps.core.text import sort_key
from apps.indicators.models import Indicator, Target
from apps.indicators.selectors import settable_indicators
from apps.indicators.territories import own_territory, territories

FIRST_YEAR, LAST_YEAR = 2000, 2100
TARGET = Written(
    Target,
    key={"indicator_id": "indicator_id", "year": "year", "territory": "place"},
    fields={"value": "value"},
    primary=True,
)
TABLES = """
DROP TABLE IF EXISTS import_indicator, import_territory;
CREATE TEMPORARY TABLE import_indicator (id bigint, profile_id bigint, spelling text) ON COMMIT DROP;
CREATE TEMPORARY TABLE import_territory (profile_id bigint, code text, oktmo text, name text, since date, until date)
    ON COMMIT DROP;
"""
# A unit is known by its code whatever the year, by its name on the last day of the year the target is for.
HERE = f"""
(u.oktmo = r.territory OR (u.name = {sort_key_sql("r.territory")} AND make_date(r.year, 12, 31)
    BETWEEN u.since AND u.until))
"""
MEANT = f"""
LEFT JOIN LATERAL (
    SELECT count(DISTINCT i.id) AS fits, min(i.id) AS id, min(u.code) AS code
    FROM import_indicator i JOIN import_territory u ON u.profile_id = i.profile_id
    WHERE i.spelling = {sort_key_sql("r.indicator")} AND {HERE}
) m ON true
"""
EXPECTED = "код, номер или название показателя профиля, чьи цели вы задаёте"


@register
class TargetsImport(ImportKind):
    """One row is the value an indicator has to reach in a territory by the end of a year."""

    code = "targets"
    title = "Цели показателей"
    right = "targets"
    order = 140
    help = "Одна строка — целевое значение показателя на год для региона, муниципалитета или вашей территории целиком."
    models = (Target,)
    key = ("indicator", "year", "territory")
    kept = ("value",)
    fields = (
        Field("indicator", Column("Показатель", TextType(700), required=True, width=60)),
        Field("year", Column("Год", IntegerType(FIRST_YEAR, LAST_YEAR), required=True, width=10)),
        Field("territory", Column("Территория", TextType(200), required=True, width=30, help="ОКТМО или название")),
        Field("value", Column("Значение", DecimalType(Decimal(0), Decimal(100), 2), required=True, help="Проценты")),
    )

    def may(self, actor: Actor) -> bool:
        """The role may set targets; of which profiles is told row by row."""
        return actor.is_system or bool(rights().level(actor, self.right, WRITE))

    def resolve(self, stage: Stage) -> None:
        """Whose indicator and which unit of its profile; two spellings of one target are one key."""
        fill(stage)
        stage.join(MEANT, take={"fits": "m.fits", "indicator_id": "m.id", "place": "m.code"})
        refuse_unknown(stage)
        drop_duplicates(stage, ("indicator_id", "year", "place"), titles=self.key)

    def write(self, stage: Stage) -> None:
        """The targets."""
        upsert(stage, TARGET)

    def references(self) -> dict[str, Sequence[str]]:
        """The indicators and units of the profiles whose targets the actor sets."""
        found = settable_indicators(current())
        names = spoken(found)
        places = {one.name for profile in {i.profile for i in found} for one in territories(profile)}
        return {"Показатель": [names[i.pk] for i in found], "Территория": sorted(places)} if found else {}

    def stored_rows(self) -> Iterable[Sequence[object]]:
        """The targets the actor may set."""
        found = settable_indicators(current())
        names, own = spoken(found), {i.pk: own_territory(i.profile).oktmo for i in found}
        rows = Target.objects.filter(indicator__in=found).order_by("indicator__profile", "indicator__position", "year")
        for pk, year, code, value in rows.values_list("indicator_id", "year", "territory", "value"):
            yield names[pk], year, code or own[pk], value


def label(indicator: Indicator) -> str:
    """An indicator as the regulation prints it."""
    return f"{indicator.number}. {indicator.title}"


def full_label(indicator: Indicator) -> str:
    """An indicator with its profile, where the number and the title alone fit several."""
    return f"{indicator.profile.title}: {label(indicator)}"


def spellings(indicator: Indicator) -> set[str]:
    """Everything a cell may call the indicator, as compared."""
    texts = (indicator.code, indicator.number, f"{indicator.number}.", indicator.title)
    return {sort_key(text) for text in (*texts, label(indicator), full_label(indicator))}


def spoken(found: Sequence[Indicator]) -> dict[int, str]:
    """How a template calls each indicator: shortly, unless two of one region are called so."""
    alike = [(i.profile.region_id, label(i)) for i in found]
    return {i.pk: label(i) if alike.count((i.profile.region_id, label(i))) == 1 else full_label(i) for i in found}


def fill(stage: Stage) -> None:
    """What rows may mean: spellings of the indicators open to the actor, and the units of their profiles."""
    with acting(stage.actor):
        found = settable_indicators(stage.actor)
    stage.run(TABLES)
    named = [(i.pk, i.profile_id, text) for i in found for text in spellings(i)]
    units = [
        (profile.pk, one.code, one.oktmo, one.key, one.since, one.until)
        for profile in {i.profile for i in found}
        for one in territories(profile)
    ]
    stage.copy("import_indicator", named)
    stage.copy("import_territory", units)


def refuse_unknown(stage: Stage) -> None:
    """Tell an unknown indicator, a unit its profile lacks, and a row that fits several profiles."""
    known = f"EXISTS (SELECT 1 FROM import_indicator i WHERE i.spelling = {sort_key_sql('r.indicator')})"
    stage.reject("indicator", "reference", stage.missing("indicator", "такого показателя", EXPECTED), f"NOT {known}")
    elsewhere = stage.sentence("territory", "у профиля показателя такой территории нет", "ОКТМО или название его части")
    stage.reject("territory", "reference", elsewhere, "r.fits = 0")
    several = stage.sentence("indicator", "так называются показатели нескольких профилей", "«Профиль: номер. название»")
    stage.reject("indicator", "ambiguous", several, "r.fits > 1")
