"""The portal's addresses and two that write without asking anybody: for what no form puts into words."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from apps.diagnostics.models import DiagnosticSession
from rsnms import urls


def write(request: HttpRequest) -> HttpResponse:
    """A careless bulk write."""
    DiagnosticSession.objects.update(independent=False)
    return HttpResponse("написано")


urlpatterns = [path("careless/", write), path("api/v1/careless/", write), *urls.urlpatterns]
