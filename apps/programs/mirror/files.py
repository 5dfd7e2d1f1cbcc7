"""The registry from a file: the same items as JSON, or a spreadsheet (FORMATS, the registry feed)."""

import json
from pathlib import Path

from django.conf import settings

from apps.core.tabular.columns import Column
from apps.core.tabular.headings import UnusableFile, match_headings
from apps.core.tabular.reader import UnreadableFile, read_table
from apps.core.text import NBSP, format_number
from apps.programs.mirror.items import BrokenItem, Item, Reading, SourceFailed, item_of, make_item, read_all

HEADINGS = {
    "number": Column("Номер", required=True),
    "title": Column("Наименование", required=True),
    "kind": Column("Вид"),
    "hours": Column("Часы"),
    "format": Column("Форма"),
    "organization_name": Column("Организация"),
    "organization_inn": Column("ИНН"),
    "included_on": Column("Включена", required=True),
    "excluded_on": Column("Исключена"),
}


def read_file(path: Path) -> Reading:
    """All items of a file. Raises ``SourceFailed``; a wrong item is a trouble of the reading."""
    if not path.is_file():
        raise SourceFailed(f"Файл {path.name} не найден.")
    if path.stat().st_size > settings.UPLOAD_LIMIT:
        size = format_number(settings.UPLOAD_LIMIT // 2**20)
        raise SourceFailed(f"Файл {path.name} больше {size}{NBSP}МБ.")
    try:
        return Reading(read_json(path) if is_json(path) else read_sheet(path), [])
    except BrokenItem as error:
        return Reading([], [], trouble=str(error))


def is_json(path: Path) -> bool:
    """By the name, else by the first character: a spreadsheet begins with neither bracket."""
    with path.open("rb") as file:
        return path.suffix.lower() == ".json" or file.read(64).lstrip(b"\xef\xbb\xbf \r\n\t")[:1] in (b"{", b"[")


def read_json(path: Path) -> list[Item]:
    """The items of a JSON file: a list, or an object with ``items``."""
    try:
        body = json.loads(path.read_bytes())
    except (ValueError, RecursionError) as error:
        raise SourceFailed(f"Файл {path.name} не разбирается как JSON.") from error
    rows = body.get("items") if isinstance(body, dict) else body
    if not isinstance(rows, list):
        raise SourceFailed(f"В файле {path.name} нет списка записей (items).")
    return read_all(rows, item_of, lambda index: f"Файл {path.name}, запись {index + 1}")


def read_sheet(path: Path) -> list[Item]:
    """The items of a spreadsheet."""
    try:
        with read_table(path) as table:
            layout = match_headings(table.headings, tuple(HEADINGS.values()))
            lines = list(table.rows())
    except (UnreadableFile, UnusableFile) as error:
        raise SourceFailed(" ".join(error.message.split())) from error
    rows = [{name: layout.cell(cells, column) for name, column in HEADINGS.items()} for _, cells in lines]
    return read_all(rows, make_item, lambda index: f"Файл {path.name}, строка {lines[index][0]}")
