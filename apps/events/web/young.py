"""Support of young specialists: what reaches them."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from apps.core import access
from apps.core.actor import Actor, current
from apps.core.web import nav, period
from apps.events import support
from apps.events.web.calendar import visible
from apps.teachers import selectors as people
from apps.teachers.models import Person


def sees(actor: Actor) -> bool:
    """Whether the role sees people and what they take part in."""
    return nav.holders("people")(actor) and nav.holders("activity")(actor)


@require_safe
def young(request: HttpRequest) -> HttpResponse:
    """Which forms of support reach the young specialists of the actor's scope in the period, and whom none does."""
    if not sees(current()):
        raise PermissionDenied("Охват молодых специалистов открыт тем, кто видит работников и их участие.")
    term = period.current(request)
    day = min(term.end, timezone.localdate())
    mine = people.young(Person.objects.filter(access.scope(Person, current())), day)
    total, met = mine.count(), support.reached(mine, term.start, term.end).count()
    context = {
        "title": "Поддержка молодых специалистов", "term": term, "total": total, "met": met, "left": total - met,
        "forms": support.forms(mine, visible(current()), term.start, term.end), "day": day,
        "bounds": f"start_from={term.start:%d.%m.%Y}&start_to={term.end:%d.%m.%Y}",
    }  # fmt: skip
    return TemplateResponse(request, "events/young.html", context)


nav.register(nav.Entry("events.mentoring", "Поддержка молодых", "events:young", sees, 35))
