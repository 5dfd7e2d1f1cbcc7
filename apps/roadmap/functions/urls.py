"""Addresses of the matrix of functions."""

from django.urls import path

from apps.roadmap.functions import views

urlpatterns = [
    path("functions/", views.functions, name="functions"),
    path("functions/evidence/<int:pk>/withdraw/", views.withdraw, name="function_withdraw"),
    path("functions/evidence/<int:pk>/file/", views.evidence_document, name="function_document"),
    path("functions/<slug:profile>/file/", views.functions_file, name="functions_file"),
    path("functions/<slug:profile>/<slug:code>/confirm/", views.confirm, name="function_confirm"),
]
