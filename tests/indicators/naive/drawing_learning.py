"""Drawn programmes, sessions, routes and trainings: near misses of the one chain that counts."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import strategies as st

from tests.indicators.naive.dates import ONE_DAY
from tests.indicators.naive.drawing import Calendar, count, some
from tests.indicators.naive.drawing_places import CENTRE, INSTITUTE
from tests.indicators.naive.world import (
    PK,
    PP,
    QUALITY_THEME,
    Competence,
    Enrollment,
    Event,
    Person,
    Program,
    RegistryEntry,
    Route,
    RouteItem,
    Score,
    Session,
)

COMPETENCES = (
    Competence("ПРОБА-1", "Пробная предметная компетенция", "предметные"),
    Competence("ПРОБА-2", "Пробная методическая компетенция", "методические"),
    Competence("ПРОБА-3", "Пробная коммуникативная компетенция", "коммуникативные"),
)
CODES = tuple(competence.code for competence in COMPETENCES)
TOOLS = ("Пробный инструмент А", "Пробный инструмент Б")
# Nothing, under, exactly at and over 60 % of the maximum.
POINTS = (("0", "10"), ("5.9", "10"), ("6", "10"), ("3", "5"), ("59", "100"), ("61", "100"), ("10", "10"))
THEMES = (None, QUALITY_THEME, QUALITY_THEME, "цифровая дидактика")


@st.composite
def programs(draw: st.DrawFn, bodies: list[str], calendar: Calendar) -> tuple[Program, ...]:
    """Four to seven programmes, mostly of the institute and its centre; the third is for managers."""
    owners = st.sampled_from([INSTITUTE, CENTRE] * 4 + bodies)
    found = []
    for number in range(1, draw(count(4, 7)) + 1):
        start = draw(calendar.rarely())
        found.append(
            Program(
                f"ПРОБА-ДПП-{number}",
                draw(owners),
                draw(st.sampled_from([PK, PK, PP])),
                QUALITY_THEME if number == 3 else draw(st.sampled_from(THEMES)),
                start,
                draw(calendar.maybe(start)),
                draw(_entries(number, calendar)),
                competences=CODES,
            )
        )
    return tuple(found)


@st.composite
def lone_enrollments(
    draw: st.DrawFn, everybody: tuple[Person, ...], offers: tuple[Program, ...], calendar: Calendar
) -> tuple[Enrollment, ...]:
    """One training on a programme, begun or completed at the very ends of the period, or neither."""
    before, after = calendar.start - ONE_DAY, calendar.day + ONE_DAY
    edges = (before, calendar.start, calendar.day, after)
    found = []
    for program in offers:
        enrolled = draw(st.sampled_from(edges))
        completed = draw(st.none() | st.sampled_from([day for day in edges if day >= enrolled]))
        found.append(Enrollment(draw(st.sampled_from(everybody)).snils, program.code, enrolled, completed))
    return tuple(found)


@st.composite
def _entries(draw: st.DrawFn, number: int, calendar: Calendar) -> tuple[RegistryEntry, ...]:
    """The first programme is always in the registry, the second came and went, the others do as they like.

    One entry at most: a row of the file has room for one.
    """
    long_ago = calendar.pool()[0]
    if number == 1:
        return (RegistryEntry("ПРОБА-ФР-1", long_ago),)
    if number > 2 and draw(st.booleans()):
        return ()
    included = draw(st.just(long_ago) | calendar.days())
    excluded = draw(st.none() | calendar.days(included))
    return (RegistryEntry(f"ПРОБА-ФР-{number}", included, excluded),)


@st.composite
def sessions(
    draw: st.DrawFn, everybody: tuple[Person, ...], providers: list[str], calendar: Calendar
) -> tuple[Session, ...]:
    """None to two sessions a person, mostly the centre's own."""
    found: dict[tuple[object, ...], Session] = {}
    for person in everybody:
        for _ in range(draw(st.sampled_from([0, 1, 1, 2]))):
            on, tool = draw(calendar.busy_days()), draw(st.sampled_from(TOOLS))
            found[person.snils, on, tool] = Session(
                person.snils,
                on,
                draw(st.sampled_from([CENTRE, CENTRE, *providers])),
                tool,
                draw(_scores()),
                draw(st.sampled_from([True, True, True, False])),
                draw(calendar.rarely(on)),
            )
    return tuple(found.values())


@st.composite
def _scores(draw: st.DrawFn) -> tuple[Score, ...]:
    """A score for one to three competences."""
    scores = []
    for code in draw(some(CODES, least=1)):
        points, maximum = draw(st.sampled_from(POINTS))
        scores.append(Score(code, Decimal(points), Decimal(maximum)))
    return tuple(scores)


@st.composite
def routes(
    draw: st.DrawFn,
    people_assessed: tuple[Session, ...],
    everybody: tuple[Person, ...],
    offers: tuple[Program, ...],
    events: tuple[Event, ...],
    calendar: Calendar,
) -> tuple[Route, ...]:
    """A route for most sessions, and one on no session at times."""
    found: list[Route] = []
    for session in people_assessed:
        if draw(st.sampled_from([True, True, True, False])):
            approved = draw(st.one_of(st.none(), calendar.days(session.on), calendar.days(session.on)))
            items = draw(_items(session, offers, events))
            cancelled = draw(calendar.rarely(approved or session.on))
            found.append(Route(f"ПРОБА-ИОМ-{len(found)}", session.person, session, approved, cancelled, items))
    if draw(count(0, 3)) == 0:
        person = draw(st.sampled_from(everybody)).snils
        found.append(Route(f"ПРОБА-ИОМ-{len(found)}", person, None, draw(calendar.maybe())))
    return tuple(found)


@st.composite
def _items(
    draw: st.DrawFn, session: Session, offers: tuple[Program, ...], events: tuple[Event, ...]
) -> tuple[RouteItem, ...]:
    """None to three items: programmes for deficits and for goals, an event, self-study."""
    scored = [score.competence for score in session.scores]
    items = []
    for number in range(1, draw(st.sampled_from([0, 1, 2, 2, 3])) + 1):
        aims = tuple(draw(some(scored, least=1)))
        form = draw(st.sampled_from(["формальное", "формальное", "формальное", "неформальное", "информальное"]))
        program = draw(st.sampled_from(offers)).code if form == "формальное" else None
        event = draw(st.sampled_from(events)).code if form == "неформальное" else None
        items.append(RouteItem(number, form, aims, program, event))
    return tuple(items)


@st.composite
def enrollments(
    draw: st.DrawFn,
    everybody: tuple[Person, ...],
    ways: tuple[Route, ...],
    offers: tuple[Program, ...],
    calendar: Calendar,
) -> tuple[Enrollment, ...]:
    """None to three trainings a person, mostly on what stands on the person's routes."""
    found: dict[tuple[object, ...], Enrollment] = {}
    codes = [program.code for program in offers]
    codes += [program.code for program in offers if program.theme == QUALITY_THEME] * 2
    for person in everybody:
        planned = [item.program for way in ways if way.person == person.snils for item in way.items if item.program]
        for _ in range(draw(count(0, 3))):
            code = draw(st.sampled_from(planned * 3 + codes))
            enrolled = draw(calendar.days())
            form = draw(st.sampled_from(["completed", "completed", "completed", "running", "expelled"]))
            ended = draw(calendar.days(enrolled))
            found[person.snils, code, enrolled] = Enrollment(
                person.snils,
                code,
                enrolled,
                ended if form == "completed" else None,
                ended + ONE_DAY if form == "expelled" else None,
            )
    return tuple(found.values())
