"""The search over everything: each resource that the role may open is asked for its first rows."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from apps.core.actor import Actor, current
from apps.core.web import resource as resources
from apps.core.web.resource import Resource
from apps.core.web.state import MAX_LENGTH, SEARCH
from apps.core.web.views import is_part

SHOWN = 7
SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Found:
    """What one resource has found."""

    resource: Resource
    objects: list[tuple[str, str]]
    more_url: str


def found_in(resource: Resource, actor: Actor, text: str) -> Found | None:
    """The first rows of a resource; None where there are none."""
    rows: list[Any] = list(resource.objects(actor).filter(resource.find(text))[: SHOWN + 1])
    if not rows:
        return None
    links = [(resource.title_of(row), resource.url("detail", row.pk)) for row in rows[:SHOWN]]
    more = resource.url("list") if len(rows) > SHOWN else ""
    return Found(resource, links, more)


def find(actor: Actor, text: str) -> list[Found]:
    """Everything that is found in the actor's scope."""
    asked = [r for r in resources.every() if r.search and r.detail and r.opens(actor)]
    return [found for r in asked if (found := found_in(r, actor, text)) is not None]


def search(request: HttpRequest) -> HttpResponse:
    """The page of the search; for htmx only its results."""
    text = request.GET.get(SEARCH, "").strip()[:MAX_LENGTH]
    results = find(current(), text) if len(text) >= SHORTEST else []
    template = "core/search_part.html" if is_part(request) else "core/search.html"
    return TemplateResponse(request, template, {"text": text, "results": results, "shortest": SHORTEST})
