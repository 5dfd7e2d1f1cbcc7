"""Addresses of the mirror beside its resources."""

from django.urls import path

from apps.programs.web import registry

urlpatterns = [
    path("registry/differences/", registry.differences, name="registry_differences"),
    path("registry/file/", registry.from_file, name="registry_file"),
]
