"""Addresses of today's figures."""

from django.urls import path

from apps.monitoring.web import live

urlpatterns = [
    path("live/", live.overview, name="live"),
    path("live/compare/", live.compare, name="live_compare"),
]
