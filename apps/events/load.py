"""The load of mentors: pairs at once, and the most there should be.

The nearest rule counts: of the mentor's own organization, else of a municipal body (ММС, МОУО) of the municipality,
else of the region's ЦНППМ, else ``DEFAULT``: three pairs at once.
"""

from datetime import date
from typing import Any

from django.db.models import F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from apps.core.subqueries import counted
from apps.core.today import TODAY
from apps.events.enums import LimitReach
from apps.events.models import MentoringPair, MentorLimit
from apps.teachers import selectors as people
from apps.teachers.models import Person

DEFAULT = 3


def going(day: Any = TODAY) -> QuerySet[MentoringPair]:
    """The pairs that go on on the day."""
    return MentoringPair.objects.filter(people.going_on(day))


def reaching(organization: Any, municipality: Any, region: Any) -> QuerySet[MentorLimit]:
    """The rules that reach a mentor of this place, the nearest first."""
    here = Q(reach=LimitReach.ORGANIZATION, organization_id=organization)
    near = Q(reach=LimitReach.MUNICIPALITY, municipality_id=municipality)
    wide = Q(reach=LimitReach.REGION, region_id=region)
    return MentorLimit.objects.filter(here | near | wide).order_by("reach", "pk")


def load() -> Coalesce:
    """How many pairs an outer person leads today, of those in sight."""
    return counted(going(), "mentor_id")


def limit() -> Coalesce:
    """The most pairs an outer person should lead at once."""
    rows = reaching(OuterRef("organization_id"), OuterRef("municipality_id"), OuterRef("region_id"))
    return Coalesce(Subquery(rows.values("pairs")[:1], output_field=IntegerField()), Value(DEFAULT))


def load_of(mentor: int, day: date | None = None) -> int:
    """How many pairs the person leads on the day, of those in sight."""
    return going(day or timezone.localdate()).filter(mentor_id=mentor).count()


def limit_of(pair: MentoringPair) -> int:
    """The most pairs the mentor of a pair should lead at once."""
    place = (pair.mentor_organization_id, pair.mentor_municipality_id, pair.mentor_region_id)
    found = reaching(*place).values_list("pairs", flat=True).first()
    return DEFAULT if found is None else found


def mentors(rows: QuerySet[Person]) -> QuerySet[Person]:
    """Of these people those who lead a pair today."""
    return rows.filter(pk__in=going().values("mentor_id"))


def overloaded(rows: QuerySet[Person]) -> QuerySet[Person]:
    """Of these people those who lead more pairs today than they should."""
    return mentors(rows).alias(_load=load(), _limit=limit()).filter(_load__gt=F("_limit"))
