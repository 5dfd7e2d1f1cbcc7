"""The plan of a pair and its meetings: kept by both sides and by who keeps mentoring, until the pair is closed."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from apps.core.services import records
from apps.events.enums import MeetingForm
from apps.events.models import MentoringPair, PairItem, PairMeeting
from apps.events.services.mentoring import require_running

OUTSIDE = "Пара действует {term}: выберите день из этого срока."
FUTURE = "Этот день ещё не наступил: запишите встречу как запланированную."
NOT_COME = "Этот день ещё не наступил."
TWICE = "Встреча с этой темой в этот день уже записана."
DEFAULT_THEME = "Встреча наставника и наставляемого"


def require_day(pair: MentoringPair, day: date | None, field: str) -> None:
    """A day of the pair. Raises ``ValidationError`` at the field."""
    if day is None:
        return
    if day < pair.start or (pair.end is not None and day > pair.end):
        until = f" по {pair.end:%d.%m.%Y}" if pair.end else ""
        raise ValidationError({field: OUTSIDE.format(term=f"с {pair.start:%d.%m.%Y}{until}")})


def require_past(day: date | None, today: date, field: str, sentence: str = NOT_COME) -> None:
    """What happened happened by today. Raises ``ValidationError`` at the field."""
    if day is not None and day > today:
        raise ValidationError({field: sentence})


def add_item(*, pair: MentoringPair, theme: str, done_on: date | None = None, **values: Any) -> PairItem:
    """An item of the plan. Raises ``ValidationError`` for a closed pair."""
    require_running(pair)
    require_past(done_on, timezone.localdate(), "done_on")
    return records.create(PairItem(pair=pair, theme=theme, done_on=done_on, **values), "add_pair_item")


def update_item(item: PairItem, **values: Any) -> PairItem:
    """Change an item of the plan. Raises ``ValidationError``."""
    require_running(item.pair)
    require_past(values.get("done_on"), timezone.localdate(), "done_on")
    return records.change(item, "update_pair_item", **values)


def do_item(item: PairItem, *, on: date | None = None) -> PairItem:
    """The item is done, today unless said otherwise. Raises ``ValidationError``."""
    return update_item(item, done_on=on or timezone.localdate())


def reopen_item(item: PairItem) -> PairItem:
    """The item is not done after all. Raises ``ValidationError``."""
    return update_item(item, done_on=None)


def remove_item(item: PairItem) -> None:
    """Take an item out of the plan. Raises ``ValidationError`` for a closed pair."""
    require_running(item.pair)
    records.remove(item, "remove_pair_item")


def check_meeting(pair: MentoringPair, day: date, held: bool) -> None:
    """A meeting lies in the pair's term; one that is to come is not held yet. Raises ``ValidationError``."""
    require_running(pair)
    require_day(pair, day, "on_date")
    if held:
        require_past(day, timezone.localdate(), "on_date", FUTURE)


def add_meeting(
    *,
    pair: MentoringPair,
    on_date: date,
    theme: str,
    form: str = MeetingForm.TALK,
    held: bool = False,
    note: str = "",
) -> PairMeeting:
    """A meeting, planned or held. Raises ``ValidationError``."""
    check_meeting(pair, on_date, held)
    if PairMeeting.objects.filter(pair=pair, on_date=on_date, theme=theme).exists():
        raise ValidationError({"theme": TWICE})
    made = PairMeeting(pair=pair, on_date=on_date, theme=theme, form=form, held=held, note=note.strip())
    return records.create(made, "add_meeting")


def update_meeting(meeting: PairMeeting, **values: Any) -> PairMeeting:
    """Change a meeting. Raises ``ValidationError``."""
    day, held = values.get("on_date", meeting.on_date), values.get("held", meeting.held)
    check_meeting(meeting.pair, day, held)
    return records.change(meeting, "update_meeting", **values)


def hold_meeting(meeting: PairMeeting) -> PairMeeting:
    """A planned meeting took place. Raises ``ValidationError`` before its day."""
    return update_meeting(meeting, held=True)


def remove_meeting(meeting: PairMeeting) -> None:
    """Delete a meeting entered by mistake. Raises ``ValidationError`` for a closed pair."""
    require_running(meeting.pair)
    records.remove(meeting, "remove_meeting")


@transaction.atomic
def note_meeting(pair: MentoringPair, *, on: date, theme: str = "", note: str = "") -> PairMeeting:
    """One click: the two have met on the day, about the next item of the plan unless said otherwise.

    A meeting planned for the day becomes the one that was held. Raises ``ValidationError``.
    """
    planned = PairMeeting.objects.filter(pair=pair, on_date=on, held=False).order_by("pk").first()
    if planned is not None and theme in ("", planned.theme):
        return update_meeting(planned, held=True, note=note.strip() or planned.note)
    return add_meeting(pair=pair, on_date=on, theme=theme or next_theme(pair), held=True, note=note)


def next_theme(pair: MentoringPair) -> str:
    """The theme of the nearest item of the plan that is not done."""
    item = PairItem.objects.filter(pair=pair, done_on=None).first()
    return item.theme if item is not None else DEFAULT_THEME
