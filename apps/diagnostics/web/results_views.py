"""Pages of results: the deficit map, a group's profile, a person's profile, their files."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from apps.core import access
from apps.core.actor import current
from apps.core.documents import html
from apps.core.documents.formats import DocumentFormat
from apps.core.services import history
from apps.core.web import nav
from apps.core.web.documents import asked_form
from apps.core.web.jobs import start_job
from apps.diagnostics.models import DiagnosticSession
from apps.diagnostics.web import results_files  # noqa: F401 - registers the makers of documents
from apps.diagnostics.web.group_page import GroupPage
from apps.diagnostics.web.map_page import MapPage
from apps.diagnostics.web.profile_page import ProfilePage
from apps.diagnostics.web.reading import may_rebuild, reader, reads_results
from apps.teachers.models import Person
from apps.teachers.services.people import is_self

MAP, GROUP = "diagnostics:deficit_map", "diagnostics:group_profile"
TITLES = {"map": "Карта дефицитов", "group": "Сводный профиль группы", "certificate": "Справка о диагностике",
          "assessment": "Аналитическая справка центра оценки"}  # fmt: skip
nav.register(nav.Entry("diagnostics", "Карта дефицитов", MAP, reads_results, 30))
nav.register(nav.Entry("diagnostics", "Профиль группы", GROUP, reads_results, 40))


@require_safe
def deficit_map(request: HttpRequest) -> HttpResponse:
    """The deficit map."""
    page = MapPage(reader(), request.GET)
    context = {"title": "Карта дефицитов", "page": page, "may_rebuild": may_rebuild(current())}
    return TemplateResponse(request, "diagnostics/map.html", context)


@require_safe
def group_profile(request: HttpRequest) -> HttpResponse:
    """The profile of a group."""
    page = GroupPage(reader(), request.GET)
    context = {"title": "Профиль группы", "page": page, "document": html.fragment(page.document, top=2)}
    return TemplateResponse(request, "diagnostics/group.html", context)


@require_safe
def profile(request: HttpRequest, pk: int) -> HttpResponse:
    """A person's profile, for print and beside a chosen group."""
    if not nav.holders("diagnostics")(current()):
        raise PermissionDenied("Результаты диагностики не открыты для вашей роли.")
    person = get_object_or_404(Person.objects.filter(access.scope(Person, current())), pk=pk)
    if not is_self(person.pk):
        history.log_view(person, f"Профиль результатов диагностики: {person.full_name}")
    page = ProfilePage(person, request.GET.get("group", ""))
    crumbs = [(person.full_name, f"{reverse('teachers:person_detail', args=(pk,))}?tab=profile")]
    context = {"title": "Профиль результатов диагностики", "page": page, "crumbs": crumbs}
    return TemplateResponse(request, "diagnostics/profile.html", context)


@require_POST
def rebuild(request: HttpRequest) -> HttpResponse:
    """Make the kept results of groups anew, by a job."""
    if not may_rebuild(current()):
        raise PermissionDenied("Сводные результаты обновляет ЦНППМ.")
    return start_job("group_results", {}, title="Сводные результаты диагностики")


def submitted(page: str, query: str, form: DocumentFormat) -> HttpResponse:
    """The page of the job that makes the file."""
    return start_job("diagnostics_file", {"page": page, "query": query, "form": form}, title=TITLES[page])


@require_POST
def results_file(request: HttpRequest, name: str) -> HttpResponse:
    """The map or the group's summary as a file, by a job."""
    reader()
    if name not in ("map", "group"):
        raise Http404("Нет такого документа")
    return submitted(name, request.GET.urlencode(), asked_form(request))


@require_POST
def certificate(request: HttpRequest, pk: int) -> HttpResponse:
    """The certificate of a session in sight, by a job."""
    if not nav.holders("diagnostics")(current()):
        raise PermissionDenied("Результаты диагностики не открыты для вашей роли.")
    found = get_object_or_404(DiagnosticSession.objects.filter(access.scope(DiagnosticSession, current())), pk=pk)
    return submitted("certificate", f"session={found.pk}", asked_form(request))
