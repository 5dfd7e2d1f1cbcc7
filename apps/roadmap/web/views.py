"""Pages of roadmaps: the list with fresh numbers, the timeline, the course as a document, files of evidence."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from apps.core import access
from apps.core.actor import current
from apps.core.charts.gantt import Bar, Gantt, GanttRow, draw
from apps.core.documents import html
from apps.core.web import nav, period
from apps.core.web.attachments import download
from apps.core.web.documents import asked_form
from apps.core.web.jobs import start_job
from apps.core.web.views import ListView
from apps.roadmap.course import course, file_name
from apps.roadmap.models import Evidence, Roadmap
from apps.roadmap.services.progress import freshen
from apps.roadmap.standing import STATES, Line, Standing, year_of

READERS = nav.holders("roadmap")


def in_sight() -> list[Roadmap]:
    """The roadmaps the reader may see, the newest first. Raises ``PermissionDenied`` for roles that read none."""
    if not READERS(current()):
        raise PermissionDenied("Дорожные карты не открыты для вашей роли.")
    return list(Roadmap.objects.filter(access.scope(Roadmap, current())).select_related("profile"))


def find_roadmap(pk: int) -> Roadmap:
    """A roadmap in sight. Raises ``PermissionDenied``, ``Http404``."""
    found = next((roadmap for roadmap in in_sight() if roadmap.pk == pk), None)
    if found is None:
        raise Http404("Такой дорожной карты нет")
    return found


def asked_year(request: HttpRequest, roadmap: Roadmap) -> int:
    """The year of the address, else that of the frame's period, within the roadmap."""
    return year_of(roadmap, request.GET.get("year", ""), period.current(request).year)


class ItemListView(ListView):
    """The list of measures; what the counters show is counted anew when it is older than a minute."""

    template = "roadmap/item_list.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        roadmaps = in_sight()
        freshen(roadmaps, years={year_of(roadmap, "") for roadmap in roadmaps})
        return super().get(request)


@require_safe
def timeline(request: HttpRequest) -> HttpResponse:
    """The measures of a year on a timeline, with the table behind it."""
    roadmaps = in_sight()
    text = request.GET.get("roadmap", "")
    chosen = find_roadmap(int(text)) if text.isdecimal() else next(iter(roadmaps), None)
    context: dict[str, Any] = {"title": "Временная шкала", "roadmaps": roadmaps, "roadmap": chosen}
    if chosen is not None:
        year = asked_year(request, chosen)
        freshen([chosen], years={year})
        standing = Standing(chosen, year)
        context |= {"standing": standing, "year": year, "picture": picture(standing)}
    context["crumbs"] = [("Мероприятия дорожной карты", reverse("roadmap:item_list"))]
    return TemplateResponse(request, "roadmap/timeline.html", context)


def picture(standing: Standing) -> str:
    """The timeline of the measures that have a term in the calendar; empty where there is none."""
    lines = [line for line in standing.lines if line.span]
    if not lines:
        return ""
    rows = tuple(
        GanttRow(f"{line.item.number}. {line.item.title}", (bar_of(line),), line.item.section) for line in lines
    )
    first = min(date(standing.year, 1, 1), *(bar.start for row in rows for bar in row.bars))
    title = f"Дорожная карта, {standing.year} год"
    return draw(Gantt(title, rows, first, date(standing.year, 12, 31), STATES, standing.today))


def bar_of(line: Line) -> Bar:
    """The term of a measure in the shade of its state."""
    assert line.span is not None
    return Bar(*line.span, line.tone, line.state)


@require_safe
def course_page(request: HttpRequest, pk: int) -> HttpResponse:
    """«Ход выполнения дорожной карты» as a page: the same tree as the files."""
    roadmap = find_roadmap(pk)
    year = asked_year(request, roadmap)
    freshen([roadmap], years={year})
    document = course(roadmap, year)
    crumbs = [
        ("Дорожные карты", reverse("roadmap:roadmap_list")),
        (roadmap.title, reverse("roadmap:roadmap_detail", args=(pk,))),
    ]
    return TemplateResponse(
        request, "roadmap/course.html",
        {
            "title": f"{document.title} за {year} год", "crumbs": crumbs, "roadmap": roadmap, "year": year,
            "body": html.fragment(document, top=2), "contents": html.contents(document),
            "years": Standing(roadmap, year).years(),
        },
    )  # fmt: skip


@require_POST
def course_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The document as a file, by a job."""
    roadmap = find_roadmap(pk)
    form = asked_form(request)
    year = year_of(roadmap, request.POST.get("year", ""))
    parameters = {"roadmap": pk, "year": year, "form": form}
    return start_job("roadmap_file", parameters, title=f"Файл: {file_name(roadmap, year, form)}")


@require_safe
def evidence_file(request: HttpRequest, pk: int) -> FileResponse:
    """The file of a piece of evidence, to those who see it."""
    if not READERS(current()):
        raise PermissionDenied("Дорожные карты не открыты для вашей роли.")
    found = get_object_or_404(Evidence.objects.filter(access.scope(Evidence, current())), pk=pk)
    return download(found, "Файла нет")


nav.register(nav.Entry("roadmap", "Временная шкала", "roadmap:timeline", READERS, 30))
