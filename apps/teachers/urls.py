"""Addresses of people."""

from apps.core.web.routes import resource_urls

app_name = "teachers"
urlpatterns = resource_urls("teachers")
