"""Addresses of organizations."""

from apps.core.web.routes import resource_urls

app_name = "organizations"
urlpatterns = resource_urls("organizations")
