"""The page of the link between the work of the system and the students' results."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.http import HttpRequest
from django.utils.safestring import SafeString

from apps.core import access
from apps.core.actor import Actor
from apps.core.charts.scatter import ScatterData, Spot, scatter
from apps.core.text import NBSP, count_text, format_number, round_half_up
from apps.core.web.state import ListState
from apps.monitoring.models import Report
from apps.organizations.enums import ProfileLevel
from apps.organizations.models import Profile
from apps.passport.enums import Exam
from apps.passport.models import StudentResult
from apps.passport.selectors.computed import rounded
from apps.passport.selectors.correlation import CAUTION, Line, Links, year_report
from apps.passport.statistics import ENOUGH, Coefficient

YEAR, EXAM, SUBJECT, INDICATOR = "year", "exam", "subject", "indicator"
LITTLE = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Shown:
    """A link as it is drawn in the table."""

    exam: str
    subject: str
    title: str
    schools: int
    pearson: str
    pearson_p: str
    spearman: str
    spearman_p: str
    refusal: str
    url: str
    active: bool


def coefficient_text(found: Coefficient | None) -> str:
    """«−0,41»."""
    return format_number(Decimal(rounded(found.value))) if found else ""


def p_text(found: Coefficient | None) -> str:
    """«0,0132»; «< 0,0001» for what four decimals cannot show."""
    if found is None:
        return ""
    value = Decimal(rounded(found.p))
    return f"<{NBSP}{format_number(LITTLE)}" if value < LITTLE else format_number(value)


class CorrelationPage:
    """What the page shows to its reader."""

    caution = CAUTION
    enough = ENOUGH

    def __init__(self, actor: Actor, request: HttpRequest) -> None:
        self.actor, self.request, self.state = actor, request, ListState(request.GET)

    @cached_property
    def years(self) -> list[int]:
        """The years that have results in sight, the last one first."""
        rows = StudentResult.objects.filter(access.scope(StudentResult, self.actor))
        return sorted(set(rows.order_by().values_list("year", flat=True).distinct()), reverse=True)

    @property
    def year(self) -> int | None:
        """The year asked for, else the last one."""
        asked = self.request.GET.get(YEAR, "")
        if asked.isdecimal() and int(asked) in self.years:
            return int(asked)
        return self.years[0] if self.years else None

    @property
    def year_links(self) -> list[tuple[int, str, bool]]:
        """The years as links."""
        return [(year, self.state.url(**{YEAR: str(year)}), year == self.year) for year in self.years]

    @cached_property
    def report(self) -> Report | None:
        """The report of the year: the region's own, else of a municipal profile that the reader works under."""
        if self.year is None:
            return None
        rows = Profile.objects.filter(region_id=self.actor.region_id or 0)
        own = [one for one in rows if one.level == ProfileLevel.REGION or one.municipality_id in self.places]
        ordered = sorted(own, key=lambda one: (one.level != ProfileLevel.REGION, one.pk))
        found = (year_report(profile, self.year) for profile in ordered)
        return next((report for report in found if report is not None), None)

    @property
    def places(self) -> set[int | None]:
        """The municipality that the reader works in."""
        return {self.actor.municipality_id}

    @cached_property
    def links(self) -> Links:
        """Everything that can be compared."""
        return Links(self.report, region=self.actor.region_id or 0, year=self.year or 0)

    @cached_property
    def lines(self) -> list[Line]:
        """Every link of the year."""
        return self.links.lines() if self.report is not None else []

    @cached_property
    def line(self) -> Line | None:
        """The link whose points are drawn: the one asked for, else the first that could be computed."""
        asked = tuple(self.request.GET.get(name, "") for name in (EXAM, SUBJECT, INDICATOR))
        chosen = [one for one in self.lines if (one.exam, one.subject, one.measure.code) == asked]
        return next(iter([*chosen, *(one for one in self.lines if not one.refusal)]), None)

    @property
    def rows(self) -> list[Shown]:
        """The table."""
        return [self.shown(line) for line in self.lines]

    def shown(self, line: Line) -> Shown:
        """A line of the table."""
        keys = {EXAM: line.exam, SUBJECT: line.subject, INDICATOR: line.measure.code}
        first, second = (line.found.pearson, line.found.spearman) if line.found else (None, None)
        numbers = (coefficient_text(first), p_text(first), coefficient_text(second), p_text(second))
        url = self.state.url(**keys)
        head = (str(Exam(line.exam).label), line.subject, line.measure.short, len(line.points))
        return Shown(*head, *numbers, line.refusal, url, line is self.line)

    # --- the chosen link
    @property
    def heading(self) -> str:
        """What is compared, in short."""
        assert self.line is not None
        return f"{Exam(self.line.exam).label}, {self.line.subject}: {self.line.measure.short}"

    @property
    def sentence(self) -> str:
        """The coefficients in words."""
        line = self.line
        if line is None or line.found is None or line.found.pearson is None or line.found.spearman is None:
            return ""
        schools = count_text(line.found.n, "школе", "школам", "школам")
        r, rho = line.found.pearson, line.found.spearman
        share = format_number(round_half_up(Decimal(repr(r.p)) * 100, 1))
        return (
            f"По {schools}: Пирсон r{NBSP}={NBSP}{coefficient_text(r)}, Спирмен ρ{NBSP}={NBSP}{coefficient_text(rho)}."
            f" Если связи нет, такой или больший r{NBSP}получился бы случайно в {share}{NBSP}% случаев."
        )

    @property
    def picture(self) -> SafeString | str:
        """The scatter plot."""
        line = self.line
        if line is None or line.refusal:
            return ""
        spots = tuple(Spot(point.name, round(point.value, 4), point.score) for point in line.points)
        return scatter(ScatterData(self.heading, f"{line.measure.short}, %", "Средний балл", spots))
