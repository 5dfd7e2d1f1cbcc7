"""The page «Прогноз кадров», and the same as a workbook."""

from io import BytesIO

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponseBase
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from apps.core.actor import Actor, current
from apps.core.services import history
from apps.core.tabular.columns import Column
from apps.core.tabular.values import INTEGER, NUMBER
from apps.core.tabular.writer import write_xlsx
from apps.core.web import nav
from apps.core.web.views import XLSX
from apps.organizations.selectors import municipalities_in_sight
from apps.registers.forecast import AHEAD, RETIREMENT, Outlook, outlook

CLOSED = "Прогноз кадров открывают роли, которые видят работников."

COLUMNS = (
    Column("Предмет", width=34),
    Column("Педагогов", INTEGER),
    Column("Возраст известен", INTEGER),
    Column(f"{RETIREMENT} и старше", INTEGER),
    Column(f"Исполнится {RETIREMENT} за {AHEAD} года", INTEGER, width=26),
    Column("Вакансий", INTEGER),
    Column("Ставок", NUMBER),
    Column("Может не хватить", INTEGER),
)


def sees_people(actor: Actor) -> bool:
    """Whether the role reads both people and registers."""
    return nav.holders("registers")(actor) and nav.holders("people")(actor)


ENTRY = nav.register(nav.Entry("people.need", "Прогноз кадров", "registers:forecast", sees_people, 30))


@require_GET
def page(request: HttpRequest) -> HttpResponseBase:
    """Teachers by subject and age with open vacancies; ``?municipality=`` narrows it, ``?export=1`` is the workbook."""
    actor = current()
    if not sees_people(actor):
        raise PermissionDenied(CLOSED)
    choices = list(municipalities_in_sight())
    asked = request.GET.get("municipality", "")
    chosen = next((one for one in choices if str(one.pk) == asked), None)
    found = outlook(actor, timezone.localdate(), chosen.pk if chosen else None)
    rows = sorted(found, key=lambda row: -row.lacking)
    if request.GET.get("export"):
        return workbook(rows, f"Прогноз кадров — {chosen or 'все муниципалитеты'}.xlsx")
    context = {
        "title": "Прогноз кадров",
        "rows": rows,
        "choices": choices,
        "chosen": chosen,
        "retirement": RETIREMENT,
        "ahead": AHEAD,
    }
    return TemplateResponse(request, "registers/forecast.html", context)


def workbook(rows: list[Outlook], name: str) -> FileResponse:
    """The forecast as a workbook."""
    file = BytesIO()
    cells = (
        (row.subject, row.staff, row.known, row.older, row.soon, row.vacancies, row.rates, row.lacking) for row in rows
    )
    history.log_export(name, write_xlsx(cells, COLUMNS, file))
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=name, content_type=XLSX)
