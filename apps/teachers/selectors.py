"""Reads of people: names, the place of work today, age, young specialists, by the words of DOMAIN 3."""

from datetime import date
from typing import Any

from django.db.models import CharField, DateField, Exists, F, Func, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Concat, Trim
from django.utils import timezone

from apps.core import snils
from apps.core.actor import current
from apps.core.text import NBSP, count_text, format_date
from apps.teachers.enums import PositionKind, Relation
from apps.teachers.models import AttestationCategory, Consent, Employment, Person, PersonLink

YOUNG_UNDER = 35
YOUNG_YEARS = 3
FULL_NAME = Trim(
    Concat("last_name", Value(" "), "first_name", Value(" "), "middle_name", output_field=CharField()),
)


def after_years(column: str, years: int) -> Func:
    """The anniversary of a date; 29 February counts as 28 February in a common year."""
    template = f"(%(expressions)s + interval '{int(years)} years')::date"
    return Func(F(column), template=template, output_field=DateField())


def going_on(day: date, prefix: str = "") -> Q:
    """Employments that hold on the day, both bounds inclusive."""
    ended = Q(**{f"{prefix}end__isnull": True}) | Q(**{f"{prefix}end__gte": day})
    return Q(**{f"{prefix}start__lte": day}) & ended


def main_jobs(day: date) -> QuerySet[Employment]:
    """The main employment on the day of the person of an outer query."""
    return Employment.objects.filter(going_on(day), person_id=OuterRef("pk"), is_main=True)


def latest_job(field: str) -> Subquery:
    """A value of the employment that says where the person belongs: the main one that goes on, else the latest."""
    jobs = Employment.objects.filter(person_id=OuterRef("pk"))
    return Subquery(jobs.order_by("-is_main", F("end").desc(nulls_first=True), "-start").values(field)[:1])


def latest_category() -> Subquery:
    """The category assigned last."""
    rows = AttestationCategory.objects.filter(person_id=OuterRef("pk"))
    return Subquery(rows.order_by(F("assigned_on").desc(nulls_last=True), "-pk").values("category")[:1])


def holding(position: Q, day: date | None = None) -> Exists:
    """People whose main employment today meets the condition."""
    return Exists(main_jobs(day or timezone.localdate()).filter(position))


def consenting() -> Exists:
    """People of an outer query whose consent to the processing of data holds."""
    return Exists(Consent.objects.filter(person_id=OuterRef("pk"), withdrawn_on__isnull=True))


def young(rows: QuerySet[Person], day: date | None = None) -> QuerySet[Person]:
    """Young specialists on the day: pedagogues under 35 in the first three years of their career (DOMAIN 3)."""
    on = day or timezone.localdate()
    aged = rows.alias(old=after_years("birth_date", YOUNG_UNDER), grown=after_years("career_start", YOUNG_YEARS))
    return aged.filter(holding(Q(position__kind=PositionKind.PEDAGOGUE), on), old__gt=on, grown__gt=on)


def is_young(person: Person) -> bool:
    """Whether the person is a young specialist today."""
    return young(Person.objects.filter(pk=person.pk)).exists()


def age_on(born: date, day: date) -> int:
    """Full years on the day; born on 29 February, one is a year older on 28 February of a common year."""
    birthday = (born.month, min(born.day, 28) if born.month == 2 and not is_leap(day.year) else born.day)
    return day.year - born.year - ((day.month, day.day) < birthday)


def is_leap(year: int) -> bool:
    """Whether the year has a 29 February."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def birth_text(person: Any) -> str:
    """The date of birth with the age: «01.05.1980 (44 года)»."""
    if person.birth_date is None:
        return ""
    age = age_on(person.birth_date, timezone.localdate())
    return f"{format_date(person.birth_date)}{NBSP}({count_text(age, 'год', 'года', 'лет')})"


def masked_snils(person: Person) -> str:
    """СНИЛС as everybody sees it who does not edit it."""
    return snils.mask(person.snils)


def of_person(path: str, outer: str = "person_id") -> Subquery:
    """A value of the person that an outer row belongs to."""
    rows = Person.objects.filter(pk=OuterRef(outer))
    found = rows.annotate(_name=FULL_NAME).values("_name") if path == "name" else rows.values(path)
    return Subquery(found[:1])


NAME_OF, KEY_OF = of_person("name"), of_person("sort_key")


def own_person() -> Person | None:
    """The person that the current actor's user is; None for a user who is nobody's card, and for the system."""
    links = PersonLink.objects.filter(user_id=current().user_id or 0, relation=Relation.SELF)
    return Person.objects.filter(pk__in=links.values("person_id")).first()


def name_of(row: Any) -> str:
    """The name of the person a row belongs to; empty where the person is out of sight."""
    person = Person.objects.filter(pk=row.person_id).first()
    return person.full_name if person else ""


def staff_count(organization_id: int, day: date) -> int:
    """How many stand on the staff list of an organization on a day: main employments of pedagogues and managers."""
    rows = Employment.objects.filter(going_on(day), organization_id=organization_id, is_main=True)
    return rows.exclude(position__kind=PositionKind.OTHER).count()
