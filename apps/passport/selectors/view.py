"""A passport as its reader may see it: figures with their sources, lists, parts; pages and files draw it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from apps.core import access
from apps.core.actor import current
from apps.core.text import DASH, format_number, ratio_text
from apps.passport.enums import MoneySource, PartKind
from apps.passport.models import Figure, MoneyLine, Part, Passport
from apps.passport.models.content import PartRow
from apps.passport.registry import CORRELATION, FIGURES, INDICATOR, SECTIONS, Declared, Section
from apps.passport.selectors.completeness import LIST_ROWS, NOTHING, Contents, Filled

UNCOMPUTED = "ещё не рассчитан"
UNKNOWN = "сведений ещё нет"


@dataclass(frozen=True, slots=True)
class Entry:
    """One figure as it is shown.

    ``number`` is None where there is no value, and ``missing`` says why. ``parts`` are the values of which an entered
    figure is the sum: who, value, source.
    """

    code: str
    title: str
    unit: str
    number: Decimal | None
    denominator: int | None
    text: str
    source: str
    responsible: str
    missing: str
    parts: tuple[tuple[str, str, str], ...] = ()
    report: int | None = None

    @property
    def value(self) -> str:
        """The value as people read it; «—» where there is none."""
        if self.number is None or self.missing:
            return self.text if self.text and not self.is_share else DASH
        if self.denominator is not None:
            return ratio_text(int(self.number), self.denominator)
        return format_number(plain(self.number))

    @property
    def is_share(self) -> bool:
        """Whether it is a share of another number."""
        return self.denominator is not None

    @property
    def sub(self) -> bool:
        """Whether it is a part of the figure above it."""
        return self.title.startswith("из них")


def plain(number: Decimal) -> Decimal:
    """A number without the zeros that only storage gave it."""
    whole = number.to_integral_value()
    return whole if number == whole else number.normalize()


@dataclass(frozen=True, slots=True)
class Money:
    """The sums of one source over the years, in thousands of roubles."""

    title: str
    amounts: tuple[Decimal | None, ...]


class View:
    """What the acting person sees of a passport: six queries, whatever its size."""

    def __init__(self, passport: Passport) -> None:
        self.passport = passport

    # --- rows
    @cached_property
    def parts(self) -> list[Part]:
        """The parts in sight: the centre's first, then institutes, then municipal services by name."""
        order = {PartKind.CNPPM: 0, PartKind.IRO: 1, PartKind.MMS: 2}
        rows = self.rows(Part, passport=self.passport)
        for row in rows:
            row.passport = self.passport
        return sorted(rows, key=lambda part: (order[PartKind(part.kind)], part.sort_key, part.pk))

    def rows(self, model: type[Any], **conditions: Any) -> list[Any]:
        """Rows of a table in sight."""
        return list(model._default_manager.filter(access.scope(model, current()), **conditions))

    @cached_property
    def figures(self) -> list[Figure]:
        """The figures in sight."""
        return self.rows(Figure, part__passport=self.passport)

    @cached_property
    def lists(self) -> Mapping[str, list[Any]]:
        """The rows of every list by its section."""
        return {code: self.named(model) for code, model in LIST_ROWS.items()}

    def named(self, model: type[PartRow]) -> list[Any]:
        """The rows of a list, each with its part at hand; those of one part stand together."""
        places = {part.pk: number for number, part in enumerate(self.parts)}
        rows = [row for row in self.rows(model, part__passport=self.passport) if row.part_id in places]
        for row in rows:
            row.part = self.parts[places[row.part_id]]
        return sorted(rows, key=lambda row: places[row.part_id])

    # --- who answers
    @cached_property
    def names(self) -> Mapping[int, str]:
        """The name of each part's organization."""
        return {part.pk: part.name for part in self.parts}

    @property
    def whole(self) -> bool:
        """Whether the reader sees the passport of the region and not only an own part."""
        return any(part.kind == PartKind.CNPPM for part in self.parts)

    # --- figures
    @cached_property
    def computed(self) -> Mapping[str, Figure]:
        """The computed figures by code."""
        return {figure.code: figure for figure in self.figures if figure.computed}

    @cached_property
    def entered(self) -> Mapping[str, list[Figure]]:
        """The entered figures of parts by code."""
        found: dict[str, list[Figure]] = {}
        for figure in self.figures:
            if not figure.computed and figure.part_id in self.names:
                found.setdefault(figure.code, []).append(figure)
        return found

    def entries(self, section: Section) -> list[Entry]:
        """The figures of a section in the order of the registry; indicators after the counters of section 7."""
        declared = [self.entry(one) for one in FIGURES if one.section == section.code]
        return declared + (self.indicators if section.code == "results" else [])

    def entry(self, declared: Declared) -> Entry:
        """One figure of the registry."""
        return self.of_counter(declared) if declared.computed else self.of_parts(declared)

    def of_counter(self, declared: Declared) -> Entry:
        """A computed figure as it was stored."""
        found = self.computed.get(declared.code)
        if found is None:
            return Entry(declared.code, declared.title, declared.unit, None, None, "", "", "", UNCOMPUTED)
        return self.stored(found, declared.title, declared.unit)

    def stored(self, found: Figure, title: str, unit: str) -> Entry:
        """An entry of a stored figure."""
        detail = found.detail if isinstance(found.detail, dict) else {}
        value = (found.number, found.denominator, "", found.source, PART_NAMES[PartKind.CNPPM], found.missing)
        return Entry(found.code, title, unit, *value, report=detail.get("report"))

    @property
    def indicators(self) -> list[Entry]:
        """The indicators of the report, in its order."""
        rows = [figure for code, figure in self.computed.items() if code.startswith(INDICATOR)]
        ordered = sorted(rows, key=lambda row: (row.detail or {}).get("order", row.pk))
        return [self.stored(row, row.text, "%") for row in ordered]

    def of_parts(self, declared: Declared) -> Entry:
        """An entered figure: the sum over the parts that know it, or their texts one after another."""
        rows = sorted(self.entered.get(declared.code, []), key=lambda row: list(self.names).index(row.part_id))
        asked = sum(part.kind in declared.fills for part in self.parts)
        known = [(self.names[row.part_id], value_of(row), row.source) for row in rows]
        source = f"Сведения организаций: {len(rows)} из {asked}"
        number = None if declared.text or not rows else sum((row.number or Decimal(0) for row in rows), Decimal(0))
        text = "\n".join(row.text for row in rows) if declared.text else ""
        missing = "" if rows else UNKNOWN
        names = [PART_NAMES[kind] for kind in declared.fills] if self.whole else list(self.names.values())
        value = (declared.unit, number, None, text, source, ", ".join(names), missing)
        return Entry(declared.code, declared.title, *value, parts=tuple(known))

    @property
    def correlations(self) -> list[dict[str, Any]]:
        """The links with the students' results, as they were stored."""
        found = self.computed.get(CORRELATION)
        return found.detail if found is not None and isinstance(found.detail, list) else []

    @property
    def correlation_missing(self) -> str:
        """Why there are no links; empty where there are."""
        found = self.computed.get(CORRELATION)
        return found.missing if found is not None else UNCOMPUTED

    # --- money
    @cached_property
    def money_years(self) -> list[int]:
        """The years of the sums."""
        return sorted({line.year for line in self.lists["financing"]})

    @property
    def money(self) -> list[Money]:
        """The sums by source and year, and their total."""
        lines: list[MoneyLine] = self.lists["financing"]
        made = [self.of_source(source, lines) for source in MoneySource]
        shown = [one for one in made if any(amount is not None for amount in one.amounts)]
        totals = tuple(total(line.amount for line in lines if line.year == year) for year in self.money_years)
        return [*shown, Money("Всего", totals)] if shown else []

    def of_source(self, source: MoneySource, lines: Iterable[MoneyLine]) -> Money:
        """The sums of one source."""
        own = [line for line in lines if line.money_source == source]
        amounts = tuple(total(line.amount for line in own if line.year == year) for year in self.money_years)
        return Money(str(source.label).capitalize(), amounts)

    # --- completeness
    @cached_property
    def contents(self) -> Contents:
        """What is filled in the parts in sight."""
        codes: dict[int, set[str]] = {}
        for code, rows in self.entered.items():
            for row in rows:
                codes.setdefault(row.part_id, set()).add(code)
        lists = {code: frozenset(row.part_id for row in rows) for code, rows in self.lists.items()}
        return Contents({part: frozenset(found) for part, found in codes.items()}, lists)

    def filled(self, section: Section) -> Filled:
        """How much of an entered section is filled."""
        found = NOTHING
        for part in self.parts:
            found += self.contents.section(part, section.code)
        return found

    @property
    def all_filled(self) -> Filled:
        """How much of all entered sections is filled."""
        return sum((self.filled(section) for section in self.sections_entered), NOTHING)

    @property
    def sections_entered(self) -> list[Section]:
        """The sections that organizations fill."""
        return [section for section in SECTIONS if not section.computed]


PART_NAMES = {PartKind.MMS: "ММС", PartKind.IRO: "ИРО", PartKind.CNPPM: "ЦНППМ"}


def value_of(figure: Figure) -> str:
    """A figure of a part as people read it."""
    return format_number(plain(figure.number)) if figure.number is not None else figure.text


def total(amounts: Iterable[Decimal]) -> Decimal | None:
    """The sum; None where there is nothing to add."""
    known = list(amounts)
    return sum(known, Decimal(0)) if known else None
