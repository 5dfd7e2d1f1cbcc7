"""Certificates: the file, and the check for whoever holds the paper."""

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from apps.core import access
from apps.core.actor import acting, current, system
from apps.core.web import nav
from apps.core.web.documents import asked_form
from apps.core.web.forms import Form
from apps.core.web.jobs import start_job
from apps.events.models import EventCertificate
from apps.events.services import certificates
from apps.events.web.visit import CLOSED

CHECKING = system("certificates")


@require_POST
def certificate_file(request: HttpRequest, pk: int) -> HttpResponse:
    """A certificate as a file, by a job."""
    if not nav.holders("certificates")(current()):
        raise PermissionDenied(CLOSED)
    found = get_object_or_404(EventCertificate.objects.filter(access.scope(EventCertificate, current())), pk=pk)
    parameters = {"certificate": pk, "form": asked_form(request)}
    return start_job("certificate_file", parameters, title=f"Сертификат {found}")


class CheckForm(Form):
    """What stands on the paper."""

    number = forms.CharField(label="Номер сертификата", max_length=30, help_text="Например: 17/2026.")
    code = forms.CharField(label="Код проверки", max_length=16, help_text="Десять знаков внизу сертификата.")


@login_not_required
@never_cache
@require_safe
def check(request: HttpRequest) -> HttpResponse:
    """Whether a certificate is genuine, for whoever holds the paper: by its number and the code printed on it."""
    asked = "number" in request.GET
    form = CheckForm(request.GET if asked else None)
    found = None
    if asked and form.is_valid():
        with acting(CHECKING):
            found = told(certificates.verified(**form.cleaned_data))
    context = {"title": "Проверка сертификата", "form": form, "found": found, "asked": asked and form.is_valid()}
    return TemplateResponse(request, "events/check.html", context)


def told(certificate: EventCertificate | None) -> dict[str, Any] | None:
    """What the check says: what the paper says, and the surname with initials only."""
    if certificate is None:
        return None
    took = certificate.participation
    return {
        "number": certificate.registration_number, "who": certificates.initials(certificate.person),
        "event": took.event.title, "day": took.on_date or took.event.start, "role": took.get_role_display(),
        "organizer": took.event.organization.short_name, "issued_on": certificate.issued_on,
        "annulled_on": certificate.annulled_on,
    }  # fmt: skip
