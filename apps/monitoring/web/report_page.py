"""What the page of a report shows: one unit with its figures, the units beneath, the state and the versions."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from apps.core.actor import Actor
from apps.core.documents.html import block_html
from apps.core.documents.outline import Item
from apps.core.documents.tree import Chart
from apps.core.text import NBSP, format_date, format_percent, ratio_text
from apps.core.web.figures import Figure
from apps.core.web.state import ListState
from apps.monitoring import policies
from apps.monitoring.enums import Level, ReportState
from apps.monitoring.models import Report, ReportFile, ReportMove, ReportUnit
from apps.monitoring.reports import charts
from apps.monitoring.selectors import readings as selectors
from apps.monitoring.selectors.confirmations import Answer, answers
from apps.monitoring.selectors.explanation import NotInReport, unit_of
from apps.monitoring.selectors.files import kept_files, moves_of
from apps.monitoring.selectors.glance import Accepted, accepted_for
from apps.monitoring.selectors.quality import may_see_findings, rule_counts
from apps.monitoring.selectors.values import position_of
from apps.monitoring.selectors.versions import Difference, differences, versions_of
from apps.monitoring.selectors.violations import RuleCount
from apps.monitoring.services.confirming import may_confirm
from apps.monitoring.services.keeping import may_sign
from apps.monitoring.web import shares
from apps.monitoring.web.links import report_url
from apps.monitoring.web.recommend_section import section_of
from apps.monitoring.web.unit_table import UnitTable
from apps.monitoring.wording import full_name, short_name, title_of

INDICATOR, UNIT = "indicator", "unit"
BENEATH = {Level.MUNICIPALITY: "Муниципалитет", Level.ORGANIZATION: "Организация"}
HEADINGS = {Level.MUNICIPALITY: "Муниципалитеты", Level.ORGANIZATION: "Организации"}
REGIONAL = "Организации регионального уровня"
WORKFLOW = "Черновик|На утверждении|Утверждён"
STEP = {ReportState.DRAFT: 1, ReportState.RETURNED: 1, ReportState.SUBMITTED: 2, ReportState.APPROVED: 4}


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the views of the table of units."""

    title: str
    url: str
    active: bool
    help: str


class ReportPage:
    """The page of a report about one unit, as its reader may see it. Raises ``Http404`` where nothing is theirs."""

    steps = WORKFLOW

    def __init__(self, report: Report, actor: Actor, request: HttpRequest) -> None:
        self.report, self.actor, self.request = report, actor, request
        self.state = ListState(request.GET)

    # --- which unit
    @cached_property
    def tops(self) -> list[ReportUnit]:
        """The highest units seen."""
        return selectors.top_units(self.report)

    @cached_property
    def unit(self) -> ReportUnit:
        """The unit that the address names, else the reader's own."""
        code = self.request.GET.get(UNIT, "")
        if not code:
            if not self.tops:
                raise Http404("В отчёте нет вашей территории")
            return self.tops[0]
        try:
            found = unit_of(self.report, code)
        except NotInReport as error:
            raise Http404(str(error)) from error
        found.report = self.report
        return found

    @property
    def title(self) -> str:
        """The heading: the report, or the unit beneath."""
        return title_of(self.report) if self.unit in self.tops[:1] else self.unit.name

    @property
    def about(self) -> str:
        """The line under it, each name once."""
        names = [title_of(self.report), self.unit.name, self.report.profile.title]
        shown = [name for name in dict.fromkeys(names) if name != self.title]
        return " · ".join([*shown, f"отчётная дата {format_date(self.report.period_to)}", self.version])

    @property
    def others(self) -> list[ReportUnit]:
        """The reader's other units of the same level: what a merger has brought together."""
        return [unit for unit in self.tops if unit != self.unit] if self.unit in self.tops else []

    @property
    def crumbs(self) -> list[tuple[str, str]]:
        """The way to this unit."""
        trail = [("Отчёты", reverse("monitoring:report_list"))]
        if self.unit in self.tops:
            return trail
        trail.append((title_of(self.report), report_url(self.report)))
        above = [u for u in selectors.visible_units(self.report, code=self.unit.parent) if u not in self.tops]
        if self.unit.level == Level.ORGANIZATION and above:
            trail.append((above[0].name, report_url(self.report, unit=above[0].code)))
        return trail

    # --- figures
    @cached_property
    def below(self) -> list[ReportUnit]:
        """The units beneath."""
        return [unit for unit in selectors.units_below(self.unit) if selectors.says_something(unit)]

    @cached_property
    def readings(self) -> selectors.Readings:
        """All figures of the page."""
        return selectors.Readings(self.report, [self.unit, *self.below])

    @property
    def figures(self) -> list[Figure]:
        """The figures in large print."""
        return [shares.component(reading) for reading in self.readings.of(self.unit)]

    @cached_property
    def number(self) -> int | None:
        """The indicator chosen for the tables; None for all of them."""
        try:
            return position_of(self.report, self.request.GET.get(INDICATOR, ""))
        except KeyError:
            return None

    @property
    def choices(self) -> list[Choice]:
        """Side by side, or one indicator with its target and its past."""
        given = {INDICATOR: None, "sort": None}
        every = Choice("Все показатели", self.state.url(**given) + "#places", self.number is None, "")
        return [every, *(self._choice(number) for number in range(len(self.report.methods)))]

    def _choice(self, number: int) -> Choice:
        method = self.report.methods[number]
        url = self.state.url(**{INDICATOR: method["code"], "sort": None}) + "#places"
        return Choice(short_name(method), url, number == self.number, full_name(method))

    @property
    def tables(self) -> list[tuple[str, UnitTable]]:
        """The units beneath, each level in a table of its own."""
        found = []
        for level, heading in HEADINGS.items():
            units = [unit for unit in self.below if unit.level == level]
            if units:
                title = REGIONAL if level == Level.ORGANIZATION and self.unit.level == Level.REGION else heading
                table = UnitTable(self.report, self.readings, units, BENEATH[level], self.number, self.state)
                if table.columns:
                    found.append((title, table))
        return found

    # --- pictures
    @property
    def dynamics(self) -> list[SafeString]:
        """The lines of the years."""
        return [drawn(chart, number) for number, chart in enumerate(self._dynamics, start=1)]

    @cached_property
    def _dynamics(self) -> list[Chart]:
        return charts.dynamics(self.readings, self.unit)

    @property
    def ranking(self) -> SafeString:
        """The units beneath from the greatest to the least, for a chosen indicator."""
        if self.number is None or not self.below:
            return mark_safe("")
        units = [unit for unit in self.below if unit.level == self.below[0].level]
        found = [self.readings.reading(unit, self.number) for unit in units]
        if all(reading.percent is None for reading in found):
            return mark_safe("")
        target, _ = self.readings.target_of(self.unit, self.report.methods[self.number]["code"])
        words = HEADINGS[Level(units[0].level)].lower()
        return drawn(charts.ranking(found, target, words), len(self._dynamics) + 1)

    # --- data behind
    @property
    def coverage(self) -> str:
        """The staff entered beside the official headcount."""
        if not self.unit.official:
            return ""
        entered, official = self.unit.official_staff, self.unit.official
        if entered > official:
            return f"{format_percent(entered, official)} — внесено больше, чем в официальной численности"
        return ratio_text(entered, official)

    @cached_property
    def doubts(self) -> list[RuleCount] | None:
        """The findings by rule; None where the role reads none."""
        return rule_counts(self.report, self.unit)[:5] if may_see_findings() else None

    @cached_property
    def recommended(self) -> dict[str, Any] | None:
        """The recommendations of the report; None for roles that have nothing to do with them."""
        return section_of(self.report)

    # --- state
    @property
    def step(self) -> int:
        """How far the report has come."""
        return STEP[ReportState(self.report.state)]

    @cached_property
    def moves(self) -> list[ReportMove]:
        """Who has taken which step, when, with which remark."""
        return moves_of(self.report)

    @property
    def trail(self) -> list[tuple[str, datetime]]:
        """What has happened to the report, with the moments."""
        decided = {ReportState.APPROVED: "утверждён", ReportState.RETURNED: "возвращён"}.get(
            ReportState(self.report.state)
        )
        moments = [("рассчитан", self.report.computed_at), ("представлен", self.report.submitted_at)]
        moments += [(decided, self.report.decided_at)] if decided else []
        return [(name, at) for name, at in moments if at is not None]

    @cached_property
    def accepted(self) -> Accepted | None:
        """Of how many municipalities the data of the period are accepted; None where none were asked for."""
        return accepted_for(self.report)

    @property
    def version(self) -> str:
        """«версия 2», with what it corrects."""
        text = f"версия{NBSP}{self.report.version}"
        return f"{text}, исправляет версию{NBSP}{self.report.previous.version}" if self.report.previous else text

    @cached_property
    def versions(self) -> list[Report]:
        """The other versions of the period."""
        return [report for report in versions_of(self.report) if report != self.report]

    @property
    def corrected(self) -> list[Difference]:
        """What this version changes in the unit."""
        return differences(self.report, self.unit)

    @property
    def may_submit(self) -> bool:
        """Whether the reader may send the report to be approved."""
        return policies.may_submit(self.actor, self.report)

    @property
    def may_decide(self) -> bool:
        """Whether the reader may return it."""
        return policies.may_decide(self.actor, self.report)

    @property
    def may_approve(self) -> bool:
        """Whether the reader may approve it: not who submitted it."""
        return policies.may_approve(self.actor, self.report)

    @property
    def may_sign(self) -> bool:
        """Whether the reader may attach a signature."""
        return may_sign(self.actor, self.report)

    @cached_property
    def answers(self) -> list[Answer]:
        """The yes/no indicators, beside the figures of the whole territory."""
        return answers(self.report) if self.unit in self.tops else []

    @property
    def may_confirm(self) -> bool:
        """Whether the reader may answer them."""
        return may_confirm(self.actor, self.report)

    @property
    def comparable(self) -> bool:
        """Whether there is, or may be made, something to compare with."""
        return bool(self.versions) or policies.may_try(self.actor, self.report)

    @cached_property
    def files(self) -> list[tuple[ReportFile, list[ReportFile]]]:
        """The approved documents with the signatures under them, where the reader sees the whole territory."""
        return kept_files(self.report) if self.report.state == ReportState.APPROVED else []

    @property
    def may_compute(self) -> bool:
        """Whether the reader may compute it anew."""
        waits = self.report.state == ReportState.SUBMITTED
        return not waits and policies.may_compute(self.actor, self.report.profile)


def drawn(chart: Chart, number: int) -> SafeString:
    """A chart as a part of a page: the picture with its number and caption, the table behind it."""
    return mark_safe(block_html(Item(chart, f"Рисунок{NBSP}{number}", f"chart-{number}")))
