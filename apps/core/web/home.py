"""The first page after the login, and the user's notifications. Applications add their own parts to the first page."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from apps.core import access
from apps.core.actor import Actor, current
from apps.core.models import Notification
from apps.core.web import nav
from apps.core.web.period import Period
from apps.core.web.period import current as current_period

LAST = 50


@dataclass(frozen=True, slots=True)
class Block:
    """A part of the first page: a template and what it reads; None from ``context`` leaves the part out.

    ``wide`` takes the whole width; blocks stand in the order of ``order``.
    """

    key: str
    template: str
    context: Callable[[Actor, Period], dict[str, Any] | None]
    order: int = 50
    wide: bool = False


_blocks: dict[str, Block] = {}


def register(block: Block) -> None:
    """Add a part to the first page; called in ``AppConfig.ready()``."""
    _blocks[block.key] = block


def blocks(actor: Actor, period: Period) -> list[tuple[Block, dict[str, Any]]]:
    """The parts that have something to say to this actor."""
    made = ((block, block.context(actor, period)) for block in sorted(_blocks.values(), key=lambda b: b.order))
    return [(block, context) for block, context in made if context is not None]


def home(request: HttpRequest) -> HttpResponse:
    """The first page: what the role has to do and how things stand."""
    found = blocks(current(), current_period(request))
    return TemplateResponse(request, "core/home.html", {"blocks": found})


def mine() -> QuerySet[Notification]:
    """The user's own notifications."""
    return Notification.objects.filter(access.scope(Notification, current()))


def notifications(request: HttpRequest) -> HttpResponse:
    """The user's last notifications."""
    return TemplateResponse(request, "core/notifications.html", {"notifications": list(mine()[:LAST])})


@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark everything as read."""
    mine().filter(read_at=None).update(read_at=timezone.now())
    return HttpResponseRedirect(reverse("core:notifications"))


@require_POST
def open_notification(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark one as read and go where it leads."""
    found = get_object_or_404(mine(), pk=pk)
    if found.read_at is None:
        found.read_at = timezone.now()
        found.save(update_fields=["read_at"])
    safe = url_has_allowed_host_and_scheme(found.url, allowed_hosts=None)
    return HttpResponseRedirect(found.url if found.url and safe else reverse("core:notifications"))


nav.register(nav.Entry("home", "Главная", "core:home", nav.everyone, order=0))
