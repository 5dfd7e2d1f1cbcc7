"""What lies between two synchronizations: as a page and as a file; a registry from a file."""

from io import BytesIO
from itertools import islice
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from apps.core.actor import current
from apps.core.imports import uploads
from apps.core.services import history
from apps.core.tabular.columns import Column
from apps.core.tabular.writer import write_xlsx
from apps.core.web import nav
from apps.core.web.forms import Form
from apps.core.web.jobs import start_job
from apps.core.web.views import XLSX
from apps.programs.enums import SyncState
from apps.programs.mirror import past
from apps.programs.mirror.past import Difference
from apps.programs.models import Synchronization

SHOWN = 200
CLOSED = "Синхронизации с ФР ДПП не открыты для вашей роли."
LIST = ("Синхронизации с ФР ДПП", "programs:synchronization_list")
COLUMNS = (
    Column("Номер"),
    Column("Программа", width=60),
    Column("Что произошло", width=16),
    Column("Что изменилось", width=60),
)
ENDINGS = (".json", ".xlsx", ".csv")


class FileForm(Form):
    """The registry as a file."""

    file = forms.FileField(
        label="Файл",
        widget=forms.FileInput({"accept": ",".join(ENDINGS)}),
        help_text="Выгрузка реестра: JSON или таблица (.xlsx, .csv) со столбцами Номер, Наименование, Включена.",
    )

    def clean_file(self) -> Any:
        """Only these endings: what is inside is judged by the reader."""
        found = self.cleaned_data["file"]
        if not found.name.lower().endswith(ENDINGS):
            raise ValidationError(f"«{found.name}» — не .json, .xlsx и не .csv.")
        return found


def require(action: str = "read") -> None:
    """Refuse whoever does not keep the registry. Raises ``PermissionDenied``."""
    if not nav.holders("registry", action)(current()):
        raise PermissionDenied(CLOSED)


def chosen(request: HttpRequest, name: str, places: list[int]) -> int | None:
    """A place of the address among those that are there. Raises ``Http404`` for another one."""
    text = request.GET.get(name, "")
    if not text:
        return None
    if not text.isdecimal() or int(text) not in places:
        raise Http404("Такой синхронизации нет")
    return int(text)


def pair(request: HttpRequest, applied: list[Synchronization]) -> tuple[int, int]:
    """The two synchronizations that are compared: the named ones, else the last two."""
    places = [sync.place or 0 for sync in applied]
    last = chosen(request, "to", places) or max(places, default=0)
    first = chosen(request, "from", places)
    return (first if first is not None else max(last - 1, 0)), last


@require_safe
def differences(request: HttpRequest) -> HttpResponseBase:
    """Two synchronizations compared."""
    require()
    applied = list(Synchronization.objects.filter(state=SyncState.APPLIED).order_by("-place"))
    first, last = sorted(pair(request, applied))
    found = past.differences(first, last)
    if request.GET.get("export"):
        return workbook(found, f"ФР ДПП — различия синхронизаций {first} и {last}.xlsx")
    rows = list(islice(found, SHOWN + 1))
    context = {
        "title": "Различия двух синхронизаций",
        "crumbs": [(LIST[0], reverse(LIST[1]))],
        "applied": applied,
        "first": first,
        "last": last,
        "rows": rows[:SHOWN],
        "more": len(rows) > SHOWN,
        "shown": SHOWN,
    }
    return TemplateResponse(request, "programs/differences.html", context)


def workbook(found: Any, name: str) -> FileResponse:
    """All differences as a workbook."""
    file = BytesIO()
    rows = (cells(one) for one in found)
    history.log_export(name, write_xlsx(rows, COLUMNS, file))
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=name, content_type=XLSX)


def cells(one: Difference) -> tuple[str, ...]:
    """A difference as a row of the workbook."""
    return one.number, one.title, str(one.fate.label), one.words


@require_http_methods(["GET", "HEAD", "POST"])
def from_file(request: HttpRequest) -> HttpResponse:
    """Read the registry from an uploaded file, by a job."""
    require("write")
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        found = form.cleaned_data["file"]
        try:
            kept = uploads.keep(found.chunks(), name=found.name)
        except uploads.UploadRefused as refusal:
            form.add_error("file", refusal.message)
        else:
            return start_job("sync_registry_file", {"upload": kept.key, "name": kept.name})
    context = {"title": "Реестр из файла", "crumbs": [(LIST[0], reverse(LIST[1]))], "form": form}
    status = 422 if request.method == "POST" else 200
    return TemplateResponse(request, "programs/registry_file.html", context, status=status)


nav.register(
    nav.Entry(
        "programs.registry", "Различия синхронизаций", "programs:registry_differences", nav.holders("registry"), 70
    )
)
nav.register(
    nav.Entry("programs.registry", "Реестр из файла", "programs:registry_file", nav.holders("registry", "write"), 90)
)
