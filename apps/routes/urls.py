"""Addresses of routes."""

from apps.core.web.routes import resource_urls

app_name = "routes"
urlpatterns = resource_urls("routes")
