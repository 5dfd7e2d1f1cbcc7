"""Addresses of diagnostics."""

from apps.core.web.routes import resource_urls
from apps.diagnostics import results_urls

app_name = "diagnostics"
urlpatterns = [*results_urls.urlpatterns, *resource_urls("diagnostics")]
