"""Filters of passports, of their parts and of students' results."""

import django_filters
from django.db.models import Q, QuerySet
from django.utils import timezone

from apps.core.web.filters import ChoiceFilter, FilterSet, ManyFilter, RowFilter, readable
from apps.core.web.lookup import LookupFilter
from apps.organizations.selectors import municipalities_in_sight
from apps.passport.enums import Exam, PartKind, PartState, PassportState
from apps.passport.models import Part, Passport, StudentResult
from apps.passport.selectors.places import waiting

YES_NO = (("yes", "да"), ("no", "нет"))


class ResultFilters(FilterSet):
    """Results by year, examination, subject and place; years and subjects are those in sight."""

    year = django_filters.AllValuesFilter(label="Год", empty_label="любое значение")
    exam = ManyFilter(label="Экзамен", choices=Exam.choices)
    subject = django_filters.AllValuesFilter(label="Предмет", empty_label="любое значение")
    municipality = RowFilter(label="Муниципалитет", queryset=municipalities_in_sight)
    organization = LookupFilter(label="Организация", label_of_resource="organizations.organization")

    class Meta:
        model = StudentResult
        fields = ("year", "exam", "subject", "municipality", "organization")


class PassportFilters(FilterSet):
    """Passports by year and state."""

    year = django_filters.AllValuesFilter(label="Год", empty_label="любое значение")
    state = ManyFilter(label="Состояние", choices=PassportState.choices)

    class Meta:
        model = Passport
        fields = ("year", "state")


class PartFilters(FilterSet):
    """Parts by passport, kind, state, and whether they are late."""

    passport = RowFilter(label="Паспорт", queryset=readable(Passport))
    kind = ManyFilter(label="Чья", choices=PartKind.choices)
    state = ManyFilter(label="Состояние", choices=PartState.choices)
    municipality = RowFilter(label="Муниципалитет", queryset=municipalities_in_sight)
    open = ChoiceFilter(label="Можно заполнять", choices=YES_NO, method="by_open")
    late = ChoiceFilter(label="Просрочена", choices=YES_NO, method="by_late")

    class Meta:
        model = Part
        fields = ("passport", "kind", "state", "municipality")

    def by_open(self, rows: QuerySet[Part], name: str, value: str) -> QuerySet[Part]:
        """Waiting to be filled, or not."""
        return rows.filter(waiting()) if value == "yes" else rows.exclude(waiting())

    def by_late(self, rows: QuerySet[Part], name: str, value: str) -> QuerySet[Part]:
        """Past its due date and not handed in, or not."""
        late = waiting() & Q(due_on__lt=timezone.localdate())
        return rows.filter(late) if value == "yes" else rows.exclude(late)
