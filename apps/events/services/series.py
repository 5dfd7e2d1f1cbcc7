"""Writes of series: events made ahead, changed from one on, the end of a series."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from itertools import islice
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from apps.core.actor import acting
from apps.core.services import records
from apps.core.text import format_date, sort_key
from apps.events.enums import Rhythm
from apps.events.models import Event, EventSeries
from apps.events.services import cancelling, events
from apps.events.services.telling import BELL
from apps.organizations.models import Organization
from apps.organizations.services.records import place_of

MOST = 120
TOO_MANY = f"Слишком далеко: за один раз заводят не больше {MOST} мероприятий."
NO_SERIES = "Мероприятие не входит в серию."
OVER = "Серия уже завершена."
NOT_LATER = "Серия уже заведена по {day:%d.%m.%Y}: укажите более поздний день."
ONE_OF_TWO = "Укажите либо последний день, либо сколько раз."
NO_DAYS = "Не остаётся ни одного дня: все приходятся на праздники и исключения."
NOTHING = "Заполните хотя бы одно поле: пустые не меняются."
OF_SERIES = ("title", "kind", "level")


@transaction.atomic
def create_series(
    *, organization: Organization, title: str, start: date, end: date | None = None, count: int | None = None,
    rhythm: str = Rhythm.WEEKS, step: int = 1, holidays: bool = False, skipped: Collection[date] = (), **values: Any,
) -> EventSeries:  # fmt: skip
    """A series with its events up to the last day, or so many of them; ``values`` are those of every event.

    Raises ``ValidationError``.
    """
    records.require_order(start, end, "end")
    own = {name: values[name] for name in ("kind", "level")}
    rule = {"rhythm": rhythm, "step": step, "holidays": holidays, "skipped": sorted(set(skipped))}
    made = EventSeries(**place_of(organization), title=title, sort_key=sort_key(title), start=start, **own, **rule)
    when = planned(made, end, count)
    made.end = end or when[-1]
    records.create(made, "create_series")
    _hold_events(made, organization, when, values)
    return made


def planned(series: EventSeries, end: date | None, count: int | None) -> list[date]:
    """The days up to the last one or so many of them: one of the two is told. Raises ``ValidationError``."""
    if (end is None) == (count is None):
        raise ValidationError({"end": ONE_OF_TWO})
    if count is not None and count > MOST:
        raise ValidationError({"count": TOO_MANY})
    when = list(islice(series.days(end) if end else series.repetition, count or MOST + 1))
    if len(when) > MOST:
        raise ValidationError({"end": TOO_MANY})
    if not when:
        raise ValidationError({"skipped": NO_DAYS})
    return when


def _hold_events(series: EventSeries, organization: Organization, when: Iterable[date], values: dict[str, Any]) -> None:
    for day in when:
        events.create_event(organization=organization, title=series.title, start=day, series=series, **values)


@transaction.atomic
def extend_series(series: EventSeries, *, end: date) -> EventSeries:
    """More events of the series up to a later day, as its last event is. Raises ``ValidationError``."""
    if series.ended_on is not None:
        raise ValidationError(OVER)
    if end <= series.end:
        raise ValidationError({"end": NOT_LATER.format(day=series.end)})
    last = Event.objects.filter(series=series).order_by("-start").first()
    later = [day for day in series.days(end) if last is None or day > last.start]
    if len(later) > MOST:
        raise ValidationError({"end": TOO_MANY})
    organization = Organization.objects.get(pk=series.organization_id)
    _hold_events(
        series, organization, later, _like(last) if last else {name: getattr(series, name) for name in OF_SERIES[1:]}
    )
    return records.change(series, "extend_series", end=end)


def _like(event: Event) -> dict[str, Any]:
    names = ("kind", "level", "begins", "place", "url", "responsible", "audience", "registration", "capacity")
    return {name: getattr(event, name) for name in (*names, "supports_young")}


@transaction.atomic
def update_following(event: Event, **values: Any) -> int:
    """Change this event and all later ones of its series; empty values stay. Returns how many were changed.

    Raises ``ValidationError``. The events that are cancelled already are left as they are.
    """
    if event.series_id is None:
        raise ValidationError(NO_SERIES)
    given = {name: value for name, value in values.items() if value not in (None, "")}
    if not given:
        raise ValidationError(NOTHING)
    rows = Event.objects.filter(series_id=event.series_id, start__gte=event.start, cancelled_on=None).order_by("start")
    for one in rows:
        events.update_event(one, **given)
    series = EventSeries.objects.get(pk=event.series_id)
    if "title" in given:
        records.change(series, "update_series", title=given["title"], sort_key=sort_key(given["title"]))
    return len(rows)


@transaction.atomic
def end_series(series: EventSeries, *, end: date, reason: str) -> EventSeries:
    """The last day of a series: what nobody has registered for is removed, the rest is cancelled and told.

    Raises ``ValidationError``.
    """
    if series.ended_on is not None:
        raise ValidationError(OVER)
    for event in Event.objects.filter(series=series, start__gt=end, cancelled_on=None).order_by("start"):
        with acting(BELL):
            awaited = event.registrations.exists()
        if awaited:
            cancelling.cancel_event(event, on=timezone.localdate(), reason=reason)
        else:
            events.remove_event(event)
    last = max(series.start, min(series.end, end))
    return records.change(series, "end_series", ended_on=end, end=last)


def cancel_following(event: Event, *, reason: str) -> EventSeries:
    """Neither this event nor any later one of its series takes place. Raises ``ValidationError``."""
    if event.series_id is None:
        raise ValidationError(NO_SERIES)
    series = EventSeries.objects.get(pk=event.series_id)
    return end_series(series, end=event.start - timedelta(days=1), reason=reason)


def remove_series(series: EventSeries) -> None:
    """Delete a series entered by mistake, with its events. Raises ``ValidationError`` once somebody took part."""
    with transaction.atomic():
        for event in Event.objects.filter(series=series):
            events.remove_event(event)
        records.remove(series, "remove_series")


def words(series: EventSeries) -> str:
    """«каждую неделю по средам, 02.09.2026 – 26.05.2027, кроме праздничных дней и 04.11.2026»."""
    term = f"{format_date(series.start)} – {format_date(series.end)}"
    return ", ".join(filter(None, (series.repetition.words(), term, exceptions(series))))


def exceptions(series: EventSeries) -> str:
    """«кроме праздничных дней и 09.09.2026», or nothing."""
    but = ["праздничных дней"] if series.holidays else []
    but += [", ".join(map(format_date, series.skipped))] if series.skipped else []
    return f"кроме {' и '.join(but)}" if but else ""
