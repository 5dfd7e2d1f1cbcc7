"""Addresses of the house itself."""

from django.urls import path

from apps.core.web import home, imports, jobs
from apps.core.web.lookup import lookup
from apps.core.web.routes import resource_urls
from apps.core.web.search import search

app_name = "core"
urlpatterns = [
    path("", home.home, name="home"),
    path("search/", search, name="search"),
    path("lookup/<str:label>/", lookup, name="lookup"),
    path("notifications/", home.notifications, name="notifications"),
    path("notifications/read/", home.read_all, name="notifications_read"),
    path("notifications/<int:pk>/", home.open_notification, name="notification"),
    *jobs.urlpatterns,
    *imports.urlpatterns,
    *resource_urls("core"),
]
