"""Messages in the bell of users."""

from collections.abc import Iterable

from apps.core.models import Notification

LONGEST = Notification._meta.get_field("text").max_length


def shown(text: str) -> str:
    """As much of a message as the bell holds."""
    return text[:LONGEST]


def notify(messages: Iterable[tuple[int, str, str]]) -> int:
    """Leave messages (user id, text, address of the link); returns how many. Runs under the system: bells are own."""
    made = [Notification(user_id=user, text=shown(text), url=url) for user, text, url in messages]
    return len(Notification.objects.bulk_create(made))
