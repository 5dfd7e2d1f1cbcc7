"""Addresses of diagnostics."""

from apps.core.web.routes import resource_urls
from apps.diagnostics import results_urls, testing_urls
from apps.diagnostics.survey_urls import urlpatterns as survey_urls
from apps.diagnostics.web.campaign_urls import urlpatterns as campaign_urls

app_name = "diagnostics"
urlpatterns = [
    *campaign_urls,
    *results_urls.urlpatterns,
    *survey_urls,
    *testing_urls.urlpatterns,
    *resource_urls("diagnostics"),
]
