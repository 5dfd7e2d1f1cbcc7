"""Addresses of the passport."""

from apps.core.web.routes import resource_urls

app_name = "passport"
urlpatterns = resource_urls("passport")
