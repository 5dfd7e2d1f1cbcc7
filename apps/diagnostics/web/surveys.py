"""Pages of questionnaires that are no resource's: answering one, its results as a file."""

from io import BytesIO
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from apps.accounts.enums import Role
from apps.core.actor import current
from apps.core.documents.formats import DocumentFormat, render
from apps.core.services import history
from apps.core.services.results import clean_name
from apps.core.web import resource as resources
from apps.core.web.views import XLSX, is_part
from apps.diagnostics.models import Survey, SurveySheet
from apps.diagnostics.selectors.survey_results import results_for
from apps.diagnostics.selectors.surveys import addressed_to
from apps.diagnostics.services.surveys.answering import ANSWERED, hand_in, has_answered, keep_answers
from apps.diagnostics.services.surveys.building import builds
from apps.diagnostics.survey_document import document
from apps.diagnostics.web.survey_form import AnswerForm
from apps.teachers.models import Person
from apps.teachers.selectors import own_person

LIST = "diagnostics:survey_list"
CLOSED = "Этот раздел не открыт для вашей роли."
NOT_YET = "Итоги анонимной анкеты открываются после её закрытия."


def asked(pk: int) -> tuple[Survey, Person]:
    """The questionnaire that asks the current user. Raises ``PermissionDenied``, ``Http404``."""
    if current().role != Role.TEACHER:
        raise PermissionDenied("На анкеты отвечают педагоги и руководители под своей учётной записью.")
    person = own_person()
    survey = addressed_to(person).filter(pk=pk).first() if person is not None else None
    if survey is None or person is None:
        raise Http404("Такой анкеты для вас нет")
    return survey, person


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer a questionnaire: by name it keeps itself while it is filled, an anonymous one is handed in at once."""
    survey, person = asked(pk)
    if has_answered(survey, person):
        messages.info(request, ANSWERED)
        return HttpResponseRedirect(reverse(LIST))
    sheet = SurveySheet.objects.filter(survey=survey, person=person).first()
    posted = request.POST if request.method == "POST" else None
    form = AnswerForm(posted, survey=survey, answers=sheet.answers if sheet else None)
    if request.method != "POST":
        return show(request, survey, form)
    return keep_silently(request, survey, form) if is_part(request) else finish(request, survey, form)


def finish(request: HttpRequest, survey: Survey, form: AnswerForm) -> HttpResponse:
    """Hand in what was answered; a refusal goes to the form."""
    if form.is_valid():
        try:
            hand_in(survey, form.given())
        except ValidationError as error:
            form.refuse(error)
        else:
            messages.success(request, "Спасибо! Ваши ответы приняты.")
            return HttpResponseRedirect(reverse(LIST))
    return show(request, survey, form, status=422)


def keep_silently(request: HttpRequest, survey: Survey, form: AnswerForm) -> HttpResponse:
    """The draft kept while it is filled; of an anonymous questionnaire nothing is."""
    form.is_valid()
    context: dict[str, Any] = {"kept": False, "at": timezone.localtime()}
    if not survey.anonymous:
        keep_answers(survey, form.given())
        context["kept"] = True
    return TemplateResponse(request, "diagnostics/surveys/kept.html", context)


def show(request: HttpRequest, survey: Survey, form: AnswerForm, status: int = 200) -> HttpResponse:
    """The page of the questions."""
    context = {"title": survey.title, "survey": survey, "form": form, "crumbs": [("Анкеты", reverse(LIST))]}
    return TemplateResponse(request, "diagnostics/surveys/answer.html", context, status=status)


@require_POST
def results_file(request: HttpRequest, pk: int) -> FileResponse:
    """The results as a workbook, to those who make questionnaires."""
    if not builds(current()):
        raise PermissionDenied(CLOSED)
    survey = get_object_or_404(resources.get("diagnostics.survey").objects(current()), pk=pk)
    found = results_for(survey, current())
    if not found.told:
        raise PermissionDenied(NOT_YET)
    history.log_export(f"Итоги анкеты «{survey.title}»", found.answered)
    data = render(document(found), DocumentFormat.XLSX)
    name = clean_name(f"{survey.title} — итоги.xlsx")
    return FileResponse(BytesIO(data), as_attachment=True, filename=name, content_type=XLSX)
