"""``diagnosed``: every boundary of «a session that counts» and of the staff on the reporting date."""

from datetime import date, timedelta
from typing import Any

import pytest

from apps.core.actor import acting, system
from apps.monitoring.models import Report
from tests import factories as make
from tests.cast import Cast
from tests.reports import DAY, START, compute, counts, figure, make_profile

AFTER = DAY + timedelta(days=1)


def report_with(cast: Cast, on: date = date(2025, 5, 5), provider: str = "cnppm", **session: Any) -> Report:
    """The report where the teacher has one session."""
    with acting(system("test")):
        make.make_session(cast.teacher, getattr(cast, provider), on, **session)
        profile = make_profile(cast.region, "diagnosed", parameters={"providers": ["cnppm"]})
    return compute(profile)


def test_diagnosed_counts_every_level(cast: Cast) -> None:
    report = report_with(cast)
    assert counts(report, "diagnosed") == (1, 4)
    assert counts(report, "diagnosed", cast.municipality_a) == (1, 3)
    assert counts(report, "diagnosed", cast.municipality_b) == (0, 1)
    assert counts(report, "diagnosed", cast.school_a) == (1, 2)
    assert counts(report, "diagnosed", cast.school_b) == (0, 1)


@pytest.mark.parametrize(
    ("on", "expected"),
    [(START - timedelta(days=1), 0), (START, 1), (DAY, 1), (AFTER, 0)],
)
def test_session_counts_on_the_first_and_the_last_day_of_the_period(cast: Cast, on: date, expected: int) -> None:
    assert counts(report_with(cast, on), "diagnosed") == (expected, 4)


@pytest.mark.parametrize(("annulled", "expected"), [(DAY, 0), (AFTER, 1)])
def test_session_annulled_after_the_reporting_date_still_counts(cast: Cast, annulled: date, expected: int) -> None:
    assert counts(report_with(cast, annulled_on=annulled), "diagnosed") == (expected, 4)


def test_self_assessment_does_not_count(cast: Cast) -> None:
    assert counts(report_with(cast, independent=False), "diagnosed") == (0, 4)


def test_session_of_another_provider_does_not_count(cast: Cast) -> None:
    assert counts(report_with(cast, provider="copmkp"), "diagnosed") == (0, 4)


def test_session_of_any_provider_counts_where_the_profile_names_none(cast: Cast) -> None:
    with acting(system("test")):
        make.make_session(cast.teacher, cast.copmkp, date(2025, 5, 5))
        profile = make_profile(cast.region, "diagnosed")
    assert counts(compute(profile), "diagnosed") == (1, 4)


@pytest.mark.parametrize(("end", "expected", "extra"), [(DAY, (1, 4), 0), (DAY - timedelta(days=1), (0, 3), 1)])
def test_who_left_before_the_reporting_date_is_named_beside_the_figure(
    cast: Cast, end: date, expected: tuple[int, int], extra: int
) -> None:
    with acting(system("test")):
        cast.teacher.employments.update(end=end)
    report = report_with(cast)
    assert counts(report, "diagnosed") == expected
    assert figure(report, "diagnosed", cast.municipality_a).extra == extra


def test_who_works_not_as_main_is_nobodys_staff(cast: Cast) -> None:
    with acting(system("test")):
        cast.teacher.employments.update(is_main=False)
    report = report_with(cast)
    assert counts(report, "diagnosed") == (0, 3)
    assert figure(report, "diagnosed").extra == 1


def test_other_positions_are_not_staff(cast: Cast) -> None:
    with acting(system("test")):
        make.make_person(cast.school_a, position=make.make_position("Иная должность", "other"))
    assert counts(report_with(cast), "diagnosed") == (1, 4)


def test_staff_of_a_body_of_the_region_is_no_population(cast: Cast) -> None:
    with acting(system("test")):
        worker = make.make_person(cast.cnppm)
        make.make_session(worker, cast.cnppm, date(2025, 5, 5))
    report = report_with(cast)
    assert counts(report, "diagnosed") == (1, 4)
    assert figure(report, "diagnosed").extra == 1


def test_same_facts_give_the_same_report_and_hash(cast: Cast) -> None:
    first = report_with(cast)
    second = compute(first.profile)
    assert (second.pk, second.hash, second.version) == (first.pk, first.hash, 1)
