"""Outliers: robust comparison with last year and with like units, and the doubts stored with a report."""

from datetime import date

import pytest

from apps.core.actor import acting, system
from apps.core.text import NBSP
from apps.monitoring.findings.outliers import (
    Point,
    against_last_year,
    against_like_units,
    resized,
    vanished,
)
from apps.monitoring.models import Finding
from apps.monitoring.robust import deviations
from apps.teachers.models import Person
from tests import factories as make
from tests.cast import Cast
from tests.monitoring.recommendations.scene import add_places, make_scene


def plain(text: str) -> str:
    """With plain spaces."""
    return text.replace(NBSP, " ")


def usual(many: int, share: int = 40, past: int | None = None) -> list[Point]:
    """Units of a hundred people with nearly the same value."""
    return [
        Point(number, (share + number % 3, 100), None if past is None else (past + number % 3, 100))
        for number in range(many)
    ]


def odd(points: list[Point], rule: object) -> list[tuple[int, str]]:
    """Which units the rule finds odd."""
    return [(point.unit, plain(words)) for point, words in rule(points)]  # type: ignore[operator]


def test_deviation_is_not_moved_by_the_odd_value_itself() -> None:
    assert deviations([1, 2, 3, 4, 100], 0.1)[2] == 0
    assert deviations([1, 2, 3, 4, 100], 0.1)[4] == pytest.approx(97 / 1.4826)
    assert deviations([5, 5, 5, 9], 2.0)[3] == 2.0


def test_value_unlike_that_of_like_units_is_told_with_the_numbers() -> None:
    words = "5,0 % (5 из 100), у половины похожих территорий и организаций больше 41,0 %"
    assert odd([*usual(8), Point(8, (5, 100))], against_like_units) == [(8, words)]


def test_value_near_the_others_is_fine() -> None:
    assert odd([*usual(8), Point(8, (32, 100))], against_like_units) == []


def test_few_units_and_few_people_are_not_compared() -> None:
    assert odd([*usual(6), Point(6, (5, 100))], against_like_units) == []
    assert odd([*usual(8), Point(8, (0, 9))], against_like_units) == []


def test_change_unlike_that_of_the_others_is_told() -> None:
    points = [*usual(8, 40, past=38), Point(8, (80, 100), (30, 100))]
    words = "80,0 % (80 из 100), годом раньше 30,0 % (30 из 100): изменение +50,0 при обычном +2,0"
    assert odd(points, against_last_year) == [(8, words)]


def test_change_that_all_share_is_fine() -> None:
    assert odd(usual(9, 80, past=30), against_last_year) == []


def test_figure_that_became_zero_is_told() -> None:
    words = "0,0 % (0 из 50), годом раньше 10,0 % (5 из 50): не внесено?"
    assert odd([Point(0, (0, 50), (5, 50)), Point(1, (0, 50), (4, 50)), Point(2, (0, 50))], vanished) == [(0, words)]


def test_denominator_that_changed_by_a_third_is_told() -> None:
    points = [Point(0, (1, 60), (1, 100)), Point(1, (1, 75), (1, 100)), Point(2, (1, 5), (1, 9)), Point(3, (1, 50))]
    assert odd(points, resized) == [(0, "в знаменателе 60, годом раньше 100: изменение −40,0 %")]


def test_outliers_of_a_report_lie_with_their_units(cast: Cast) -> None:
    scene = make_scene(cast)
    with acting(system("test")):
        add_places(scene, 9, 10)
        for _, school in scene.places[1:]:
            for person in Person.objects.filter(organization=school):
                make.make_session(person, cast.cnppm, date(2025, 3, 3))
        report = scene.report()
        found = Finding.objects.filter(report=report, about="unit").order_by("organization_id")
        told = [(f.rule, f.municipality_id, f.organization_id, plain(f.sentence)) for f in found]
        again = set(Finding.objects.filter(report=scene.report(), about="unit").values_list("mark", flat=True))
    place, school = scene.places[0]
    words = "1. Диагностика: 0,0 % (0 из 10), у половины похожих территорий и организаций больше 100,0 %"
    assert told == [
        ("outlier_like_units", place.pk, school.pk, words),
        ("outlier_like_units", place.pk, None, words),
    ]
    assert len(again) == 2


def test_outlier_is_seen_with_the_place_and_by_nobody_of_another(cast: Cast) -> None:
    scene = make_scene(cast)
    with acting(system("test")):
        add_places(scene, 9, 10)
        for _, school in scene.places[1:]:
            for person in Person.objects.filter(organization=school):
                make.make_session(person, cast.cnppm, date(2025, 3, 3))
        report = scene.report()
    with acting(cast.actor("cnppm")):
        assert Finding.objects.filter(report=report, about="unit").count() == 2
    with acting(cast.actor("methodist")):
        assert Finding.objects.filter(report=report, about="unit").count() == 0
