"""Addresses of programmes."""

from apps.core.web.routes import resource_urls
from apps.programs.web.group_urls import urlpatterns as group_urls

app_name = "programs"
urlpatterns = [*group_urls, *resource_urls("programs")]
