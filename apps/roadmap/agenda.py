"""What roadmaps add to the first page: what waits for the reader's organization, what waits to be accepted."""

from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from apps.core.actor import Actor
from apps.core.web import agenda, nav, starts
from apps.core.web.period import Period
from apps.roadmap import selectors
from apps.roadmap.enums import OPEN_STATES, State
from apps.roadmap.models import Occurrence
from apps.roadmap.policies import REPORTERS

NEAR_DAYS = 14
LIST = "roadmap:occurrence_list"
LEADERS = frozenset({"cnppm", "moo"})


def own(actor: Actor) -> QuerySet[Occurrence]:
    """The execution rows of the reader's own organization."""
    return selectors.works(actor).filter(selectors.mine(actor))


def own_late(actor: Actor, period: Period) -> QuerySet[Occurrence]:
    """Own measures whose term has passed."""
    return own(actor).filter(selectors.late())


def own_near(actor: Actor, period: Period) -> QuerySet[Occurrence]:
    """Own measures that are due within two weeks."""
    today = timezone.localdate()
    return own(actor).filter(state__in=OPEN_STATES, due__range=(today, today + timedelta(days=NEAR_DAYS)))


def returned(actor: Actor, period: Period) -> QuerySet[Occurrence]:
    """Own reports that came back with a remark."""
    return own(actor).filter(state=State.RETURNED)


def reported(actor: Actor, period: Period) -> QuerySet[Occurrence]:
    """Reports that wait to be accepted by the reader, who leads the roadmap."""
    rows = selectors.works(actor).filter(state=State.REPORTED)
    if actor.role == "moo":
        return rows.filter(item__roadmap__municipality_id=actor.municipality_id or 0)
    return rows


def of_period(actor: Actor, period: Period) -> QuerySet[Occurrence]:
    """What is due in the period."""
    return selectors.works(actor).filter(Q(due__range=(period.start, period.end)))


def near_query() -> str:
    """The filters of what is due within two weeks."""
    today = timezone.localdate()
    last = today + timedelta(days=NEAR_DAYS)
    return f"mine=yes&state=planned&state=returned&due_from={today:%d.%m.%Y}&due_to={last:%d.%m.%Y}"


class NearTodo(agenda.Todo):
    """A line whose filters name today."""

    @property
    def address(self) -> str:
        """The list with today's bounds."""
        return super().address.replace("NEAR", near_query())


agenda.add_todo(
    agenda.Todo("measures_late", "Просрочены мероприятия дорожной карты", own_late, LIST, "mine=yes&overdue=yes",
                REPORTERS, 6)
)  # fmt: skip
agenda.add_todo(
    NearTodo("measures_near", "Мероприятия дорожной карты: срок в ближайшие 14 дней", own_near, LIST, "NEAR",
             REPORTERS, 7)
)  # fmt: skip
agenda.add_todo(
    agenda.Todo("measures_returned", "Отчёты о мероприятиях возвращены с замечаниями", returned, LIST,
                "mine=yes&state=returned", REPORTERS, 8)
)  # fmt: skip
agenda.add_todo(
    agenda.Todo("measures_reported", "Отчёты о мероприятиях ждут приёмки", reported, LIST, "state=reported", LEADERS, 9)
)
agenda.add_count(
    agenda.Count(
        "measures", ("мероприятие со сроком в периоде", "мероприятия со сроком в периоде",
                     "мероприятий со сроком в периоде"),
        of_period, LIST, nav.holders("roadmap"), "due_from={start}&due_to={end}", 80,
    )
)  # fmt: skip
starts.add_shortcuts(
    starts.Shortcut("Ход дорожной карты", "roadmap:timeline", "ministry moo copmkp", "timeline", order=50),
)  # fmt: skip


def coming(actor: Actor, first: date, last: date) -> list[starts.Due]:
    """Own measures with a term between two days."""
    rows = own(actor).filter(state__in=OPEN_STATES, due__range=(first, last)).order_by("due")
    found = rows.values_list("due", "item__title", "pk")[: starts.SHOWN]
    return [starts.Due(due, title, reverse("roadmap:occurrence_detail", args=(pk,))) for due, title, pk in found if due]


starts.add_deadlines("measures", REPORTERS, coming)
