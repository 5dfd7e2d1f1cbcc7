"""Addresses of a group's own pages."""

from django.urls import path

from apps.programs.web import evaluation, groups

urlpatterns = [
    path("groups/<int:pk>/enroll/", groups.enroll, name="group_enroll"),
    path("groups/<int:pk>/journal/", groups.journal, name="group_journal"),
    path("groups/<int:pk>/file/", groups.group_file, name="group_file"),
    path("groups/<int:pk>/opinion/", evaluation.enter, name="group_opinion"),
    path("trainings/<int:pk>/evaluate/", evaluation.evaluate, name="evaluate"),
]
