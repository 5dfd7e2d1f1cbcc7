"""Pages of today's figures."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from apps.core.actor import Actor, current
from apps.core.web import nav
from apps.monitoring.live.ringing import bring_up
from apps.monitoring.models import Report
from apps.monitoring.selectors.live import readable_live
from apps.monitoring.selectors.readings import reads_reports
from apps.monitoring.web.live_compare import ComparePage
from apps.monitoring.web.live_page import TITLE, LivePage


def opens(actor: Actor) -> bool:
    """Readers of figures: what is live is never published."""
    return actor.is_system or nav.holders("figures")(actor)


nav.register(nav.Entry("reports", TITLE, "monitoring:live", opens, order=5))


def chosen(every: list[Report], code: str) -> Report:
    """The profile that the address names, else the first. Raises ``Http404``."""
    for report in every:
        if not code or report.profile.code == code:
            return report
    raise Http404("Показателей этого профиля на вашей территории нет")


def page_of(request: HttpRequest, kind: type[LivePage] = LivePage) -> LivePage | None:
    """The page, after what has changed is brought in; None while the first figures are being computed."""
    if not reads_reports(current()) or not opens(current()):
        raise PermissionDenied("Показатели не открыты для вашей роли.")
    fresh = bring_up()
    every = readable_live()
    if not every:
        return None
    report = chosen(every, request.GET.get("profile", ""))
    return kind(report, every, fresh, current(), request)


def answer(request: HttpRequest, template: str, page: LivePage | None) -> HttpResponse:
    """The page as it is drawn, or what stands in its place while there are no figures yet."""
    if page is None:
        return TemplateResponse(request, "monitoring/live/empty.html", {"title": TITLE, "crumbs": []})
    context = {"title": page.title, "crumbs": page.crumbs, "page": page, "report": page.report}
    return TemplateResponse(request, template, context)


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Today's figures of a unit, and the units beneath."""
    return answer(request, "monitoring/live/overview.html", page_of(request))


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """One indicator in all municipalities."""
    return answer(request, "monitoring/live/compare.html", page_of(request, ComparePage))
