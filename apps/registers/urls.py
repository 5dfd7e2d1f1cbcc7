"""Addresses of the registers."""

from django.urls import path

from apps.core.web.routes import resource_urls
from apps.registers.web import files, forecast

app_name = "registers"
urlpatterns = [
    *resource_urls("registers"),
    path("files/<slug:model>/<int:pk>/", files.download, name="file"),
    path("forecast/", forecast.page, name="forecast"),
]
