"""Addresses of the passport."""

from django.urls import path

from apps.core.web import resource as resources
from apps.core.web.routes import resource_urls
from apps.passport.web import fill, views

app_name = "passport"
urlpatterns = [
    # Before the resource's own: the same card whose first tab is the document.
    path(
        "<int:pk>/",
        views.PassportView.as_view(resource=resources.get("passport.passport")),
        name="passport_detail",
    ),
    # Likewise: the form of a part that saves by itself.
    path("parts/<int:pk>/edit/", fill.FillView.as_view(resource=resources.get(fill.PART)), name="part_edit"),
    path("parts/<int:pk>/autosave/", fill.part_autosave, name="part_autosave"),
    path("<int:pk>/file/", views.passport_file, name="passport_file"),
    path("schema/", views.passport_schema, name="schema"),
    path("correlation/", views.correlation, name="correlation"),
    *resource_urls("passport"),
]
