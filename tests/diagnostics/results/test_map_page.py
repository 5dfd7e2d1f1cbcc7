"""The page of the deficit map: cells, who sees what, the people behind a cell, what a small group looks like."""

from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from apps.core.actor import acting, system
from apps.diagnostics.models import Tool
from apps.diagnostics.services.group_results import rebuild_group_results
from tests import factories as make
from tests.cast import Cast
from tests.core.web.checks import assert_constant_queries, text_of
from tests.diagnostics.conftest import Browse
from tests.diagnostics.results.people import assess

pytestmark = pytest.mark.django_db
SYSTEM = system("test")
URL = "/diagnostics/map/"


@pytest.fixture
def today() -> date:
    return timezone.localdate()


def cells(response: Any) -> dict[str, list[str]]:
    """Competence → what stands in its cells, the whole first."""
    assert response.status_code == 200
    page = response.context["page"]
    lines = [line for _, found in page.blocks for line in found]
    return {line.code: [box.text or box.css for box in (line.whole, *line.boxes)] for line in lines}


def test_cells_hold_shares_and_numbers_by_municipality(browse: Browse, cast: Cast, today: date) -> None:
    with acting(SYSTEM):
        assess(cast, cast.school_a, [40, 80, 80], today)
        assess(cast, cast.school_b, [40], today)
    response = browse("cnppm").get(URL)
    assert cells(response) == {"Т-01": ["50\u202f%", "33\u202f%", "100\u202f%"]}
    assert "Хотя бы один дефицит — у 50,0 % (2 из 4) оценённых." in text_of(response)
    boxes = response.context["page"].blocks[0][1][0].boxes
    assert boxes[0].title.split(". ")[1] == "Район А: 33,3\u00a0% (1\u00a0из\u00a03)"
    numbers = browse("cnppm").get(f"{URL}?show=numbers")
    assert cells(numbers) == {"Т-01": ["2\u202fиз\u202f4", "1\u202fиз\u202f3", "1\u202fиз\u202f1"]}


def test_a_cell_opens_the_list_of_exactly_its_people(browse: Browse, cast: Cast, today: date) -> None:
    with acting(SYSTEM):
        assess(cast, cast.school_a, [40, 80, 50], today)
        closed = assess(cast, cast.school_a, [40], date(today.year - 1, 3, 1))[0]
        make.make_session(closed, cast.cnppm, today, scores={"Т-01": 90})
    page = browse("cnppm").get(f"{URL}?kind=pedagogue").context["page"]
    box = page.blocks[0][1][0].boxes[0]
    assert box.text == "50\u202f%"
    listed = browse("cnppm").get(box.url)
    assert len(listed.context["listing"].table.page.rows) == 2
    earlier = browse("cnppm").get(f"/diagnostics/deficits/?on=01.04.{today.year - 1}")
    assert len(earlier.context["listing"].table.page.rows) == 1


def test_people_of_the_tool_and_the_subject_are_listed_too(browse: Browse, cast: Cast, today: date) -> None:
    with acting(SYSTEM):
        assess(cast, cast.school_a, [40], today)
        make.make_session(cast.stranger, cast.copmkp, today)
        tool = Tool.objects.get(provider=cast.copmkp)
    box = browse("cnppm").get(f"{URL}?tool={tool.pk}").context["page"].blocks[0][1][0].whole
    assert (box.text, len(browse("cnppm").get(box.url).context["listing"].table.page.rows)) == ("100\u202f%", 1)


@pytest.mark.parametrize(
    ("role", "axis", "columns"),
    [
        ("methodist", "", ["Школа А-1", "Школа А-2"]),
        ("council", "", ["Школа А-1"]),
        ("ministry", "", ["Район А", "Район Б"]),
        ("ministry", "organization", ["Школа А-1", "Школа А-2"]),
        ("umo", "organization", ["Район А", "Район Б"]),
        ("moo", "", ["Школа А-1", "Школа А-2"]),
        ("cnppm", "subject", ["предмет не указан"]),
        ("ministry", "subject", ["предмет не указан"]),
    ],
)
def test_each_role_has_its_columns(
    browse: Browse, cast: Cast, today: date, role: str, axis: str, columns: list[str]
) -> None:
    with acting(SYSTEM):
        for school in (cast.school_a, cast.school_a2, cast.school_b):
            assess(cast, school, [40] * 6, today)
    rebuild_group_results()
    response = browse(role).get(f"{URL}?axis={axis}&municipality={cast.municipality_a.pk}")
    assert [unit.name for unit in response.context["page"].units] == columns


def test_a_small_group_is_hatched_for_the_ministry_and_open_to_the_centre(
    browse: Browse, cast: Cast, today: date
) -> None:
    with acting(SYSTEM):
        assess(cast, cast.school_a, [40] * 7, today)
        assess(cast, cast.school_b, [40, 80], today)
    rebuild_group_results()
    ministry = browse("ministry").get(URL)
    assert cells(ministry) == {"Т-01": ["89\u202f%", "hatched", "hatched"]}
    assert "Группы меньше 5 человек не показываются" in text_of(ministry)
    assert "/diagnostics/deficits/" not in text_of(ministry)
    assert cells(browse("cnppm").get(URL)) == {"Т-01": ["89\u202f%", "100\u202f%", "50\u202f%"]}


def test_organizations_of_a_region_need_a_municipality(browse: Browse, cast: Cast) -> None:
    assert "Выберите муниципалитет" in text_of(browse("cnppm").get(f"{URL}?axis=organization"))


def test_without_diagnostics_the_page_says_what_will_be_here(browse: Browse) -> None:
    for role in ("cnppm", "ministry"):
        assert "Показывать пока нечего" in text_of(browse(role).get(URL))


def test_a_wrong_filter_is_told_and_the_map_still_shows(browse: Browse, cast: Cast, today: date) -> None:
    with acting(SYSTEM):
        assess(cast, cast.school_a, [40], today)
    response = browse("cnppm").get(f"{URL}?day=вчера")
    assert list(response.context["page"].form.errors) == ["day"]
    assert cells(response) == {"Т-01": ["100\u202f%", "100\u202f%"]}


@pytest.mark.parametrize("role", ["federal", "administrator", "operator", "teacher", "tutor"])
def test_the_map_is_closed_to_roles_without_results_of_units(browse: Browse, role: str) -> None:
    assert browse(role).get(URL).status_code == 403


def test_only_the_centre_asks_for_new_results_of_groups(browse: Browse) -> None:
    assert browse("ministry").post(f"{URL}rebuild/").status_code == 403
    assert browse("cnppm").post(f"{URL}rebuild/").status_code == 302


@pytest.mark.parametrize(("role", "queries"), [("cnppm", 10), ("ministry", 9), ("methodist", 9)])
def test_the_page_asks_the_same_with_one_and_three(
    browse: Browse, cast: Cast, today: date, role: str, queries: int
) -> None:
    schools = iter((cast.school_a, cast.school_a2, cast.school_b))

    def one() -> None:
        number = len(made)
        made.append(assess(cast, next(schools), [40] * 6, today, code=f"Т-0{number + 1}"))
        rebuild_group_results()

    made: list[Any] = []
    assert_constant_queries(browse(role), f"{URL}?axis=municipality", one, queries=queries)
