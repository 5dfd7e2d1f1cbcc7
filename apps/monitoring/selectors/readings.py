"""Readings as people read them: the value with its target, the same figure of earlier years, and of which unit.

A reader sees the units of the own scope; the highest of them is what a page or a document is about.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from apps.core import access
from apps.core.actor import Actor, current
from apps.indicators.enums import Population
from apps.indicators.models import Target
from apps.indicators.rules import rule_of
from apps.monitoring.enums import Level, ReportKind, ReportState
from apps.monitoring.models import Report, ReportUnit
from apps.monitoring.selectors.values import ORDER, Value, value_of
from apps.monitoring.wording import period_label

# A trend of five years is what the regulations' programmes span.
EARLIER = 4


@dataclass(frozen=True, slots=True)
class Past:
    """The same figure of an earlier report; ``value`` is None where the unit or the indicator was not there.

    ``alike`` is False where the method has changed since: the two are not compared.
    """

    label: str
    value: Value | None
    alike: bool = True


@dataclass(frozen=True, slots=True)
class Reading:
    """One indicator in one unit. ``borrowed``: the target is that of a wider unit, the unit has none of its own."""

    number: int
    method: Mapping[str, Any]
    unit: ReportUnit
    value: Value
    target: Decimal | None
    past: tuple[Past, ...]
    borrowed: bool = False

    @property
    def percent(self) -> Decimal | None:
        """The value in percent."""
        return self.value.percent

    @property
    def difference(self) -> Decimal | None:
        """The shown value less the target, in points."""
        return None if self.percent is None or self.target is None else self.percent - self.target

    @property
    def previous(self) -> Value | None:
        """The figure of the year before; None where there is none to compare with."""
        last = self.past[-1] if self.past else None
        return last.value if last is not None and last.alike else None

    @property
    def change(self) -> Decimal | None:
        """The shown value less that of the year before, in points."""
        before = self.previous.percent if self.previous else None
        return None if self.percent is None or before is None else self.percent - before

    @property
    def applicable(self) -> bool:
        """Whether the indicator can be of this unit at all: an institute has programmes and no counted staff."""
        if self.unit.level != Level.ORGANIZATION or self.value.denominator:
            return True
        of_programs = rule_of(self.method["rule"]).population == Population.PROGRAMS
        return bool(self.unit.counted) is not of_programs


def reads_reports(actor: Actor) -> bool:
    """Whether the role reads reports at all: figures of its scope, or what is published."""
    return actor.is_system or any(access.rights().level(actor, kind, access.READ) for kind in ("figures", "published"))


def with_own_units(rows: QuerySet[Report], actor: Actor) -> QuerySet[Report]:
    """Of the reports those that hold a unit in the actor's scope: of the others there is nothing to see."""
    units = ReportUnit.objects.filter(access.scope(ReportUnit, actor), report=OuterRef("pk"))
    return rows.filter(access.scope(Report, actor)).filter(Exists(units))


def readable_report(pk: int, *, live: bool = False) -> Report | None:
    """The report with its profile; None where nothing of it is the reader's. ``live``: today's figures too."""
    every = Report.every if live else Report.objects
    rows = with_own_units(every.select_related("profile", "region", "municipality"), current())
    return rows.filter(pk=pk).first()


def visible_units(report: Report, **conditions: Any) -> list[ReportUnit]:
    """The units of a report in the reader's scope: highest level first, each level in alphabetical order."""
    rows = list(ReportUnit.objects.filter(access.scope(ReportUnit, current()), report=report, **conditions))
    for unit in rows:
        unit.report = report
    return sorted(rows, key=lambda unit: (ORDER[Level(unit.level)], unit.sort_key, unit.code))


def top_units(report: Report) -> list[ReportUnit]:
    """The highest units that the reader sees, read alone."""
    for level in ORDER:
        if found := visible_units(report, level=level):
            return found
    return []


def units_below(unit: ReportUnit) -> list[ReportUnit]:
    """The units directly beneath: of the region its municipalities and the organizations of no municipality."""
    if unit.level == Level.ORGANIZATION:
        return []
    if unit.level == Level.REGION:
        beneath = visible_units(unit.report, level=Level.MUNICIPALITY)
        return [*beneath, *visible_units(unit.report, level=Level.ORGANIZATION, parent="")]
    return visible_units(unit.report, level=Level.ORGANIZATION, parent=unit.code)


def says_something(unit: ReportUnit) -> bool:
    """Whether a unit is a territory, counted, or has a denominator of its own (an institute's programmes)."""
    return unit.level != Level.ORGANIZATION or unit.counted or any(unit.denominators)


def earlier_reports(report: Report) -> list[Report]:
    """The reports of the same profile for the same period of earlier years, oldest first.

    Of several versions the approved one stands, else the latest. Today's figures stand beside whole years.
    """
    start, end = report.period_from, report.period_to
    if report.kind != ReportKind.REPORT:
        end = date(end.year, 12, 31)
    rows = Report.objects.filter(
        access.scope(Report, current()),
        profile=report.profile_id,
        period_to__lt=report.period_to,
        period_to__month=end.month,
        period_to__day=end.day,
        period_from__month=start.month,
        period_from__day=start.day,
    )
    best: dict[int, Report] = {}
    for row in rows.order_by("version"):
        same_span = row.period_to.year - row.period_from.year == end.year - start.year
        kept = best.get(row.period_to.year)
        if same_span and (kept is None or kept.state != ReportState.APPROVED or row.state == ReportState.APPROVED):
            best[row.period_to.year] = row
    return [best[year] for year in sorted(best)[-EARLIER:]]


def targets(report: Report) -> dict[tuple[str, str], Decimal]:
    """(indicator code, ОКТМО; empty for the profile's own unit) → the target of the reporting year."""
    if report.frozen is not None:
        return {(code, place): Decimal(value) for code, place, value in report.frozen["targets"]}
    rows = Target.objects.filter(indicator__profile=report.profile_id, year=report.period_to.year)
    return {(code, place): value for code, place, value in rows.values_list("indicator__code", "territory", "value")}


def trimmed(value: Decimal | None) -> Decimal | None:
    """A target without the zeros of its column: 40, 2.5."""
    return None if value is None else value.normalize() + 0


class Readings:
    """The figures of chosen units of a report with everything that stands beside them, in three queries."""

    def __init__(self, report: Report, units: Iterable[ReportUnit]) -> None:
        self.report, self.units = report, list(units)

    @cached_property
    def targets(self) -> dict[tuple[str, str], Decimal]:
        """The targets of the report's year."""
        return targets(self.report)

    @cached_property
    def earlier(self) -> list[Report]:
        """The reports compared with, oldest first."""
        return earlier_reports(self.report)

    @cached_property
    def earlier_units(self) -> dict[tuple[int, str, str], ReportUnit]:
        """(report, level, code) → the unit then."""
        if not self.earlier or not self.units:
            return {}
        codes = {unit.code for unit in self.units}
        rows = ReportUnit.objects.filter(
            access.scope(ReportUnit, current()), report__in=[report.pk for report in self.earlier], code__in=codes
        )
        return {(unit.report_id, unit.level, unit.code): unit for unit in rows}

    @cached_property
    def positions(self) -> dict[int, dict[str, int]]:
        """Report → code of an indicator → its place there."""
        return {report.pk: {m["code"]: n for n, m in enumerate(report.methods)} for report in self.earlier}

    def reading(self, unit: ReportUnit, number: int) -> Reading:
        """One indicator in one unit."""
        method = self.report.methods[number]
        past = tuple(self._past(earlier, unit, method) for earlier in self.earlier)
        target, own = self.target_of(unit, method["code"])
        return Reading(number, method, unit, value_of(unit, number), target, past, borrowed=not own)

    def of(self, unit: ReportUnit) -> list[Reading]:
        """All indicators in one unit."""
        return [self.reading(unit, number) for number in range(len(self.report.methods))]

    def column(self, number: int) -> list[Reading]:
        """One indicator in all units."""
        return [self.reading(unit, number) for unit in self.units]

    def target_of(self, unit: ReportUnit, indicator: str) -> tuple[Decimal | None, bool]:
        """The unit's own target, else that of the municipality above, else the profile's; and whether it is its own."""
        own = [unit.code] if unit.level != Level.ORGANIZATION else []
        if unit.level == self._own_level:
            own.append("")
        for place in (*own, unit.parent, ""):
            if (value := self.targets.get((indicator, place))) is not None:
                return trimmed(value), place in own
        return None, True

    @property
    def _own_level(self) -> Level:
        """The level of the profile's own unit."""
        return Level.MUNICIPALITY if self.report.municipality_id else Level.REGION

    def _past(self, earlier: Report, unit: ReportUnit, method: Mapping[str, Any]) -> Past:
        label = period_label(earlier.period_from, earlier.period_to)
        then = self.earlier_units.get((earlier.pk, unit.level, unit.code))
        number = self.positions[earlier.pk].get(method["code"])
        if then is None or number is None:
            return Past(label, None)
        same = ("rule", "parameters")
        alike = all(earlier.methods[number][name] == method[name] for name in same)
        return Past(label, value_of(then, number), alike)


def tops_of(units: Sequence[ReportUnit]) -> list[ReportUnit]:
    """The highest units of those a reader sees: what a page is about (after a merger there may be several)."""
    return [unit for unit in units if unit.level == units[0].level] if units else []
