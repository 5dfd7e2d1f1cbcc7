"""Addresses of the passport."""

from django.urls import path

from apps.core.web import resource as resources
from apps.core.web.routes import resource_urls
from apps.passport.web import views

app_name = "passport"
urlpatterns = [
    # Before the resource's own: the same card whose first tab is the document.
    path(
        "<int:pk>/",
        views.PassportView.as_view(resource=resources.get("passport.passport")),
        name="passport_detail",
    ),
    path("<int:pk>/file/", views.passport_file, name="passport_file"),
    path("schema/", views.passport_schema, name="schema"),
    path("correlation/", views.correlation, name="correlation"),
    *resource_urls("passport"),
]
