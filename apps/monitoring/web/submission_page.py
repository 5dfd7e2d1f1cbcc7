"""What the page of a municipality's submission shows: the tasks with their state, the trail, the buttons."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from apps.core import access
from apps.core.access import WRITE
from apps.core.actor import Actor
from apps.core.text import NBSP, count_text, format_date
from apps.monitoring import submitting
from apps.monitoring.enums import Severity, SubmissionState
from apps.monitoring.models import Submission
from apps.monitoring.selectors.completeness import Checklist, check
from apps.monitoring.selectors.violations import RuleCount
from apps.monitoring.wording import half_of, period_title

STEPS = "Собираются|Представлены|Приняты"
STEP = {
    SubmissionState.COLLECTING: 1,
    SubmissionState.RETURNED: 1,
    SubmissionState.SUBMITTED: 2,
    SubmissionState.ACCEPTED: 4,
}
DONE, TODO, STOP = "сделано", "осталось", "мешает"
TONES = {DONE: "green", TODO: "orange", STOP: "red"}


@dataclass(frozen=True, slots=True)
class Task:
    """One line of the list: what is asked, how it stands, where to mend it."""

    title: str
    hint: str
    state: str
    url: str = ""

    @property
    def tone(self) -> str:
        """The colour of the state; its word stands beside."""
        return TONES[self.state]


class SubmissionPage:
    """The page of a submission, as its reader may see it."""

    steps = STEPS

    def __init__(self, submission: Submission, actor: Actor) -> None:
        self.submission, self.actor = submission, actor

    @property
    def title(self) -> str:
        """«Район А: данные за 2025 год»."""
        period = self.submission.period
        return f"{self.submission.municipality.name}: данные за{NBSP}{period_title(period.start, period.end)}"

    @property
    def step(self) -> int:
        """Where the bar of steps stands."""
        return STEP[SubmissionState(self.submission.state)]

    @property
    def term(self) -> str:
        """«Срок 20.01.2026, опоздание 5 дней»."""
        text = f"Срок представления — {format_date(self.submission.period.due)}"
        late = self.submission.days_late
        return f"{text}, опоздание {count_text(late, 'день', 'дня', 'дней')}" if late else text

    @property
    def trail(self) -> list[tuple[str, datetime, str]]:
        """The steps made: what, when, by whom."""
        one = self.submission
        decided = "Возвращены" if one.state == SubmissionState.RETURNED else "Приняты"
        made = (("Представлены", one.submitted_at, one.submitted_by), (decided, one.decided_at, one.decided_by))
        return [(name, at, who) for name, at, who in made if at is not None]

    @cached_property
    def checklist(self) -> Checklist:
        """What is checked now; the figures kept for those who see no people are written by actions, not by looking."""
        return check(self.submission)

    @property
    def waits(self) -> bool:
        """Whether the data are still worked at."""
        return self.submission.state in submitting.OPEN

    @property
    def over(self) -> bool:
        """Whether the period has ended."""
        return timezone.localdate() > self.submission.period.end

    @property
    def tasks(self) -> list[Task]:
        """The tasks in their order."""
        lists, found = self.checklist, self.findings_url
        left = lists.unconfirmed
        day = format_date(self.submission.period.end)
        errors, warnings = lists.errors, lists.count(Severity.WARNING)
        return [
            Task(f"Списки работников на {day} подтверждены", f"{lists.confirmed} из {lists.staffed} организаций",
                 STOP if left else DONE),
            Task("Во всех организациях есть работники", names(lists), TODO if lists.empty else DONE),
            Task("В данных нет ошибок", count_text(errors, "ошибка", "ошибки", "ошибок"), STOP if errors else DONE,
                 f"{found}&severity=error" if found else ""),
            Task("Предупреждения объяснены", count_text(warnings, "предупреждение", "предупреждения", "предупреждений"),
                 TODO if warnings else DONE, f"{found}&severity=warning" if found else ""),
        ]  # fmt: skip

    @property
    def rules(self) -> list[RuleCount]:
        """The violated rules that matter: errors, then warnings."""
        return [*self.checklist.of(Severity.ERROR), *self.checklist.of(Severity.WARNING)]

    @property
    def findings_url(self) -> str:
        """Where the violations of the period are listed one by one, for those who see them; a filter may follow."""
        if not access.rights().level(self.actor, "findings", access.READ):
            return ""
        query = {"period": period_code(self.submission), "explained": "no"}
        query |= {"municipality": str(self.submission.municipality_id)} if self.actor.level == access.REGION else {}
        return f"{reverse('monitoring:check')}?{urlencode(query)}"

    # --- what the reader may do
    @property
    def may_confirm(self) -> bool:
        """Whether the reader confirms staff lists."""
        return bool(access.rights().level(self.actor, "people", WRITE)) and self.waits and self.over

    @property
    def may_submit(self) -> bool:
        """Whether the reader submits now."""
        return self.over and submitting.may_submit(self.actor, self.submission)

    @property
    def may_decide(self) -> bool:
        """Whether the reader accepts now."""
        return submitting.may_decide(self.actor, self.submission)

    @property
    def may_return(self) -> bool:
        """Whether the reader returns or opens the period."""
        return submitting.may_return(self.actor, self.submission)


def period_code(submission: Submission) -> str:
    """The period as the frame's switch names it: «2025», «2025-1»."""
    start, end = submission.period.start, submission.period.end
    half = half_of(start, end)
    return f"{end.year}-{half}" if half else str(end.year)


def names(lists: Checklist) -> str:
    """The organizations without staff by name, the first of them."""
    shown = ", ".join(one.name for one in lists.empty[:3])
    more = len(lists.empty) - 3
    return f"{shown} и ещё {more}" if more > 0 else shown
