"""The request as a document: on its page and as a file."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from apps.core.actor import Actor, current
from apps.core.documents import html
from apps.core.web import resource as resources
from apps.core.web.documents import asked_form
from apps.core.web.jobs import start_job
from apps.routes.demand.document import document, file_name
from apps.routes.models import DemandRequest


def document_part(request: DemandRequest, actor: Actor) -> dict[str, Any]:
    """What the tab of the document reads."""
    return {"request_pk": request.pk, "body": html.fragment(document(request), top=2)}


@require_POST
def demand_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The document as a file, by a job."""
    if not resources.get("routes.demand").opens(current()):
        raise PermissionDenied("Заявки на программы не открыты для вашей роли.")
    found = get_object_or_404(resources.get("routes.demand").rows(current()), pk=pk)
    form = asked_form(request)
    parameters = {"request": pk, "form": form}
    return start_job("demand_file", parameters, title=f"Файл: {file_name(found, form)}")
