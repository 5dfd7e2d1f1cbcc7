"""The page of the link with students' results, and its picture."""

import re
from decimal import Decimal

import pytest

from apps.core.actor import acting
from apps.core.charts.scatter import ScatterData, Spot, scatter
from tests import factories as make
from tests.cast import Cast
from tests.core.web.checks import queries_of, text_of
from tests.passport.conftest import Browse
from tests.passport.scene import SYSTEM, profile_of
from tests.reports import compute

pytestmark = pytest.mark.django_db
URL = "/passport/correlation/"


def schools(cast: Cast, count: int, subject: str = "Физика") -> None:
    """Schools with a worker each; two of three are diagnosed."""
    with acting(SYSTEM):
        for number in range(count):
            school = make.make_organization(cast.municipality_a)
            person = make.make_person(school)
            if number % 3:
                make.make_session(person, cast.cnppm, make.LONG_AGO.replace(year=2025))
            make.make_result(school, str(50 + number), subject=subject)
    compute(profile_of(cast))


def test_page_shows_coefficients_points_and_the_warning(browse: Browse, cast: Cast) -> None:
    schools(cast, 12)
    text = text_of(browse("ministry").get(URL))
    assert "Корреляция не означает причины" in text
    assert "По 12 школам: Пирсон r = 0,2048, Спирмен ρ = 0,2048." in text
    assert "получился бы случайно в 52,3 % случаев" in text
    assert text.count("<circle") == 12
    assert "Данные рисунка: 12 школ" in text


def test_nine_schools_are_told_to_be_too_few(browse: Browse, cast: Cast) -> None:
    schools(cast, 9)
    text = text_of(browse("ministry").get(URL))
    assert "не рассчитана: школ с обоими значениями меньше 10 (9)" in text
    assert "<circle" not in text


def test_the_chosen_link_is_drawn(browse: Browse, cast: Cast) -> None:
    schools(cast, 10)
    text = text_of(browse("cnppm").get(f"{URL}?year=2025&exam=ege&subject=Физика&indicator=diagnosed"))
    assert "ЕГЭ, Физика: Диагностика" in text


def test_each_scope_compares_its_own_schools(browse: Browse, cast: Cast) -> None:
    schools(cast, 10)
    with acting(SYSTEM):
        make.make_result(cast.school_b)
    for role, words in (("moo", "По 10 школам"), ("operator", "Результатов обучающихся ещё нет")):
        assert words in text_of(browse(role).get(URL))
    assert browse("teacher").get(URL).status_code == 403


def test_without_results_and_without_a_report_the_page_says_so(browse: Browse, cast: Cast) -> None:
    assert "Результатов обучающихся ещё нет" in text_of(browse("cnppm").get(URL))
    with acting(SYSTEM):
        make.make_result(cast.school_a)
    assert "Отчёт за этот год не рассчитан" in text_of(browse("cnppm").get(URL))


def test_page_asks_the_same_number_of_questions_for_one_subject_and_three(browse: Browse, cast: Cast) -> None:
    counts = []
    for subjects in (("Физика",), ("Химия", "Биология")):
        for subject in subjects:
            schools(cast, 10, subject)
        counts.append(len(queries_of(browse("cnppm"), URL)))
    assert counts == [13, 13]


def test_points_stand_in_their_places_and_say_their_names() -> None:
    spots = tuple(Spot(f"Школа {n} <А>", Decimal(n), Decimal(2 * n)) for n in range(1, 4))
    picture = scatter(ScatterData("Связь", "Показатель, %", "Балл", spots))
    places = re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)"', picture)
    assert len(places) == 3
    assert [float(x) for x, _ in places] == sorted(float(x) for x, _ in places)
    assert [float(y) for _, y in places] == sorted((float(y) for _, y in places), reverse=True)
    assert "<title>Школа 1 &lt;А&gt;: 1,0; 2,0</title>" in picture
    assert picture.count("stroke-dasharray") == 1


def test_points_over_one_value_have_no_line() -> None:
    spots = tuple(Spot(str(n), Decimal(5), Decimal(n)) for n in range(3))
    assert "stroke-dasharray" not in scatter(ScatterData("Связь", "х", "у", spots))


def test_no_points_are_no_picture() -> None:
    with pytest.raises(ValueError, match="at least one point"):
        ScatterData("Связь", "х", "у", ())
