"""Value types: every accepted spelling, and a sentence for every wrong one."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.core.tabular.cells import CLEAR, KEEP, Cell, CellError, plain_text
from apps.core.tabular.values import (
    DATE,
    EMAIL,
    INTEGER,
    LOGICAL,
    NUMBER,
    TEXT,
    ChoiceType,
    DecimalType,
    IntegerType,
    ListType,
    TextType,
    ValueType,
)

FORM = ChoiceType({"Наставник – молодой специалист": "young", "Предметная": "subject", "Призёр": "prize"})


def failure(kind: ValueType[Any], cell: Cell, column: str = "Столбец") -> CellError:
    with pytest.raises(CellError) as caught:
        kind.read(cell, column)
    return caught.value


@pytest.mark.parametrize("kind", [TEXT, DATE, LOGICAL, NUMBER, INTEGER, EMAIL, FORM, ListType(TEXT)])
def test_read_keeps_on_an_empty_cell_and_clears_on_a_dash(kind: ValueType[Any]) -> None:
    assert [kind.read(cell, "Столбец") for cell in ("", None, "  ", "-", " - ")] == [
        KEEP,
        KEEP,
        KEEP,
        CLEAR,
        CLEAR,
    ]


@pytest.mark.parametrize(
    "cell",
    ["01.09.2024", " 01.09.2024 ", "2024-09-01", date(2024, 9, 1), datetime(2024, 9, 1, 13, 30)],
)
def test_date_reads_every_accepted_form(cell: Cell) -> None:
    assert DATE.read(cell, "Дата") == date(2024, 9, 1)


@given(st.dates(date(1900, 1, 1), date(2200, 12, 31)))
def test_date_reads_back_any_day(day: date) -> None:
    russian = f"{day.day:02}.{day.month:02}.{day.year:04}"
    assert [DATE.read(cell, "Дата") for cell in (russian, day.isoformat(), day)] == [day, day, day]


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("31.02.2024", "date_missing"),
        ("29.02.2023", "date_missing"),
        ("2024-13-01", "date_missing"),
        ("01.01.1899", "date_year"),
        ("2201-01-01", "date_year"),
        (date(1899, 12, 31), "date_year"),
        ("1.9.2024", "date_format"),
        ("01/09/2024", "date_format"),
        ("٠١.٠٩.٢٠٢٤", "date_format"),
        ("вчера", "date_format"),
        (45000.0, "date_format"),
        (True, "date_format"),
    ],
)
def test_date_refuses_what_is_no_date(cell: Cell, code: str) -> None:
    assert failure(DATE, cell).code == code


def test_date_error_names_column_value_and_form() -> None:
    error = failure(DATE, "31.02.2024", "Дата приёма")
    assert (error.column, error.message) == (
        "Дата приёма",
        "Дата приёма: «31.02.2024» — такого дня нет в календаре; "
        "ожидается дата в виде ДД.ММ.ГГГГ или ГГГГ-ММ-ДД, год от 1900 до 2200.",
    )


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        *[(cell, True) for cell in ("да", " ДА ", "1", 1.0, 1, True)],
        *[(cell, False) for cell in ("нет", "Нет", "0", 0.0, 0, False)],
    ],
)
def test_logical_reads_yes_and_no(cell: Cell, value: bool) -> None:
    assert LOGICAL.read(cell, "ШНОР") is value


@pytest.mark.parametrize("cell", ["yes", "2", 2.0, "+", "да нет", date(2024, 1, 1)])
def test_logical_refuses_other_words(cell: Cell) -> None:
    assert failure(LOGICAL, cell).code == "logical"


def test_logical_error_says_what_is_expected() -> None:
    message = failure(LOGICAL, "ага", "ШНОР").message
    assert message == "ШНОР: «ага» не подходит; ожидается «да» или «нет» (можно 1 или 0)."


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("12,5", "12.5"),
        ("12.5", "12.5"),
        (12.5, "12.5"),
        (12, "12"),
        ("-5", "-5"),
        ("\u22125", "-5"),
        ("1 234,5", "1234.5"),
        ("1\u00a0234\u202f567", "1234567"),
        (0.1 + 0.2, "0.3"),
        (1e20, "1E+20"),
    ],
)
def test_number_reads_comma_point_and_thousands(cell: Cell, value: str) -> None:
    assert NUMBER.read(cell, "Балл") == Decimal(value)


@pytest.mark.parametrize("cell", ["12,5,1", "1e5", "nan", "12 5", "пять", True, float("nan"), float("inf"), "1" * 41])
def test_number_refuses_what_is_no_number(cell: Cell) -> None:
    assert failure(NUMBER, cell).code == "number"


@given(st.decimals(-(10**9), 10**9, places=4))
def test_number_reads_back_what_was_written_with_a_comma(value: Decimal) -> None:
    assert NUMBER.read(f"{value:f}".replace(".", ","), "Балл") == value


@pytest.mark.parametrize(
    ("cell", "code"), [("-0,1", "number_range"), ("100,01", "number_range"), ("5,001", "number_places")]
)
def test_decimal_holds_its_bounds(cell: str, code: str) -> None:
    assert failure(DecimalType(Decimal(0), Decimal(100), 2), cell).code == code


@pytest.mark.parametrize("cell", ["0", "100", "5,25", "5,2500"])
def test_decimal_bounds_are_inclusive(cell: str) -> None:
    assert DecimalType(Decimal(0), Decimal(100), 2).read(cell, "Балл") == Decimal(cell.replace(",", "."))


def test_decimal_error_states_the_bounds() -> None:
    message = failure(DecimalType(Decimal(0), Decimal(100), 2), 250.5, "Балл").message
    assert message == (
        "Балл: «250,5» — слишком много; ожидается число от 0 до 100 (знаков после запятой — не больше 2)."
    )


@pytest.mark.parametrize(("cell", "value"), [("36", 36), (36.0, 36), ("36,0", 36), ("0", 0), ("1 500", 1500)])
def test_integer_reads_whole_numbers(cell: Cell, value: int) -> None:
    assert INTEGER.read(cell, "Часы") == value


@pytest.mark.parametrize(
    ("cell", "code"),
    [("36,5", "integer"), ("-1", "number_range"), (2**31, "number_range"), ("много", "number")],
)
def test_integer_refuses_others(cell: Cell, code: str) -> None:
    assert failure(INTEGER, cell).code == code


def test_integer_error_states_the_bounds() -> None:
    message = failure(IntegerType(2000, 2100), 1999.0, "Год").message
    assert message == "Год: «1999» — слишком мало; ожидается целое число от 2000 до 2100."


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (" Петрова-Водкина ", "Петрова-Водкина"),
        ("=1+1", "=1+1"),
        ("@SUM(A1)", "@SUM(A1)"),
        ("+7 900", "+7 900"),
        (12.0, "12"),
        (1.5, "1.5"),
        (123456789012345.0, "123456789012345"),
        (True, "да"),
        (date(2025, 3, 1), "01.03.2025"),
        ("две\nстроки", "две\nстроки"),
    ],
)
def test_text_is_what_a_person_sees(cell: Cell, value: str) -> None:
    assert TEXT.read(cell, "Адрес") == value


@pytest.mark.parametrize("cell", ["a\x00b", "\x07", "a\ud800"])
def test_text_refuses_control_characters(cell: str) -> None:
    assert failure(TEXT, cell).code == "text_characters"


def test_text_error_states_the_length() -> None:
    message = failure(TextType(max_length=3), "абвг", "Код").message
    assert message == "Код: «абвг» — слишком длинно; ожидается текст не длиннее 3 знаков."


@given(st.text(alphabet=st.characters(exclude_categories=("Cc", "Cs", "Cn")), min_size=1))
def test_text_keeps_every_printable_character(cell: str) -> None:
    assert TEXT.read(cell, "Адрес") in (KEEP, CLEAR, cell.strip())


def test_plain_text_of_nothing_is_empty() -> None:
    assert plain_text(None) == ""


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("предметная", "subject"),
        ("  ПРЕДМЕТНАЯ ", "subject"),
        ("призер", "prize"),
        ("наставник - молодой  специалист", "young"),
        ("Наставник—молодой специалист", "young"),
    ],
)
def test_choice_ignores_case_spaces_yo_and_dashes(cell: str, value: str) -> None:
    assert FORM.read(cell, "Форма") == value


def test_choice_accepts_aliases_and_offers_labels_only() -> None:
    sex = ChoiceType({"женский": "f", "мужской": "m"}, aliases={"ж": "f", "м": "m"})
    assert (sex.read("Ж", "Пол"), sex.labels) == ("f", ("женский", "мужской"))


def test_choice_error_lists_what_is_allowed() -> None:
    message = failure(ChoiceType({"ПК": 1, "ПП": 2}), "повышение", "Вид").message
    assert message == ("Вид: «повышение» — такого значения нет в списке; ожидается одно из значений: «ПК», «ПП».")


def test_choice_error_of_a_long_list_is_cut() -> None:
    message = failure(ChoiceType({f"п{n:02}": n for n in range(30)}), "x", "Вид").message
    assert (message.count("«п"), message.endswith("«п19», ….")) == (20, True)


@pytest.mark.parametrize(
    ("cell", "values"),
    [
        ("П-01; П-02", ("П-01", "П-02")),
        ("П-01;П-01;", ("П-01",)),
        (" ; П-03 ;; ", ("П-03",)),
        (5.0, ("5",)),
    ],
)
def test_list_splits_by_semicolon_and_takes_repeats_once(cell: Cell, values: tuple[str, ...]) -> None:
    assert ListType(TEXT).read(cell, "Компетенции") == values


def test_list_of_semicolons_is_an_error() -> None:
    assert failure(ListType(TEXT), " ; ;").code == "list"


def test_list_error_names_the_wrong_part() -> None:
    error = failure(ListType(ChoiceType({"ПК": 1})), "ПК; ПЗ", "Виды")
    assert (error.code, error.message) == (
        "choice",
        "Виды: «ПК; ПЗ» — «ПЗ»: такого значения нет в списке; "
        "ожидается перечень через «;», в нём одно из значений: «ПК».",
    )


@pytest.mark.parametrize("cell", ["a@b.ru", "Имя.Фамилия@школа.рф", " x+y@sub.domain.org ", "a_b@x-y.com"])
def test_email_reads_addresses(cell: str) -> None:
    assert EMAIL.read(cell, "E-mail") == cell.strip()


@pytest.mark.parametrize(
    "cell",
    [
        "a",
        "a@b",
        "a@b..ru",
        "@b.ru",
        "a b@c.ru",
        "a@b.ru, c@d.ru",
        "a@-.ru",
        "a@b.1",
        5.0,
        "a" * 250 + "@b.ru",
    ],
)
def test_email_refuses_what_is_no_address(cell: Cell) -> None:
    assert failure(EMAIL, cell).code == "email"
