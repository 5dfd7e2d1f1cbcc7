"""The answer of ФИС ФРДО: the table is read, what it would change is shown, then it is applied."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.core.imports import uploads
from apps.core.services import history
from apps.core.tabular.reader import UnreadableFile
from apps.core.text import count_text
from apps.programs.enums import RowState
from apps.programs.frdo.workbook import Answer, AnswerUnreadable, read_answers
from apps.programs.frdo_forms import AnswerForm
from apps.programs.models import FrdoPackage
from apps.programs.services import frdo_answer
from apps.programs.web.frdo import DOCUMENTS, find_package

TITLE, PREVIEW = "Ответ ФИС ФРДО", "Что изменит ответ"
SHOWN = 500
ROWS = ("строка", "строки", "строк")
Read = tuple[uploads.Upload, list[Answer]]
UNREADABLE = (UnreadableFile, AnswerUnreadable, uploads.UploadRefused)


def page_of(package: FrdoPackage, title: str, **context: Any) -> dict[str, Any]:
    """What both pages show."""
    back = reverse("programs:frdo_detail", args=(package.pk,))
    crumbs = [("Пакеты ФИС ФРДО", reverse("programs:frdo_list")), (str(package), back)]
    return {"title": title, "package": package, "back": back, "crumbs": crumbs, **context}


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """The table is chosen and read; nothing is written yet."""
    package = find_package(pk)
    form = AnswerForm(request.POST, request.FILES) if request.method == "POST" else AnswerForm()
    if form.is_bound and form.is_valid() and (read := kept(package, form)) is not None:
        return HttpResponseRedirect(f"{reverse('programs:frdo_preview', args=(pk,))}?upload={read.key}")
    context = page_of(package, TITLE, form=form)
    return TemplateResponse(request, "programs/frdo_answer.html", context, status=422 if form.errors else 200)


def kept(package: FrdoPackage, form: AnswerForm) -> uploads.Upload | None:
    """The table, kept for the next step; what cannot be read is told at the form."""
    file = form.cleaned_data["file"]
    try:
        found = uploads.keep(file.chunks(), name=file.name)
        frdo_answer.plan_answer(package, read_answers(found.path))
    except UNREADABLE as refused:
        form.add_error("file", refused.message)
    except ValidationError as error:
        form.refuse(error)
    else:
        return found
    return None


def read_again(key: str) -> Read:
    """The table kept a step before. Raises what ``UNREADABLE`` names."""
    found = uploads.find(key, name=TITLE)
    return found, read_answers(found.path)


def choose_anew(request: HttpRequest, pk: int, message: str) -> HttpResponse:
    """Back to the first step, with the reason."""
    messages.error(request, message)
    return HttpResponseRedirect(reverse("programs:frdo_answer", args=(pk,)))


@require_safe
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """What the answer would change, row by row; what it names that the package lacks."""
    package = find_package(pk)
    try:
        file, answers = read_again(request.GET.get("upload", ""))
        plan = frdo_answer.plan_answer(package, answers)
    except UNREADABLE as refused:
        return choose_anew(request, pk, refused.message)
    except ValidationError as error:
        return choose_anew(request, pk, " ".join(error.messages))
    if plan.steps:
        history.log_view(package, f"Ответ ФИС ФРДО: {package}")
    once = file.key.split(".")[0] in package.answers
    context = page_of(package, PREVIEW, plan=plan, upload=file.key, once=once, tiles=tiles(plan), shown=SHOWN,
                      strange=strange(plan), more=len(plan.steps) > SHOWN)  # fmt: skip
    context["words"] = count_text(len(plan.steps), *DOCUMENTS)
    return TemplateResponse(request, "programs/frdo_preview.html", context)


def tiles(plan: frdo_answer.Plan) -> list[tuple[str, int, str]]:
    """The counts: words, number, tone."""
    faulty, lost = plan.count(RowState.FAULTY), len(plan.unknown) + len(plan.doubled) + len(plan.resent)
    return [
        ("станут принятыми", plan.count(RowState.ACCEPTED), ""),
        ("получат ошибку", faulty, "bad" if faulty else ""),
        ("без изменений", plan.same, ""),
        ("без ответа", plan.silent, ""),
        ("не разобрано строк", lost, "bad" if lost else ""),
    ]


def strange(plan: frdo_answer.Plan) -> list[tuple[int, str, str]]:
    """The rows of the table that change nothing, each with the reason."""
    told = [
        (one, "в пакете нет такого документа" if one.number else "не указан регистрационный номер")
        for one in plan.unknown
    ]
    told += [(one, "документ назван дважды, ответы различаются: берётся первый") for one in plan.doubled]
    told += [(one, "документ уже передан снова: ответ ждёт новый пакет") for one in plan.resent]
    return [(one.row, one.number, words) for one, words in sorted(told, key=lambda found: found[0].row)]


@require_POST
def apply(request: HttpRequest, pk: int) -> HttpResponse:
    """The answer that was shown is applied, once."""
    package = find_package(pk)
    key = request.POST.get("upload", "")
    try:
        file, answers = read_again(key)
        plan = frdo_answer.apply_answer(
            package,
            answers=answers,
            file=file.key.split(".")[0],
            on=timezone.localdate(),
            seen=request.POST.get("seen", "?"),
        )
    except UNREADABLE as refused:
        return choose_anew(request, pk, refused.message)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return HttpResponseRedirect(f"{reverse('programs:frdo_preview', args=(pk,))}?upload={key}")
    accepted, faulty = plan.count(RowState.ACCEPTED), plan.count(RowState.FAULTY)
    messages.success(request, f"Ответ применён: принято {accepted}, с ошибками {faulty}.")
    return HttpResponseRedirect(f"{reverse('programs:frdo_detail', args=(pk,))}?tab=rows")
