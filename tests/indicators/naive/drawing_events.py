"""Drawn events and who took part in them."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.indicators.naive.drawing import Calendar, count
from tests.indicators.naive.world import (
    CRAFT_CONTEST,
    EXPERIENCE,
    EXPERT,
    JURY,
    OTHER_CONTEST,
    PARTICIPANT,
    PRIZE,
    SEMINAR,
    TUTOR_METHODIST,
    WINNER,
    Event,
    Participation,
    Person,
)

ROLES = (PARTICIPANT, PRIZE, WINNER, EXPERIENCE, EXPERIENCE, EXPERT, JURY, TUTOR_METHODIST)
KINDS = (CRAFT_CONTEST, CRAFT_CONTEST, CRAFT_CONTEST, OTHER_CONTEST, SEMINAR, "школа молодого педагога")
LEVELS = ("институциональный", "муниципальный", "региональный", "федеральный")


@st.composite
def events(draw: st.DrawFn, bodies: list[str], calendar: Calendar) -> tuple[Event, ...]:
    """Two to four events of one day or several."""
    found = []
    for number in range(1, draw(count(2, 4)) + 1):
        start = draw(calendar.busy_days())
        found.append(
            Event(
                f"ПРОБА-М-{number}",
                draw(st.sampled_from(KINDS)),
                start,
                draw(st.sampled_from(bodies)),
                draw(st.sampled_from(LEVELS)),
                draw(calendar.maybe(start)),
                draw(st.booleans()),
            )
        )
    return tuple(found)


@st.composite
def participations(
    draw: st.DrawFn,
    happened: tuple[Event, ...],
    everybody: tuple[Person, ...],
    bodies: list[str],
    calendar: Calendar,
) -> tuple[Participation, ...]:
    """People and organizations in the events, on a day of the event or with none said."""
    found: dict[tuple[object, ...], Participation] = {}
    for _ in range(draw(count(4, 20))):
        event, role = draw(st.sampled_from(happened)), draw(st.sampled_from(ROLES))
        on = draw(st.none() | calendar.days(event.start, event.end or event.start))
        person, organization = None, None
        if draw(count(0, 3)):
            person = draw(st.sampled_from(everybody)).snils
        else:
            organization = draw(st.sampled_from(bodies))
        found[person, organization, event.code, role] = Participation(event, role, person, organization, on)
    return tuple(found.values())
