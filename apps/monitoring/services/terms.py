"""Periods of submission: made by the profile's periodicity, their terms set by the centre (DOMAIN 6)."""

from datetime import date, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet

from apps.core.actor import acting, current, system
from apps.core.services import history, records
from apps.monitoring import submitting
from apps.monitoring.models import Submission, SubmissionPeriod
from apps.organizations.models import Municipality, Profile

# Days after the period's end in which the data are put in order, unless the centre says otherwise.
USUAL_TERM = timedelta(days=20)
NOT_YOURS = "Сроки этого профиля назначает тот, кто принимает данные."
EARLY = "Срок не раньше последнего дня периода."
TAKEN = "Такой период у этого профиля уже есть."
SYSTEM = system("submissions")


def units(profile: Profile, day: date) -> QuerySet[Municipality]:
    """The municipalities that submit: those of the profile's territory in force on the period's last day."""
    if profile.municipality_id is not None:
        return Municipality.objects.filter(pk=profile.municipality_id)
    rows = Municipality.objects.filter(region_id=profile.region_id, regional=False)
    return rows.filter(Q(valid_from=None) | Q(valid_from__lte=day), Q(valid_to=None) | Q(valid_to__gte=day))


@transaction.atomic
def open_period(*, profile: Profile, start: date, end: date, due: date | None = None) -> SubmissionPeriod:
    """A period of a profile with a line for each municipality; without ``due`` the usual term is set.

    Raises ``PermissionDenied``, and ``ValidationError`` for a term before the end or a period that is there already.
    """
    if not submitting.may_set_terms(current(), profile):
        raise PermissionDenied(NOT_YOURS)
    records.require_order(start, end, "end")
    require_term(end, due or end)
    if SubmissionPeriod.objects.filter(profile=profile, start=start, end=end).exists():
        raise ValidationError({"start": TAKEN})
    made = SubmissionPeriod(profile=profile, start=start, end=end, due=due or end + USUAL_TERM)
    records.create(made, "open_period")
    add_units(made)
    return made


def require_term(end: date, due: date) -> None:
    """A term comes after the period. Raises ``ValidationError`` at ``due``."""
    if due < end:
        raise ValidationError({"due": EARLY})


def add_units(period: SubmissionPeriod) -> int:
    """A line for each municipality that has none yet; returns how many were added."""
    known = set(Submission.objects.filter(period=period).values_list("municipality_id", flat=True))
    with acting(SYSTEM):
        # The list shows the latest period first, so the last name is written first.
        found = units(period.profile, period.end).exclude(pk__in=known).order_by("-sort_key", "-pk")
        rows = [Submission(period=period, municipality=one, region_id=one.region_id) for one in found]
        return len(Submission.objects.bulk_create(rows))


def set_term(period: SubmissionPeriod, *, due: date) -> SubmissionPeriod:
    """Move the term. Raises ``PermissionDenied``, ``ValidationError``."""
    if not submitting.may_set_terms(current(), period.profile):
        raise PermissionDenied(NOT_YOURS)
    require_term(period.end, due)
    return records.change(period, "set_term", due=due)


def spans(profile: Profile, day: date) -> list[tuple[date, date]]:
    """The periods that a day calls for: the running year and the last one, and their first halves where halved."""
    found = []
    for year in (day.year - 1, day.year):
        if profile.periodicity == "half_year":
            found.append((date(year, 1, 1), date(year, 6, 30)))
        found.append((date(year, 1, 1), date(year, 12, 31)))
    return found


@transaction.atomic
def ensure_periods(day: date) -> int:
    """Make the periods that the profiles with indicators call for and that are not there; returns how many.

    Runs under the system: no person has to remember it. Municipalities that have come since get their lines.
    """
    made = 0
    for profile in Profile.objects.filter(indicators__active=True).distinct():
        for start, end in spans(profile, day):
            period, new = SubmissionPeriod.objects.get_or_create(
                profile=profile, start=start, end=end, defaults={"due": end + USUAL_TERM}
            )
            if new:
                history.record("open_period", period)
            add_units(period)
            made += new
    return made
