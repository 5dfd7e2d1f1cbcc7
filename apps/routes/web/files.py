"""The route as a document on a page and as a file; the files beside the items."""

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.http import require_POST, require_safe

from apps.core.actor import current
from apps.core.documents import html
from apps.core.services import history
from apps.core.web import resource as resources
from apps.core.web.attachments import download
from apps.core.web.documents import asked_form
from apps.core.web.jobs import start_job
from apps.routes.document import FORMS, TITLE, file_name, route_document
from apps.routes.models import IndividualRoute
from apps.routes.services.papers import paper_of

CLOSED = "Этот раздел не открыт для вашей роли."


def find(label: str, pk: int) -> object:
    """A row in sight. Raises ``PermissionDenied`` and ``Http404``."""
    found = resources.get(label)
    if not found.opens(current()):
        raise PermissionDenied(CLOSED)
    return get_object_or_404(found.objects(current()), pk=pk)


@require_safe
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """The document as a page, ready to be printed; the view is logged."""
    route, resource = find("routes.route", pk), resources.get("routes.route")
    assert isinstance(route, IndividualRoute)
    if resource.logs_view(current(), route):
        history.log_view(route, f"{route}: документ")
    tree = route_document(route)
    context = {
        "title": TITLE, "route": route, "body": html.fragment(tree, top=2), "contents": html.contents(tree),
        "crumbs": [(resource.titles.page, resource.url("list")),
                   (resource.title_of(route), resource.url("detail", pk))],
    }  # fmt: skip
    return TemplateResponse(request, "routes/document.html", context)


@require_POST
def document_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The document as a file, by a job."""
    route = find("routes.route", pk)
    assert isinstance(route, IndividualRoute)
    kind = asked_form(request, FORMS)
    return start_job("route_file", {"route": pk, "form": kind}, title=f"Файл: {file_name(route, kind)}")


@require_safe
def evidence_file(request: HttpRequest, pk: int) -> FileResponse:
    """The file of a piece of evidence, to those who see it."""
    return download(paper_of(find("routes.evidence", pk)), "У подтверждения нет файла")
