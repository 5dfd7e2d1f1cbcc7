"""Addresses of routes."""

from apps.core.web.routes import resource_urls
from apps.routes.beside_urls import urlpatterns as beside_urls
from apps.routes.builder_urls import urlpatterns as builder_urls
from apps.routes.demand_urls import urlpatterns as demand_urls

app_name = "routes"
urlpatterns = [*builder_urls, *beside_urls, *demand_urls, *resource_urls("routes")]
