"""A year of a small system for the tests of frozen reports and of differences, and random edits of it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from django.db.models import F, Value
from django.db.models.functions import Concat

from apps.core.actor import acting, system
from apps.diagnostics.models import DiagnosticSession
from apps.diagnostics.services.sessions import annul_session
from apps.events.models import Event, MentoringPair
from apps.monitoring.models import Report
from apps.organizations.models import Organization
from apps.programs.models import Enrollment, Program, RegistryEntry
from apps.routes.models import IndividualRoute
from apps.teachers.models import Person
from apps.teachers.services.employment import dismiss
from apps.teachers.services.people import update_person
from tests import factories as make
from tests.cast import Cast
from tests.reports import compute, make_profile

RULES = (
    "diagnosed", "routed", "trained_fr", "teams_trained", "young_supported", "programs_in_fr", "contest_orgs",
)  # fmt: skip
PEOPLE = 24


@dataclass
class Year:
    """The people of a year and its report."""

    cast: Cast
    people: list[Person] = field(default_factory=list)


def spring(number: int) -> date:
    """A day of the spring of 2025."""
    return date(2025, 3, 1) + timedelta(days=number)


def make_year(cast: Cast) -> Year:
    """Two dozen people: a third without diagnostics, some with routes, trainings, contests, mentors."""
    year = Year(cast)
    program = make.make_program(cast.iro, title="Оценка качества")
    make.make_entry(program, date(2024, 1, 1))
    contest = make.make_event(cast.mms_a, spring(40), kind="contest", title="Урок года")
    schools = (cast.school_a, cast.school_a2, cast.school_b)
    for number in range(PEOPLE):
        born: dict[str, Any] = (
            {"birth_date": date(1999, 1, 1), "career_start": date(2024, 9, 1)} if number % 4 == 0 else {}
        )
        person = make.make_person(schools[number % 3], last_name=f"Года{number:02d}", **born)
        year.people.append(person)
        work(person, number, program, contest, cast)
    return year


def work(person: Person, number: int, program: Program, contest: Event, cast: Cast) -> None:
    """What a person did that year."""
    if number % 3 == 0:
        return
    session = make.make_session(person, cast.cnppm, spring(number))
    if number % 2:
        route = make.make_route(person, session, approved_on=spring(number + 10), number=f"Г-{number}")
        make.make_item(route, program)
        make.make_enrollment(person, program, spring(number + 12), spring(number + 30))
    if number % 4 == 0:
        make.make_pair(cast.head, person, spring(number))
    if number % 5 == 0:
        make.make_participation(contest, person)


def year_report(cast: Cast, *rules: str) -> Report:
    """The report of the year by all kinds of subjects."""
    return compute(make_profile(cast.region, *(rules or RULES), subject_names={}))


Edit = Callable[[Random, Year], None]


def edits() -> list[Edit]:
    """Every way in which the year's data are edited afterwards."""
    return [rename, annul, redate, renumber, cancel, drop_training, retitle, exclude, rename_school, unpair, move_away]


def some(rng: Random, model: Any) -> Any:
    """The key of a random row."""
    keys = list(model.objects.values_list("pk", flat=True))
    return rng.choice(keys) if keys else 0


def rename(rng: Random, year: Year) -> None:
    """A person gets another surname."""
    update_person(Person.objects.get(pk=rng.choice(year.people).pk), last_name=f"Новая{rng.randrange(10**6)}")


def annul(rng: Random, year: Year) -> None:
    """A diagnostic session is annulled."""
    session = DiagnosticSession.objects.filter(pk=some(rng, DiagnosticSession), annulled_on=None).first()
    if session is not None:
        annul_session(session, annulled_on=max(session.completed_on, spring(rng.randrange(200))))


def redate(rng: Random, year: Year) -> None:
    """A session turns out to be of another day."""
    DiagnosticSession.objects.filter(pk=some(rng, DiagnosticSession), annulled_on=None).update(
        completed_on=date(2023, 1, 1) + timedelta(days=rng.randrange(1000))
    )


def renumber(rng: Random, year: Year) -> None:
    """A route gets another number."""
    IndividualRoute.objects.filter(pk=some(rng, IndividualRoute)).update(number=Concat(F("number"), Value("+")))


def cancel(rng: Random, year: Year) -> None:
    """A route is cancelled."""
    IndividualRoute.objects.filter(pk=some(rng, IndividualRoute)).update(
        cancelled_on=date(2025, 12, 1), cancel_reason="отказ"
    )


def drop_training(rng: Random, year: Year) -> None:
    """A training is deleted, now and then."""
    if rng.random() < 0.1:
        Enrollment.objects.filter(pk=some(rng, Enrollment)).delete()


def retitle(rng: Random, year: Year) -> None:
    """A programme and an event are renamed."""
    Program.objects.filter(pk=some(rng, Program)).update(title=f"Программа {rng.randrange(10**6)}")
    Event.objects.filter(pk=some(rng, Event)).update(title=f"Событие {rng.randrange(10**6)}")


def exclude(rng: Random, year: Year) -> None:
    """A programme leaves the federal registry."""
    RegistryEntry.objects.filter(pk=some(rng, RegistryEntry)).update(excluded_on=date(2024, 6, 1))


def rename_school(rng: Random, year: Year) -> None:
    """An organization is renamed."""
    Organization.objects.filter(pk=rng.choice(year.people).organization_id).update(short_name=f"Школа {rng.random()}")


def unpair(rng: Random, year: Year) -> None:
    """A mentor is named differently, or the pair never was."""
    pairs = MentoringPair.objects.filter(pk=some(rng, MentoringPair))
    if rng.random() < 0.1:
        pairs.delete()
    else:
        pairs.update(mentor_name=f"Наставник {rng.randrange(10**6)}")


def move_away(rng: Random, year: Year) -> None:
    """A person is dismissed, now and then."""
    person = Person.objects.get(pk=rng.choice(year.people).pk)
    if rng.random() < 0.05 and person.employments.filter(is_main=True, end=None).exists():
        dismiss(person, end=date(2025, 6, 30))


def edit_at_random(year: Year, count: int, seed: int) -> None:
    """So many edits of all kinds."""
    rng, kinds = Random(seed), edits()
    with acting(system("test")):
        for _ in range(count):
            rng.choice(kinds)(rng, year)
