"""Which documents the pages of results give: the group's summary and the map, from the same pages."""

from django.http import QueryDict
from django.utils import timezone

from apps.core.actor import Actor
from apps.core.documents.formats import DocumentFormat
from apps.diagnostics.documents.groups import map_document
from apps.diagnostics.services.files import Made, issuer_of, maker
from apps.diagnostics.web.group_page import GroupPage
from apps.diagnostics.web.map_page import MapPage
from apps.diagnostics.web.reading import reads_results


@maker("map")
def map_file(actor: Actor, query: QueryDict, form: DocumentFormat) -> Made | None:
    """The deficit map; the table of everything stands in the workbook."""
    page = MapPage(actor, query)
    if not reads_results(actor) or page.needs_municipality or not page.blocks:
        return None
    subtitle = f"{page.where}, по столбцам: {page.axis.words}, на {page.day}"
    flat = form == DocumentFormat.XLSX
    made = map_document(page.grid, subtitle, issuer_of(actor), timezone.localdate(), flat=flat)
    return Made(made, f"Карта дефицитов, {page.where}, {page.day}")


@maker("group")
def group_file(actor: Actor, query: QueryDict, form: DocumentFormat) -> Made | None:
    """The summary of a group."""
    page = GroupPage(actor, query)
    return Made(page.document, f"Сводный профиль, {page.where}, {page.day}") if reads_results(actor) else None
