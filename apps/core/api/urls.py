"""Addresses of the programming interface, made from the registry of resources."""

from collections.abc import Iterator

from django.db import models
from django.urls import URLPattern, path
from drf_spectacular.utils import extend_schema_view

from apps.core.api import schema
from apps.core.api.base import Operation
from apps.core.api.docs import SchemaOperation, docs
from apps.core.api.views import DetailOperation, ListOperation
from apps.core.web import resource as resources
from apps.core.web.resource import Resource

app_name = "api"


def operations(found: Resource) -> Iterator[URLPattern]:
    """The addresses of one resource."""
    base = f"{found.model._meta.app_label}/{found.slug}/"
    name = found.label().replace(".", "_")
    key = "int" if isinstance(found.model._meta.pk, models.IntegerField) else "uuid"
    many: type[Operation] = type(f"{name}_list", (ListOperation,), {"resource": found})
    one: type[Operation] = type(f"{name}_detail", (DetailOperation,), {"resource": found})
    extend_schema_view(get=schema.describe_list(found))(many)
    extend_schema_view(get=schema.describe_detail(found))(one)
    yield path(base, many.as_view(), name=f"{name}_list")
    yield path(f"{base}<{key}:pk>/", one.as_view(), name=f"{name}_detail")


urlpatterns = [
    path("", docs, name="docs"),
    path("schema/", SchemaOperation.as_view(), name="schema"),
    *(url for found in resources.every() for url in operations(found)),
]
