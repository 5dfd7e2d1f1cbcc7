"""Addresses of the live check and of recommendations of a report."""

from django.urls import path

from apps.monitoring.web import check, recommend

urlpatterns = [
    path("check/", check.check, name="check"),
    path("check/explain/", check.check_explain, name="check_explain"),
    path("check/rules/", check.rules, name="check_rules"),
    path("reports/<int:pk>/recommendations/", recommend.report_recommendations, name="report_recommendations"),
]
