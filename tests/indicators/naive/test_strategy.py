"""The drawn worlds: importable, additive, and on the boundaries they were made for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import combinations
from pathlib import Path

import pytest

from tests.indicators.naive.composition import Unit, municipality_on
from tests.indicators.naive.dates import ONE_DAY, Span, add_years
from tests.indicators.naive.files import sheets, write_world
from tests.indicators.naive.profiles import PROFILES
from tests.indicators.naive.rules import RULES, Outcome
from tests.indicators.naive.strategy import Case, examples
from tests.indicators.naive.world import Employment, Session, World

# Together they hold all thirteen rules; Krasnoyarsk and Perm ask the same of another territory.
ASKED = ("vladimir", "oktyabrsky", "aksay")
NUMBER = 80


def drawn(profile: str = "vladimir") -> tuple[Case, ...]:
    """The cases of the tests."""
    return examples(profile, NUMBER)


def outcomes(case: Case, profile: str) -> Iterator[tuple[str, Outcome]]:
    """Every indicator of a profile, asked of the case."""
    for code, setting in PROFILES[profile].items():
        yield code, RULES[code](case.world, setting, case.period_from, case.day)


def keys_of(world: World) -> Iterator[tuple[object, ...]]:
    """The keys of the files' rows."""
    yield from (("municipality", m.oktmo, m.valid_from) for m in world.municipalities)
    yield from (("organization", o.code) for o in world.organizations)
    yield from (("employment", e.person, e.organization, e.position, e.start) for e in world.employments)
    yield from (("session", s.person, s.on, s.tool) for s in world.sessions)
    yield from (("programme", p.code) for p in world.programs)
    yield from (("enrollment", e.person, e.program, e.enrolled) for e in world.enrollments)
    yield from (("event", e.code) for e in world.events)
    yield from (("part", p.person, p.organization, p.event.code, p.role) for p in world.participations)
    yield from (("pair", p.mentor, p.mentee, p.start) for p in world.pairs)
    yield from (("appointment", a.person, a.organization, a.kind, a.start) for a in world.appointments)
    yield from (("route", r.number) for r in world.routes)


def spans_of(world: World) -> Iterator[tuple[date | None, date | None]]:
    """Every from-to of a world; an open side is no bound."""
    yield from ((m.valid_from, m.valid_to) for m in world.municipalities)
    yield from ((o.opened, o.closed) for o in world.organizations)
    yield from ((e.start, e.end) for e in world.employments)
    yield from ((p.birth_date, p.career_start) for p in world.people)
    yield from ((s.on, s.annulled_on) for s in world.sessions)
    yield from ((p.impl_from, p.impl_to) for p in world.programs)
    yield from ((entry.included, entry.excluded) for p in world.programs for entry in p.entries)
    yield from ((e.enrolled, e.completed or e.expelled) for e in world.enrollments)
    yield from ((e.start, e.end) for e in world.events)
    yield from ((p.start, p.end) for p in world.pairs)
    yield from ((a.start, a.end) for a in world.appointments)
    yield from ((r.session.on if r.session else None, r.approved or r.cancelled) for r in world.routes)
    yield from ((r.approved, r.cancelled) for r in world.routes)


def repeated(values: Iterable[tuple[object, ...]]) -> list[tuple[object, ...]]:
    """Values that occur twice."""
    return [value for value, times in Counter(values).items() if times > 1]


def test_drawn_world_breaks_no_key() -> None:
    assert [keys for keys in (repeated(keys_of(case.world)) for case in drawn()) if keys] == []


def test_drawn_world_ends_nothing_before_its_start() -> None:
    spans = [span for case in drawn() for span in spans_of(case.world)]
    assert [span for span in spans if span[0] and span[1] and span[0] > span[1]] == []


def test_drawn_person_has_one_main_job_at_a_time() -> None:
    assert [clash for case in drawn() for clash in clashes(case.world)] == []


def clashes(world: World) -> Iterator[tuple[Employment, Employment]]:
    """Two main jobs of one person on one day."""
    for one, other in combinations([job for job in world.employments if job.is_main], 2):
        same_day = Span(one.start, one.end).overlaps(Span(other.start, other.end))
        if one.person == other.person and same_day:
            yield one, other


def test_drawn_routes_are_on_sessions_of_their_own() -> None:
    routes = [route for case in drawn() for route in case.world.routes]
    assert [way for way in routes if way.session and way.session.person != way.person] == []
    assert [way for way in routes if way.session is None and way.items] == []


def test_drawn_items_aim_at_what_the_session_scored() -> None:
    strays = [
        route.number
        for case in drawn()
        for route in case.world.routes
        if route.session
        for item in route.items
        if not item.competences or not set(item.competences) <= {score.competence for score in route.session.scores}
    ]
    assert strays == []


def test_drawn_memberships_are_what_the_successors_say() -> None:
    told, bare = [], []
    for case in drawn():
        for body in case.world.organizations:
            for day in (case.period_from, case.day - ONE_DAY, case.day, case.day + ONE_DAY):
                told.append(municipality_on(case.world, body, day))
                bare.append(municipality_on(case.world, replace(body, memberships=()), day))
    assert told == bare


def test_drawn_world_can_be_written_as_spreadsheets() -> None:
    rows = [len(sheets(case.world)["staff"]) for case in drawn()]
    assert rows == [len(case.world.employments) for case in drawn()]


def test_drawn_world_is_written_to_files(tmp_path: Path) -> None:
    kinds = [kind for kind, _ in write_world(drawn()[-1].world, tmp_path)]
    assert sorted(f"{kind}.csv" for kind in kinds) == sorted(path.name for path in tmp_path.iterdir())


def test_drawn_worlds_are_the_same_every_time() -> None:
    assert examples.__wrapped__("aksay", 3) == examples.__wrapped__("aksay", 3)


@pytest.mark.parametrize("profile", ASKED)
def test_numerator_is_a_part_of_the_denominator_and_extra_is_beside_it(profile: str) -> None:
    for case in drawn(profile):
        for code, found in outcomes(case, profile):
            units = found.denominator
            assert set(found.numerator) == set(units), code
            assert [unit for unit in units if not found.numerator[unit] <= units[unit]] == [], code
            assert [unit for unit, ids in found.extra.items() if ids & units[unit]] == [], code


@pytest.mark.parametrize("profile", ASKED)
def test_sums_are_additive_upward(profile: str) -> None:
    for case in drawn(profile):
        for code, found in outcomes(case, profile):
            assert len(set(totals(found.denominator).values())) == 1, code
            assert len(set(totals(found.numerator).values())) == 1, code


def totals(side: Mapping[Unit, frozenset[str]]) -> Counter[str]:
    """How many stand at each level; no region level in a municipal profile."""
    result: Counter[str] = Counter()
    for unit, ids in side.items():
        result[unit.level] += len(ids)
    return result


@pytest.mark.parametrize(("profile", "code"), [(name, code) for name in ASKED for code in PROFILES[name]])
def test_drawn_worlds_meet_every_indicator_and_miss_it(profile: str, code: str) -> None:
    met, missed = set[str](), set[str]()
    for number, case in enumerate(drawn(profile)):
        found = RULES[code](case.world, PROFILES[profile][code], case.period_from, case.day)
        for unit, ids in found.denominator.items():
            met |= {f"{number} {one}" for one in found.numerator[unit]}
            missed |= {f"{number} {one}" for one in ids - found.numerator[unit]}
    assert (len(met) >= 5, len(missed) >= 5) == (True, True)


def _annulled(case: Case, day: date) -> bool:
    return any(session.annulled_on == day for session in case.world.sessions)


def _is_exactly_at_threshold(session: Session) -> bool:
    return any(score.score * 100 == score.threshold * score.maximum for score in session.scores)


BOUNDARIES: dict[str, Callable[[Case], bool]] = {
    "annulled on D": lambda case: _annulled(case, case.day),
    "annulled the day after D": lambda case: _annulled(case, case.day + ONE_DAY),
    "cancelled on D": lambda case: any(r.cancelled == case.day for r in case.world.routes),
    "cancelled the day after D": lambda case: any(r.cancelled == case.day + ONE_DAY for r in case.world.routes),
    "approved on the completion date": lambda case: any(
        r.approved == e.completed and r.person == e.person and r.approved is not None
        for r in case.world.routes
        for e in case.world.enrollments
    ),
    "35th birthday on D": lambda case: any(
        p.birth_date and add_years(p.birth_date, 35) == case.day for p in case.world.people
    ),
    "third anniversary on D": lambda case: any(
        p.career_start and add_years(p.career_start, 3) == case.day for p in case.world.people
    ),
    "born on 29 February": lambda case: any(
        p.birth_date and (p.birth_date.month, p.birth_date.day) == (2, 29) for p in case.world.people
    ),
    "two jobs": lambda case: any(not job.is_main for job in case.world.employments),
    "left on D": lambda case: any(job.end == case.day for job in case.world.employments),
    "left the day before D": lambda case: any(job.end == case.day - ONE_DAY for job in case.world.employments),
    "excluded on D": lambda case: any(entry.excluded == case.day for p in case.world.programs for entry in p.entries),
    "excluded on the enrollment date": lambda case: any(
        entry.excluded == e.enrolled for e in case.world.enrollments for entry in case.world.program(e.program).entries
    ),
    "reorganized on D": lambda case: any(m.valid_to == case.day - ONE_DAY for m in case.world.municipalities),
    "reorganized the day after D": lambda case: any(m.valid_to == case.day for m in case.world.municipalities),
    "exactly at the threshold": lambda case: any(map(_is_exactly_at_threshold, case.world.sessions)),
    "no point at all": lambda case: any(
        score.score == 0 for session in case.world.sessions for score in session.scores
    ),
    "self-assessment": lambda case: any(not session.is_independent for session in case.world.sessions),
    "completed on the first day": lambda case: any(e.completed == case.period_from for e in case.world.enrollments),
    "completed the day before the first": lambda case: any(
        e.completed == case.period_from - ONE_DAY for e in case.world.enrollments
    ),
    "completed the day after D": lambda case: any(e.completed == case.day + ONE_DAY for e in case.world.enrollments),
}


@pytest.mark.parametrize("name", list(BOUNDARIES))
def test_drawn_worlds_stand_on_the_boundary(name: str) -> None:
    assert any(BOUNDARIES[name](case) for case in drawn())
