"""Addresses of submission."""

from django.urls import path

from apps.core.web import resource as resources
from apps.monitoring.web import submission as views

urlpatterns = [
    path(
        "submissions/",
        views.SubmissionListView.as_view(resource=resources.get("monitoring.submission")),
        name="submission_list",
    ),
    path("submissions/<int:pk>/", views.submission_detail, name="submission_detail"),
    path("submissions/<int:pk>/step/<slug:step>/", views.submission_step, name="submission_step"),
    path("submissions/<int:pk>/lists/", views.submission_lists, name="submission_lists"),
    path("submissions/remind/<int:pk>/", views.remind, name="remind"),
]
