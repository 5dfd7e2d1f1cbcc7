"""Filters of events and participations."""

from django.db.models import Exists, Q, QuerySet
from django.utils import timezone

from apps.core.web.filters import ChoiceFilter, DateFilter, FilterSet, ManyFilter, RowFilter
from apps.core.web.lookup import LookupFilter
from apps.events import selectors
from apps.events.enums import EventKind, EventLevel, ParticipationRole
from apps.events.models import Event, Participation
from apps.organizations.selectors import municipalities_in_sight
from apps.teachers.models import Person

YES_NO = (("yes", "да"), ("no", "нет"))
TIMES = (("past", "прошедшие"), ("coming", "идут и предстоят"))


class EventFilters(FilterSet):
    """Events by kind, level, organizer and dates."""

    kind = ManyFilter(label="Вид", choices=EventKind.choices)
    level = ManyFilter(label="Уровень", choices=EventLevel.choices)
    organization = LookupFilter(label="Организатор", label_of_resource="organizations.organization")
    supports_young = ChoiceFilter(label="Форма поддержки молодых", choices=YES_NO, method="by_young")
    time = ChoiceFilter(label="Время", choices=TIMES, method="by_time")
    start_from = DateFilter(label="Начало с", field_name="start", lookup_expr="gte")
    start_to = DateFilter(label="Начало по", field_name="start", lookup_expr="lte")

    class Meta:
        model = Event
        fields = ("kind", "level", "organization")

    def by_young(self, rows: QuerySet[Event], name: str, value: str) -> QuerySet[Event]:
        """Marked as a form of support of young specialists, or not."""
        return rows.filter(supports_young=value == "yes")

    def by_time(self, rows: QuerySet[Event], name: str, value: str) -> QuerySet[Event]:
        """Over, or going on and to come."""
        today = timezone.localdate()
        over = Q(end__lt=today) | Q(end__isnull=True, start__lt=today)
        return rows.filter(over) if value == "past" else rows.exclude(over)


class ParticipationFilters(FilterSet):
    """Participations by place, event, role, and whether of people or organizations."""

    municipality = RowFilter(label="Муниципалитет", queryset=municipalities_in_sight)
    organization = LookupFilter(label="Организация", label_of_resource="organizations.organization")
    event = LookupFilter(label="Мероприятие", label_of_resource="events.event")
    role = ManyFilter(label="Роль", choices=ParticipationRole.choices)
    who = ChoiceFilter(label="Кто", choices=(("person", "работники"), ("body", "организации")), method="by_who")

    class Meta:
        model = Participation
        fields = ("municipality", "organization", "event", "role")

    def by_who(self, rows: QuerySet[Participation], name: str, value: str) -> QuerySet[Participation]:
        """Of people, or of organizations as such."""
        return rows.filter(person__isnull=value == "body")


def by_mentor(rows: QuerySet[Person], name: str, value: str) -> QuerySet[Person]:
    """People who are mentees today, or are not."""
    found = Exists(selectors.mentorings())
    return rows.filter(found if value == "yes" else ~found)
