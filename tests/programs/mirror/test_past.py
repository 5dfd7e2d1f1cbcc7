"""Any sequence of feeds: the registry on every past date is recovered exactly, and so is «in the ФР on date d»."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apps.core.actor import acting, system
from apps.programs import selectors
from apps.programs.mirror import past
from apps.programs.mirror.items import COLUMNS, Item, Reading
from apps.programs.models import RegistryEntry
from apps.programs.services.mirror import accept, begin, take

pytestmark = pytest.mark.django_db
SYSTEM = system("test")
START = date(2025, 1, 1)
Feed = tuple[Item, ...]
Span = tuple[date, date | None]


def day(number: int) -> date:
    """The day of that number."""
    return START + timedelta(days=number)


@st.composite
def items(draw: st.DrawFn, number: int) -> Item:
    """An entry with one of a few titles and dates within sixty days."""
    included = draw(st.integers(0, 60))
    excluded = draw(st.none() | st.integers(included, 60))
    return Item(
        f"ФР-{number}", draw(st.sampled_from(["А", "Б"])), "pk", 36, "", "", "",
        day(included), None if excluded is None else day(excluded), "", "",
    )  # fmt: skip


@st.composite
def feeds(draw: st.DrawFn) -> list[tuple[date, Feed]]:
    """Up to six readings on days that do not go back, each with some of four entries, often as they were before."""
    result: list[tuple[date, Feed]] = []
    known: dict[int, Item] = {}
    at = 0
    for _ in range(draw(st.integers(1, 6))):
        at += draw(st.integers(0, 15))
        for number in range(4):
            if number not in known or draw(st.integers(0, 2)) == 0:
                known[number] = draw(items(number))
        shown = draw(st.sets(st.integers(0, 3)))
        result.append((day(at), tuple(known[number] for number in sorted(shown))))
    return result


@dataclass
class Seen:
    """One entry of the naive mirror: how it was shown last, whether it is shown, its stays."""

    item: Item
    shown: bool = True
    stays: list[Span] = field(default_factory=list)


def show(seen: Seen | None, item: Item, on: date) -> Seen:
    """An entry is shown on a day; written from the words of the rule, not from its SQL."""
    given_span: Span = (item.included_on, item.excluded_on)
    if seen is None:
        return Seen(item, stays=[given_span])
    start, end = seen.stays[-1]
    if not seen.shown:
        out = item.excluded_on is not None and item.excluded_on <= on
        assert end is not None
        again = (item.included_on if item.included_on >= end else on, item.excluded_on)
        stays = [*seen.stays[:-1], given_span] if out else [*seen.stays, again]
        return Seen(item, stays=stays)
    if item.included_on != seen.item.included_on:
        begins = end is not None and item.included_on >= end
        return Seen(item, stays=[*seen.stays, given_span] if begins else [*seen.stays[:-1], given_span])
    if item.excluded_on == seen.item.excluded_on:
        return replace(seen, item=item)
    keeps = item.excluded_on is None or item.excluded_on >= start
    last = (start, item.excluded_on) if keeps else given_span
    return Seen(item, stays=[*seen.stays[:-1], last])


def hide(seen: Seen, on: date) -> Seen:
    """An entry is shown no more."""
    if not seen.shown:
        return seen
    start, end = seen.stays[-1]
    if end is None or end > on:
        end = max(start, on)
    return replace(seen, shown=False, stays=[*seen.stays[:-1], (start, end)])


def read(world: dict[str, Seen], on: date, feed: Feed) -> dict[str, Seen]:
    """The naive mirror after a reading."""
    there = {item.number: item for item in feed}
    hidden = {number: hide(seen, on) for number, seen in world.items() if number not in there}
    return {**hidden, **{number: show(world.get(number), item, on) for number, item in there.items()}}


def synchronize(on: date, feed: Feed) -> None:
    """The same reading by the portal; what it doubts is accepted."""
    sync, _ = begin("проба", on)
    done = take(sync, Reading(list(feed), []))
    if done.state == "quarantined":
        accept(done)


def recovered(on: date) -> dict[str, Any]:
    """What the registry showed on a day, as the portal remembers it."""
    rows = past.seen_on(on).values_list("entry__number", *COLUMNS[1:])
    return {row[0]: Item(*row) for row in rows}


def holding(on: date) -> set[str]:
    """The entries in the ФР on a day."""
    return set(RegistryEntry.objects.filter(selectors.included(on)).values_list("number", flat=True))


def held(seen: Seen, on: date) -> bool:
    """The same of the naive mirror."""
    return any(start <= on and (end is None or end > on) for start, end in seen.stays)


def turning_days(sequence: list[tuple[date, Feed]]) -> list[date]:
    """The days on which something may change and those before them, and some between."""
    turns = {on for on, _ in sequence} | {day(number) for number in range(0, 90, 15)}
    return sorted(turns | {on - timedelta(days=1) for on in turns})


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(feeds())
def test_registry_of_every_past_date_is_recovered(db: None, sequence: list[tuple[date, Feed]]) -> None:
    world: dict[str, Seen] = {}
    with acting(SYSTEM):
        mark = transaction.savepoint()
        for on, feed in sequence:
            synchronize(on, feed)
            world = read(world, on, feed)
        for on in turning_days(sequence):
            shown = [feed for day_of, feed in sequence if day_of <= on]
            expected = {item.number: item for item in shown[-1]} if shown else {}
            assert recovered(on) == expected
            assert holding(on) == {name for name, seen in world.items() if held(seen, on)}
        transaction.savepoint_rollback(mark)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(feeds())
def test_differences_lead_from_one_state_to_the_other(db: None, sequence: list[tuple[date, Feed]]) -> None:
    with acting(SYSTEM):
        mark = transaction.savepoint()
        for on, feed in sequence:
            synchronize(on, feed)
        last = past.last_place(day(1000))
        for earlier in range(last + 1):
            before, after = shown_at(earlier), shown_at(last)
            found = {one.number: one.fate for one in past.differences(earlier, last)}
            assert set(found) == {n for n in {*before, *after} if before.get(n) != after.get(n)}
            assert {n for n, fate in found.items() if fate == "gone"} == set(before) - set(after)
        transaction.savepoint_rollback(mark)


def shown_at(place: int) -> dict[str, Item]:
    """What the registry showed at a synchronization."""
    rows = past.seen_at(place).values_list("entry__number", *COLUMNS[1:])
    return {row[0]: Item(*row) for row in rows}


def test_same_registry_twice_leaves_nothing(db: None) -> None:
    item = Item("ФР-1", "А", "pk", 36, "", "", "", START, None, "", "")
    run = partial(synchronize, day(1), (item,))
    with acting(SYSTEM):
        run()
        run()
        assert (past.last_place(day(9)), past.seen_on(day(9)).count(), recovered(day(0))) == (1, 1, {})
