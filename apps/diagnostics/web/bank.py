"""Own pages of the bank's keepers: pictures of items, statistics of a test."""

import tempfile

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.core import access
from apps.core.actor import current
from apps.core.documents import html
from apps.core.imports import uploads
from apps.core.services import history
from apps.core.web import nav
from apps.core.web.documents import asked_form
from apps.core.web.jobs import start_job
from apps.diagnostics.models import Item, OnlineTest
from apps.diagnostics.picture_kinds import TYPES
from apps.diagnostics.selectors.item_statistics import statistics
from apps.diagnostics.services import pictures
from apps.diagnostics.services.packages import export_package
from apps.diagnostics.testing_forms import PackageForm
from apps.diagnostics.web.item_document import TITLE, document, file_name

KEEPERS = nav.holders("item_bank")
nav.register(nav.Entry("diagnostics.content", "Обмен заданиями", "diagnostics:item_package", KEEPERS, 40))
CLOSED = "Банк заданий открыт тем, кто его ведёт."


def own_test(pk: int) -> OnlineTest:
    """A test of the actor's own organization. Raises ``PermissionDenied``, ``Http404``."""
    if not KEEPERS(current()):
        raise PermissionDenied(CLOSED)
    mine = OnlineTest.objects.filter(provider_id=current().organization_id or 0)
    return get_object_or_404(mine.select_related("provider"), pk=pk)


@require_safe
def item_picture(request: HttpRequest, pk: int) -> FileResponse:
    """The picture of an item, to the keepers of its bank."""
    if not KEEPERS(current()):
        raise PermissionDenied(CLOSED)
    item = get_object_or_404(Item.objects.filter(access.scope(Item, current())), pk=pk)
    path = pictures.path_of(item.picture_key, organization_id=item.organization_id)
    if path is None:
        raise Http404("Рисунка нет")
    return FileResponse(path.open("rb"), content_type=TYPES[path.suffix])


@require_http_methods(["GET", "HEAD", "POST"])
def item_package(request: HttpRequest) -> HttpResponse:
    """Load a QTI package; every item of it becomes a draft."""
    if not KEEPERS(current()):
        raise PermissionDenied(CLOSED)
    form = PackageForm(request.POST, request.FILES) if request.method == "POST" else PackageForm()
    if form.is_valid():
        return load_later(form)
    context = {"title": "Обмен заданиями", "form": form, "crumbs": [("Банк заданий", reverse("diagnostics:item_list"))]}
    return TemplateResponse(request, "diagnostics/testing/package.html", context, status=422 if form.is_bound else 200)


def load_later(form: PackageForm) -> HttpResponse:
    """Keep the package and ask for its items: a large one takes minutes."""
    data = form.cleaned_data
    kept = uploads.keep(data["file"].chunks(), name=data["file"].name)
    values = {"upload": kept.key, "competence": data["competence"].pk, "difficulty": data["difficulty"]}
    return start_job("item_package", values, title=f"Задания из пакета: {kept.name}")


@require_POST
def item_package_file(request: HttpRequest) -> FileResponse:
    """The own bank as a package."""
    if not KEEPERS(current()):
        raise PermissionDenied(CLOSED)
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    export_package(file)
    file.seek(0)
    history.log_export("Банк заданий, пакет QTI", 0)
    return FileResponse(file, as_attachment=True, filename="Банк заданий.zip", content_type="application/zip")


@require_safe
def test_statistics(request: HttpRequest, pk: int) -> HttpResponse:
    """How the items of a test work."""
    test = own_test(pk)
    found = statistics(test)
    crumbs = [
        ("Онлайн-тесты", reverse("diagnostics:test_list")),
        (test.title, reverse("diagnostics:test_detail", args=(pk,))),
    ]
    body = html.fragment(document(test, found), top=2)
    context = {"title": TITLE, "test": test, "body": body, "enough": found.enough, "crumbs": crumbs}
    return TemplateResponse(request, "diagnostics/testing/statistics.html", context)


@require_POST
def test_statistics_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The statistics as a file, by a job."""
    test = own_test(pk)
    form = asked_form(request)
    name = file_name(test, form)
    return start_job("item_statistics_file", {"test": pk, "form": form}, title=f"Файл: {name}")
