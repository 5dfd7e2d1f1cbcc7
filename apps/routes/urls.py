"""Addresses of routes."""

from apps.core.web.routes import resource_urls
from apps.routes.beside_urls import urlpatterns as beside_urls

app_name = "routes"
urlpatterns = [*beside_urls, *resource_urls("routes")]
