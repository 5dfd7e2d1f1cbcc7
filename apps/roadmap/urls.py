"""Addresses of roadmaps."""

from django.urls import path

from apps.core.web import resource as resources
from apps.core.web.routes import resource_urls
from apps.roadmap.functions.urls import urlpatterns as function_urls
from apps.roadmap.web import views

app_name = "roadmap"
urlpatterns = [
    # Before the resource's own: the same list with fresh numbers.
    path("", views.ItemListView.as_view(resource=resources.get("roadmap.item")), name="item_list"),
    path("timeline/", views.timeline, name="timeline"),
    path("maps/<int:pk>/course/", views.course_page, name="course"),
    path("maps/<int:pk>/course/file/", views.course_file, name="course_file"),
    path("evidence/<int:pk>/file/", views.evidence_file, name="evidence_file"),
    *function_urls,
    *resource_urls("roadmap"),
]
