"""What the page of today's figures shows: one unit with its figures and where they lead, the units beneath."""

from dataclasses import dataclass, replace
from functools import cached_property

from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString

from apps.core.actor import Actor
from apps.core.text import format_date
from apps.core.web.figures import Figure
from apps.monitoring.enums import Level
from apps.monitoring.live.outlook import outlook
from apps.monitoring.live.refresh import Fresh
from apps.monitoring.models import Report
from apps.monitoring.selectors import readings as selectors
from apps.monitoring.selectors.months import within_year
from apps.monitoring.web import shares
from apps.monitoring.web.links import report_url, with_query
from apps.monitoring.web.report_page import ReportPage, drawn
from apps.monitoring.wording import short_name

TITLE = "Показатели сегодня"


@dataclass(frozen=True, slots=True)
class Profiles:
    """One of the profiles whose figures the reader may choose from."""

    title: str
    url: str
    active: bool


class LivePage(ReportPage):
    """Today's figures of a unit, as its reader may see them. Raises ``Http404`` where nothing is theirs."""

    def __init__(self, report: Report, every: list[Report], fresh: Fresh, actor: Actor, request: HttpRequest) -> None:
        super().__init__(report, actor, request)
        self.every, self.fresh = every, fresh

    @property
    def title(self) -> str:
        """The heading: the page, or the unit beneath."""
        return TITLE if self.unit in self.tops[:1] else self.unit.name

    @property
    def about(self) -> str:
        """The line under it."""
        names = [self.unit.name, self.report.profile.title, f"на {format_date(self.report.period_to)}"]
        return " · ".join(name for name in dict.fromkeys(names) if name != self.title)

    @property
    def crumbs(self) -> list[tuple[str, str]]:
        """The way to this unit."""
        if self.unit in self.tops:
            return []
        trail = [(TITLE, report_url(self.report))]
        above = [u for u in selectors.visible_units(self.report, code=self.unit.parent) if u not in self.tops]
        if self.unit.level == Level.ORGANIZATION and above:
            trail.append((above[0].name, report_url(self.report, unit=above[0].code)))
        return trail

    @property
    def waits(self) -> bool:
        """Whether changes are not in the figures yet."""
        return self.fresh is not Fresh.YES

    @property
    def profiles(self) -> list[Profiles]:
        """The reader's profiles, where there are several."""
        if len(self.every) < 2:
            return []
        return [Profiles(one.profile.title, report_url(one), one == self.report) for one in self.every]

    @cached_property
    def figures(self) -> list[Figure]:
        """The figures in large print, each with where it leads."""
        found = self.readings.of(self.unit)
        return [replace(shares.component(reading), outlook=outlook(reading, self.readings)) for reading in found]

    @property
    def months(self) -> list[SafeString]:
        """The way of the year, month by month."""
        first = len(self.dynamics) + 1
        return [drawn(chart, number) for number, chart in enumerate(within_year(self.unit), start=first)]

    @property
    def compares(self) -> list[tuple[str, str]]:
        """The comparisons of the units beneath, by indicator: its short name and the address."""
        if not any(unit.level == Level.MUNICIPALITY for unit in self.below):
            return []
        return [(short_name(method), self.compare_url(method["code"])) for method in self.report.methods]

    def compare_url(self, indicator: str) -> str:
        """The comparison of the municipalities by an indicator."""
        url = reverse("monitoring:live_compare")
        return with_query(url, profile=self.report.profile.code, indicator=indicator)
