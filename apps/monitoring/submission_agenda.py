"""What submission adds to the first page: what a municipality owes, what waits to be accepted, lists to confirm."""

from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from apps.core import access
from apps.core.actor import Actor
from apps.core.web import agenda, starts
from apps.core.web.period import Period
from apps.monitoring import submitting
from apps.monitoring.enums import SubmissionState
from apps.monitoring.models import Submission, SubmissionPeriod
from apps.monitoring.wording import period_title
from apps.organizations.models import Organization, Profile
from apps.teachers.models import StaffConfirmation

# The last year is owed until the next one is.
RECENT = timedelta(days=366)


def mine(actor: Actor) -> QuerySet[Submission]:
    """The submissions in the actor's scope whose term is not long past."""
    rows = Submission.objects.filter(access.scope(Submission, actor))
    return rows.filter(period__due__gte=timezone.localdate() - RECENT)


def owed(actor: Actor, period: Period) -> QuerySet[Submission]:
    """Periods that have ended and whose data the municipality has not submitted."""
    return mine(actor).filter(state__in=submitting.OPEN, period__end__lt=timezone.localdate())


def waiting(actor: Actor, period: Period) -> QuerySet[Submission]:
    """Submitted data that the actor is to accept."""
    own = [one.pk for one in Profile.objects.all() if submitting.may_set_terms(actor, one)]
    return mine(actor).filter(state=SubmissionState.SUBMITTED, period__profile__in=own)


def late(actor: Actor, period: Period) -> QuerySet[Submission]:
    """Municipalities that have missed the term."""
    own = [one.pk for one in Profile.objects.all() if submitting.may_set_terms(actor, one)]
    return owed(actor, period).filter(period__due__lt=timezone.localdate(), period__profile__in=own)


def unconfirmed(actor: Actor, period: Period) -> QuerySet[Organization]:
    """The operator's organization where the last period that has ended waits for its staff list."""
    today = timezone.localdate()
    territory = Q(profile__municipality=None) | Q(profile__municipality=actor.municipality_id)
    ended = SubmissionPeriod.objects.filter(
        territory, profile__region=actor.region_id, end__lt=today, due__gte=today - RECENT
    )
    last = ended.order_by("-end").values_list("end", flat=True).first()
    if last is None:
        return Organization.objects.none()
    given = StaffConfirmation.objects.filter(organization=OuterRef("pk"), on_date__gte=last)
    return Organization.objects.filter(~Exists(given), pk=actor.organization_id or 0)


agenda.add_todo(
    agenda.Todo(
        "submissions_owed",
        "Данные за период не представлены",
        owed,
        "monitoring:submission_list",
        "state=collecting&state=returned",
        frozenset({"methodist"}),
        3,
    )
)
agenda.add_todo(
    agenda.Todo(
        "submissions_waiting",
        "Данные муниципалитетов ждут приёма",
        waiting,
        "monitoring:submission_list",
        "state=submitted",
        frozenset({"cnppm", "moo"}),
        3,
    )
)
agenda.add_todo(
    agenda.Todo(
        "submissions_late",
        "Муниципалитеты не представили данные в срок",
        late,
        "monitoring:submission_list",
        "debt=yes",
        frozenset({"cnppm", "moo"}),
        4,
    )
)
agenda.add_todo(
    agenda.Todo(
        "staff_list",
        "Список работников не подтверждён",
        unconfirmed,
        "teachers:confirmation_create",
        "",
        frozenset({"operator"}),
        4,
    )
)


def terms(actor: Actor, first: date, last: date) -> list[starts.Due]:
    """Terms of submission between two days for which data of the actor's area are still gathered."""
    mine_open = Submission.objects.filter(access.scope(Submission, actor), state__in=submitting.OPEN)
    rows = SubmissionPeriod.objects.filter(due__range=(first, last), pk__in=mine_open.values("period")).order_by("due")
    words = "Представить данные" if actor.role == "methodist" else "Муниципалитеты представляют данные"
    url = reverse("monitoring:submission_list")
    return [starts.Due(one.due, f"{words}: {period_title(one.start, one.end)}", url) for one in rows[: starts.SHOWN]]


starts.add_deadlines("submission", ("methodist", "cnppm", "moo", "ministry"), terms)
