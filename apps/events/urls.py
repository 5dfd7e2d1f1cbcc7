"""Addresses of events."""

from apps.core.web.routes import resource_urls
from apps.events.mentoring_urls import urlpatterns as mentoring_urls

app_name = "events"
urlpatterns = [*mentoring_urls, *resource_urls("events")]
