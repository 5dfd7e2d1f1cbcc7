"""ФИС ФРДО: what waits to be sent with its faults, the workbook of a package, the answer."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from apps.core import access
from apps.core.access import WRITE
from apps.core.actor import Actor, current
from apps.core.services import history
from apps.core.text import count_text
from apps.core.web import nav
from apps.core.web.jobs import start_job
from apps.organizations.models import Organization
from apps.programs.models import FrdoCard, FrdoPackage
from apps.programs.services import frdo

CLOSED = "Сведения для ФИС ФРДО открыты только организации, которая выдаёт документы."
PAGE, SHOWN = "programs:frdo_check", 500
KEEPERS = nav.holders("documents", WRITE)


def keeps(actor: Actor) -> bool:
    """Whether the reader keeps a register of an organization."""
    return KEEPERS(actor) and actor.organization_id is not None


nav.register(nav.Entry("programs.papers", "К передаче в ФИС ФРДО", PAGE, keeps, 30))


def own_organization() -> Organization:
    """The organization whose register the reader keeps. Raises ``PermissionDenied``."""
    if not keeps(current()):
        raise PermissionDenied(CLOSED)
    return get_object_or_404(Organization.objects.all(), pk=current().organization_id)


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Documents that wait to be sent, each with its faults; a package is formed of those without."""
    organization = own_organization()
    problem = ""
    if request.method == "POST":
        chosen = [int(text) for text in request.POST.getlist("documents") if text.isdecimal()]
        try:
            made = frdo.form_package(organization=organization, documents=chosen, on=timezone.localdate())
        except ValidationError as error:
            problem = " ".join(error.messages)
        else:
            messages.success(request, f"{made} сформирован: {count_text(made.rows_count, *DOCUMENTS)}.")
            return HttpResponseRedirect(f"{reverse('programs:frdo_detail', args=(made.pk,))}?tab=exchange")
    rows = frdo.drafts(frdo.unsent(organization.pk)[:SHOWN])
    if rows:
        history.log_view(organization, "Документы к передаче в ФИС ФРДО")
    context = {"title": "К передаче в ФИС ФРДО", "problem": problem, **sorted_out(rows)}
    return TemplateResponse(request, "programs/frdo_check.html", context, status=422 if problem else 200)


DOCUMENTS = ("документ", "документа", "документов")


def sorted_out(rows: list[frdo.Draft]) -> dict[str, Any]:
    """The faulty ones with the addresses where each is mended, and the ready ones."""
    trainings = [one.document.enrollment_id for one in rows]
    cards = dict(FrdoCard.objects.filter(enrollment__in=trainings).values_list("enrollment_id", "pk"))
    faulty = [(one, mend_url(one, cards)) for one in rows if one.faults]
    ready = [one for one in rows if not one.faults]
    return {
        "faulty": faulty, "ready": ready, "total": len(rows),
        "ready_words": count_text(len(ready), *DOCUMENTS), "faulty_words": count_text(len(faulty), *DOCUMENTS),
    }  # fmt: skip


def mend_url(one: frdo.Draft, cards: dict[int, int]) -> str:
    """The form of what is told of the training: the card, or a new one."""
    training = one.document.enrollment_id
    if training in cards:
        return reverse("programs:frdocard_edit", args=(cards[training],))
    return f"{reverse('programs:frdocard_create')}?enrollment={training}"


def find_package(pk: int) -> FrdoPackage:
    """A package of the reader's organization. Raises ``PermissionDenied``, ``Http404``."""
    own_organization()
    return get_object_or_404(FrdoPackage.objects.filter(access.scope(FrdoPackage, current())), pk=pk)


@require_POST
def package_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The workbook of forty columns, by a job."""
    package = find_package(pk)
    return start_job("frdo_file", {"package": package.pk}, title=f"{package} для ФИС ФРДО")
