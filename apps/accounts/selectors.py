"""Reads of users and roles."""

from dataclasses import dataclass

from apps.accounts.models import User

DEMO_PASSWORD = "demo"


@dataclass(frozen=True, slots=True)
class DemoLogin:
    """A login of a demonstration installation, with the roles it shows."""

    login: str
    full_name: str
    roles: str


def demo_logins() -> list[DemoLogin]:
    """The logins listed on the login page of a demonstration installation; none anywhere else."""
    users = User.objects.filter(demo=True, is_active=True).prefetch_related("assignments").order_by("id")
    return [
        DemoLogin(u.login, u.full_name, ", ".join(a.get_role_display() for a in u.assignments.all())) for u in users
    ]
