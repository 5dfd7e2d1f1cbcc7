"""Where the rows come from: the first sheet of an .xlsx, or a .csv. Runs in the limited child only."""

from __future__ import annotations

import codecs
import csv
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import time, timedelta
from pathlib import Path
from typing import Any, BinaryIO

from apps.core.tabular.formulas import restore
from apps.core.tabular.limits import WHAT_IS_EXPECTED, Limits, Refusal
from apps.core.tabular.workbook import check_directory, first_sheet, inspect_sheet

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_OTHER_KINDS = {
    b"%PDF": "Это документ PDF",
    b"\x89PNG": "Это картинка",
    b"\xff\xd8\xff": "Это картинка",
    b"{\\rtf": "Это текстовый документ",
    b"<html": "Это веб-страница",
    b"<!doctype": "Это веб-страница",
    b"<?xml": "Это файл XML",
}
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_DELIMITERS = ";,\t"
_CELL_LENGTH = 32_767  # as much as a cell of Excel holds


@dataclass
class Source:
    """Rows with the spreadsheet's own numbers, and what was understood about the file."""

    rows: Iterator[tuple[int, list[Any]]]
    sheet: str = ""
    encoding: str = ""
    delimiter: str = ""
    warnings: list[str] = field(default_factory=list)

    @property
    def place(self) -> str:
        """How messages call the table: «Лист «Данные»» or «Файл»."""
        return f"Лист «{self.sheet}»" if self.sheet else "Файл"


def open_source(path: Path, limits: Limits) -> Source:
    """Recognize the file by its content (names may lie) and open it; raises Refusal."""
    with path.open("rb") as stream:
        head = stream.read(4096)
    if not head.strip(b"\r\n\t \xef\xbb\xbf"):
        raise Refusal(f"Файл пуст; {WHAT_IS_EXPECTED}.")
    if head.startswith(_ZIP):
        return _open_workbook(path, limits)
    if head.startswith(_OLE):
        raise Refusal(_ole_reason(path))
    _refuse_other_kinds(head)
    return _open_text(path)


def _ole_reason(path: Path) -> str:
    with path.open("rb") as stream:
        locked = _LOCKED in stream.read(2**20) or _LOCKED in _last(stream, 2**20)
    if locked:
        return "Файл защищён паролем; снимите пароль и загрузите его снова."
    return "Это книга старого вида (.xls) — сохраните её как «Книга Excel (.xlsx)» и загрузите снова."


def _last(stream: BinaryIO, size: int) -> bytes:
    end = stream.seek(0, 2)
    stream.seek(max(end - size, 0))
    return stream.read(size)


def _refuse_other_kinds(head: bytes) -> None:
    if head.startswith(_UTF16):
        raise Refusal("Текст записан в Юникоде UTF-16; сохраните его как «CSV UTF-8» или «Книга Excel (.xlsx)».")
    kind = next((name for mark, name in _OTHER_KINDS.items() if head.lower().startswith(mark.lower())), "")
    if kind or b"\0" in head:
        raise Refusal(f"{kind or 'Это не таблица'}; {WHAT_IS_EXPECTED}.")


def _open_workbook(path: Path, limits: Limits) -> Source:
    with zipfile.ZipFile(path) as archive:
        check_directory(archive, limits)
        sheet = first_sheet(archive)
        warnings = inspect_sheet(archive, sheet)
    return Source(rows=_sheet_rows(path, sheet.name), sheet=sheet.name, warnings=warnings)


def _sheet_rows(path: Path, name: str) -> Iterator[tuple[int, list[Any]]]:
    # Imported late: a .csv does not need it, and a start-up costs.
    from python_calamine import load_workbook

    with load_workbook(path) as book:
        sheet = book.get_sheet_by_name(name)
        start = sheet.start
        if start is None:
            return
        left: list[Any] = [""] * start[1]
        for number, cells in enumerate(sheet.iter_rows(), start=1):
            yield number, left + cells if left else cells


def plain_cell(value: object) -> Any:
    """Write a cell JSON has no form for: days as ``{"d": ordinal}``, times and spans as text."""
    if isinstance(value, time | timedelta):
        return str(value)
    if hasattr(value, "toordinal"):
        return {"d": value.toordinal()}
    raise TypeError(f"a cell of type {type(value).__name__}")


def _open_text(path: Path) -> Source:
    encoding = _encoding(path)
    delimiter = _delimiter(path, encoding)
    return Source(
        rows=_text_rows(path, encoding, delimiter),
        encoding="Windows-1251" if encoding == "cp1251" else "UTF-8",
        delimiter=delimiter,
    )


def _encoding(path: Path) -> str:
    for encoding in ("utf-8-sig", "cp1251"):
        decoder = codecs.getincrementaldecoder(encoding)()
        try:
            with path.open("rb") as stream:
                while chunk := stream.read(2**20):
                    decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            continue
        return encoding
    raise Refusal("Не удалось понять кодировку текста; ожидается UTF-8 или Windows-1251.")


def _delimiter(path: Path, encoding: str) -> str:
    with path.open(encoding=encoding, newline="") as stream:
        head = stream.read(2**16)
    bare = re.sub(r'"[^"]*"', "", head)
    line = bare.lstrip("\r\n").splitlines()[0] if bare.strip("\r\n") else ""
    return max(_DELIMITERS, key=line.count)


def _text_rows(path: Path, encoding: str, delimiter: str) -> Iterator[tuple[int, list[Any]]]:
    csv.field_size_limit(_CELL_LENGTH)
    number = 0
    with path.open(encoding=encoding, newline="") as stream:
        reader = csv.reader(stream, delimiter=delimiter, strict=True)
        try:
            for number, cells in enumerate(reader, start=1):
                yield number, [restore(cell) if cell[:1] == "'" else cell for cell in cells]
        except csv.Error:
            raise Refusal(
                f"Строка {number + 1}: кавычки расставлены неверно или ячейка длиннее 32 767 знаков; "
                "ожидается текст в парных кавычках, кавычка внутри него удваивается."
            ) from None
