"""The days of a campaign: when and where, who comes when, who came."""

from collections.abc import Sequence
from datetime import date, time
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count

from apps.core.services import history, records
from apps.diagnostics.enums import Attendance
from apps.diagnostics.models import Campaign, Invitation, Slot
from apps.diagnostics.services.campaigns import require_open

OUTSIDE = "День вне сроков кампании."
FULL = "Свободных мест нет: добавьте время или увеличьте число мест."
TAKEN = "На это время уже записано больше людей, чем мест."
HELD = "Явку отмечают у тех, кто ещё не прошёл диагностику: у прошедших она отмечена."
ANOTHERS = "Время другой кампании."


def require_day(campaign: Campaign, day: date) -> None:
    """A day of the campaign. Raises ``ValidationError`` at ``day``."""
    require_open(campaign)
    if not campaign.start <= day <= campaign.end:
        raise ValidationError({"day": OUTSIDE})


def add_slot(*, campaign: Campaign, day: date, time: time, capacity: int, place: str = "") -> Slot:
    """A time at which people come; without a place it is the campaign's own. Raises ``ValidationError``."""
    require_day(campaign, day)
    made = Slot(campaign=campaign, day=day, time=time, place=place or campaign.place, capacity=capacity)
    return records.create(made, "add_slot")


def update_slot(slot: Slot, **values: Any) -> Slot:
    """Change a time; never to fewer places than are taken. Raises ``ValidationError``."""
    require_day(slot.campaign, values.get("day", slot.day))
    if values.get("capacity", slot.capacity) < slot.invitations.count():
        raise ValidationError({"capacity": TAKEN})
    return records.change(slot, "update_slot", **values)


@transaction.atomic
def remove_slot(slot: Slot) -> None:
    """Delete a time; those who were to come then wait for another one."""
    require_open(slot.campaign)
    slot.invitations.update(slot=None)
    records.remove(slot, "remove_slot")


def free_places(campaign: Campaign) -> dict[int, tuple[int, int]]:
    """Of each time: how many are expected and how many places there are, in order of days."""
    rows = campaign.slots.order_by("day", "time", "pk").annotate(taken=Count("invitations"))
    return {slot.pk: (slot.taken, slot.capacity) for slot in rows}


def spread(count: int, places: dict[int, tuple[int, int]]) -> list[int]:
    """Give ``count`` people times, always the one that is the least full; fewer where the places run out."""
    taken = {key: start for key, (start, _) in places.items()}
    chosen: list[int] = []
    for _ in range(count):
        open_ones = [key for key, (_, capacity) in places.items() if taken[key] < capacity]
        if not open_ones:
            break
        best = min(open_ones, key=lambda key: taken[key] / places[key][1])
        taken[best] += 1
        chosen.append(best)
    return sorted(chosen, key=list(places).index)


@transaction.atomic
def assign_slots(campaign: Campaign) -> int:
    """Spread those who wait for a time evenly over the times, people of one school together; returns how many.

    One statement a time. Raises ``ValidationError`` where there is no free place at all.
    """
    require_open(campaign)
    waiting = Invitation.objects.filter(campaign=campaign, slot=None, session=None, declined_on=None)
    ids = list(waiting.order_by("municipality", "organization", "person_name").values_list("pk", flat=True))
    times = spread(len(ids), free_places(campaign))
    if ids and not times:
        raise ValidationError(FULL)
    for slot in dict.fromkeys(times):
        first, number = times.index(slot), times.count(slot)
        Invitation.objects.filter(pk__in=ids[first : first + number]).update(slot=slot)
    if times:
        history.record_many([history.entry("assign_slots", campaign, {}, {"people": len(times)})])
    return len(times)


def choose_slot(invitation: Invitation, *, slot: Slot) -> Invitation:
    """Give one person a time. Raises ``ValidationError``: another campaign's, or full."""
    if slot.campaign_id != invitation.campaign_id:
        raise ValidationError({"slot": ANOTHERS})
    if slot.invitations.exclude(pk=invitation.pk).count() >= slot.capacity:
        raise ValidationError({"slot": FULL})
    return records.change(invitation, "choose_slot", slot=slot)


@transaction.atomic
def mark_attendance(invitations: Sequence[Invitation], *, attended: str) -> None:
    """Mark many at once: came, did not come, not known. Raises ``ValidationError`` for those who have a result."""
    if any(one.session_id is not None for one in invitations):
        raise ValidationError(HELD)
    entries = []
    for one in invitations:
        before = history.snapshot(one)
        one.attended = Attendance(attended)
        entries.append(history.entry("mark_attendance", one, before, history.snapshot(one)))
    Invitation.objects.filter(pk__in=[one.pk for one in invitations]).update(attended=attended)
    history.record_many(entries)
