"""Addresses of indicators."""

from apps.core.web.routes import resource_urls

app_name = "indicators"
urlpatterns = resource_urls("indicators")
