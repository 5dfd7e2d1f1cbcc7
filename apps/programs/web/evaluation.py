"""A participant's opinion of a course; a group's opinions from paper."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from apps.core import access
from apps.core.actor import current
from apps.core.web import nav
from apps.core.web.forms import Form
from apps.programs.models import Enrollment, Program
from apps.programs.models.evaluation import HIGHEST, LOWEST
from apps.programs.services import evaluation
from apps.programs.web.groups import find_group
from apps.teachers.services.people import is_self

MARKS = [(str(n), str(n)) for n in range(HIGHEST, LOWEST - 1, -1)]
CLOSED = "Отзыв о курсе оставляет только тот, кто на нём учился."


def mark_field(title: str) -> forms.TypedChoiceField:
    """A mark from five to one, as radio buttons."""
    return forms.TypedChoiceField(label=title.capitalize(), choices=MARKS, coerce=int, widget=forms.RadioSelect())


class EvaluationForm(Form):
    """Five marks and words."""

    content = mark_field("содержание")
    teachers = mark_field("преподаватели")
    practice = mark_field("польза для практики")
    organization_mark = mark_field("организация обучения")
    overall = mark_field("в целом")
    words = forms.CharField(
        label="Что улучшить", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )


@require_http_methods(["GET", "HEAD", "POST"])
def evaluate(request: HttpRequest, pk: int) -> HttpResponse:
    """A participant tells of the own course, without the name."""
    if not nav.holders("training")(current()):
        raise PermissionDenied(CLOSED)
    training = get_object_or_404(Enrollment.objects.filter(access.scope(Enrollment, current())), pk=pk)
    if not is_self(training.person_id):
        raise PermissionDenied(CLOSED)
    title = str(Program.objects.filter(pk=training.program_id).values_list("title", flat=True).first() or "")
    back = reverse("programs:enrollment_detail", args=(pk,))
    return answered(request, title, back, lambda marks: evaluation.evaluate_course(training, **marks))


@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest, pk: int) -> HttpResponse:
    """Those who keep a group enter what its people wrote on paper."""
    group = find_group(pk, lead=True)
    back = reverse("programs:group_detail", args=(pk,))
    return answered(request, str(group), back, lambda marks: evaluation.enter_evaluation(group, **marks))


def answered(request: HttpRequest, lead: str, back: str, run: Any) -> HttpResponse:
    """The form, and what it sends."""
    form = EvaluationForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            run(form.cleaned_data)
        except ValidationError as error:
            form.refuse(error)
        else:
            messages.success(request, "Спасибо, отзыв записан без имени.")
            return HttpResponseRedirect(back)
    context = {"title": "Отзыв о курсе", "lead": lead, "form": form, "back": back}
    return TemplateResponse(request, "programs/evaluate.html", context, status=422 if form.errors else 200)
