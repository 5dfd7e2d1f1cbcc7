"""Reads of users and roles."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from apps.accounts.models import Assignment, User

DEMO_PASSWORD = "demo"


@dataclass(frozen=True, slots=True)
class DemoLogin:
    """A login of a demonstration installation, with the roles it shows."""

    login: str
    full_name: str
    roles: str


def held_today() -> QuerySet[Assignment]:
    """The roles that hold today, both ends inclusive, whether their user may log in or not (DOMAIN 8)."""
    today = timezone.localdate()
    return Assignment.objects.filter(valid_from__lte=today).exclude(valid_to__lt=today)


def demo_logins() -> list[DemoLogin]:
    """The logins listed on the login page of a demonstration installation; none anywhere else."""
    users = User.objects.filter(demo=True, is_active=True).prefetch_related("assignments").order_by("id")
    return [
        DemoLogin(u.login, u.full_name, ", ".join(a.get_role_display() for a in u.assignments.all())) for u in users
    ]
