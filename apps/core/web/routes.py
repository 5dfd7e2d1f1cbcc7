"""Addresses of resources: an application's ``urls.py`` says ``urlpatterns = [*resource_urls("organizations"), …]``."""

from collections.abc import Iterator

from django.db import models
from django.urls import URLPattern, path

from apps.core.web import resource as resources
from apps.core.web.doing import ActionView, BulkView
from apps.core.web.resource import Resource
from apps.core.web.views import (
    ColumnsView,
    CreateView,
    DetailView,
    EditView,
    ExportView,
    ListView,
    ResourceView,
    SavedViewView,
)

LIST_PAGES: dict[str, tuple[str, type[ResourceView]]] = {
    "list": ("", ListView),
    "export": ("export/", ExportView),
    "columns": ("columns/", ColumnsView),
    "view": ("views/", SavedViewView),
    "bulk": ("bulk/<slug:name>/", BulkView),
}


def resource_urls(app_label: str) -> list[URLPattern]:
    """The addresses of all resources of an application: those with a prefix first, they could be taken for keys."""
    own = [found for found in resources.every() if found.model._meta.app_label == app_label]
    return [url for found in sorted(own, key=lambda r: r.prefix == "") for url in urls_of(found)]


def urls_of(found: Resource) -> Iterator[URLPattern]:
    """The addresses of one resource."""
    pages = dict(LIST_PAGES)
    if found.create is not None:
        pages["create"] = ("create/", CreateView)
    key = "<int:pk>/" if isinstance(found.model._meta.pk, models.IntegerField) else "<uuid:pk>/"
    if found.detail:
        pages["detail"] = (key, DetailView)
    if found.edit is not None:
        pages["edit"] = (f"{key}edit/", EditView)
    if found.every_action():
        pages["action"] = (f"{key}do/<slug:name>/", ActionView)
    for name, (tail, view) in pages.items():
        yield path(f"{found.prefix}{tail}", view.as_view(resource=found), name=f"{found.slug}_{name}")
