"""Guessing passwords is slow: failed attempts are counted by login and by address for a quarter of an hour."""

from datetime import timedelta

from django.db.models import Count, Q
from django.utils import timezone

from apps.accounts.models import LoginAttempt

WINDOW = timedelta(minutes=15)
# Together: a stranger cannot lock somebody out from elsewhere with the first limit alone.
PER_PLACE = 5
PER_LOGIN = 30
PER_ADDRESS = 60


def is_closed(login: str, address: str) -> bool:
    """Whether a further attempt is refused now."""
    recent = LoginAttempt.objects.filter(at__gte=timezone.now() - WINDOW)
    found = recent.filter(Q(login=plain(login)) | Q(address=address)).aggregate(
        place=Count("id", filter=Q(login=plain(login), address=address)),
        login=Count("id", filter=Q(login=plain(login))),
        address=Count("id", filter=Q(address=address)),
    )
    limits = {"place": PER_PLACE, "login": PER_LOGIN, "address": PER_ADDRESS}
    return any(found[name] >= limit for name, limit in limits.items())


def note_failure(login: str, address: str) -> None:
    """Count a failed attempt; old ones are forgotten on the way."""
    LoginAttempt.objects.filter(at__lt=timezone.now() - 4 * WINDOW).delete()
    LoginAttempt.objects.create(login=plain(login), address=address)


def note_success(login: str, address: str) -> None:
    """A person who remembered the password starts anew."""
    LoginAttempt.objects.filter(login=plain(login), address=address).delete()


def plain(login: str) -> str:
    """A login as it is compared."""
    return login.strip().lower()[:150]
