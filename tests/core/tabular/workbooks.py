"""Workbooks made by hand for the tests of the reader: what Excel writes, and what an attacker would."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from openpyxl import Workbook

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"

CONTENT_TYPES = (
    f'<?xml version="1.0"?><Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
ROOT_RELS = (
    f'<?xml version="1.0"?><Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{RELS}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
)
WORKBOOK_RELS = (
    f'<?xml version="1.0"?><Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{RELS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
)
BOOK = (
    f'<?xml version="1.0"?><workbook xmlns="{MAIN}" xmlns:r="{RELS}">'
    '<sheets><sheet name="Данные" sheetId="1" r:id="rId1"/></sheets></workbook>'
)


def sheet_xml(rows: str, before: str = "") -> str:
    """Wrap rows as the text of a worksheet."""
    return f'<?xml version="1.0"?><worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData></worksheet>'


def cell_xml(name: str, text: str) -> str:
    """Write one text cell."""
    return f'<c r="{name}" t="inlineStr"><is><t>{text}</t></is></c>'


def row_xml(number: int, *cells: str) -> str:
    """Write one row."""
    return f'<row r="{number}">{"".join(cells)}</row>'


HEADING_ROW = row_xml(1, cell_xml("A1", "Код"), cell_xml("B1", "Имя"))
PLAIN_SHEET = sheet_xml(HEADING_ROW + row_xml(2, cell_xml("A2", "1"), cell_xml("B2", "Анна")))


def write_parts(path: Path, sheet: str = PLAIN_SHEET, extra: dict[str, bytes] | None = None) -> Path:
    """Write a minimal workbook with the given sheet; ``extra`` replaces or adds parts."""
    parts: dict[str, bytes] = {
        "[Content_Types].xml": CONTENT_TYPES.encode(),
        "_rels/.rels": ROOT_RELS.encode(),
        "xl/workbook.xml": BOOK.encode(),
        "xl/_rels/workbook.xml.rels": WORKBOOK_RELS.encode(),
        "xl/worksheets/sheet1.xml": sheet.encode(),
    }
    parts.update(extra or {})
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return path


def write_book(path: Path, rows: Iterable[Sequence[object]], title: str = "Данные") -> Path:
    """Write rows the way a user's Excel would."""
    book = Workbook()
    sheet = book.create_sheet(title, 0)
    for row in rows:
        sheet.append(list(row))
    book.save(path)
    return path
