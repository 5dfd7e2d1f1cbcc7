"""Addresses of mentoring."""

from django.urls import path

from apps.events.web import mentoring

urlpatterns = [
    path("mentoring/mine/", mentoring.mine, name="mentoring_mine"),
    path("mentoring/mine/<int:pk>/<slug:step>/", mentoring.step, name="mentoring_step"),
    path("mentoring/summary/", mentoring.numbers, name="mentoring_summary"),
    path("mentoring/summary/file/", mentoring.numbers_file, name="mentoring_summary_file"),
    path("mentoring/<int:pk>/file/", mentoring.pair_file, name="pair_file"),
    path("team-mentoring/<int:pk>/file/", mentoring.team_file, name="team_file"),
]
