"""``contest_people``, ``contest_orgs``, ``experience_orgs``, ``experts``: kinds, roles, whose day it was."""

from datetime import date, timedelta

import pytest

from apps.core.actor import acting, system
from apps.organizations.models import Organization
from apps.teachers.models import Appointment
from tests import factories as make
from tests.cast import Cast
from tests.indicators.rules.conftest import OutcomeOf
from tests.reports import ABSENT, DAY, PASSED, START

ONE = timedelta(days=1)
MAY = date(2025, 5, 5)
NOTHING = "в мероприятиях в учитываемом периоде не участвовал"
OTHER_EVENT = "участие было, но не в конкурсах профессионального мастерства"
OTHER_ROLE = "в конкурсе — не участник, не призёр и не победитель"
NO_EXPERT = "участие или назначение было, но не тьютором-методистом, экспертом или членом жюри"


@pytest.mark.parametrize(
    ("kind", "role", "expected"),
    [
        ("skill_contest", "participant", PASSED),
        ("skill_contest", "prize", PASSED),
        ("skill_contest", "winner", PASSED),
        ("skill_contest", "jury", OTHER_ROLE),
        ("contest", "winner", OTHER_EVENT),
    ],
)
def test_contest_counts_for_those_who_compete(
    cast: Cast, outcome_of: OutcomeOf, kind: str, role: str, expected: str
) -> None:
    with acting(system("test")):
        make.make_participation(make.make_event(cast.school_a, MAY, kind=kind), cast.teacher, role)
    assert outcome_of("contest_people", cast.teacher) == expected


@pytest.mark.parametrize(
    ("on", "expected"), [(START - ONE, NOTHING), (START, PASSED), (DAY, PASSED), (DAY + ONE, NOTHING)]
)
def test_contest_counts_in_the_window(cast: Cast, outcome_of: OutcomeOf, on: date, expected: str) -> None:
    with acting(system("test")):
        make.make_participation(make.make_event(cast.school_a, on, kind="skill_contest"), cast.teacher)
    assert outcome_of("contest_people", cast.teacher) == expected


def test_organization_competes_itself(cast: Cast, outcome_of: OutcomeOf) -> None:
    with acting(system("test")):
        make.make_participation(make.make_event(cast.school_b, MAY, kind="skill_contest"), cast.school_a)
    assert outcome_of("contest_orgs", cast.school_a) == PASSED


@pytest.mark.parametrize(("moved", "expected"), [(MAY, f"{NOTHING}а"), (MAY + ONE, PASSED)])
def test_organization_competes_by_its_main_worker_of_that_day(
    cast: Cast, outcome_of: OutcomeOf, moved: date, expected: str
) -> None:
    with acting(system("test")):
        cast.teacher.employments.update(end=moved - ONE)
        make.make_employment(cast.teacher, cast.school_b, start=moved)
        cast.teacher.refresh_from_db()
        make.make_participation(make.make_event(cast.school_a, MAY, kind="skill_contest"), cast.teacher)
    assert outcome_of("contest_orgs", cast.school_a) == expected


@pytest.mark.parametrize(("closed", "expected"), [(DAY, ABSENT), (DAY + ONE, PASSED)])
def test_organization_closed_by_the_date_is_not_counted(
    cast: Cast, outcome_of: OutcomeOf, closed: date, expected: str
) -> None:
    with acting(system("test")):
        Organization.objects.filter(pk=cast.school_a.pk).update(closed_on=closed)
        make.make_participation(make.make_event(cast.school_b, MAY, kind="skill_contest"), cast.school_a)
    assert outcome_of("contest_orgs", cast.school_a) == expected


@pytest.mark.parametrize(
    ("role", "expected"), [("experience", PASSED), ("winner", "участие было, опыт не представлялся")]
)
def test_experience_is_presented_in_its_role(cast: Cast, outcome_of: OutcomeOf, role: str, expected: str) -> None:
    with acting(system("test")):
        make.make_participation(make.make_event(cast.school_a, MAY), cast.teacher, role)
    assert outcome_of("experience_orgs", cast.school_a) == expected


@pytest.mark.parametrize(
    ("role", "expected"), [("expert", PASSED), ("jury", PASSED), ("tutor_methodist", PASSED), ("winner", NO_EXPERT)]
)
def test_expert_acts_in_one_of_three_roles(cast: Cast, outcome_of: OutcomeOf, role: str, expected: str) -> None:
    with acting(system("test")):
        make.make_participation(make.make_event(cast.school_a, MAY), cast.teacher, role)
    assert outcome_of("experts", cast.teacher) == expected


@pytest.mark.parametrize(
    ("kind", "start", "end", "expected"),
    [
        ("expert", DAY, None, PASSED),
        ("jury", date(2020, 1, 1), START, PASSED),
        ("tutor_methodist", date(2020, 1, 1), START - ONE, None),
        ("expert", DAY + ONE, None, None),
        ("mms_worker", date(2020, 1, 1), None, NO_EXPERT),
    ],
)
def test_appointment_held_on_any_day_of_the_window_counts(
    cast: Cast, outcome_of: OutcomeOf, kind: str, start: date, end: date | None, expected: str | None
) -> None:
    with acting(system("test")):
        Appointment.objects.create(person=cast.teacher, at_organization=cast.mms_a, kind=kind, start=start, end=end)
    nothing = "ни участия в мероприятиях, ни назначений в учитываемом периоде нет"
    assert outcome_of("experts", cast.teacher) == (expected or nothing)
