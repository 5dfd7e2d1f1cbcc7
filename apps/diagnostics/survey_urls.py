"""Addresses of questionnaires."""

from django.urls import path

from apps.diagnostics.web import surveys

urlpatterns = [
    path("surveys/<int:pk>/answer/", surveys.answer, name="survey_answer"),
    path("surveys/<int:pk>/results/", surveys.results_file, name="survey_results"),
]
