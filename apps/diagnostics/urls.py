"""Addresses of diagnostics."""

from apps.core.web.routes import resource_urls

app_name = "diagnostics"
urlpatterns = resource_urls("diagnostics")
