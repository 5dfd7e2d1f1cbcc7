"""A report as one reader sees it: which units, and their figures."""

from dataclasses import dataclass
from functools import cached_property

from apps.core.text import NBSP, format_date, format_number
from apps.monitoring.enums import Level
from apps.monitoring.models import Report, ReportUnit
from apps.monitoring.selectors.quality import may_see_findings, rule_counts
from apps.monitoring.selectors.readings import Readings, says_something, tops_of, visible_units
from apps.monitoring.selectors.values import value_of
from apps.monitoring.selectors.violations import RuleCount
from apps.monitoring.wording import period_title


@dataclass(frozen=True)
class View:
    """What a document is made from. ``units`` are all that the reader sees.

    ``official``: the document that is approved and read by everyone: it names no person.
    """

    report: Report
    units: tuple[ReportUnit, ...]
    official: bool = False

    @cached_property
    def tops(self) -> list[ReportUnit]:
        """What the document is about."""
        return tops_of(self.units)

    @cached_property
    def municipalities(self) -> list[ReportUnit]:
        """The municipalities beneath."""
        return [unit for unit in self.units if unit.level == Level.MUNICIPALITY and unit not in self.tops]

    @cached_property
    def organizations(self) -> list[ReportUnit]:
        """The organizations beneath that are counted or have a figure of their own (an institute's programmes)."""
        return [
            unit
            for unit in self.units
            if unit.level == Level.ORGANIZATION and unit not in self.tops and says_something(unit)
        ]

    @cached_property
    def readings(self) -> Readings:
        """The figures of all units shown, with what stands beside them."""
        return Readings(self.report, [*self.tops, *self.municipalities, *self.organizations])

    @cached_property
    def numbers(self) -> range:
        """The places of the indicators."""
        return range(len(self.report.methods))

    @cached_property
    def findings(self) -> list[RuleCount] | None:
        """The findings by rule; None where the role reads none."""
        return rule_counts(self.report) if may_see_findings() else None

    @property
    def territory(self) -> str:
        """The names of what the document is about."""
        return ", ".join(unit.name for unit in self.tops) or self.report.profile.title

    @property
    def period(self) -> str:
        """«2025 год»."""
        return period_title(self.report.period_from, self.report.period_to)

    @property
    def day(self) -> str:
        """The reporting date."""
        return format_date(self.report.period_to)

    @property
    def by_municipality(self) -> list[tuple[ReportUnit | None, list[ReportUnit]]]:
        """The organizations under their municipalities; under None those of the regional level."""
        known = {unit.code: unit for unit in self.units if unit.level == Level.MUNICIPALITY}
        groups: dict[str, list[ReportUnit]] = {}
        for unit in self.organizations:
            groups.setdefault(unit.parent if unit.parent in known else "", []).append(unit)
        ordered = [code for code in known if code in groups]
        rest: list[tuple[ReportUnit | None, list[ReportUnit]]] = [(None, groups[""])] if "" in groups else []
        return [*((known[code], groups[code]) for code in ordered), *rest]

    def extra_note(self, unit: ReportUnit, number: int) -> str:
        """«Ещё 17 не в штате на 31.12.2025.»; empty where there are none."""
        extra = value_of(unit, number).extra
        return f"Ещё{NBSP}{format_number(extra)} не{NBSP}в{NBSP}штате на{NBSP}{self.day}." if extra else ""


def view_of(report: Report, *, official: bool = False) -> View:
    """The report as the acting person may see it."""
    return View(report, tuple(visible_units(report)), official)
