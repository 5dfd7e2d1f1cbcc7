"""Addresses of results: the deficit map, profiles, their files."""

from django.urls import path

from apps.diagnostics.web import assessment_views
from apps.diagnostics.web import results_views as views

urlpatterns = [
    path("map/", views.deficit_map, name="deficit_map"),
    path("map/rebuild/", views.rebuild, name="group_results"),
    path("group/", views.group_profile, name="group_profile"),
    path("profile/<int:pk>/", views.profile, name="profile"),
    path("results/<slug:name>/file/", views.results_file, name="results_file"),
    path("assessment/", assessment_views.assessment, name="assessment"),
    path("assessment/file/", assessment_views.assessment_file, name="assessment_file"),
    path("<int:pk>/certificate/", views.certificate, name="certificate"),
]
