"""The wizard of imports: file → what was understood → what will happen → done. Nothing is written before the last."""

from io import BytesIO
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from apps.core.actor import Actor, current
from apps.core.imports import jobs as import_jobs
from apps.core.imports import kinds, templates, uploads
from apps.core.imports.kinds import ImportKind
from apps.core.jobs import JobContext, Outcome, job_kind
from apps.core.models import Job, JobState
from apps.core.text import count_text
from apps.core.web import nav
from apps.core.web.forms import Form
from apps.core.web.import_words import Findings
from apps.core.web.jobs import Shown, own_job, own_jobs, show_result, start_job
from apps.core.web.views import XLSX, is_part

TITLE = "Загрузка таблиц"
STEPS = "Файл|Что понято|Что будет|Готово"
PAST = 20
ENDINGS = (".xlsx", ".csv")


class FileForm(Form):
    """The spreadsheet."""

    file = forms.FileField(
        label="Файл",
        widget=forms.FileInput({"accept": ",".join(ENDINGS)}),
        help_text="Книга Excel (.xlsx) или таблица .csv; берётся первый лист, заголовки — в первой строке.",
    )

    def clean_file(self) -> Any:
        """Only the two endings: what is inside is judged by the reader."""
        found = self.cleaned_data["file"]
        if not found.name.lower().endswith(ENDINGS):
            raise ValidationError(f"«{found.name}» — не .xlsx и не .csv: сохраните таблицу в одном из этих видов.")
        return found


def open_kinds(actor: Actor) -> list[ImportKind]:
    """The kinds that the role may import."""
    return [kind for kind in kinds.all_kinds() if kind.may(actor)]


def may_import(actor: Actor) -> bool:
    """Whether the role may import anything."""
    return nav.everyone(actor) and bool(open_kinds(actor))


def kind_of(code: str) -> ImportKind:
    """The kind of that code. Raises ``Http404`` for an unknown one, ``PermissionDenied`` for a closed one."""
    found = next((kind for kind in kinds.all_kinds() if kind.code == code), None)
    if found is None:
        raise Http404(f"Нет такой загрузки: «{code}»")
    if not found.may(current()):
        raise PermissionDenied(f"Загрузка «{found.title}» недоступна вашей роли.")
    return found


def import_job(pk: UUID, *, dry_run: bool) -> tuple[Job, ImportKind]:
    """A job of the wizard that is the user's own. Raises ``Http404``."""
    job = own_job(pk)
    if job.kind != import_jobs.CODE or bool(job.parameters.get("dry_run")) is not dry_run:
        raise Http404("Это не загрузка")
    return job, kind_of(str(job.parameters["kind"]))


def page(request: HttpRequest, name: str, title: str, status: int = 200, **context: Any) -> TemplateResponse:
    """A page of the wizard."""
    crumbs = [(TITLE, reverse("core:imports"))] if name != "index" else []
    given = {"title": title, "crumbs": crumbs, "steps": STEPS, **context}
    return TemplateResponse(request, f"imports/{name}.html", given, status=status)


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """What may be imported, and what the user has imported already."""
    actor = current()
    found = open_kinds(actor)
    if not found:
        raise PermissionDenied("Ваша роль таблиц не загружает.")
    now = timezone.now()
    past = [Shown(job, now) for job in own_jobs().filter(kind=import_jobs.CODE, parameters__dry_run=False)[:PAST]]
    offered = [(kind, kind.has_data(actor)) for kind in found]
    return page(request, "index", TITLE, kinds=offered, past=past)


@require_http_methods(["GET", "POST"])
def choose(request: HttpRequest, code: str) -> HttpResponse:
    """Step 1: the file. It is kept under its content's own name and checked in the background."""
    kind = kind_of(code)
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    if form.is_bound and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            job = import_jobs.submit_import(kind, uploads.keep(file.chunks(), name=file.name), dry_run=True)
            return HttpResponseRedirect(reverse("core:import_check", args=(job.pk,)))
        except uploads.UploadRefused as refused:
            form.add_error("file", refused.message)
    status = 422 if form.errors else 200
    return page(request, "choose", kind.title, status, kind=kind, form=form, with_data=kind.has_data(current()))


@require_GET
def check(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Steps 2 and 3: what was understood, what will happen; while the check goes on, how far it is."""
    job, kind = import_job(pk, dry_run=True)
    if job.is_active or job.state != JobState.DONE:
        return waiting(request, job, kind, 2)
    if is_part(request):
        return moved_on(request)
    step = 3 if request.GET.get("step") == "3" else 2
    name = "preview" if step == 3 else "understood"
    return page(request, name, kind.title, kind=kind, job=job, found=Findings(job), step=step)


def waiting(request: HttpRequest, job: Job, kind: ImportKind, step: int) -> HttpResponse:
    """The progress of a job of the wizard; htmx asks for the part and is sent on when the job has ended."""
    context: dict[str, Any] = {"kind": kind, "job": job, "shown": Shown(job, timezone.now()), "step": step}
    if not is_part(request):
        return page(request, "waiting", kind.title, **context)
    return TemplateResponse(request, "imports/progress.html", context) if job.is_active else moved_on(request)


def moved_on(request: HttpRequest) -> HttpResponse:
    """Send htmx to the whole page."""
    return HttpResponse(headers={"HX-Redirect": request.path})


@require_POST
def confirm(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Step 4 begins: the same kept file is imported in the background."""
    job, kind = import_job(pk, dry_run=True)
    try:
        upload = uploads.find(str(job.parameters["upload"]), name=str(job.parameters["name"]))
    except uploads.UploadRefused as refused:
        messages.error(request, refused.message)
        return HttpResponseRedirect(reverse("core:import_choose", args=(kind.code,)))
    made = import_jobs.submit_import(kind, upload, atomic="atomic" in request.POST)
    return HttpResponseRedirect(reverse("core:import_done", args=(made.pk,)))


@require_GET
def done(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Step 4: what was written, and the rejected rows as a file."""
    job, kind = import_job(pk, dry_run=False)
    if job.is_active or job.state != JobState.DONE:
        return waiting(request, job, kind, 4)
    if is_part(request):
        return moved_on(request)
    return page(request, "done", kind.title, kind=kind, job=job, found=Findings(job))


@require_GET
def empty_template(request: HttpRequest, code: str) -> HttpResponseBase:
    """The workbook of a kind with drop-downs and no rows."""
    kind = kind_of(code)
    file = BytesIO()
    templates.template(kind, file)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{kind.title} — шаблон.xlsx", content_type=XLSX)


@require_POST
def filled_template(request: HttpRequest, code: str) -> HttpResponse:
    """The same with the user's own data: a job, for there may be many rows."""
    kind = kind_of(code)
    if not kind.has_data(current()):
        raise PermissionDenied("Шаблон с данными этого вида вашей роли не составляется.")
    return start_job("import_template", {"kind": kind.code}, title=f"Шаблон с данными: {kind.title}")


@job_kind("import_template", title="Шаблон с данными")
def write_filled_template(context: JobContext, *, kind: str) -> Outcome:
    """Write the template of a kind with what the user who asked may write."""
    declared = kinds.get(kind)
    context.progress(0, None, "Собираются данные")
    count = templates.template(declared, context.file(f"{declared.title} — мои данные.xlsx"), with_data=True)
    return Outcome(message=f"В шаблоне {count_text(count, 'строка', 'строки', 'строк')}")


def result_page(job: Job) -> str:
    """Where the wizard goes on after a job that ended while the user was elsewhere."""
    name = "import_check" if job.parameters.get("dry_run") else "import_done"
    return reverse(f"core:{name}", args=(job.pk,))


urlpatterns = [
    path("data/imports/", index, name="imports"),
    path("data/imports/check/<uuid:pk>/", check, name="import_check"),
    path("data/imports/check/<uuid:pk>/confirm/", confirm, name="import_confirm"),
    path("data/imports/done/<uuid:pk>/", done, name="import_done"),
    path("data/imports/<slug:code>/", choose, name="import_choose"),
    path("data/imports/<slug:code>/template/", empty_template, name="import_template"),
    path("data/imports/<slug:code>/template/data/", filled_template, name="import_template_data"),
]

nav.register(nav.Entry("data", TITLE, "core:imports", may_import, order=10))
show_result(import_jobs.CODE, result_page)
