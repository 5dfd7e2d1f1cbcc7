"""The table of units on a report's page: all indicators side by side, or one with its target and its past."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

from apps.core.web.figures import spark
from apps.core.web.state import SORT, ListState
from apps.monitoring.models import Report, ReportUnit
from apps.monitoring.selectors.readings import Reading, Readings
from apps.monitoring.web import shares
from apps.monitoring.web.links import report_url
from apps.monitoring.wording import full_name, period_label, short_name

Key = Decimal | int | None


@dataclass(frozen=True, slots=True)
class UnitColumn:
    """A column: how its cell is drawn and what it is sorted by (None stands last in both directions)."""

    name: str
    title: str
    draw: Callable[[ReportUnit], SafeString]
    key: Callable[[ReportUnit], Key] | None = None
    help: str = ""


@dataclass(frozen=True, slots=True)
class UnitHead:
    """A head as it is drawn."""

    column: UnitColumn
    url: str
    direction: str


@dataclass(frozen=True, slots=True)
class UnitTable:
    """Units of one level with their figures. ``number`` None shows all indicators."""

    report: Report
    readings: Readings
    units: list[ReportUnit]
    title: str
    number: int | None
    state: ListState

    @property
    def indicator(self) -> str:
        """The chosen indicator in the regulation's words; empty for all of them."""
        return "" if self.number is None else full_name(self.report.methods[self.number])

    @property
    def columns(self) -> list[UnitColumn]:
        """The columns after the unit's name."""
        if self.number is None:
            return [self._overview(number) for number in range(len(self.report.methods)) if self._says(number)]
        return list(self._comparison(self.number)) if self._says(self.number) else []

    def _says(self, number: int) -> bool:
        """Whether the indicator can be of any of these units."""
        return any(self.readings.reading(unit, number).applicable for unit in self.units)

    def _overview(self, number: int) -> UnitColumn:
        method = self.report.methods[number]

        def of(unit: ReportUnit) -> Reading:
            return self.readings.reading(unit, number)

        return UnitColumn(
            method["code"],
            short_name(method),
            lambda u: shares.share(of(u)),
            lambda u: of(u).percent,
            full_name(method),
        )

    def _comparison(self, number: int) -> Iterator[UnitColumn]:
        def of(unit: ReportUnit) -> Reading:
            return self.readings.reading(unit, number)

        yield UnitColumn("value", "Значение", lambda u: shares.share(of(u)), lambda u: of(u).percent)
        if self.readings.targets:
            yield UnitColumn("target", "Цель", lambda u: shares.percent(of(u).target), lambda u: of(u).target)
            yield UnitColumn(
                "difference", "К цели", lambda u: shares.points(of(u).difference), lambda u: of(u).difference,
                "процентных пунктов",
            )  # fmt: skip
        if self.readings.earlier:
            before = self.readings.earlier[-1]
            label = period_label(before.period_from, before.period_to)
            yield UnitColumn(
                "before", label, lambda u: shares.percent(past(of(u))), lambda u: past(of(u)), "годом ранее"
            )
            yield UnitColumn(
                "change", "Изменение", lambda u: shares.points(of(u).change), lambda u: of(u).change,
                "процентных пунктов к прошлому году",
            )  # fmt: skip
            yield UnitColumn("trend", "Динамика", lambda u: shares.spark_svg(line(of(u))))
        yield UnitColumn(
            "extra", "Ещё не в штате", lambda u: shares.people_outside(of(u)), lambda u: of(u).value.extra or None,
            "выполнили условие в периоде, но на отчётную дату в штате не числятся",
        )  # fmt: skip

    # --- order
    @property
    def order(self) -> tuple[str, bool]:
        """The column sorted by, and whether from the end; by name where the address says nothing that is known."""
        asked = self.state.sort
        name = asked.lstrip("-")
        known = {"name", *(column.name for column in self.columns if column.key)}
        return (name, asked.startswith("-")) if name in known else ("name", False)

    @property
    def heads(self) -> Iterator[UnitHead]:
        """The heads; a figure is first sorted from the greatest."""
        by, down = self.order
        name = UnitColumn("name", self.title, lambda u: shares.NONE, lambda u: 0)
        for column in [name, *self.columns]:
            current = column.name == by
            first_down = column.name != "name"
            turned = (not down) if current else first_down
            direction = ("descending" if down else "ascending") if current else ""
            url = self.state.url(**{SORT: f"-{column.name}" if turned else column.name}) if column.key else ""
            yield UnitHead(column, url, direction)

    @property
    def ordered(self) -> list[ReportUnit]:
        """The units in their order."""
        by, down = self.order
        column = next((column for column in self.columns if column.name == by), None)
        if column is None or column.key is None:
            return self.units[::-1] if down else self.units
        key = column.key
        sign = -1 if down else 1

        def place(unit: ReportUnit) -> tuple[bool, Any]:
            value = key(unit)
            return value is None, sign * (value or 0)

        return sorted(self.units, key=place)

    @property
    def rows(self) -> Iterator[tuple[SafeString, list[SafeString]]]:
        """Each unit's name and cells."""
        columns = self.columns
        for unit in self.ordered:
            yield self._name(unit), [self._cell(column, unit, place) for place, column in enumerate(columns)]

    def _name(self, unit: ReportUnit) -> SafeString:
        chosen = self.state.query.get("indicator", "")
        url = report_url(self.report, unit=unit.code, indicator=chosen)
        return format_html('<a href="{}">{}</a>', url, unit.name)

    def _cell(self, column: UnitColumn, unit: ReportUnit, place: int) -> SafeString:
        css = "card-field" if place < 2 else "row-only"
        inside = column.draw(unit)
        return format_html('<td class="num share {}" data-label="{}">{}</td>', css, column.title, inside)


def past(reading: Reading) -> Decimal | None:
    """The value of the year before."""
    return reading.previous.percent if reading.previous else None


def line(reading: Reading) -> Any:
    """The trend of the years."""
    return spark([(label, value) for label, value in shares.trend(reading) if value is not None])
