"""Figures as the screens and documents show them: beside the target, the year before, and the unit above."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from apps.indicators.models import Target
from apps.monitoring.enums import Level
from apps.monitoring.models import Report, ReportUnit
from apps.monitoring.selectors.reports import year_ago
from apps.monitoring.selectors.values import Value, units_of, value_of
from apps.organizations.enums import ProfileLevel

Targets = dict[tuple[str, str], Decimal]


@dataclass(frozen=True, slots=True)
class Figure:
    """An indicator in a unit. ``before``: the same period a year earlier. ``target``: of the reporting year."""

    number: int
    method: dict[str, Any]
    unit: ReportUnit
    value: Value
    target: Decimal | None
    before: Value | None

    @property
    def difference(self) -> Decimal | None:
        """Percentage points over the target (negative: under it); None where there is nothing to compare."""
        if self.target is None or self.value.percent is None:
            return None
        return self.value.percent - self.target

    @property
    def change(self) -> Decimal | None:
        """Percentage points since the year before."""
        if self.before is None or self.before.percent is None or self.value.percent is None:
            return None
        return self.value.percent - self.before.percent


@dataclass(frozen=True, slots=True)
class Branch:
    """A unit with the units below it."""

    unit: ReportUnit
    children: tuple["Branch", ...] = ()


def targets(report: Report) -> Targets:
    """(indicator code, ОКТМО; empty for the profile's own unit) → the target of the reporting year."""
    rows = Target.objects.filter(indicator__profile=report.profile_id, year=report.period_to.year)
    return {(code, place): value for code, place, value in rows.values_list("indicator__code", "territory", "value")}


def territory_of(report: Report, unit: ReportUnit) -> str | None:
    """The territory under which a unit's targets are kept; an organization has none."""
    if unit.level == Level.ORGANIZATION:
        return None
    own = Level.REGION if report.profile.level == ProfileLevel.REGION else Level.MUNICIPALITY
    return "" if unit.level == own else unit.code


def target_of(found: Targets, code: str, place: str | None, unit: ReportUnit) -> Decimal | None:
    """The target of a unit: its own by ОКТМО, or the profile's where the unit is the profile's."""
    if place is None:
        return None
    return found.get((code, unit.code), found.get((code, place)))


def earlier_values(report: Report, units: Iterable[ReportUnit]) -> dict[tuple[str, str, str], Value]:
    """(level, unit code, indicator code) → the value a year ago."""
    earlier = year_ago(report)
    if earlier is None:
        return {}
    codes = {unit.code for unit in units}
    return {
        (unit.level, unit.code, method["code"]): value_of(unit, number)
        for unit in earlier.units.filter(code__in=codes)
        for number, method in enumerate(earlier.methods)
    }


def figures(report: Report, units: Iterable[ReportUnit]) -> list[Figure]:
    """Every indicator of every unit given, in their order."""
    chosen = list(units)
    found, before = targets(report), earlier_values(report, chosen)
    return [
        Figure(
            number=number,
            method=method,
            unit=unit,
            value=value_of(unit, number),
            target=target_of(found, method["code"], territory_of(report, unit), unit),
            before=before.get((unit.level, unit.code, method["code"])),
        )
        for unit in chosen
        for number, method in enumerate(report.methods)
    ]


def report_tree(report: Report, *, everything: bool = False) -> list[Branch]:
    """The units as a tree, as far as the reader sees: region, its municipalities, their organizations.

    Organizations that are neither of the population nor counted anywhere are left out unless ``everything`` is asked.
    Where the reader does not see the unit above, a branch stands at the top.
    """
    units = [unit for unit in units_of(report) if everything or is_shown(unit)]
    below: dict[str, list[ReportUnit]] = {}
    for unit in units:
        if unit.level == Level.ORGANIZATION:
            below.setdefault(unit.parent, []).append(unit)
    municipalities = [
        Branch(unit, tuple(Branch(child) for child in below.pop(unit.code, [])))
        for unit in units
        if unit.level == Level.MUNICIPALITY
    ]
    rest = [Branch(unit) for group in below.values() for unit in group]
    top = [unit for unit in units if unit.level == Level.REGION]
    return [Branch(top[0], (*municipalities, *rest))] if top else [*municipalities, *rest]


def is_shown(unit: ReportUnit) -> bool:
    """Whether a unit says anything: a territory, a part of the population, or a denominator of its own."""
    return unit.level != Level.ORGANIZATION or unit.counted or any(unit.denominators)
