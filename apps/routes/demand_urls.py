"""Addresses of demand beside its resources."""

from django.urls import path

from apps.routes.web import demand

urlpatterns = [path("demand/<int:pk>/file/", demand.demand_file, name="demand_file")]
