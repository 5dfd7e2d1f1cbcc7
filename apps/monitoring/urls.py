"""Addresses of reports."""

from django.urls import path

from apps.core.web import resource as resources
from apps.core.web.routes import resource_urls
from apps.monitoring.web import confirming, differences, explain, life, views
from apps.monitoring.web.check_urls import urlpatterns as check_urls
from apps.monitoring.web.live_urls import urlpatterns as live_urls
from apps.monitoring.web.questionnaires import fill, saving
from apps.monitoring.web.questionnaires import views as form_views
from apps.monitoring.web.submission_urls import urlpatterns as submission_urls

app_name = "monitoring"
urlpatterns = [
    # Before the resource's own: the same list with a button of its own.
    path("", views.ReportListView.as_view(resource=resources.get("monitoring.report")), name="report_list"),
    *live_urls,
    *check_urls,
    path("compute/", views.compute, name="compute"),
    path("reports/<int:pk>/", views.report_detail, name="report_detail"),
    path("reports/<int:pk>/note/", views.report_note, name="note"),
    path("reports/<int:pk>/file/", life.report_file, name="report_file"),
    path("reports/<int:pk>/step/<slug:step>/", life.report_step, name="report_step"),
    path("reports/<int:pk>/differences/", differences.report_differences, name="differences"),
    path("reports/<int:pk>/differences/file/", differences.differences_file, name="differences_file"),
    path("reports/<int:pk>/yes-no/<slug:code>/", confirming.yes_no, name="yes_no"),
    path("reports/<int:pk>/yes-no/<slug:code>/file/", confirming.yes_no_file, name="yes_no_file"),
    path("reports/<int:pk>/trial/", differences.report_trial, name="trial"),
    path("reports/<int:pk>/kept/<int:file>/", life.kept_download, name="kept_file"),
    path("reports/<int:pk>/kept/<int:file>/sign/", life.sign, name="sign"),
    path("reports/<int:pk>/figures/<slug:indicator>/", explain.figure, name="figure"),
    path("reports/<int:pk>/figures/<slug:indicator>/team/<int:organization>/", explain.team, name="team"),
    path("reports/<int:pk>/findings/", explain.findings, name="report_findings"),
    path("forms/", form_views.FormListView.as_view(resource=resources.get("monitoring.form")), name="form_list"),
    path("forms/take/", form_views.take, name="form_take"),
    path("form-rounds/<int:pk>/results/", form_views.round_results, name="form_results"),
    path("form-documents/<int:pk>/", form_views.answer_document, name="form_document"),
    path(
        "form-reports/<int:pk>/edit/",
        fill.FillView.as_view(resource=resources.get("monitoring.form_report")),
        name="form_report_edit",
    ),
    path("form-reports/<int:pk>/autosave/", saving.report_autosave, name="form_report_autosave"),
    *submission_urls,
    *resource_urls("monitoring"),
]
