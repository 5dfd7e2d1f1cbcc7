"""Filters of monitoring forms, rounds and reports."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from apps.core.actor import current
from apps.core.web.filters import ChoiceFilter, DateFilter, FilterSet, ManyFilter, RowFilter
from apps.core.web.lookup import LookupFilter
from apps.monitoring.enums import CheckMethod, FormReportState, RoundState
from apps.monitoring.models import FormReport, FormRound, MonitoringForm
from apps.monitoring.selectors.questionnaires import OWED, forms_in_sight, own_reports, rounds_in_sight, to_check
from apps.organizations.selectors import municipalities_in_sight

WHOSE = (("own", "ждут нас"), ("check", "ждут нашей проверки"), ("late", "просрочены"))


def forms(request: HttpRequest | None) -> QuerySet[MonitoringForm]:
    """The forms in sight."""
    return forms_in_sight(current())


def rounds(request: HttpRequest | None) -> QuerySet[FormRound]:
    """The rounds in sight."""
    return rounds_in_sight(current()).select_related("form")


class FormFilters(FilterSet):
    """Forms by the way of gathering."""

    method = ManyFilter(label="Способ", choices=CheckMethod.choices)

    class Meta:
        model = MonitoringForm
        fields = ("method",)


class RoundFilters(FilterSet):
    """Rounds by form, state and due day."""

    form = RowFilter(label="Форма", queryset=forms)
    state = ManyFilter(label="Состояние", choices=RoundState.choices)
    due_from = DateFilter(label="Срок с", field_name="due_on", lookup_expr="gte")
    due_to = DateFilter(label="Срок по", field_name="due_on", lookup_expr="lte")

    class Meta:
        model = FormRound
        fields = ("form", "state")


class FormReportFilters(FilterSet):
    """Reports by round, state, place, and by whom they wait for."""

    round = RowFilter(label="Сбор", queryset=rounds)
    state = ManyFilter(label="Состояние", choices=FormReportState.choices)
    whose = ChoiceFilter(label="Кого ждут", choices=WHOSE, method="by_whose")
    municipality = RowFilter(label="Муниципалитет", queryset=municipalities_in_sight)
    organization = LookupFilter(label="Организация", label_of_resource="organizations.organization")

    class Meta:
        model = FormReport
        fields: tuple[Any, ...] = ("round", "state", "municipality", "organization")

    def by_whose(self, rows: QuerySet[FormReport], name: str, value: str) -> QuerySet[FormReport]:
        """Waiting for the reader's organization, for its check, or overdue."""
        if value == "late":
            return rows.filter(state__in=OWED, round__state=RoundState.OPEN, round__due_on__lt=timezone.localdate())
        found = own_reports(current()) if value == "own" else to_check(current())
        return rows.filter(pk__in=found.values("pk"))
