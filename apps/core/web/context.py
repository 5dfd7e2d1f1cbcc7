"""What every page's frame shows."""

from functools import cached_property
from typing import Any

from django.http import HttpRequest

from apps.core import access
from apps.core.actor import Actor
from apps.core.models import Notification
from apps.core.web import nav, period
from apps.core.web.nav import Item
from apps.core.web.period import Period

MOST = 99


class Frame:
    """Navigation, period, roles and unread notifications; read only when a template asks for them."""

    def __init__(self, request: HttpRequest, actor: Actor) -> None:
        self.request, self.actor = request, actor

    @cached_property
    def menu(self) -> list[Item]:
        """The left navigation."""
        return nav.menu(self.actor, self.request.path)

    @cached_property
    def period(self) -> Period:
        """The period of the address."""
        return period.current(self.request)

    @property
    def periods(self) -> list[Period]:
        """What the switch of periods offers."""
        return period.choices(self.period)

    @property
    def kept(self) -> str:
        """The chosen period as a tail of the navigation's addresses; empty for the current year."""
        chosen = self.request.GET.get(period.PARAMETER, "")
        return f"?{period.PARAMETER}={chosen}" if period.parse(chosen) else ""

    @property
    def other_parameters(self) -> list[tuple[str, str]]:
        """The parameters that a form in the frame has to keep."""
        pairs = [(k, v) for k, values in self.request.GET.lists() for v in values]
        return [(k, v) for k, v in pairs if k != period.PARAMETER]

    @property
    def assignment(self) -> Any:
        """The role the user acts in now."""
        return getattr(self.request, "assignment", None)

    @property
    def assignments(self) -> list[Any]:
        """All roles the user holds today."""
        return list(getattr(self.request, "assignments", ()))

    @cached_property
    def unread(self) -> str:
        """The number of unread notifications as it is shown; empty for none."""
        mine = Notification.objects.filter(access.scope(Notification, self.actor), read_at=None)
        count = mine[: MOST + 1].count()
        return "" if not count else (f"{MOST}+" if count > MOST else str(count))


def frame(request: HttpRequest) -> dict[str, Any]:
    """The actor and the frame; a request that failed before the actor was known has neither."""
    actor: Actor | None = getattr(request, "actor", None)
    known = actor is not None and actor.user_id is not None
    return {"actor": actor, "frame": Frame(request, actor) if known and actor is not None else None}
