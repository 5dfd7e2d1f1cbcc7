"""Filters of events and participations."""

from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from apps.core.actor import current
from apps.core.web.filters import ChoiceFilter, DateFilter, FilterSet, ManyFilter, RowFilter, readable
from apps.core.web.lookup import LookupFilter
from apps.events import visits, young
from apps.events.enums import EventKind, EventLevel, ParticipationRole
from apps.events.models import Event, EventCertificate, EventEvidence, EventSeries, Participation
from apps.events.support import by_support
from apps.organizations.selectors import municipalities_in_sight
from apps.teachers.models import Person

IN_FORCE = (("valid", "действует"), ("annulled", "аннулирован"))
YES_NO = (("yes", "да"), ("no", "нет"))
TIMES = (
    ("past", "прошедшие"),
    ("coming", "идут и предстоят"),
    ("held", "все, кроме отменённых"),
    ("cancelled", "отменённые"),
)


class EventFilters(FilterSet):
    """Events by kind, level, organizer and dates."""

    kind = ManyFilter(label="Вид", choices=EventKind.choices)
    level = ManyFilter(label="Уровень", choices=EventLevel.choices)
    organization = LookupFilter(label="Организатор", label_of_resource="organizations.organization")
    supports_young = ChoiceFilter(label="Форма поддержки молодых", choices=YES_NO, method="by_young")
    time = ChoiceFilter(label="Время", choices=TIMES, method="by_time")
    series = RowFilter(label="Серия", queryset=readable(EventSeries))
    signing = ChoiceFilter(label="Запись через портал", choices=YES_NO, method="by_signing")
    marks = ChoiceFilter(label="Явка", choices=(("waiting", "ждёт отметки"),), method="by_marks")
    start_from = DateFilter(label="Начало с", field_name="start", lookup_expr="gte")
    start_to = DateFilter(label="Начало по", field_name="start", lookup_expr="lte")

    class Meta:
        model = Event
        fields = ("kind", "level", "organization", "series")

    def by_signing(self, rows: QuerySet[Event], name: str, value: str) -> QuerySet[Event]:
        """Taking registrations through the portal, or not."""
        return rows.filter(registration=value == "yes")

    def by_marks(self, rows: QuerySet[Event], name: str, value: str) -> QuerySet[Event]:
        """The actor's own, recent, with somebody whose attendance nobody has marked."""
        return rows.filter(pk__in=visits.unmarked(current(), timezone.localdate()).values("pk"))

    def by_young(self, rows: QuerySet[Event], name: str, value: str) -> QuerySet[Event]:
        """Marked as a form of support of young specialists, or not."""
        return rows.filter(supports_young=value == "yes")

    def by_time(self, rows: QuerySet[Event], name: str, value: str) -> QuerySet[Event]:
        """Over, or going on and to come."""
        today = timezone.localdate()
        over = Q(end__lt=today) | Q(end__isnull=True, start__lt=today)
        if value in ("cancelled", "held"):
            return rows.filter(cancelled_on__isnull=value == "held")
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
    found = young.mentored()
    return rows.filter(found if value == "yes" else ~found)


class EvidenceFilters(FilterSet):
    """Evidence by the event and its organizer."""

    event = LookupFilter(label="Мероприятие", label_of_resource="events.event")
    organization = LookupFilter(label="Организатор", label_of_resource="organizations.organization")

    class Meta:
        model = EventEvidence
        fields = ("event", "organization")


class CertificateFilters(FilterSet):
    """Certificates by the place of their holders, event, dates, and whether in force."""

    municipality = RowFilter(label="Муниципалитет", queryset=municipalities_in_sight)
    organization = LookupFilter(label="Организация", label_of_resource="organizations.organization")
    event = LookupFilter(label="Мероприятие", label_of_resource="events.event", field_name="participation__event")
    state = ChoiceFilter(label="Состояние", choices=IN_FORCE, method="by_state")
    issued_from = DateFilter(label="Выдан с", field_name="issued_on", lookup_expr="gte")
    issued_to = DateFilter(label="Выдан по", field_name="issued_on", lookup_expr="lte")

    class Meta:
        model = EventCertificate
        fields = ("municipality", "organization")

    def by_state(self, rows: QuerySet[EventCertificate], name: str, value: str) -> QuerySet[EventCertificate]:
        """In force, or annulled."""
        return rows.filter(annulled_on__isnull=value == "valid")


def by_support_this_year(rows: QuerySet[Person], name: str, value: str) -> QuerySet[Person]:
    """People whom a form of support reached this year, or did not."""
    today = timezone.localdate()
    return by_support(rows, name, value, date(today.year, 1, 1), date(today.year, 12, 31))
