"""Notifications about forms: one line to each user of an organization, never one for each report."""

from collections.abc import Iterable

from apps.accounts.enums import Role
from apps.accounts.selectors import held_today
from apps.core.actor import acting, system
from apps.core.models import Notification
from apps.core.services import notices

FILLERS = (Role.OPERATOR, Role.METHODIST, Role.IRO, Role.CNPPM)
MAKERS = (Role.METHODIST, Role.CNPPM)


def users_at(organizations: Iterable[int], roles: Iterable[str]) -> list[int]:
    """The users who hold one of these roles at one of these organizations today."""
    here = {"organization__in": list(organizations), "role__in": list(roles)}
    held = held_today().filter(**here, user__is_active=True)
    return list(held.order_by("user_id").values_list("user_id", flat=True).distinct())


def tell(organizations: Iterable[int], roles: Iterable[str], text: str, url: str) -> int:
    """Leave everyone concerned one notification, unless the same still lies unread; returns how many were told."""
    with acting(system("forms")):
        unread = Notification.objects.filter(read_at=None, url=url, text=notices.shown(text))
        known = set(unread.values_list("user_id", flat=True))
        fresh = [user for user in users_at(organizations, roles) if user not in known]
        return notices.notify((user, text, url) for user in fresh)
