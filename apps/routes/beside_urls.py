"""Addresses of what surrounds routes."""

from django.urls import path

from apps.routes.web import work
from apps.routes.web.papers import paper

urlpatterns = [
    path("mine/", work.mine, name="mine"),
    path("work/", work.overview, name="work"),
    path("recognitions/<int:pk>/file/", paper, {"label": "routes.recognition"}, name="recognition_file"),
    path("practice/<int:pk>/file/", paper, {"label": "routes.practice"}, name="practice_file"),
]
