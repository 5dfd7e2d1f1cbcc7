"""One item of the registry's feed or file, read field by field (FORMATS, the registry feed)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from apps.core.printable import printable
from apps.core.tabular.cells import CLEAR, KEEP, Cell, CellError
from apps.core.tabular.values import DATE, IntegerType, TextType, ValueType
from apps.core.text import format_date
from apps.programs.enums import ProgramKind

Value = TypeVar("Value")
HOURS = IntegerType(minimum=1)


class BrokenItem(Exception):
    """An item that cannot be kept. The message is a Russian clause that follows the place of the item."""


@dataclass(frozen=True, slots=True)
class Item:
    """An entry of the registry as a source gives it; the order of the fields is that of ``COLUMNS``."""

    number: str
    title: str
    kind: str
    hours: int | None
    form: str
    organization_name: str
    organization_inn: str
    included_on: date
    excluded_on: date | None
    competences: str
    audience: str


COLUMNS = tuple(Item.__dataclass_fields__)


@dataclass(slots=True)
class Reading:
    """What a source gave. ``trouble`` is a sentence: the reading is not whole and can never be applied."""

    items: list[Item]
    etags: list[str]
    unchanged: bool = False
    trouble: str = ""


class SourceFailed(Exception):
    """The source gave nothing that could be read. The message is one Russian sentence."""


def item_of(raw: object) -> Item:
    """Read an item of the feed. Raises ``BrokenItem``."""
    if not isinstance(raw, Mapping):
        raise BrokenItem("это не запись")
    owner = raw.get("organization") or {}
    if not isinstance(owner, Mapping):
        raise BrokenItem("организация записана не так, как ожидается")
    names = {"organization_name": owner.get("name"), "organization_inn": owner.get("inn")}
    return make_item({**raw, **names})


def make_item(raw: Mapping[str, Any]) -> Item:
    """An item of plain fields by their names. Raises ``BrokenItem``."""
    included = needed(raw, "included_on", "Включена", DATE)
    excluded = read(raw, "excluded_on", "Исключена", DATE)
    if excluded is not None and excluded < included:
        raise BrokenItem(f"исключена {format_date(excluded)}, раньше, чем включена {format_date(included)}")
    return Item(
        number=needed(raw, "number", "Номер", TextType(60)),
        title=needed(raw, "title", "Наименование", TextType(500)),
        kind=kind_of(raw.get("kind")),
        hours=read(raw, "hours", "Часы", HOURS),
        form=read(raw, "format", "Форма", TextType(60)) or "",
        organization_name=read(raw, "organization_name", "Организация", TextType(500)) or "",
        organization_inn=read(raw, "organization_inn", "ИНН", TextType(12)) or "",
        included_on=included,
        excluded_on=excluded,
        competences=listed(raw.get("competences")),
        audience=read(raw, "audience", "Для кого", TextType(1000)) or "",
    )


def read(raw: Mapping[str, Any], name: str, title: str, value: ValueType[Value]) -> Value | None:
    """A field as its type reads it; None where it is empty. Raises ``BrokenItem``."""
    found = raw.get(name)
    cell: Cell = printable(found) if isinstance(found, str) else plain(found, title)
    try:
        result = value.read(cell, title)
    except CellError as error:
        raise BrokenItem(error.message.rstrip(".")) from error
    return None if result in (KEEP, CLEAR) else result


def plain(found: object, title: str) -> Cell:
    """A value that a cell could hold. Raises ``BrokenItem``."""
    if found is None or isinstance(found, int | float | date):
        return found
    raise BrokenItem(f"поле «{title}» записано не так, как ожидается")


def needed(raw: Mapping[str, Any], name: str, title: str, value: ValueType[Value]) -> Value:
    """A field that may not be empty. Raises ``BrokenItem``."""
    found = read(raw, name, title, value)
    if found is None:
        raise BrokenItem(f"нет поля «{title}»")
    return found


def kind_of(found: object) -> str:
    """The kind by its short or full name; one that the portal does not know stays empty."""
    text = str(found or "").strip().lower()
    if text in ("пк", "pk") or "повышени" in text:
        return ProgramKind.PK.value
    return ProgramKind.PP.value if text in ("пп", "pp") or "переподготовк" in text else ""


def listed(found: object) -> str:
    """A list of words as one text; a text as it is. Raises ``BrokenItem``."""
    if found is None or isinstance(found, str):
        return printable(found or "").strip()
    if not isinstance(found, list):
        raise BrokenItem("компетенции записаны не списком")
    return "; ".join(printable(str(one)).strip() for one in found)


def read_all(rows: list[Any], reader: Callable[[Any], Item], where: Callable[[int], str]) -> list[Item]:
    """The items of a page or a file. Raises ``BrokenItem`` with a whole sentence that names the place."""
    found = []
    for index, row in enumerate(rows):
        try:
            found.append(reader(row))
        except BrokenItem as error:
            number = row.get("number") if isinstance(row, Mapping) else None
            named = f" (№ {printable(str(number))[:60]})" if number else ""
            raise BrokenItem(f"{where(index)}{named}: {error}.") from error
    return found
