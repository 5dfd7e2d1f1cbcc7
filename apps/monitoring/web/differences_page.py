"""What the page «Различия» shows: two versions of a period, or a version and today's data."""

from dataclasses import dataclass
from functools import cached_property

from django.http import Http404, HttpRequest

from apps.core import access
from apps.core.actor import Actor
from apps.core.text import NBSP, count_text, format_number, format_percent
from apps.core.web.state import ListState
from apps.indicators.enums import Subject
from apps.monitoring.enums import Level, ReportState
from apps.monitoring.models import Report, ReportUnit
from apps.monitoring.policies import may_try
from apps.monitoring.selectors import differences
from apps.monitoring.selectors.differences import Change, Moved, Pair, Told, UnitChange
from apps.monitoring.selectors.explanation import NotInReport, unit_of
from apps.monitoring.selectors.readings import top_units, visible_units
from apps.monitoring.selectors.subjects import method_of
from apps.monitoring.selectors.values import Value
from apps.monitoring.selectors.versions import trial_of, versions_of
from apps.monitoring.web import links
from apps.monitoring.web.explain_page import HEADS, NOUNS
from apps.monitoring.wording import full_name, short_name

PAGE = 50
TODAY = "today"


@dataclass(frozen=True, slots=True)
class Chip:
    """A choice that leads to the same page about something else."""

    title: str
    url: str
    active: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A figure that differs, as it is drawn."""

    name: str
    url: str
    before: str
    after: str
    delta: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A subject that stands otherwise, as it is drawn."""

    told: Told
    card: str


class DifferencesPage:
    """Two computations of a period compared, for one unit of the reader's."""

    def __init__(self, report: Report, actor: Actor, request: HttpRequest) -> None:
        self.report, self.actor, self.request = report, actor, request
        self.state = ListState(request.GET)

    # --- with what
    @cached_property
    def versions(self) -> list[Report]:
        """The other versions of the period."""
        return [one for one in versions_of(self.report) if one.pk != self.report.pk]

    @cached_property
    def trial(self) -> Report | None:
        """Today's recomputation, if there is one."""
        return trial_of(self.report)

    @property
    def asked(self) -> str:
        """With what the address compares: a version, or today; the version before where it says nothing."""
        given = self.request.GET.get("with", "")
        if given or not self.versions:
            return given or TODAY
        before = [one for one in self.versions if one.version < self.report.version]
        return str((before or self.versions)[0].pk)

    @cached_property
    def other(self) -> Report | None:
        """The other computation; None where today's is not there yet. Raises ``Http404``."""
        if self.asked == TODAY:
            return self.trial
        found = next((one for one in self.versions if str(one.pk) == self.asked), None)
        if found is None:
            raise Http404("Такой версии у отчёта нет")
        return found

    @cached_property
    def pair(self) -> Pair | None:
        """The two, the earlier version first, today's data last."""
        if self.other is None:
            return None
        swapped = self.asked != TODAY and self.other.version < self.report.version
        return Pair(self.other, self.report) if swapped else Pair(self.report, self.other)

    @property
    def choices(self) -> list[Chip]:
        """What this version may be compared with."""
        given = {"indicator": None, "change": None, "from": None}
        chips = [
            Chip(f"с версией{NBSP}{one.version}", self.state.url(**{"with": str(one.pk), **given}), self.other == one)
            for one in self.versions
        ]
        return [*chips, Chip("с сегодняшними данными", self.state.url(**{"with": TODAY, **given}), self.asked == TODAY)]

    @property
    def may_try(self) -> bool:
        """Whether the reader may ask for today's recomputation."""
        return may_try(self.actor, self.report)

    def name(self, report: Report) -> str:
        """«версия 1», «сегодняшние данные»."""
        return "сегодняшние данные" if report.state == ReportState.TRIAL else f"версия{NBSP}{report.version}"

    @property
    def names(self) -> tuple[str, str]:
        """The heads of the two columns."""
        return (self.name(self.pair.before), self.name(self.pair.after)) if self.pair else ("", "")

    # --- of which unit
    @cached_property
    def unit(self) -> ReportUnit:
        """The unit of the address, else the reader's own. Raises ``Http404``."""
        code = self.request.GET.get("unit", "")
        for report in (self.report, self.other) if self.other else (self.report,):
            try:
                found = unit_of(report, code) if code else top_units(report)[0]
            except NotInReport:
                continue
            found.report = report
            return found
        raise Http404("В отчёте нет такой территории")

    @cached_property
    def _changes(self) -> list[UnitChange]:
        if self.pair is None:
            return []
        chosen = {"parent": self.unit.code} if self.unit.level == Level.MUNICIPALITY else {}
        sides = [
            [unit for unit in visible_units(one, **chosen) if self._beneath(unit)] + self._itself(one)
            for one in (self.pair.before, self.pair.after)
        ]
        return list(differences.figures(self.pair, *sides))

    def _beneath(self, unit: ReportUnit) -> bool:
        """Whether a unit is directly under the page's."""
        if self.unit.level == Level.REGION:
            return unit.level == Level.MUNICIPALITY or (unit.level == Level.ORGANIZATION and not unit.parent)
        return self.unit.level == Level.MUNICIPALITY and unit.level == Level.ORGANIZATION

    def _itself(self, report: Report) -> list[ReportUnit]:
        return visible_units(report, level=self.unit.level, code=self.unit.code)

    def _own(self, one: UnitChange) -> bool:
        return (one.unit.level, one.unit.code) == (self.unit.level, self.unit.code)

    @property
    def figures(self) -> list[Line]:
        """The unit's own figures that differ."""
        return [
            self._line(one, self.title_of(one.code), self._indicator_url(one.code))
            for one in self._changes
            if self._own(one)
        ]

    @property
    def units(self) -> list[Line]:
        """The units beneath whose figure of the chosen indicator differs."""
        return [
            self._line(one, one.unit.name, self.state.url(unit=one.unit.code, **{"from": None}))
            for one in self._changes
            if not self._own(one) and one.code == self.code
        ]

    def _line(self, one: UnitChange, name: str, url: str) -> Line:
        return Line(name, url, value_text(one.before), value_text(one.after), delta(one))

    def title_of(self, code: str) -> str:
        """The indicator in the regulation's words."""
        return next(full_name(method) for method in self.report.methods if method["code"] == code)

    # --- of which indicator
    @cached_property
    def code(self) -> str:
        """The indicator of the address, else the first that differs. Raises ``Http404``."""
        assert self.pair is not None
        asked = self.request.GET.get("indicator", "")
        if asked and asked not in self.pair.codes:
            raise Http404("В отчёте нет такого показателя")
        return asked or next((one.code for one in self._changes if self._own(one)), self.pair.codes[0])

    def _indicator_url(self, code: str) -> str:
        return self.state.url(**{"indicator": code, "change": None, "from": None}) + "#who"

    @property
    def indicators(self) -> list[Chip]:
        """The indicators that both have."""
        assert self.pair is not None
        methods = [method for method in self.report.methods if method["code"] in self.pair.codes]
        return [Chip(short_name(one), self._indicator_url(one["code"]), one["code"] == self.code) for one in methods]

    # --- who
    @cached_property
    def counts(self) -> dict[Change, int]:
        """How many subjects stand otherwise, by kind of change."""
        return differences.counts(self.pair, self.code, self.unit) if self.pair else {}

    @property
    def subject(self) -> Subject:
        """What the indicator counts."""
        assert self.pair is not None
        numbers = self.pair.numbers(self.code)
        assert numbers is not None
        return method_of(self.pair.after, numbers[1]).rule.subject

    @property
    def may_see_lists(self) -> bool:
        """Whether the role sees who stands behind figures."""
        return self.actor.is_system or bool(access.rights().level(self.actor, "facts", access.READ))

    @property
    def change(self) -> Change | None:
        """The kind of change chosen."""
        asked = self.request.GET.get("change", "")
        return Change(asked) if asked in set(Change) else None

    @property
    def kinds(self) -> list[Chip]:
        """The kinds of change that occur, with their numbers."""
        total = sum(self.counts.values())
        every = Chip(f"Все: {format_number(total)}", self._kind_url(None), self.change is None)
        return [every, *(
            Chip(f"{kind.words}: {format_number(count)}", self._kind_url(kind), self.change is kind)
            for kind, count in self.counts.items()
        )]  # fmt: skip

    def _kind_url(self, kind: Change | None) -> str:
        return self.state.url(**{"change": kind.value if kind else None, "from": None}) + "#who"

    @cached_property
    def _moved(self) -> list[Moved]:
        if self.pair is None or not self.may_see_lists:
            return []
        found = differences.subjects(self.pair, self.code, self.unit)
        return [one for one in found if one.name and self.change in (None, one.change)]

    @property
    def place(self) -> int:
        """How many rows stand before the page."""
        asked = self.request.GET.get("from", "")
        return int(asked) if asked.isdecimal() and len(asked) < 10 else 0

    @cached_property
    def rows(self) -> list[Shown]:
        """A page of the subjects that the reader sees."""
        if self.pair is None:
            return []
        told = differences.told(self.pair, self.code, self._moved[self.place : self.place + PAGE])
        label = links.SUBJECTS[self.subject]
        return [Shown(one, links.card_url(label, one.moved.id, self.actor)) for one in told]

    @property
    def unseen(self) -> str:
        """«Ещё 3 человека не показаны: …»; empty where everyone is shown."""
        whole = sum(self.counts.values()) if self.change is None else self.counts.get(self.change, 0)
        missing = whole - len(self._moved)
        if not self.may_see_lists or missing <= 0:
            return ""
        return f"Ещё не показаны: {count_text(missing, *NOUNS[self.subject])} — сейчас вне вашей территории."

    @property
    def head(self) -> str:
        """The head of the column of subjects."""
        return HEADS[self.subject]

    @property
    def more(self) -> str:
        """The address of the next rows."""
        return (
            self.state.url(**{"from": str(self.place + PAGE)}) + "#who" if len(self._moved) > self.place + PAGE else ""
        )

    @property
    def back(self) -> str:
        """The address of the rows before."""
        return self.state.url(**{"from": str(max(self.place - PAGE, 0)) or None}) + "#who" if self.place else ""


def value_text(value: Value | None) -> str:
    """«41,3 % (124 из 300)»; «не было» where the unit was not there."""
    if value is None:
        return "не было"
    share = format_percent(value.numerator, value.denominator)
    return f"{share} ({format_number(value.numerator)}{NBSP}из{NBSP}{format_number(value.denominator)})"


def delta(one: UnitChange) -> str:
    """The change in points with its sign."""
    before = one.before.percent if one.before else None
    after = one.after.percent if one.after else None
    if before is None or after is None:
        return "—"
    change = after - before
    return f"+{format_number(change)}" if change > 0 else format_number(change)
