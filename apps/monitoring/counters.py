"""What monitoring gives to count: reports approved, reports by forms accepted."""

from datetime import date

from django.db.models import QuerySet

from apps.core import counters
from apps.core.counters import Counter, Place
from apps.monitoring.enums import FormReportState, ReportState
from apps.monitoring.models import FormReport, Report

GROUP = "Мониторинг"
REPORTS = ("отчёт", "отчёта", "отчётов")


def approved(place: Place, start: date, end: date) -> QuerySet[Report]:
    """Reports about the indicators whose day lies in the term and which are approved; of a municipality its own."""
    rows = Report.objects.filter(state=ReportState.APPROVED, period_to__range=(start, end))
    return rows.none() if place.organization is not None else rows.filter(place.q())


def by_forms(place: Place, start: date, end: date) -> QuerySet[FormReport]:
    """Reports by monitoring forms, and checks, accepted in the term."""
    return FormReport.objects.filter(place.q(), state=FormReportState.ACCEPTED, checked_on__range=(start, end))


counters.add(
    Counter("reports_approved", "Утверждено отчётов о показателях", REPORTS, approved, GROUP,
            page="monitoring:report_list", query="state=approved&period_from={start}&period_to={end}",
            narrows=frozenset()),
    Counter("form_reports_accepted", "Принято отчётов по формам мониторинга", REPORTS, by_forms, GROUP),
)  # fmt: skip
