"""The documents that a reader takes away, each opened by a reader of its own kind: what they say of the figures."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from docx import Document as open_docx
from openpyxl import load_workbook
from pypdf import PdfReader

from apps.core.actor import acting, system
from apps.monitoring.models import Report
from apps.monitoring.selectors.readings import top_units
from apps.monitoring.selectors.values import Value, value_of


def figures_of(number: int) -> list[Value]:
    """The values of the report's highest unit, in the order of its indicators."""
    with acting(system("test")):
        report = Report.objects.select_related("profile").get(pk=number)
        top = top_units(report)[0]
        return [value_of(top, place) for place in range(len(report.methods))]


def told(value: Value) -> str:
    """«1 из 3», with plain spaces."""
    return f"{value.numerator:,} из {value.denominator:,}".replace(",", " ")


def plain(text: str) -> str:
    """The text with every kind and number of spaces as one."""
    return " ".join(text.split())


def in_text(text: str, values: list[Value]) -> list[bool]:
    """Which values a text tells; one without a denominator is told by a dash."""
    return [(told(one) if one.denominator else "—") in plain(text) for one in values]


def of_pdf(path: Path, values: list[Value]) -> list[bool]:
    """What the PDF tells."""
    return in_text(" ".join(page.extract_text() for page in PdfReader(path).pages), values)


def of_docx(path: Path, values: list[Value]) -> list[bool]:
    """What the DOCX tells, in its paragraphs and tables."""
    with path.open("rb") as file:
        return in_text(" ".join(node.text or "" for node in open_docx(file).element.body.iter() if node.text), values)


def of_xlsx(path: Path, values: list[Value]) -> list[bool]:
    """Which values stand on the first sheet as numbers."""
    with path.open("rb") as file:
        rows: list[tuple[Any, ...]] = list(load_workbook(file).worksheets[0].iter_rows(values_only=True))
    pairs = [row[2:4] for row in rows if row[1] is not None]
    return [(one.numerator, one.denominator) in pairs or not one.denominator for one in values]


def of_json(path: Path, values: list[Value]) -> list[bool]:
    """Which values stand first among the units of their indicators."""
    kept = [row["values"][0] for row in json.loads(path.read_text(encoding="utf-8"))["indicators"]]
    return [(row["numerator"], row["denominator"]) == (one.numerator, one.denominator)
            for row, one in zip(kept, values, strict=True)]  # fmt: skip


READERS: dict[str, Callable[[Path, list[Value]], list[bool]]] = {
    "pdf": of_pdf,
    "docx": of_docx,
    "xlsx": of_xlsx,
    "json": of_json,
}


def says_all(path: Path, name: str, number: int) -> bool:
    """Whether a document of a report, opened by its own reader, tells every figure of its territory."""
    values = figures_of(number)
    return all(READERS[name.rsplit(".", 1)[-1]](path, values))
