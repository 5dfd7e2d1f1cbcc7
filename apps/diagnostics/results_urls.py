"""Addresses of results: the deficit map."""

from django.urls import path

from apps.diagnostics.web import results_views as views

urlpatterns = [
    path("map/", views.deficit_map, name="deficit_map"),
    path("map/rebuild/", views.rebuild, name="group_results"),
]
