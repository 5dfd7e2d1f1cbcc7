"""Options and key in one notation, there and back."""

from typing import Any

import pytest

from apps.diagnostics import notation
from apps.diagnostics.notation import WrongOptions, read, write

WRITTEN: dict[str, tuple[str, Any, Any]] = {
    "single": ("первый\n*второй", [["а", "первый"], ["б", "второй"]], ["б"]),
    "multiple": ("*первый\nвторой\n*третий", [["а", "первый"], ["б", "второй"], ["в", "третий"]], ["а", "в"]),
    "matching": (
        "рожь = хлеб\nлён = ткань\n= мёд",
        {"left": [["1", "рожь"], ["2", "лён"]], "right": [["а", "мёд"], ["б", "ткань"], ["в", "хлеб"]]},
        {"1": "в", "2": "б"},
    ),
    "order": ("цель\nанализ\nитог", [["а", "анализ"], ["б", "итог"], ["в", "цель"]], ["в", "а", "б"]),
    "number": ("12,5 ± 0,1", [], {"value": "12.5", "tolerance": "0.1"}),
    "text": ("Выготский\nЛев Выготский", [], ["Выготский", "Лев Выготский"]),
}


@pytest.mark.parametrize("kind", WRITTEN)
def test_options_are_read_and_written_back(kind: str) -> None:
    text, options, key = WRITTEN[kind]
    found = read(kind, text)
    assert (found.options, found.key) == (options, key)
    assert write(kind, options, key) == text


def test_order_of_stored_options_tells_nothing_of_the_answer() -> None:
    assert read("order", "цель\nанализ\nитог").options == read("order", "итог\nцель\nанализ").options
    one, other = read("matching", "рожь = хлеб\nлён = ткань"), read("matching", "рожь = ткань\nлён = хлеб")
    assert one.options == other.options


def test_exact_number_is_written_without_a_tolerance() -> None:
    assert write("number", [], read("number", "−3").key) == "-3"


@pytest.mark.parametrize(
    ("kind", "text", "sentence"),
    [
        ("single", "", "Варианты и ключ не заполнены."),
        ("single", "*один", "Нужны хотя бы два варианта."),
        ("single", "*один\n*два", "Верным должен быть ровно один вариант: поставьте перед ним «*»."),
        ("multiple", "один\nдва", "Ни один вариант не отмечен верным: поставьте «*» перед верными."),
        ("multiple", "*Ёж\nеж", "Два варианта совпадают: сделайте их разными."),
        ("matching", "один\nдва = 2", "Каждая строка соответствия пишется как «левое = правое»."),
        ("matching", "один = 1\n= 2", "Нужны хотя бы две пары."),
        ("order", "один", "Нужны хотя бы две строки."),
        ("number", "1\n2", "Ответ-число пишется одной строкой; пример: 12,5 ± 0,1."),
        ("number", "много", "«много» — не число; пример: 12,5 ± 0,1."),
        ("number", "1 ± -1", "Допуск не бывает отрицательным."),
        ("text", "\n".join("абвгдежзиклмнопрстуфх"), "Строк больше, чем 20: сократите список."),
        ("text", "а" * 501, "Строка длиннее 500 знаков: сократите её."),
    ],
)
def test_what_cannot_be_read_is_told_in_a_sentence(kind: str, text: str, sentence: str) -> None:
    with pytest.raises(WrongOptions) as refused:
        notation.read(kind, text)
    assert str(refused.value) == sentence
