"""Terms in every form the regulations print them in."""

from collections import Counter
from datetime import date

import pytest

from apps.roadmap.enums import Repeat, TermKind
from apps.roadmap.terms import Term, parse
from tests.fixtures.files import profile

DAY, BEFORE, MONTH, INTERVAL, YEAR = (
    TermKind.DAY,
    TermKind.BEFORE,
    TermKind.MONTH,
    TermKind.INTERVAL,
    TermKind.YEAR,
)
ONCE, YEARLY = Repeat.ONCE, Repeat.YEARLY

FORMS: list[tuple[str, Term]] = [
    ("25 июля 2021 года", Term(DAY, ONCE, (7, 25), (7, 25), 2021, 2021)),
    ("01 октября 2021 г.", Term(DAY, ONCE, (10, 1), (10, 1), 2021, 2021)),
    ("31.12.2025", Term(DAY, ONCE, (12, 31), (12, 31), 2025, 2025)),
    ("2025-12-31", Term(DAY, ONCE, (12, 31), (12, 31), 2025, 2025)),
    ("до 31.12.2025", Term(BEFORE, ONCE, (1, 1), (12, 31), 2025, 2025)),
    ("до 25 июля 2021 года", Term(BEFORE, ONCE, (1, 1), (7, 25), 2021, 2021)),
    ("Не позднее 1 марта 2022 г.", Term(BEFORE, ONCE, (1, 1), (3, 1), 2022, 2022)),
    ("До декабря 2021 года", Term(BEFORE, ONCE, (1, 1), (11, 30), 2021, 2021)),
    ("до января 2022 года", Term(BEFORE, ONCE, (1, 1), (12, 31), 2021, 2021)),
    ("до 2024 года", Term(BEFORE, ONCE, (1, 1), (12, 31), 2023, 2023)),
    ("Август 2021 года", Term(MONTH, ONCE, (8, 1), (8, 31), 2021, 2021)),
    ("в феврале 2024 года", Term(MONTH, ONCE, (2, 1), (2, 29), 2024, 2024)),
    ("2021 год", Term(YEAR, ONCE, (1, 1), (12, 31), 2021, 2021)),
    ("В течение 2022 года", Term(YEAR, ONCE, (1, 1), (12, 31), 2022, 2022)),
    ("2021-2023 годы", Term(INTERVAL, ONCE, (1, 1), (12, 31), 2021, 2023)),
    ("Май – сентябрь 2021 года", Term(INTERVAL, ONCE, (5, 1), (9, 30), 2021, 2021)),
    ("ноябрь – март 2022 года", Term(INTERVAL, ONCE, (11, 1), (3, 31), 2021, 2022)),
    ("с 1 по 20 марта 2022 года", Term(INTERVAL, ONCE, (3, 1), (3, 20), 2022, 2022)),
    ("15 января 2022 – 1 марта 2023 года", Term(INTERVAL, ONCE, (1, 15), (3, 1), 2022, 2023)),
    ("II квартал 2022 года", Term(TermKind.QUARTER, ONCE, (4, 1), (6, 30), 2022, 2022)),
    ("1 полугодие 2022 года", Term(TermKind.HALF, ONCE, (1, 1), (6, 30), 2022, 2022)),
    ("До 31 декабря 2021 года, далее ежегодно", Term(BEFORE, YEARLY, (1, 1), (12, 31), 2021)),
    ("декабрь 2021 года, далее ежегодно", Term(MONTH, YEARLY, (12, 1), (12, 31), 2021)),
    ("25 июля 2021 года, далее – ежегодно", Term(DAY, YEARLY, (7, 25), (7, 25), 2021)),
    ("Ежегодно", Term(YEAR, YEARLY)),
    ("Декабрь ежегодно", Term(MONTH, YEARLY, (12, 1), (12, 31))),
    ("Ежегодно декабрь", Term(MONTH, YEARLY, (12, 1), (12, 31))),
    ("ежегодно, в декабре", Term(MONTH, YEARLY, (12, 1), (12, 31))),
    ("Февраль – май, ежегодно", Term(INTERVAL, YEARLY, (2, 1), (5, 31))),
    ("ежегодно до 1 марта", Term(BEFORE, YEARLY, (1, 1), (3, 1))),
    ("ежегодно в 2022-2024 годах", Term(YEAR, YEARLY, (1, 1), (12, 31), 2022, 2024)),
    ("ежегодно, IV квартал", Term(TermKind.QUARTER, YEARLY, (10, 1), (12, 31))),
    ("сентябрь", Term(MONTH, YEARLY, (9, 1), (9, 30))),
    ("в течение года", Term(YEAR, YEARLY)),
    ("постоянно", Term(YEAR, YEARLY)),
    ("Ежеквартально", Term(YEAR, Repeat.QUARTERLY)),
    ("раз в полугодие", Term(YEAR, Repeat.HALF_YEARLY)),
    ("ежемесячно, 2022 год", Term(YEAR, Repeat.MONTHLY, (1, 1), (12, 31), 2022, 2022)),
    ("по запросу Федерального оператора", Term(TermKind.REQUEST, YEARLY)),
    ("по мере необходимости", Term(TermKind.REQUEST, YEARLY)),
    ("Сроки определяются Минпросвещения РФ", Term(TermKind.WORDS)),
    ("31 февраля 2022 года", Term(TermKind.WORDS)),
    ("32.13.2022", Term(TermKind.WORDS)),
    ("5 квартал 2022 года", Term(TermKind.WORDS)),
    ("2023-2021 годы", Term(TermKind.WORDS)),
]


@pytest.mark.parametrize(("text", "expected"), FORMS, ids=[text for text, _ in FORMS])
def test_term_of_this_form_is_typed(text: str, expected: Term) -> None:
    assert parse(text) == expected


def dates(text: str, first: int = 2021, last: int = 2024) -> list[tuple[int, date | None, date | None]]:
    """The times a measure is due in a roadmap of these years."""
    return [(span.year, span.start, span.due) for span in parse(text).spans(first, last)]


def test_date_is_due_once() -> None:
    assert dates("15 сентября 2021 года") == [(2021, date(2021, 9, 15), date(2021, 9, 15))]


def test_interval_of_years_is_due_at_its_end() -> None:
    assert dates("2021-2023 годы") == [(2023, date(2021, 1, 1), date(2023, 12, 31))]


def test_interval_over_new_year_ends_in_the_next_year() -> None:
    assert dates("ноябрь 2021 – март 2022 года") == [(2022, date(2021, 11, 1), date(2022, 3, 31))]


def test_yearly_measure_is_due_in_every_year_of_its_roadmap() -> None:
    assert dates("Декабрь ежегодно", 2021, 2023) == [
        (year, date(year, 12, 1), date(year, 12, 31)) for year in (2021, 2022, 2023)
    ]


def test_then_yearly_begins_with_the_year_it_names() -> None:
    assert [year for year, _, _ in dates("До 31 декабря 2022 года, далее ежегодно")] == [2022, 2023, 2024]


def test_yearly_measure_keeps_to_the_years_it_names() -> None:
    assert [year for year, _, _ in dates("ежегодно в 2022-2023 годах")] == [2022, 2023]


def test_quarterly_measure_is_due_four_times_a_year() -> None:
    spans = parse("ежеквартально").spans(2022, 2022)
    assert [(span.number, span.due) for span in spans] == [
        (1, date(2022, 3, 31)),
        (2, date(2022, 6, 30)),
        (3, date(2022, 9, 30)),
        (4, date(2022, 12, 31)),
    ]
    assert [span.label.replace("\xa0", " ") for span in spans][1] == "II квартал 2022 года"


def test_monthly_measure_knows_leap_years() -> None:
    spans = parse("ежемесячно").spans(2024, 2024)
    assert (len(spans), spans[1].due, spans[1].label.replace("\xa0", " ")) == (
        12,
        date(2024, 2, 29),
        "февраль 2024 года",
    )


def test_measure_on_request_has_no_due_day_in_any_year() -> None:
    found = parse("по запросу Федерального оператора").spans(2021, 2022)
    assert [(span.year, span.due) for span in found] == [(2021, None), (2022, None)]


def test_term_in_words_is_due_once_without_a_day() -> None:
    assert dates("Сроки определяются Минпросвещения РФ") == [(2021, None, None)]


def test_29_february_of_a_common_year_is_the_28th() -> None:
    assert [due for _, _, due in dates("ежегодно до 29 февраля", 2023, 2024)] == [date(2023, 2, 28), date(2024, 2, 29)]


def kinds(code: str) -> Counter[tuple[str, str]]:
    """How many measures of a profile have a term of each sort."""
    terms = [parse(item["term"]) for item in profile(code)["roadmap"]["items"]]
    return Counter((term.kind.value, term.repeat.value) for term in terms)


def test_every_term_of_vladimir_is_typed() -> None:
    assert kinds("vladimir") == {("day", "once"): 7, ("month", "once"): 1}


def test_every_term_of_krasnoyarsk_is_typed_and_one_is_in_words() -> None:
    assert kinds("krasnoyarsk") == {
        ("day", "once"): 5,
        ("before", "once"): 9,
        ("before", "year"): 1,
        ("month", "once"): 1,
        ("month", "year"): 4,
        ("interval", "once"): 3,
        ("interval", "year"): 1,
        ("year", "year"): 27,
        ("request", "year"): 1,
        ("words", "once"): 1,
    }
