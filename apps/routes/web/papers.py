"""Documents beside decisions and observations, given to those who see the row."""

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from apps.core.actor import current
from apps.core.web import resource as resources
from apps.core.web.attachments import download
from apps.routes.services.papers import paper_of

CLOSED = "Этот раздел не открыт для вашей роли."


@require_safe
def paper(request: HttpRequest, pk: int, label: str) -> FileResponse:
    """The document of a row of that resource."""
    found = resources.get(label)
    if not found.opens(current()):
        raise PermissionDenied(CLOSED)
    return download(paper_of(get_object_or_404(found.rows(current()), pk=pk)), "У записи нет документа")
