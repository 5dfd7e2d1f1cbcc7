"""The reports of assessment centres: pages and the form of conclusions."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from apps.core.actor import current
from apps.core.documents import html
from apps.core.web import nav
from apps.core.web.documents import asked_form
from apps.diagnostics.forms import ConclusionForm
from apps.diagnostics.policies import may_conduct
from apps.diagnostics.services.advice import write_conclusion
from apps.diagnostics.web.assessment_page import AssessmentPage, reads_assessments
from apps.diagnostics.web.results_views import submitted

PAGE = "diagnostics:assessment"
nav.register(nav.Entry("diagnostics", "Справки ЦОПМКП", PAGE, reads_assessments, 50))


def page_of(request: HttpRequest) -> AssessmentPage:
    """The page. Raises ``PermissionDenied``."""
    if not reads_assessments(current()):
        raise PermissionDenied("Справки центра оценки не открыты для вашей роли.")
    return AssessmentPage(current(), request.GET)


@require_http_methods(["GET", "HEAD", "POST"])
def assessment(request: HttpRequest) -> HttpResponse:
    """The report of a year with the form of its conclusions."""
    page = page_of(request)
    may_write = page.provider is not None and page.year is not None and may_conduct(current(), page.provider)
    form = ConclusionForm(request.POST or None, initial={"text": page.conclusion})
    if request.method == "POST":
        if not may_write:
            raise PermissionDenied("Выводы пишет центр, который проводил оценку.")
        if form.is_valid() and page.provider and page.year:
            write_conclusion(provider=page.provider, year=page.year, managerial=page.managerial, **form.cleaned_data)
            messages.success(request, "Выводы записаны.")
            return HttpResponseRedirect(f"{reverse(PAGE)}?{request.GET.urlencode()}")
    shown = html.fragment(page.document, top=2) if page.document else ""
    context = {"title": "Справки ЦОПМКП", "page": page, "document": shown, "form": form, "may_write": may_write}
    return TemplateResponse(request, "diagnostics/assessment.html", context, status=422 if form.errors else 200)


@require_POST
def assessment_file(request: HttpRequest) -> HttpResponse:
    """The report as a file, by a job."""
    if page_of(request).document is None:
        raise Http404("За этот год справки нет")
    return submitted("assessment", request.GET.urlencode(), asked_form(request))
