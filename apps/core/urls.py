"""Addresses of the house itself."""

from apps.core.web import jobs

app_name = "core"
urlpatterns = [*jobs.urlpatterns]
