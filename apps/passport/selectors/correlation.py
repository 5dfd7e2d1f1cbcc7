"""How the work of the system in a school goes with its students' results (DOMAIN 7, section 7).

For each subject of each examination, between a school's value of an indicator about people in the year's report (and
the share of its diagnosed teachers who have deficits) and its average score. Read under the acting person: a
municipality sees the link over its own schools.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from apps.core import access
from apps.core.actor import current
from apps.indicators.enums import Subject
from apps.monitoring.enums import Level
from apps.monitoring.models import Report, ReportUnit
from apps.monitoring.selectors.subjects import method_of
from apps.monitoring.selectors.values import value_of
from apps.monitoring.wording import bare_name
from apps.organizations.models import Profile
from apps.passport.enums import Exam
from apps.passport.models import StudentResult
from apps.passport.selectors.deficits import shares
from apps.passport.statistics import ENOUGH, Correlation, correlate

CAUTION = (
    "Корреляция не означает причины: связь двух величин может объясняться третьей — составом учеников, размером школы,"
    " обеспеченностью кадрами."
)
SAME = "значения у всех школ одинаковы: связь не определена"


@dataclass(frozen=True, slots=True)
class Measure:
    """An indicator about people by its place in the report, or the share of teachers with deficits (no place)."""

    number: int
    code: str
    title: str
    short: str


DEFICITS = Measure(
    -1, "deficits", "Доля учителей с профессиональными дефицитами среди прошедших диагностику (школы, где её прошли не"
    " менее 5 учителей)", "Учителя с дефицитами",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Point:
    """One school: the indicator's value in percent and the average score."""

    organization: int
    name: str
    value: Decimal
    score: Decimal


@dataclass(frozen=True, slots=True)
class Line:
    """One subject of one examination beside one indicator: the coefficients, or why there are none."""

    exam: str
    subject: str
    measure: Measure
    points: tuple[Point, ...]
    found: Correlation | None

    @property
    def refusal(self) -> str:
        """Why nothing is computed; empty where it is."""
        if self.found is None:
            return f"школ с обоими значениями меньше {ENOUGH} ({len(self.points)})"
        return SAME if self.found.pearson is None else ""


def year_report(profile: Profile, year: int) -> Report | None:
    """The report of the calendar year: the approved one, else the latest."""
    rows = Report.objects.filter(
        access.scope(Report, current()),
        profile=profile,
        period_from__year=year,
        period_from__month=1,
        period_from__day=1,
        period_to__year=year,
        period_to__month=12,
        period_to__day=31,
    )
    return rows.order_by("-published", "-version").first()


class Links:
    """All links of a year in the acting person's scope: six queries, whatever the number of lines."""

    def __init__(self, report: Report | None, *, region: int, year: int) -> None:
        self.report, self.region, self.year = report, region, year

    @cached_property
    def measures(self) -> list[Measure]:
        """The report's indicators about people, in its order."""
        if self.report is None:
            return []
        of_people = [n for n in range(len(self.report.methods)) if self._about_people(n)]
        chosen = [(n, self.report.methods[n]) for n in of_people]
        return [*(Measure(n, method["code"], method["title"], bare_name(method)) for n, method in chosen), DEFICITS]

    def _about_people(self, number: int) -> bool:
        assert self.report is not None
        return method_of(self.report, number).rule.subject == Subject.PERSON

    @cached_property
    def units(self) -> dict[int, ReportUnit]:
        """The figures of schools by organization."""
        rows = ReportUnit.objects.filter(access.scope(ReportUnit, current()), report=self.report)
        return {row.organization_id: row for row in rows.filter(level=Level.ORGANIZATION) if row.organization_id}

    @cached_property
    def results(self) -> Mapping[tuple[str, str], list[StudentResult]]:
        """The results of the year by examination and subject."""
        rows = StudentResult.objects.filter(
            access.scope(StudentResult, current()), region_id=self.region, year=self.year
        )
        found: dict[tuple[str, str], list[StudentResult]] = {}
        order = {value: place for place, value in enumerate(Exam.values)}
        for row in sorted(rows, key=lambda one: (order[one.exam], one.subject, one.organization_id)):
            found.setdefault((row.exam, row.subject), []).append(row)
        return found

    @cached_property
    def deficits(self) -> Mapping[int, tuple[int, int]]:
        """Teachers with deficits of those diagnosed, by school."""
        asked = {row.organization_id for rows in self.results.values() for row in rows} & self.units.keys()
        return shares(self.report, asked) if self.report is not None else {}

    def share(self, unit: ReportUnit, measure: Measure) -> tuple[int, int]:
        """A school's value: a number of another number, which is zero where it has no value."""
        if measure is DEFICITS:
            return self.deficits.get(unit.organization_id or 0, (0, 0))
        value = value_of(unit, measure.number)
        return value.numerator, value.denominator

    def points(self, exam: str, subject: str, measure: Measure) -> tuple[Point, ...]:
        """The schools that have both values, by name."""
        rows = self.results.get((exam, subject), [])
        both = [(self.units[row.organization_id], row) for row in rows if row.organization_id in self.units]
        made = [
            Point(row.organization_id, unit.name, Decimal(100 * share[0]) / share[1], row.average)
            for unit, row in both
            if (share := self.share(unit, measure))[1]
        ]
        return tuple(sorted(made, key=lambda point: (point.name, point.organization)))

    def line(self, exam: str, subject: str, measure: Measure) -> Line:
        """One link."""
        points = self.points(exam, subject, measure)
        found = None
        if len(points) >= ENOUGH:
            found = correlate([float(point.value) for point in points], [float(point.score) for point in points])
        return Line(exam, subject, measure, points, found)

    def lines(self) -> list[Line]:
        """All of them: examinations in their order, subjects by name, indicators by number."""
        return [self.line(exam, subject, measure) for exam, subject in self.results for measure in self.measures]
