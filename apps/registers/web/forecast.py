"""The page «Прогноз кадров»."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from apps.core.actor import Actor, current
from apps.core.web import nav
from apps.organizations.selectors import municipalities_in_sight
from apps.registers.forecast import AHEAD, RETIREMENT, outlook

CLOSED = "Прогноз кадров открывают роли, которые видят работников."


def sees_people(actor: Actor) -> bool:
    """Whether the role reads both people and registers."""
    return nav.holders("registers")(actor) and nav.holders("people")(actor)


ENTRY = nav.register(nav.Entry("people.need", "Прогноз кадров", "registers:forecast", sees_people, 30))


@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """Teachers by subject and age with open vacancies; ``?municipality=`` narrows it."""
    actor = current()
    if not sees_people(actor):
        raise PermissionDenied(CLOSED)
    choices = list(municipalities_in_sight())
    asked = request.GET.get("municipality", "")
    chosen = next((one for one in choices if str(one.pk) == asked), None)
    rows = outlook(actor, timezone.localdate(), chosen.pk if chosen else None)
    context = {
        "title": "Прогноз кадров",
        "rows": sorted(rows, key=lambda row: -row.lacking),
        "choices": choices,
        "chosen": chosen,
        "retirement": RETIREMENT,
        "ahead": AHEAD,
    }
    return TemplateResponse(request, "registers/forecast.html", context)
