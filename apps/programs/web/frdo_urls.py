"""Addresses of ФИС ФРДО."""

from django.urls import path

from apps.programs.web import frdo

urlpatterns = [
    path("frdo/check/", frdo.check, name="frdo_check"),
    path("frdo/<int:pk>/file/", frdo.package_file, name="frdo_file"),
    path("frdo/<int:pk>/answer/", frdo.answer, name="frdo_answer"),
]
