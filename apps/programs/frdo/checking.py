"""What is wrong with a document before it is sent: every fault by its column, in words; СНИЛС is never repeated."""

from dataclasses import dataclass
from datetime import date, datetime

from apps.core import snils
from apps.programs.frdo import columns as form

HIDDEN = frozenset({"snils"})


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault of one column."""

    heading: str
    text: str

    def __str__(self) -> str:
        return f"{self.heading}: {self.text}"


def faults(values: form.Values, today: date) -> list[Fault]:
    """Every fault of a row, in the order of the columns."""
    found = [(column, text) for column in form.COLUMNS if (text := fault_of(column, values, today))]
    return [Fault(column.heading, text) for column, text in found]


def fault_of(column: form.FormColumn, values: form.Values, today: date) -> str:
    """What is wrong with the value of one column; empty where nothing is."""
    value = values.get(column.key, "")
    if not value:
        return "не заполнено" if column.required(values) else ""
    if not column.only(values):
        return "должно быть пусто"
    return _form(column, value) or _meaning(column.key, values, today)


def _form(column: form.FormColumn, value: str) -> str:
    shown = "" if column.key in HIDDEN else f"«{value}» "
    if column.choices and value not in column.choices:
        return f"{shown}нет в списке; ожидается: {', '.join(column.choices)}"
    if column.longest and len(value) > column.longest:
        return f"длиннее {column.longest} знаков ({len(value)})"
    if column.pattern is not None and not column.pattern.fullmatch(value):
        return f"{shown}записано не так; ожидается: {column.expected}"
    return ""


def _meaning(key: str, values: form.Values, today: date) -> str:
    """What only the meaning of the value tells."""
    value = values[key]
    if key in ("issued_on", "born", "o_issued_on"):
        return _day(value, 1900 if key == "born" else 1950)
    if key in ("began", "ended") and int(value) > today.year:
        return f"{value} год ещё не наступил"
    if key == "ended" and values["began"].isdecimal() and int(value) < int(values["began"]):
        return "раньше года начала обучения"
    if key == "snils" and not snils.is_valid("".join(c for c in value if c.isdecimal())):
        return "контрольное число не сходится"
    if key == "area" and value not in form.AREAS:
        return f"«{value}» нет в списке областей профессиональной деятельности"
    return ""


def _day(value: str, first: int) -> str:
    try:
        found = datetime.strptime(value, "%d.%m.%Y").date()
    except ValueError:
        return f"«{value}» — такого дня нет"
    return "" if first <= found.year <= 2100 else f"«{value}» вне {first}–2100 годов"
