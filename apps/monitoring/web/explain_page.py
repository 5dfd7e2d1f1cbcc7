"""What the explanation of a figure shows: the sentence, the tabs, people with the records that decided."""

from dataclasses import dataclass
from functools import cached_property

from django.http import HttpRequest
from django.urls import reverse

from apps.core import access
from apps.core.actor import Actor
from apps.core.text import NBSP, count_text, format_number, format_percent
from apps.core.web.card import Tab
from apps.core.web.state import ListState
from apps.indicators.enums import Subject
from apps.monitoring.enums import Level
from apps.monitoring.models import Report, ReportUnit
from apps.monitoring.selectors import explanation, hidden
from apps.monitoring.selectors.explanation import Explanation, Line
from apps.monitoring.selectors.subjects import Group, method_of
from apps.monitoring.web import links
from apps.monitoring.wording import full_name, nobody, title_of

PAGE = 50
NUMERATOR, REST, OUTSIDE = "", "rest", "outside"
STAGE, PLACE = "stage", "from"
NOUNS = {
    Subject.PERSON: ("человек", "человека", "человек"),
    Subject.TEAM: ("команда", "команды", "команд"),
    Subject.PROGRAM: ("программа", "программы", "программ"),
    Subject.ORGANIZATION: ("организация", "организации", "организаций"),
}
HEADS = {
    Subject.PERSON: "Работник",
    Subject.TEAM: "Управленческая команда",
    Subject.PROGRAM: "Программа",
    Subject.ORGANIZATION: "Организация",
}
DECIDED = {NUMERATOR: "Чем подтверждено", REST: "Ближайшая запись", OUTSIDE: "Чем подтверждено"}


@dataclass(frozen=True, slots=True)
class Shown:
    """One subject as it is drawn; addresses are empty where the reader may not open the card."""

    line: Line
    card: str
    record: str
    team: str


@dataclass(frozen=True, slots=True)
class Why:
    """A reason with the number of those it keeps out, and where it is mended."""

    sentence: str
    count: str
    share: str
    url: str
    active: bool


class ExplainPage:
    """The page of one figure."""

    def __init__(self, told: Explanation, actor: Actor, request: HttpRequest) -> None:
        self.told, self.actor, self.request = told, actor, request
        self.state = ListState(request.GET)

    @property
    def report(self) -> Report:
        """The report."""
        return self.told.report

    @property
    def unit(self) -> ReportUnit:
        """Whose figure it is."""
        return self.told.unit

    @cached_property
    def subject(self) -> Subject:
        """What the indicator counts."""
        return method_of(self.report, self.told.number).rule.subject

    @property
    def title(self) -> str:
        """The indicator in the regulation's words."""
        return full_name(self.told.method)

    @property
    def crumbs(self) -> list[tuple[str, str]]:
        """The way from the list of reports."""
        trail = [("Отчёты", reverse("monitoring:report_list")), (title_of(self.report), links.report_url(self.report))]
        return [*trail, (self.unit.name, links.report_url(self.report, unit=self.unit.code))]

    # --- the figure
    @property
    def value(self) -> str:
        """«41,3 %»."""
        return format_percent(self.told.value.numerator, self.told.value.denominator)

    @property
    def sentence(self) -> str:
        """«124 из 300»; or why there is no value."""
        value = self.told.value
        if not value.denominator:
            return f"Значения нет: {nobody(self.told.method)}."
        rest = value.denominator - value.numerator
        return (
            f"В{NBSP}знаменателе {count_text(value.denominator, *NOUNS[self.subject])}: условие выполнено"
            f" у{NBSP}{format_number(value.numerator)}, не{NBSP}выполнено у{NBSP}{format_number(rest)}."
        )

    # --- tabs
    @property
    def tab(self) -> str:
        """The open tab."""
        asked = self.request.GET.get("tab", NUMERATOR)
        return asked if asked in (NUMERATOR, REST, OUTSIDE) else NUMERATOR

    @property
    def tabs(self) -> list[Tab]:
        """The tabs with their counts."""
        value = self.told.value
        pairs = [(NUMERATOR, f"В{NBSP}числителе", value.numerator)]
        pairs.append((REST, f"Только в{NBSP}знаменателе", value.denominator - value.numerator))
        if self.subject == Subject.PERSON:
            pairs.append((OUTSIDE, f"Не в{NBSP}штате на дату", value.extra))
        return [
            Tab(key, f"{name}: {format_number(count)}", self._url(tab=key or None), key == self.tab)
            for key, name, count in pairs
        ]

    def _url(self, **changes: str | None) -> str:
        return self.state.url(**{STAGE: None, PLACE: None, **changes})

    @property
    def whys(self) -> list[Why]:
        """The reasons, the most frequent first."""
        rest = self.told.value.denominator - self.told.value.numerator
        ordered = sorted(self.told.reasons, key=lambda reason: (-reason.count, reason.stage))
        return [
            Why(
                reason.sentence,
                count_text(reason.count, *NOUNS[self.subject]),
                format_percent(reason.count, rest),
                self._url(tab=REST, **{STAGE: str(reason.stage)}),
                self.stage == reason.stage,
            )
            for reason in ordered
        ]

    @property
    def stage(self) -> int | None:
        """The reason chosen."""
        asked = self.request.GET.get(STAGE, "")
        known = {reason.stage for reason in self.told.reasons}
        return int(asked) if asked.isdecimal() and int(asked) in known else None

    @property
    def reason(self) -> str:
        """The chosen reason in words."""
        return next((one.sentence for one in self.told.reasons if one.stage == self.stage), "")

    # --- people
    @property
    def may_see_lists(self) -> bool:
        """Whether the role sees who stands behind figures: to others the counts are shown alone."""
        return self.actor.is_system or bool(access.rights().level(self.actor, "facts", access.READ))

    @cached_property
    def group(self) -> Group | None:
        """The group whose list is shown; None where the reasons are to be chosen from first."""
        if self.tab == OUTSIDE:
            return Group(outside=True)
        if self.tab == NUMERATOR:
            return explanation.numerator_group(self.report, self.told.number)
        return Group(self.stage) if self.stage is not None else None

    @property
    def place(self) -> int:
        """How many rows stand before the page."""
        asked = self.request.GET.get(PLACE, "")
        return int(asked) if asked.isdecimal() and len(asked) < 10 else 0

    @cached_property
    def lines(self) -> list[Line]:
        """The rows of the page, and one more to know of a next page."""
        if self.group is None or not self.may_see_lists:
            return []
        return explanation.lines(
            self.report, self.told.number, self.unit, self.group, limit=PAGE + 1, offset=self.place
        )

    @property
    def rows(self) -> list[Shown]:
        """The subjects whom the reader sees."""
        return [self._shown(line) for line in self.lines[:PAGE] if line.subject.name]

    def _shown(self, line: Line) -> Shown:
        row = line.subject
        card = links.card_url(links.SUBJECTS[self.subject], row.id, self.actor)
        team = ""
        if self.subject == Subject.TEAM:
            arguments = (self.report.pk, self.told.method["code"], row.organization_id)
            team = links.with_query(reverse("monitoring:team", args=arguments), unit=self.unit.code)
        return Shown(line, card, links.record_url(row.record, row.record_id, self.actor), team)

    @property
    def more(self) -> str:
        """The address of the next rows."""
        return self.state.url(**{PLACE: str(self.place + PAGE)}) if len(self.lines) > PAGE else ""

    @property
    def back(self) -> str:
        """The address of the rows before."""
        return self.state.url(**{PLACE: str(max(self.place - PAGE, 0)) or None}) if self.place else ""

    @cached_property
    def unseen(self) -> int:
        """How many of the group the reader may not see: they have moved out of the scope since."""
        if self.group is None or not self.may_see_lists:
            return 0
        seen = hidden.counted(self.report, self.told.number, self.unit, self.group)
        return hidden.whole(self.report, self.told.number, self.unit, self.group) - seen

    @property
    def unseen_text(self) -> str:
        """«3 человека не показаны: …»."""
        words = count_text(self.unseen, *NOUNS[self.subject])
        verb = "не показан" if words.endswith(("человек",)) and self.unseen % 10 == 1 else "не показаны"
        return f"Ещё {words} {verb}: теперь они вне вашей территории, а отчёт хранит прежний состав."

    # --- words
    @property
    def head(self) -> str:
        """The head of the column of subjects."""
        return HEADS[self.subject]

    @property
    def decided(self) -> str:
        """The head of the column of records."""
        return DECIDED[self.tab]

    @property
    def shows_organization(self) -> bool:
        """Whether rows are of several organizations, and the organization is not the row itself."""
        return self.unit.level != Level.ORGANIZATION and self.subject in (Subject.PERSON, Subject.PROGRAM)

    @property
    def worklist(self) -> tuple[str, str]:
        """The list where the chosen reason is mended, of today's figures the people themselves: name and address."""
        if people := links.people_url(self.told, self.stage, self.actor):
            return "Рабочий список", people
        return links.worklist_url(self.told.method["rule"], self.stage, self.unit, self.actor)
