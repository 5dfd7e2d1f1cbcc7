"""The document beside a row of a register."""

from typing import Any

from django.apps import apps
from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from apps.core import access
from apps.core.actor import current
from apps.core.web import attachments
from apps.registers.models.base import Paper

MISSING = "Документа на месте нет: приложите его снова."


@require_GET
def download(request: HttpRequest, model: str, pk: int) -> FileResponse:
    """The document as it was uploaded, to whoever sees the row."""
    kinds = {found._meta.model_name: found for found in apps.get_app_config("registers").get_models()}
    found = kinds.get(model)
    if found is None or not issubclass(found, Paper):
        raise Http404
    row: Any = get_object_or_404(found, access.scope(found, current()), pk=pk)
    return attachments.download(row, MISSING)
