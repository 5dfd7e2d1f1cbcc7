"""How a person writes the options of an item together with what is right: one notation for forms and spreadsheets.

- one answer, several answers: an option a line, the right ones begin with ``*``;
- matching: ``левое = правое`` a line, a superfluous right part as ``= правое``;
- order: the lines in the right order;
- number: ``12,5`` or ``12,5 ± 0,1``;
- short answer: an accepted variant a line.
"""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from apps.core.text import sort_key
from apps.diagnostics.enums import ItemKind

LETTERS = "абвгдежзиклмнопрстуфхцчшэюя"
MOST, LONGEST = 20, 500
CLOSED = (ItemKind.SINGLE, ItemKind.MULTIPLE)


class WrongOptions(ValueError):
    """The options cannot be read; the text is one Russian sentence."""


@dataclass(frozen=True, slots=True)
class Written:
    """What stands in the item and, apart from it, what is right."""

    options: Any
    key: Any


def lines_of(text: str) -> list[str]:
    """The filled lines. Raises ``WrongOptions`` for too many or too long ones."""
    lines = [line.strip() for line in text.replace("\r", "").split("\n") if line.strip()]
    if not lines:
        raise WrongOptions("Варианты и ключ не заполнены.")
    if len(lines) > MOST:
        raise WrongOptions(f"Строк больше, чем {MOST}: сократите список.")
    if any(len(line) > LONGEST for line in lines):
        raise WrongOptions(f"Строка длиннее {LONGEST} знаков: сократите её.")
    return lines


def lettered(texts: list[str]) -> list[list[str]]:
    """Options with their letters. Raises ``WrongOptions`` where two are alike."""
    if len({sort_key(text) for text in texts}) != len(texts):
        raise WrongOptions("Два варианта совпадают: сделайте их разными.")
    return [[LETTERS[place], text] for place, text in enumerate(texts)]


def read_closed(kind: str, lines: list[str]) -> Written:
    """One or several answers."""
    right = [line.startswith("*") for line in lines]
    options = lettered([line.lstrip("*").strip() for line in lines])
    if len(options) < 2:
        raise WrongOptions("Нужны хотя бы два варианта.")
    if kind == ItemKind.SINGLE and sum(right) != 1:
        raise WrongOptions("Верным должен быть ровно один вариант: поставьте перед ним «*».")
    if not any(right):
        raise WrongOptions("Ни один вариант не отмечен верным: поставьте «*» перед верными.")
    return Written(options, [option[0] for option, good in zip(options, right, strict=True) if good])


def read_matching(lines: list[str]) -> Written:
    """Pairs; the right column is kept by the alphabet, so that its order tells nothing."""
    pairs = [tuple(part.strip() for part in line.partition("=")[::2]) for line in lines]
    if any(not right for _, right in pairs):
        raise WrongOptions("Каждая строка соответствия пишется как «левое = правое».")
    right = lettered(sorted({right for _, right in pairs}, key=sort_key))
    letters = {text: letter for letter, text in right}
    left = [(one, letters[other]) for one, other in pairs if one]
    if len(left) < 2:
        raise WrongOptions("Нужны хотя бы две пары.")
    lettered([text for text, _ in left])
    numbered = [[str(place), text] for place, (text, _) in enumerate(left, 1)]
    key = {str(place): letter for place, (_, letter) in enumerate(left, 1)}
    return Written({"left": numbered, "right": right}, key)


def read_order(lines: list[str]) -> Written:
    """Lines in the right order; kept by the alphabet."""
    if len(lines) < 2:
        raise WrongOptions("Нужны хотя бы две строки.")
    options = lettered(sorted(lines, key=sort_key))
    letters = {text: letter for letter, text in options}
    return Written(options, [letters[line] for line in lines])


def number_of(text: str) -> Decimal:
    """A finite number with a comma or a point. Raises ``WrongOptions``."""
    plain = text.replace(",", ".").replace("−", "-")
    try:
        found = Decimal("".join(plain.split()))
    except InvalidOperation:
        raise WrongOptions(f"«{text[:40]}» — не число; пример: 12,5 ± 0,1.") from None
    if not found.is_finite() or abs(found) > Decimal(10) ** 12:
        raise WrongOptions(f"«{text[:40]}» — не число; пример: 12,5 ± 0,1.")
    return found


def read_number(lines: list[str]) -> Written:
    """A number with its tolerance."""
    if len(lines) > 1:
        raise WrongOptions("Ответ-число пишется одной строкой; пример: 12,5 ± 0,1.")
    value, _, tolerance = lines[0].partition("±")
    allowed = number_of(tolerance) if tolerance.strip() else Decimal(0)
    if allowed < 0:
        raise WrongOptions("Допуск не бывает отрицательным.")
    return Written([], {"value": str(number_of(value)), "tolerance": str(allowed)})


def read(kind: str, text: str) -> Written:
    """What an author wrote. Raises ``WrongOptions``."""
    lines = lines_of(text)
    if kind in CLOSED:
        return read_closed(kind, lines)
    readers = {ItemKind.MATCHING: read_matching, ItemKind.ORDER: read_order, ItemKind.NUMBER: read_number}
    reader = readers.get(ItemKind(kind))
    return reader(lines) if reader else Written([], lines)


def comma(number: str) -> str:
    """A stored number with a decimal comma."""
    return number.replace(".", ",")


def write(kind: str, options: Any, key: Any) -> str:
    """The same in the author's notation; ``read(kind, write(…))`` gives it back."""
    if kind in CLOSED:
        return "\n".join(f"{'*' if letter in key else ''}{text}" for letter, text in options)
    if kind == ItemKind.MATCHING:
        right = dict(options["right"])
        pairs = [f"{text} = {right[key[number]]}" for number, text in options["left"]]
        spare = [f"= {text}" for letter, text in options["right"] if letter not in key.values()]
        return "\n".join(pairs + spare)
    if kind == ItemKind.ORDER:
        texts = dict(options)
        return "\n".join(texts[letter] for letter in key)
    if kind == ItemKind.NUMBER:
        tolerance = "" if key["tolerance"] == "0" else f" ± {comma(key['tolerance'])}"
        return comma(key["value"]) + tolerance
    return "\n".join(key)
