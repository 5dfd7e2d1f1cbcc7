"""Filters of people and of what stands on their cards."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from apps.core.web.filters import ChoiceFilter, DateFilter, FilterSet, ManyFilter, RowFilter
from apps.core.web.lookup import LookupFilter
from apps.organizations.selectors import municipalities_in_sight
from apps.teachers import selectors
from apps.teachers.enums import AppointmentKind, Category, LeaveKind, PositionKind
from apps.teachers.models import Appointment, AttestationCategory, Consent, Employment, Leave, Person, Position, Subject

YES_NO = (("yes", "да"), ("no", "нет"))
STAFF = (("now", "работают сегодня"), ("gone", "без основного места работы"))
NOW = (("now", "сегодня"), ("over", "закончились"))


def positions(request: HttpRequest | None) -> QuerySet[Position]:
    """The dictionary of positions."""
    return Position.objects.all()


def subjects(request: HttpRequest | None) -> QuerySet[Subject]:
    """The dictionary of subjects."""
    return Subject.objects.all()


class PlaceFilters(FilterSet):
    """Rows that lie in a unit: by municipality and organization."""

    municipality = RowFilter(label="Муниципалитет", queryset=municipalities_in_sight)
    organization = LookupFilter(label="Организация", label_of_resource="organizations.organization")


class PersonFilters(PlaceFilters):
    """People by place, position, kind, category, age, and whether they are young specialists."""

    staff = ChoiceFilter(label="Штат", choices=STAFF, method="by_staff")
    kind = ManyFilter(label="Вид должности", choices=PositionKind.choices, method="by_kind")
    position = RowFilter(label="Должность", queryset=positions, method="by_position")
    subject = RowFilter(label="Предмет", queryset=subjects, method="by_subject")
    category = ManyFilter(label="Категория", choices=Category.choices, method="by_category")
    young = ChoiceFilter(label="Молодой специалист", choices=YES_NO, method="by_young")
    consent = ChoiceFilter(label="Согласие на обработку данных", choices=YES_NO, method="by_consent")
    age_from = django_filters.NumberFilter(
        label="Возраст от", method="by_age", widget=forms.NumberInput({"min": 14, "max": 100})
    )
    age_to = django_filters.NumberFilter(
        label="Возраст до", method="by_age", widget=forms.NumberInput({"min": 14, "max": 100})
    )

    class Meta:
        model = Person
        fields = ("municipality", "organization")

    def by_staff(self, rows: QuerySet[Person], name: str, value: str) -> QuerySet[Person]:
        """With a main employment today, or with none."""
        works = selectors.holding(Q())
        return rows.filter(works if value == "now" else ~works)

    def by_kind(self, rows: QuerySet[Person], name: str, value: list[str]) -> QuerySet[Person]:
        """By the kind of the position of the main employment today."""
        return rows.filter(selectors.holding(Q(position__kind__in=value))) if value else rows

    def by_position(self, rows: QuerySet[Person], name: str, value: Position) -> QuerySet[Person]:
        """By the position of the main employment today."""
        return rows.filter(selectors.holding(Q(position=value)))

    def by_subject(self, rows: QuerySet[Person], name: str, value: Subject) -> QuerySet[Person]:
        """By a subject of the main employment today."""
        return rows.filter(selectors.holding(Q(subjects=value)))

    def by_category(self, rows: QuerySet[Person], name: str, value: list[str]) -> QuerySet[Person]:
        """By the category assigned last."""
        return rows.alias(held=selectors.latest_category()).filter(held__in=value) if value else rows

    def by_young(self, rows: QuerySet[Person], name: str, value: str) -> QuerySet[Person]:
        """Young specialists today, or everybody else."""
        found = selectors.young(Person.objects.filter(pk=OuterRef("pk")))
        return rows.filter(Exists(found) if value == "yes" else ~Exists(found))

    def by_consent(self, rows: QuerySet[Person], name: str, value: str) -> QuerySet[Person]:
        """With a consent that holds, or without."""
        found = selectors.consenting()
        return rows.filter(found if value == "yes" else ~found)

    def by_age(self, rows: QuerySet[Person], name: str, value: Any) -> QuerySet[Person]:
        """Full years today; both bounds inclusive, people with no date of birth left out."""
        today, years = timezone.localdate(), min(max(int(value), 0), 150)
        if name == "age_from":
            return rows.alias(grown=selectors.after_years("birth_date", years)).filter(grown__lte=today)
        return rows.alias(grown=selectors.after_years("birth_date", years + 1)).filter(grown__gt=today)


class EmploymentFilters(PlaceFilters):
    """Employments by place, position, main or not, current or over."""

    position = RowFilter(label="Должность", queryset=positions)
    is_main = ChoiceFilter(label="Основное место", choices=YES_NO, method="by_main")
    state = ChoiceFilter(label="Действие", choices=NOW, method="by_state")
    start_from = DateFilter(label="Приняты с", field_name="start", lookup_expr="gte")
    start_to = DateFilter(label="Приняты по", field_name="start", lookup_expr="lte")
    end_from = DateFilter(label="Уволены с", field_name="end", lookup_expr="gte")
    end_to = DateFilter(label="Уволены по", field_name="end", lookup_expr="lte")

    class Meta:
        model = Employment
        fields = ("municipality", "organization", "position")

    def by_main(self, rows: QuerySet[Employment], name: str, value: str) -> QuerySet[Employment]:
        """Main employments, or all the others."""
        return rows.filter(is_main=value == "yes")

    def by_state(self, rows: QuerySet[Employment], name: str, value: str) -> QuerySet[Employment]:
        """Going on today, or over."""
        today = timezone.localdate()
        return rows.filter(selectors.going_on(today) if value == "now" else Q(end__lt=today))


class CategoryFilters(PlaceFilters):
    """Categories by kind and date."""

    category = ManyFilter(label="Категория", choices=Category.choices)
    assigned_from = DateFilter(label="Присвоена с", field_name="assigned_on", lookup_expr="gte")
    assigned_to = DateFilter(label="Присвоена по", field_name="assigned_on", lookup_expr="lte")

    class Meta:
        model = AttestationCategory
        fields = ("municipality", "organization", "category")


class ConsentFilters(PlaceFilters):
    """Consents by whether they hold."""

    state = ChoiceFilter(label="Действие", choices=(("now", "действуют"), ("over", "отозваны")), method="by_state")

    class Meta:
        model = Consent
        fields = ("municipality", "organization")

    def by_state(self, rows: QuerySet[Consent], name: str, value: str) -> QuerySet[Consent]:
        """Holding, or withdrawn."""
        return rows.filter(withdrawn_on__isnull=value == "now")


class TermFilters(PlaceFilters):
    """What holds from–to: today, or over."""

    state = ChoiceFilter(label="Действие", choices=NOW, method="by_state")

    def by_state(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Holding today, or over."""
        today = timezone.localdate()
        return rows.filter(selectors.going_on(today) if value == "now" else Q(end__lt=today))


class LeaveFilters(TermFilters):
    """Absences by kind."""

    kind = ChoiceFilter(label="Вид", choices=LeaveKind.choices)

    class Meta:
        model = Leave
        fields = ("municipality", "organization", "kind")


class AppointmentFilters(TermFilters):
    """Appointments by kind."""

    kind = ManyFilter(label="Вид", choices=AppointmentKind.choices)

    class Meta:
        model = Appointment
        fields = ("municipality", "organization", "kind")
