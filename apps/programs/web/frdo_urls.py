"""Addresses of ФИС ФРДО."""

from django.urls import path

from apps.programs.web import frdo, frdo_answer

urlpatterns = [
    path("frdo/check/", frdo.check, name="frdo_check"),
    path("frdo/<int:pk>/file/", frdo.package_file, name="frdo_file"),
    path("frdo/<int:pk>/answer/", frdo_answer.answer, name="frdo_answer"),
    path("frdo/<int:pk>/answer/preview/", frdo_answer.preview, name="frdo_preview"),
    path("frdo/<int:pk>/answer/apply/", frdo_answer.apply, name="frdo_apply"),
]
