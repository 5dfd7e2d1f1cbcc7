"""Addresses of events."""

from apps.core.web.routes import resource_urls
from apps.events.mentoring_urls import urlpatterns as mentoring_urls
from apps.events.web.calendar_urls import urlpatterns as calendar_urls
from apps.events.web.paper_urls import urlpatterns as paper_urls

app_name = "events"
urlpatterns = [*calendar_urls, *paper_urls, *mentoring_urls, *resource_urls("events")]
