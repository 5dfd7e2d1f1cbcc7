"""Addresses of events."""

from apps.core.web.routes import resource_urls

app_name = "events"
urlpatterns = resource_urls("events")
