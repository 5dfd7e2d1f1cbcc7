"""Addresses of programmes."""

from apps.core.web.routes import resource_urls
from apps.programs.web.frdo_urls import urlpatterns as frdo_urls
from apps.programs.web.group_urls import urlpatterns as group_urls
from apps.programs.web.registry_urls import urlpatterns as registry_urls

app_name = "programs"
urlpatterns = [*frdo_urls, *group_urls, *registry_urls, *resource_urls("programs")]
