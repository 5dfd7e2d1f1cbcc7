"""Addresses of results, certificates, the plan and the support of the young."""

from django.urls import path

from apps.events.web import certificates, files, plan, results, young

urlpatterns = [
    path("<int:pk>/results/", results.event_results, name="results"),
    path("<int:pk>/file/", results.event_file, name="event_file"),
    path("certificates/<int:pk>/file/", certificates.certificate_file, name="certificate_file"),
    path("evidence/<int:pk>/file/", files.evidence_file, name="evidence_file"),
    path("check/", certificates.check, name="check"),
    path("plan/", plan.plan, name="plan"),
    path("plan/file/", plan.plan_file, name="plan_file"),
    path("young/", young.young, name="young"),
]
