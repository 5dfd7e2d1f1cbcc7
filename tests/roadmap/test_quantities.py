"""Planned quantities as people write them."""

import pytest

from apps.roadmap.quantities import Plan, read

FORMS = [
    ("4700", Plan(4700)),
    ("4 700 ИОМ", Plan(4700, "ИОМ")),
    ("не менее 2600 педагогических работников (ежегодно)", Plan(2600, "педагогических работников", True, "year")),
    ("не менее 50 человек", Plan(50, "человек", True)),
    ("1 мероприятие в неделю", Plan(1, "мероприятие", False, "week")),
    (
        "не менее 1 конкурс в год (на каждое сетевое методическое объединение)",
        Plan(1, "конкурс", True, "year", "сетевое методическое объединение"),
    ),
    ("25 наставников, ежегодно", Plan(25, "наставников", False, "year")),
]


@pytest.mark.parametrize(("text", "expected"), FORMS, ids=[text for text, _ in FORMS])
def test_quantity_of_this_form_is_read_and_written_back(text: str, expected: Plan) -> None:
    assert read(text) == expected
    assert read(expected.text) == expected


def test_text_without_a_number_is_no_quantity() -> None:
    assert read("много") is None
    assert read("") is None


def test_weekly_plan_is_52_a_year() -> None:
    assert (Plan(1, period="week").yearly, Plan(214, period="year").yearly, Plan(300).yearly) == (52, 214, 300)
