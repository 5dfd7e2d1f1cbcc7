"""Addresses of the calendar and of registering."""

from django.urls import path

from apps.events.web import calendar, visit

urlpatterns = [
    path("calendar/", calendar.calendar, name="calendar"),
    path("<int:pk>/join/", visit.join, name="join"),
    path("<int:pk>/leave/", visit.leave, name="leave"),
    path("<int:pk>/bring/", visit.bring, name="bring"),
    path("<int:pk>/attendance/", visit.marks, name="marks"),
]
