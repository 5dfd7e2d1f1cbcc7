"""The state of a period over all municipalities in one look."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.utils import timezone

from apps.core import access
from apps.core.actor import Actor, acting, system
from apps.core.text import NBSP, count_text
from apps.monitoring.enums import SubmissionState
from apps.monitoring.models import Report, Submission, SubmissionPeriod
from apps.monitoring.submitting import OPEN, may_set_terms
from apps.monitoring.wording import period_title


@dataclass(frozen=True, slots=True)
class Glance:
    """How many municipalities stand where in a period; ``may_remind``: whether the reader calls the debtors."""

    period: SubmissionPeriod
    total: int
    submitted: int
    accepted: int
    returned: int
    debtors: int
    may_remind: bool

    @property
    def title(self) -> str:
        """«2025 год»."""
        return period_title(self.period.start, self.period.end)

    @property
    def given(self) -> int:
        """How many have submitted, accepted ones included."""
        return self.submitted + self.accepted


def chosen_period(actor: Actor, asked: str) -> SubmissionPeriod | None:
    """The period that the list is narrowed to, else the last one that has ended."""
    mine = Submission.objects.filter(access.scope(Submission, actor)).values("period")
    rows = SubmissionPeriod.objects.filter(pk__in=mine).select_related("profile").order_by("-end", "start")
    if asked.isdecimal() and (found := rows.filter(pk=int(asked)).first()):
        return found
    return rows.filter(end__lt=timezone.localdate()).first()


def glance_of(actor: Actor, asked: str = "") -> Glance | None:
    """The state of the asked (or last ended) period in the actor's scope; None where there is no period."""
    period = chosen_period(actor, asked)
    if period is None:
        return None
    late = Q(state__in=OPEN) if period.due < timezone.localdate() else Q(pk=None)
    rows = Submission.objects.filter(access.scope(Submission, actor), period=period)
    counted = rows.aggregate(
        total=Count("pk"),
        submitted=Count("pk", filter=Q(state=SubmissionState.SUBMITTED)),
        accepted=Count("pk", filter=Q(state=SubmissionState.ACCEPTED)),
        returned=Count("pk", filter=Q(state=SubmissionState.RETURNED)),
        debtors=Count("pk", filter=late),
    )
    return Glance(period, **counted, may_remind=may_set_terms(actor, period.profile))


@dataclass(frozen=True, slots=True)
class Accepted:
    """Of how many municipalities the data of a report's period are accepted."""

    done: int
    total: int
    due: date

    @property
    def whole(self) -> bool:
        """Whether nobody is missing."""
        return self.done == self.total

    @property
    def words(self) -> str:
        """«Приняты данные 20 из 21 муниципалитета»."""
        total = count_text(self.total, "муниципалитета", "муниципалитетов", "муниципалитетов")
        return f"Приняты данные {self.done}{NBSP}из{NBSP}{total}"


def accepted_for(report: Report) -> Accepted | None:
    """What a report of this period rests on, the same for every reader; None where no submission was asked for."""
    period = SubmissionPeriod.objects.filter(
        profile_id=report.profile_id, start=report.period_from, end=report.period_to
    ).first()
    if period is None:
        return None
    with acting(system("submissions")):
        states = list(Submission.objects.filter(period=period).values_list("state", flat=True))
    return Accepted(states.count(SubmissionState.ACCEPTED), len(states), period.due) if states else None
