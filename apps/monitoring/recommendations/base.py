"""A rule of recommendations: it reads a report and the records behind it and proposes what to tell which unit."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db import connection

from apps.core.text import NBSP, format_number
from apps.monitoring.enums import Level
from apps.monitoring.models import Report, ReportUnit
from apps.monitoring.selectors.readings import Reading, Readings
from apps.organizations.enums import OrganizationKind

Kind = OrganizationKind
# Groups of fewer people are not told in breakdowns of deficits (DOMAIN 8).
SMALLEST_GROUP = 5


@dataclass(frozen=True, slots=True)
class Proposal:
    """What to tell a unit. ``topic`` tells two of one rule and unit apart, ``body`` is who is to answer."""

    unit: ReportUnit
    text: str
    body: Kind
    indicator: str = ""
    topic: str = ""


class Ground:
    """What rules stand on: a report with its units and figures, and the people of the territory on its date.

    Rules of records read the temporary tables ``report_place`` and ``report_people`` of the computation.
    """

    def __init__(self, report: Report, units: Iterable[ReportUnit], values: Mapping[str, Any]) -> None:
        self.report, self.units, self.values = report, list(units), dict(values)

    @cached_property
    def readings(self) -> Readings:
        """The figures with targets and the years before."""
        return Readings(self.report, self.units)

    @cached_property
    def level(self) -> Level:
        """Whom the rules speak to: the municipalities of a region, the organizations of a municipality."""
        return Level.ORGANIZATION if self.report.municipality_id else Level.MUNICIPALITY

    @cached_property
    def addressed(self) -> list[ReportUnit]:
        """The units spoken to."""
        return [unit for unit in self.units if unit.level == self.level and unit.counted]

    @cached_property
    def by_code(self) -> dict[str, ReportUnit]:
        """The units spoken to, by their codes."""
        return {unit.code: unit for unit in self.addressed}

    @cached_property
    def top(self) -> ReportUnit:
        """The territory of the report."""
        wanted = Level.MUNICIPALITY if self.report.municipality_id else Level.REGION
        return next(unit for unit in self.units if unit.level == wanted)

    def body(self, kind: Kind) -> Kind:
        """The addressee of a municipality's unit is its body of this kind; an organization answers for itself."""
        return kind if self.level == Level.MUNICIPALITY else Kind.SCHOOL

    def column(self, number: int) -> list[Reading]:
        """One indicator in the units spoken to."""
        return [self.readings.reading(unit, number) for unit in self.addressed]

    @property
    def key(self) -> str:
        """The column of ``report_place c`` that holds the code of a unit spoken to."""
        return "c.code" if self.level == Level.ORGANIZATION else "c.oktmo"

    def counts(self, rows: str, what: str) -> list[tuple[ReportUnit, list[Any]]]:
        """Counts by unit: ``rows`` is a FROM clause with ``report_place c``, ``what`` the columns counted."""
        sql = f"SELECT {self.key}, {what} FROM {rows} GROUP BY {self.key} ORDER BY 1"
        return [(self.by_code[row[0]], row[1:]) for row in self.run(sql) if row[0] in self.by_code]

    def run(self, sql: str) -> list[list[Any]]:
        """Rows of a query that may use the values of the frame."""
        with connection.cursor() as cursor:
            cursor.execute(sql, self.values)
            return [list(row) for row in cursor.fetchall()]


Parameters = Mapping[str, Decimal]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendationRule:
    """``defaults`` are the numbers that a profile may change (docs/profile-format.md); ``help`` says what they mean."""

    code: str
    title: str
    help: str
    find: Callable[[Ground, Parameters], Iterable[Proposal]]
    defaults: Mapping[str, Decimal]

    @property
    def usual(self) -> str:
        """The numbers in words with their usual values: «points — …; обычно 1»."""
        values = ", ".join(format_number(value) for value in self.defaults.values())
        return f"{self.help}; обычно {values}"

    def parameters(self, profile: Mapping[str, Any]) -> Parameters | None:
        """The numbers in force by a profile's ``recommendations``; None where the rule is switched off."""
        own = profile.get(self.code) or {}
        if own.get("off"):
            return None
        return {name: Decimal(str(own.get(name, value))) for name, value in self.defaults.items()}


def quoted(text: str) -> str:
    """A title in quotation marks, its own ones turned into inner ones."""
    return f"«{text.replace('«', '„').replace('»', '“')}»"


def percents(value: Decimal) -> str:
    """«40 %»."""
    return f"{value.normalize() + 0:f}".replace(".", ",") + f"{NBSP}%"
