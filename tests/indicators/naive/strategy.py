"""Random small regions whose dates stand on purpose on the boundaries of the rules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from tests.indicators.naive import drawing_chains, drawing_events, drawing_learning, drawing_people, drawing_places
from tests.indicators.naive.drawing import PERIODS, Calendar
from tests.indicators.naive.drawing_places import Territory
from tests.indicators.naive.profiles import PROFILES
from tests.indicators.naive.world import CNPPM, COPMKP, EDUCATIONAL, FEDERAL, IRO, UNIVERSITY, World

BATCH = 8
PROVIDERS = (CNPPM, COPMKP, FEDERAL, IRO, UNIVERSITY, "Иная организация")


@dataclass(frozen=True)
class Case:
    """A world and the report asked of it."""

    world: World
    period_from: date
    day: date


def territory_of(profile: str) -> Territory:
    """The ground of one of the five profiles."""
    setting = next(iter(PROFILES[profile].values()))
    return Territory(setting.region, setting.municipality)


@st.composite
def cases(draw: st.DrawFn, profile: str = "vladimir") -> Case:
    """A world of three to twelve people and a period over it."""
    calendar = Calendar(*draw(st.sampled_from(PERIODS)))
    return Case(draw(worlds(territory_of(profile), calendar)), calendar.start, calendar.day)


@st.composite
def worlds(draw: st.DrawFn, territory: Territory, calendar: Calendar) -> World:
    """Everything at once; schools, the first most of all, are drawn as employers more often than others."""
    ground = draw(drawing_places.places(territory, calendar))
    bodies = ground.codes()
    schools = ground.codes(*EDUCATIONAL)
    employers = schools * 2 + schools[:1] * 2 * len(schools) + bodies
    everybody = draw(drawing_people.people(calendar))
    offers = draw(drawing_learning.programs(bodies, calendar))
    happened = draw(drawing_events.events(bodies, calendar))
    assessed = draw(drawing_learning.sessions(everybody, ground.codes(*PROVIDERS), calendar))
    ways = draw(drawing_learning.routes(assessed, everybody, offers[:3], happened, calendar))
    trainings = draw(drawing_learning.enrollments(everybody, ways, offers[:3], calendar))
    trainings += draw(drawing_learning.lone_enrollments(everybody, offers[3:], calendar))
    chains = draw(drawing_chains.chains(everybody, offers[:3], ground.codes(*PROVIDERS), calendar))
    planned = {(one.person, one.program, one.enrolled) for one in (chain.enrollment for chain in chains)}
    return World(
        municipalities=ground.municipalities,
        organizations=ground.organizations,
        people=everybody,
        employments=draw(drawing_people.employments(everybody, employers, calendar)),
        competences=drawing_learning.COMPETENCES,
        sessions=assessed + tuple(chain.session for chain in chains),
        programs=offers,
        enrollments=tuple(one for one in trainings if (one.person, one.program, one.enrolled) not in planned)
        + tuple(chain.enrollment for chain in chains),
        events=happened,
        participations=draw(drawing_events.participations(happened, everybody, bodies, calendar)),
        pairs=draw(drawing_people.pairs(everybody, calendar)),
        appointments=draw(drawing_people.appointments(everybody, bodies, calendar)),
        routes=ways + tuple(chain.route for chain in chains),
    )


@cache
def examples(profile: str, number: int) -> tuple[Case, ...]:
    """The same so many cases every time: drawing is slow, asking them many things is quick."""
    found: list[Case] = []
    for batch in range(0, number, BATCH):
        _collect(profile, batch, min(BATCH, number - batch), found)
    return tuple(found)


def _collect(profile: str, number: int, most: int, found: list[Case]) -> None:
    """One batch of cases; many small batches differ more than one large one does."""
    once = settings(
        max_examples=most,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )

    @seed(number)
    @once
    @given(cases(profile))
    def collect(case: Case) -> None:
        found.append(case)

    collect()
