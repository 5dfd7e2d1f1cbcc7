"""Filters of reports and of findings."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest

from apps.core import access
from apps.core.actor import current
from apps.core.web.filters import ChoiceFilter, DateFilter, FilterSet, ManyFilter, RowFilter
from apps.core.web.lookup import LookupFilter
from apps.monitoring.enums import About, ReportState, Severity
from apps.monitoring.findings import EVERY
from apps.monitoring.models import Finding, FindingExplanation, Report
from apps.organizations.models import Municipality, Profile

EXPLAINED = (("no", "без пояснения"), ("yes", "с пояснением"))
RULE_TITLES = tuple(sorted(((code, rule.title) for code, rule in EVERY.items()), key=lambda pair: pair[1]))


def profiles(request: HttpRequest | None) -> QuerySet[Profile]:
    """The profiles whose reports the actor sees."""
    reports = Report.objects.filter(access.scope(Report, current())).values("profile")
    return Profile.objects.filter(pk__in=reports)


def reports(request: HttpRequest | None) -> QuerySet[Report]:
    """The reports in the actor's scope."""
    return Report.objects.filter(access.scope(Report, current()))


def municipalities(request: HttpRequest | None) -> QuerySet[Municipality]:
    """The municipalities that the actor's findings lie in."""
    found = Finding.objects.filter(access.scope(Finding, current())).order_by().values("municipality").distinct()
    return Municipality.objects.filter(pk__in=found).order_by("sort_key")


class ReportFilters(FilterSet):
    """Reports by profile, state and reporting date."""

    profile = RowFilter(label="Профиль", queryset=profiles)
    state = ManyFilter(label="Состояние", choices=ReportState.choices)
    period_from = DateFilter(label="Отчётная дата с", field_name="period_to", lookup_expr="gte")
    period_to = DateFilter(label="Отчётная дата по", field_name="period_to", lookup_expr="lte")

    class Meta:
        model = Report
        fields = ("profile", "state")


class FindingFilters(FilterSet):
    """Findings by report, rule, severity, subject, place, and whether somebody has explained them."""

    report = RowFilter(label="Отчёт", queryset=reports)
    rule = ChoiceFilter(label="Замечание", choices=RULE_TITLES)
    severity = ManyFilter(label="Важность", choices=Severity.choices)
    about = ManyFilter(label="О чём", choices=About.choices)
    explained = ChoiceFilter(label="Пояснение", choices=EXPLAINED, method="by_explanation")
    municipality = RowFilter(label="Муниципалитет", queryset=municipalities)
    organization = LookupFilter(label="Организация", label_of_resource="organizations.organization")

    class Meta:
        model = Finding
        fields: tuple[Any, ...] = ("report", "rule", "severity", "about", "municipality", "organization")

    def by_explanation(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Those that somebody has explained, or those that nobody has."""
        found = Exists(FindingExplanation.objects.filter(mark=OuterRef("mark")))
        return rows.filter(found if value == "yes" else ~found)
