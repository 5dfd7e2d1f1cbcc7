"""Files of events: the kind that is asked for, the file of a piece of evidence."""

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from apps.core.actor import current
from apps.core.web import resource as resources
from apps.core.web.attachments import download
from apps.events.web.visit import CLOSED


@require_safe
def evidence_file(request: HttpRequest, pk: int) -> FileResponse:
    """The file of a piece of evidence, to those who see it."""
    found = resources.get("events.evidence")
    if not found.opens(current()):
        raise PermissionDenied(CLOSED)
    return download(get_object_or_404(found.rows(current()), pk=pk), "У подтверждения нет файла")
