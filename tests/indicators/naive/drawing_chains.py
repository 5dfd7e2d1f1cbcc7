"""Drawn chains from a session to a training: all that `trained_fr` wants, or all but one thing or two.

Independent draws nearly never meet in the one chain that counts; here it is drawn whole and
then spoiled on purpose, each fault being a day or a value next to the good one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from tests.indicators.naive.dates import ONE_DAY
from tests.indicators.naive.drawing import Calendar, count, some
from tests.indicators.naive.drawing_places import CENTRE
from tests.indicators.naive.world import Enrollment, Person, Program, Route, RouteItem, Score, Session

TOOL = "Пробный инструмент В"
DEFICIT = Score("ПРОБА-1", Decimal("5.9"))
AT_THRESHOLD = Score("ПРОБА-1", Decimal(6))
STRENGTH = Score("ПРОБА-2", Decimal(9))
FAULTS = (
    "annulled",
    "self-assessment",
    "provider",
    "at the threshold",
    "goal",
    "approved late",
    "draft",
    "cancelled",
    "programme",
    "too early",
    "too late",
    "not completed",
)


@dataclass(frozen=True)
class Chain:
    """A session, a route on it and a training on the route's programme."""

    session: Session
    route: Route
    enrollment: Enrollment


@st.composite
def chains(
    draw: st.DrawFn,
    everybody: tuple[Person, ...],
    offers: tuple[Program, ...],
    providers: list[str],
    calendar: Calendar,
) -> tuple[Chain, ...]:
    """A chain for most people, on the programme always in the registry or on the one that came and went."""
    found = []
    for number, person in enumerate(everybody):
        if draw(count(0, 3)):
            faults = frozenset(draw(st.just([]) | some(FAULTS, 1, 1) | some(FAULTS, 1, 2)))
            offer = draw(st.sampled_from(offers if "programme" in faults else offers[:2]))
            whole = draw(_whole(person.snils, f"ПРОБА-ИОМ-Ц{number}", offer.code, faults, calendar))
            other = draw(st.sampled_from(providers))
            found.append(_spoiled(whole, faults, calendar, other))
    return tuple(found)


@st.composite
def _whole(
    draw: st.DrawFn, person: str, number: str, program: str, faults: frozenset[str], calendar: Calendar
) -> Chain:
    """Session, enrollment, approval and completion in their order, the two last on one day at times."""
    completed = _completion(draw(calendar.days(calendar.start, calendar.day)), faults, calendar)
    on = draw(calendar.days(until=completed))
    approved = draw(st.just(completed) | calendar.days(on, completed))
    enrolled = draw(calendar.days(until=completed))
    session = Session(person, on, CENTRE, TOOL, (DEFICIT, STRENGTH))
    items = (RouteItem(1, competences=(DEFICIT.competence,), program=program),)
    return Chain(
        session,
        Route(number, person, session, approved, None, items),
        Enrollment(person, program, enrolled, completed),
    )


def _completion(day: date, faults: frozenset[str], calendar: Calendar) -> date:
    """The day of completion, or the nearest one out of the period."""
    if "too early" in faults:
        return calendar.start - ONE_DAY
    return calendar.day + ONE_DAY if "too late" in faults else day


def _spoiled(whole: Chain, faults: frozenset[str], calendar: Calendar, other: str) -> Chain:
    """The chain with its faults; without one the day after D stands where D would spoil it."""
    session = replace(
        whole.session,
        annulled_on=_last_day(whole.session.on, calendar, "annulled" in faults),
        is_independent="self-assessment" not in faults,
        provider=other if "provider" in faults else CENTRE,
        scores=(AT_THRESHOLD if "at the threshold" in faults else DEFICIT, STRENGTH),
    )
    route = _spoiled_route(replace(whole.route, session=session), whole.enrollment, faults, calendar)
    completed = None if "not completed" in faults else whole.enrollment.completed
    return Chain(session, route, replace(whole.enrollment, completed=completed))


def _spoiled_route(route: Route, training: Enrollment, faults: frozenset[str], calendar: Calendar) -> Route:
    """The route with its own faults."""
    began = route.session.on if route.session else calendar.start
    approved = route.approved
    if "approved late" in faults and training.completed:
        approved = training.completed + ONE_DAY
    if "draft" in faults:
        approved = None
    if "goal" in faults:
        route = replace(route, items=tuple(replace(item, competences=(STRENGTH.competence,)) for item in route.items))
    cancelled = _last_day(approved or began, calendar, "cancelled" in faults)
    return replace(route, approved=approved, cancelled=cancelled)


def _last_day(since: date, calendar: Calendar, by_the_day: bool) -> date:
    """The day after D, which comes too late to spoil, or D itself; never before what it ends."""
    return max(since, calendar.day if by_the_day else calendar.day + ONE_DAY)
