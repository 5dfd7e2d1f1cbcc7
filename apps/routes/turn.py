"""Whose turn it is among the items of routes: what is next stands first, what is done last."""

from django.db.models import Case, CharField, Exists, F, IntegerField, OuterRef, Q, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Extract

from apps.core.today import TODAY
from apps.routes.models import IndividualRoute

LABELS = {"late": "просрочен", "ahead": "предстоит", "dropped": "маршрут закрыт", "done": "выполнен"}
TONES = {"late": "orange", "ahead": "blue", "done": "green"}
# The ranks lie further apart than any two terms (days since 1970).
NO_TERM, DROPPED, DONE = 100_000, 200_000, 400_000


def closed() -> Exists:
    """Whether an outer item's route is completed or cancelled."""
    over = Q(completed_on__isnull=False) | Q(cancelled_on__isnull=False)
    return Exists(IndividualRoute.objects.filter(over, pk=OuterRef("route_id")))


def turn_state() -> Case:
    """The state of an outer item today; a key of ``LABELS``."""
    return Case(
        When(done_on__isnull=False, then=Value("done")),
        When(closed(), then=Value("dropped")),
        When(due__lt=TODAY, then=Value("late")),
        default=Value("ahead"),
        output_field=CharField(),
    )


def days(name: str) -> Combinable:
    """A date as a number of days."""
    return Cast(Extract(F(name), "epoch") / 86400, IntegerField())


def turn() -> Case:
    """The place of an outer item: open ones by their term, those of closed routes, then the done ones, latest first."""
    return Case(
        When(done_on__isnull=False, then=Value(DONE) - days("done_on")),
        When(closed(), then=Value(DROPPED)),
        When(due__isnull=True, then=Value(NO_TERM)),
        default=days("due"),
        output_field=IntegerField(),
    )
