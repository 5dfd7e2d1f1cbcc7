"""Filters of students' results."""

import django_filters

from apps.core.web.filters import FilterSet, ManyFilter, RowFilter
from apps.core.web.lookup import LookupFilter
from apps.organizations.selectors import municipalities_in_sight
from apps.passport.enums import Exam
from apps.passport.models import StudentResult


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
