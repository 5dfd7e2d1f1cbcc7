"""A cumulative value that fell because people left is marked as such."""

from datetime import date

from apps.core.actor import acting, system
from apps.organizations.models import Profile
from tests import factories as make
from tests.cast import Cast
from tests.reports import compute, figure, make_profile

SINCE = {"window": {"since": "2023-01-01"}}
H1 = (date(2025, 1, 1), date(2025, 6, 30))


def trained_profile(cast: Cast, *people: str) -> Profile:
    """A cumulative profile; these people of the cast were trained in 2024."""
    program = make.make_program(cast.iro)
    for name in people:
        make.make_enrollment(getattr(cast, name), program, date(2024, 2, 1), date(2024, 3, 1))
    return make_profile(cast.region, "qualified", parameters=SINCE)


def test_value_that_fell_because_somebody_left_names_how_many(cast: Cast) -> None:
    with acting(system("test")):
        profile = trained_profile(cast, "teacher", "stranger")
    compute(profile, *H1)
    with acting(system("test")):
        cast.teacher.employments.update(end=date(2025, 8, 1))
    report = compute(profile)
    value = figure(report, "qualified")
    assert (value.numerator, value.denominator, value.lost) == (1, 3, 1)
    assert figure(report, "qualified", cast.municipality_a).lost == 1
    assert figure(report, "qualified", cast.school_a).lost == 1
    assert figure(report, "qualified", cast.municipality_b).lost == 0


def test_value_that_rose_marks_nobody(cast: Cast) -> None:
    with acting(system("test")):
        profile = trained_profile(cast, "teacher")
    compute(profile, *H1)
    with acting(system("test")):
        program = make.make_program(cast.iro)
        for name in ("stranger", "head"):
            make.make_enrollment(getattr(cast, name), program, date(2025, 7, 1), date(2025, 8, 1))
        cast.teacher.employments.update(end=date(2025, 8, 1))
    report = compute(profile)
    assert figure(report, "qualified").lost == 0
    assert figure(report, "qualified", cast.school_a).lost == 0


def test_move_within_the_region_is_lost_to_the_municipality_only(cast: Cast) -> None:
    with acting(system("test")):
        profile = trained_profile(cast, "teacher")
    compute(profile, *H1)
    with acting(system("test")):
        cast.teacher.employments.update(end=date(2025, 8, 1))
        make.make_employment(cast.teacher, cast.school_b, start=date(2025, 8, 2))
    report = compute(profile)
    assert figure(report, "qualified").lost == 0
    assert figure(report, "qualified", cast.municipality_a).lost == 1


def test_value_of_the_period_is_never_marked(cast: Cast) -> None:
    with acting(system("test")):
        program = make.make_program(cast.iro)
        make.make_enrollment(cast.teacher, program, date(2025, 2, 1), date(2025, 3, 1))
        profile = make_profile(cast.region, "qualified")
    compute(profile, *H1)
    with acting(system("test")):
        cast.teacher.employments.update(end=date(2025, 8, 1))
    assert figure(compute(profile), "qualified").lost == 0


def test_team_without_managers_is_lost(cast: Cast) -> None:
    with acting(system("test")):
        program = make.make_program(cast.iro)
        make.make_enrollment(cast.head, program, date(2024, 2, 1), date(2024, 3, 1))
        make.make_person(cast.school_b, position=make.make_position("Директор", "manager"))
        profile = make_profile(cast.region, "teams_cum")
    first = compute(profile, *H1)
    assert (figure(first, "teams_cum").numerator, figure(first, "teams_cum").denominator) == (1, 2)
    with acting(system("test")):
        cast.head.employments.update(end=date(2025, 8, 1))
    value = figure(compute(profile), "teams_cum")
    assert (value.numerator, value.denominator, value.lost) == (0, 1, 1)
