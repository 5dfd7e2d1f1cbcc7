"""Addresses of roadmaps."""

from apps.roadmap.functions.urls import urlpatterns as function_urls

app_name = "roadmap"
urlpatterns = [*function_urls]
