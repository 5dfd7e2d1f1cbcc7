"""Addresses of programmes."""

from apps.core.web.routes import resource_urls

app_name = "programs"
urlpatterns = resource_urls("programs")
