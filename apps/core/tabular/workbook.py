"""A look at an .xlsx before it is parsed: its zip directory, its first sheet, its far cells.

The parser allocates a rectangle up to the farthest filled cell, so one cell in XFD1048576 asks for 512 GiB; a zip
of half a megabyte may hold a gigabyte. Both are found here, by reading the packed text as a stream.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

from apps.core.tabular.limits import FAR_COLUMN, FAR_ROW, WHAT_IS_EXPECTED, Limits, Refusal, column_letters
from apps.core.text import format_number

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
_DIRECTORY = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_SMALL_PART = 4 * 2**20
_CHUNK = 4 * 2**20
_TAIL = 512
# Filled or not, a cell in row FAR_ROW… or column JA…; the literal beginning makes the search fast.
_FAR_CELL = re.compile(
    rb' r="(?=[A-Z]{3}|[J-Z][A-Z][0-9]|[A-Z]{1,2}(?:[3-9][0-9]{5}|[0-9]{7}))([A-Z]+[0-9]+)"([^>]*)>(</)?'
)
_ERROR_CELL = b' t="e"'
_CELL_NAME = re.compile(rb' r="([A-Z]+[0-9]+)"')


@dataclass(frozen=True)
class FirstSheet:
    """The first visible worksheet of a workbook and the part of the zip where it lies."""

    name: str
    part: str


def check_directory(archive: zipfile.ZipFile, limits: Limits) -> None:
    """Refuse a zip that is no workbook, is locked, or unpacks to too much; nothing is unpacked for that."""
    entries = archive.infolist()
    names = {entry.filename.lower() for entry in entries}
    if _DIRECTORY not in names:
        raise Refusal(f"{_other_document(names)}; {WHAT_IS_EXPECTED}.")
    if any(entry.flag_bits & 1 for entry in entries):
        raise Refusal("Файл защищён паролем; снимите пароль и загрузите его снова.")
    if len(entries) > limits.zip_entries:
        raise Refusal(f"В книге слишком много частей ({format_number(len(entries))}); {WHAT_IS_EXPECTED}.")
    _check_sizes(entries, limits)


def _check_sizes(entries: list[zipfile.ZipInfo], limits: Limits) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    bomb = unpacked > limits.ratio_from and unpacked > packed * limits.ratio
    if unpacked > limits.unpacked or bomb:
        size = format_number(unpacked // 2**20)
        raise Refusal(
            f"Книга распаковывается в {size} МБ — это больше, чем бывает у таблиц; "
            "удалите лишние листы, строки и оформление."
        )


def _other_document(names: set[str]) -> str:
    kinds = {
        "word/document.xml": "Это документ Word",
        "ppt/presentation.xml": "Это презентация PowerPoint",
        "xl/workbook.bin": "Это двоичная книга .xlsb — сохраните её как «Книга Excel (.xlsx)»",
        "content.xml": "Это документ LibreOffice (.ods) — сохраните его как «Книга Excel (.xlsx)»",
    }
    return next((text for part, text in kinds.items() if part in names), "Это архив, а не таблица")


def first_sheet(archive: zipfile.ZipFile) -> FirstSheet:
    """Find the first visible worksheet (the first one, if all are hidden)."""
    targets = {
        relation.get("Id", ""): relation.get("Target", "")
        for relation in _parse(archive, _RELATIONS)
        if relation.get("Type", "").endswith("/worksheet")
    }
    sheets = [sheet for sheet in _sheets(_parse(archive, _DIRECTORY)) if _relation_id(sheet) in targets]
    if not sheets:
        raise Refusal(f"В книге нет ни одного листа с таблицей; {WHAT_IS_EXPECTED}.")
    chosen = next((sheet for sheet in sheets if sheet.get("state", "visible") == "visible"), sheets[0])
    target = targets[_relation_id(chosen)]
    part = target[1:] if target.startswith("/") else f"xl/{target}"
    return FirstSheet(name=chosen.get("name", ""), part=part)


def _sheets(root: ElementTree.Element) -> Iterator[ElementTree.Element]:
    for namespace in (_MAIN, _STRICT):
        yield from root.iterfind(f"{namespace}sheets/{namespace}sheet")


def _relation_id(sheet: ElementTree.Element) -> str:
    return next((value for name, value in sheet.attrib.items() if name.endswith("}id")), "")


def _parse(archive: zipfile.ZipFile, part: str) -> ElementTree.Element:
    info = _part(archive, part)
    if info.file_size > _SMALL_PART:
        raise Refusal(f"Оглавление книги неправдоподобно велико; {WHAT_IS_EXPECTED}.")
    text = archive.read(info)
    if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
        raise Refusal(f"Оглавление книги устроено не так, как пишет Excel; {WHAT_IS_EXPECTED}.")
    return ElementTree.fromstring(text)


def _part(archive: zipfile.ZipFile, name: str) -> zipfile.ZipInfo:
    for entry in archive.infolist():
        if entry.filename.lower() == name.lower():
            return entry
    raise Refusal(f"Книга повреждена: в ней нет части {name}; {WHAT_IS_EXPECTED}.")


def inspect_sheet(archive: zipfile.ZipFile, sheet: FirstSheet) -> list[str]:
    """Refuse a sheet with a filled far cell; return warnings about cells that hold an error of Excel."""
    warnings: list[str] = []
    with archive.open(_part(archive, sheet.part)) as stream:
        tail = b""
        while chunk := stream.read(_CHUNK):
            text = tail + chunk
            _refuse_far_cells(text, sheet.name)
            if not warnings:
                warnings.extend(_error_cells(text, sheet.name))
            tail = text[-_TAIL:]
    return warnings


def _refuse_far_cells(text: bytes, sheet: str) -> None:
    for found in _FAR_CELL.finditer(text):
        name, attributes, closed = found.groups()
        if attributes.endswith(b"/") or closed:
            continue  # only painted, nothing in it
        raise Refusal(
            f"Лист «{sheet}»: ячейка {name.decode()} слишком далеко от таблицы; ожидается не больше "
            f"{format_number(FAR_ROW - 1)} строк и столбцы не правее {column_letters(FAR_COLUMN - 2)} — "
            "удалите лишние строки и столбцы."
        )


def _error_cells(text: bytes, sheet: str) -> list[str]:
    place = text.find(_ERROR_CELL)
    if place < 0:
        return []
    names = _CELL_NAME.findall(text, max(text.rfind(b"<c ", 0, place), 0), place)
    where = f", ячейка {names[0].decode()}" if names else ""
    return [f"Лист «{sheet}»{where}: формула дала ошибку; такая ячейка читается как пустая."]
