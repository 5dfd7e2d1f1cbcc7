"""The yearly plan of events: a page and a file."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from apps.core.actor import current
from apps.core.documents import html
from apps.core.documents.tree import Document
from apps.core.web import nav, period
from apps.core.web.documents import asked_form
from apps.core.web.jobs import start_job
from apps.events.documents import plan as plan_document
from apps.events.models import Event
from apps.events.web.calendar import CalendarFilters, visible
from apps.events.web.visit import CLOSED
from apps.organizations.models import Organization
from apps.organizations.selectors import short_name


def year_of(request: HttpRequest) -> int:
    """The year of the plan: of the address, else of the period."""
    text = request.GET.get("year", "")
    year = int(text) if text.isdecimal() and len(text) == 4 else period.current(request).year
    return min(max(year, 2000), 2099)


def planned(query: Any, year: int) -> QuerySet[Event]:
    """The events of a year with the filters of the address, in the order of their days."""
    rows = visible(current()).filter(start__gte=date(year, 1, 1), start__lte=date(year, 12, 31))
    found: QuerySet[Event] = CalendarFilters(query, queryset=rows).qs
    return found.annotate(organizer=short_name()).order_by("start", "begins", "sort_key", "pk")


def plan_tree(query: Any, year: int) -> Document:
    """The plan of a year as the reader sees it."""
    issuer = Organization.objects.filter(pk=current().organization_id or 0).first()
    name = issuer.full_name if issuer else ""
    return plan_document.document(year, planned(query, year), name, timezone.localdate())


def require_region() -> None:
    """The calendar is a region's. Raises ``PermissionDenied``."""
    if not nav.everyone(current()) or current().region_id is None:
        raise PermissionDenied(CLOSED)


@require_safe
def plan(request: HttpRequest) -> HttpResponse:
    """The yearly plan as a page, ready to be printed."""
    require_region()
    year = year_of(request)
    filters = CalendarFilters(request.GET, queryset=Event.objects.none(), request=request)
    context = {
        "title": f"План мероприятий на {year} год", "year": year, "years": (year - 1, year + 1), "form": filters.form,
        "body": html.fragment(plan_tree(request.GET, year), top=2), "query": request.GET.urlencode(),
    }  # fmt: skip
    return TemplateResponse(request, "events/plan.html", context)


@require_POST
def plan_file(request: HttpRequest) -> HttpResponse:
    """The yearly plan as a file, by a job."""
    require_region()
    year, form = year_of(request), asked_form(request)
    parameters = {"year": year, "query": request.GET.urlencode(), "form": form}
    return start_job("event_plan_file", parameters, title=plan_document.file_name(year, form.value))


nav.register(
    nav.Entry("events", "План на год", "events:plan", lambda a: nav.everyone(a) and a.region_id is not None, 12)
)
