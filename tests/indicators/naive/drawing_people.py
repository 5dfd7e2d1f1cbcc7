"""Drawn people: biographies with moves, second jobs, young specialists on the edge of it."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from tests.indicators.naive.dates import ONE_DAY, add_years
from tests.indicators.naive.drawing import Calendar, count
from tests.indicators.naive.snils import snils
from tests.indicators.naive.world import (
    DEPUTY,
    EDUCATOR,
    EXPERT,
    HEAD,
    JURY,
    OTHER_POSITION,
    TEACHER,
    TUTOR_METHODIST,
    Appointment,
    Employment,
    MentoringPair,
    Person,
)

POSITIONS = (TEACHER, TEACHER, TEACHER, EDUCATOR, HEAD, HEAD, DEPUTY, DEPUTY, OTHER_POSITION)
APPOINTMENTS = (EXPERT, JURY, TUTOR_METHODIST, "работник ММС", "муниципальный методист")
LEAP_BIRTH, LEAP_CAREER = date(1988, 2, 29), date(2020, 2, 29)
NAMES = ("Проба", "Образца", "Макета", "Эскиза")


@st.composite
def people(draw: st.DrawFn, calendar: Calendar) -> tuple[Person, ...]:
    """Three to twelve people, many on the edge of youth."""
    edge = add_years(calendar.day, -35)
    births = (edge - ONE_DAY, edge, edge + ONE_DAY, LEAP_BIRTH, date(1970, 1, 1), date(1996, 5, 5), None)
    start = add_years(calendar.day, -3)
    careers = (start - ONE_DAY, start, start + ONE_DAY, LEAP_CAREER, calendar.start, date(2015, 9, 1), None)
    return tuple(
        Person(
            snils(index),
            draw(st.sampled_from((*births, LEAP_BIRTH, *[date(1996, 5, 5)] * 7))),
            draw(st.sampled_from((*careers, *[calendar.start] * 7))),
            draw(st.sampled_from(["ж", "м", None])),
            surname="Вымышленная",
            name=NAMES[index % len(NAMES)],
        )
        for index in range(draw(count(3, 12)))
    )


@st.composite
def employments(
    draw: st.DrawFn, everybody: tuple[Person, ...], employers: list[str], calendar: Calendar
) -> tuple[Employment, ...]:
    """Main jobs one after another, and a second job at times."""
    result: list[Employment] = []
    for person in everybody:
        result += draw(_main_jobs(person.snils, employers, calendar))
        if draw(count(0, 3)) == 0:
            result.append(draw(_second_job(person.snils, employers, calendar)))
    return tuple({_key(job): job for job in result}.values())


def _key(job: Employment) -> tuple[str, str, str, date]:
    """The key of an employment in the files; a later one with the same key takes its place."""
    return job.person, job.organization, job.position.name, job.start


@st.composite
def _main_jobs(draw: st.DrawFn, person: str, employers: list[str], calendar: Calendar) -> list[Employment]:
    """Steady, arrived, left, moved with no gap or with one, or never anywhere but beside another job."""
    employer, position = st.sampled_from(employers), st.sampled_from(POSITIONS)
    long_ago = calendar.pool()[0] - ONE_DAY
    form = draw(st.sampled_from(["steady"] * 4 + ["arrived", "left", "moved", "moved", "gap", "never"]))
    turn = draw(calendar.days())
    if form == "never":
        first_day = long_ago - 3 * ONE_DAY
        return [Employment(person, draw(employer), draw(position), first_day, long_ago, is_main=False)]
    if form == "arrived":
        return [Employment(person, draw(employer), draw(position), turn)]
    if form == "steady":
        return [Employment(person, draw(employer), draw(position), long_ago)]
    first = Employment(person, draw(employer), draw(position), long_ago, turn)
    if form == "left":
        return [first]
    next_day = turn + ONE_DAY if form == "moved" else draw(calendar.days(turn + ONE_DAY))
    until = draw(calendar.rarely(next_day))
    return [first, Employment(person, draw(employer), draw(position), next_day, until)]


@st.composite
def _second_job(draw: st.DrawFn, person: str, employers: list[str], calendar: Calendar) -> Employment:
    """A job that is not the main one, whenever."""
    start = draw(calendar.days())
    employer, position = draw(st.sampled_from(employers)), draw(st.sampled_from(POSITIONS))
    return Employment(person, employer, position, start, draw(calendar.maybe(start)), is_main=False)


@st.composite
def pairs(draw: st.DrawFn, everybody: tuple[Person, ...], calendar: Calendar) -> tuple[MentoringPair, ...]:
    """Mentors and mentees, each two of them once."""
    found: dict[tuple[str, str], MentoringPair] = {}
    for _ in range(draw(count(0, 5))):
        mentor = draw(st.sampled_from(everybody)).snils
        mentee = draw(st.sampled_from([one for one in everybody if one.snils != mentor])).snils
        start = draw(calendar.days())
        found[mentor, mentee] = MentoringPair(mentor, mentee, start, draw(calendar.maybe(start)))
    return tuple(found.values())


@st.composite
def appointments(
    draw: st.DrawFn, everybody: tuple[Person, ...], bodies: list[str], calendar: Calendar
) -> tuple[Appointment, ...]:
    """Appointments of all kinds, each kind once to a person in an organization."""
    found: dict[tuple[str, str, str], Appointment] = {}
    for _ in range(draw(count(0, 4))):
        key = (
            draw(st.sampled_from(everybody)).snils,
            draw(st.sampled_from(bodies)),
            draw(st.sampled_from(APPOINTMENTS)),
        )
        start = draw(calendar.days())
        found[key] = Appointment(*key, start, draw(calendar.maybe(start)))
    return tuple(found.values())
