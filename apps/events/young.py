"""Young specialists: who has no mentor, who could be one, who leaves the state and when (DOMAIN 3).

A young specialist is a pedagogue under 35 in the first three years of their career; the state ends on the earlier of
the 35th birthday and the third anniversary of the career's start: from that day on it is over.
"""

from datetime import date, timedelta

from django.db.models import Case, CharField, Exists, F, Func, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Least
from django.db.models.lookups import LessThan
from django.utils import timezone

from apps.core.days import add_years
from apps.core.text import count_text
from apps.core.today import TODAY
from apps.events import load
from apps.teachers import selectors as people
from apps.teachers.enums import PositionKind
from apps.teachers.models import Employment, Person

ELDER_YEARS = 5
SUGGESTED = 5
HORIZONS = (30, 60, 90)
GROWN = people.after_years("birth_date", people.YOUNG_UNDER)
SERVED = people.after_years("career_start", people.YOUNG_YEARS)
LEAVES_ON = Least(GROWN, SERVED)
# A date less a date is a number of days in PostgreSQL.
DAYS_LEFT = Func(LEAVES_ON, TODAY, template="(%(expressions)s)", arg_joiner=" - ", output_field=IntegerField())
WHY = Case(
    When(LessThan(GROWN, SERVED), then=Value(f"исполнится {people.YOUNG_UNDER} лет")),
    default=Value(f"проработает {count_text(people.YOUNG_YEARS, 'год', 'года', 'лет')}"),
    output_field=CharField(),
)


def alone(rows: QuerySet[Person], day: date | None = None) -> QuerySet[Person]:
    """Of these people the young specialists who are nobody's mentees today."""
    return people.young(rows, day).filter(~mentored())


def leaving(rows: QuerySet[Person], within: int = HORIZONS[-1], day: date | None = None) -> QuerySet[Person]:
    """Of these people the young specialists who leave the state within so many days."""
    on = day or timezone.localdate()
    return people.young(rows, on).alias(_leaves=LEAVES_ON).filter(_leaves__lte=on + timedelta(days=within))


def suggested(person: Person, day: date) -> QuerySet[Person]:
    """Who could mentor the person: experienced pedagogues of the same organization who have room for one more.

    Those of the same subject first, then the least loaded, then the most experienced. ``pairs`` and ``same`` are told.
    """
    experienced = people.holding(Q(position__kind=PositionKind.PEDAGOGUE), day)
    own = Employment.objects.filter(people.going_on(day), person_id=person.pk, subjects__isnull=False)
    theirs = Employment.objects.filter(people.going_on(day), person_id=OuterRef("pk"))
    rows = Person.objects.filter(
        experienced, organization_id=person.organization_id, career_start__lte=add_years(day, -ELDER_YEARS)
    ).exclude(pk=person.pk)
    found = rows.annotate(
        pairs=load.load(), norm=load.limit(), same=Exists(theirs.filter(subjects__in=own.values("subjects")))
    )
    return found.filter(pairs__lt=F("norm")).order_by("-same", "pairs", "career_start", "pk")[:SUGGESTED]


def words_of(mentor: Person) -> str:
    """«Иванова Анна, тот же предмет, пар: 1»: ``mentor`` as ``suggested`` gives it."""
    same = ", тот же предмет" if mentor.same else ""  # type: ignore[attr-defined]
    return f"{mentor.full_name}{same}, пар сегодня: {mentor.pairs}"  # type: ignore[attr-defined]


def mentored() -> Exists:
    """An outer person is somebody's mentee today."""
    return Exists(load.going().filter(person_id=OuterRef("pk")))
