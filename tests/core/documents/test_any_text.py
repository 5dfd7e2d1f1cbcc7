"""Whatever people have typed, every renderer draws it, and the numbers are the same in all of them."""

from __future__ import annotations

from io import BytesIO

import pytest
from docx import Document as open_document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from pypdf import PdfReader

from apps.core.charts import ChartData, ChartKind, Series
from apps.core.documents import docx, html, pdf, xlsx
from apps.core.documents.cells import ColumnKind, Missing, Ratio
from apps.core.documents.formats import DocumentFormat, render
from apps.core.documents.tree import (
    Approval,
    Bullets,
    Chart,
    Column,
    Document,
    Figure,
    Paragraph,
    Requisites,
    Row,
    RowStyle,
    Section,
    Signature,
    Table,
)
from tests.core.documents.samples import REQUISITES, report

TEXTS = st.text(st.characters(exclude_categories=()), max_size=40)
NASTY = (
    "",
    " ",
    "\x00",
    "\ud800",
    "=1+1",
    "</td></table>",
    "]]>",
    "&nbsp;",
    "{{ x }}",
    "%s",
    "а\u0301",
    "א",
    "😀",
    "\n",
)


def of(text: str) -> Document:
    """Return a document with the text in every place that takes one."""
    column, requisites = Column(text), Requisites(text, REQUISITES.day, text, text)
    rows = (Row((text,), RowStyle.GROUP), Row((text,)), Row((Missing(text),)))
    chart = ChartData(ChartKind.GROUPED, (text, "б"), (Series(text, (1, None)),), title=text, unit=text)
    blocks = (
        Paragraph(text),
        Bullets((text,), numbered=True),
        Bullets((text,)),
        Table(text, (column,), rows, notes=(text,)),
        Table(text, (column,), (), empty=text),
        Figure(text, Missing(text), note=text),
        Chart(text, chart),
    )
    return Document(
        f"Отчёт {text}",
        requisites,
        (Section(text, blocks), Section(text, empty=text)),
        subtitle=text,
        act=text,
        state=text,
        approval=Approval((text,), text),
        signatures=(Signature(text, text),),
        appendices=(Section(text),),
    )


@pytest.mark.parametrize("text", NASTY)
def test_every_renderer_draws_a_nasty_text(text: str) -> None:
    document = of(text)
    assert html.fragment(document).startswith('<article class="doc">')
    assert len(PdfReader(BytesIO(pdf.render(document))).pages) >= 3
    assert open_document(BytesIO(docx.render(document))).core_properties.title == document.title
    assert load_workbook(BytesIO(xlsx.render(document))).sheetnames[0] == "Сводка"


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_any_text_comes_back_from_word_and_excel(text: str) -> None:
    section = Section("Кадры", (Table("Т", (Column("Округ"),), (Row((f"н{text}к",)),)),))
    document = report(sections=(section,), appendices=(), signatures=())
    kept = section.blocks[0].rows[0].cells[0]  # type: ignore[union-attr]
    word = open_document(BytesIO(docx.render(document)))
    sheet = load_workbook(BytesIO(xlsx.render(document)))["1. Кадры"]
    assert word.tables[0].rows[1].cells[0].text.split() == str(kept).split()
    assert str(sheet["A4"].value).split() == str(kept).split()


@pytest.mark.parametrize("form", list(DocumentFormat))
def test_a_document_of_nothing_but_a_title_is_drawn(form: DocumentFormat) -> None:
    assert len(render(Document("Отчёт", REQUISITES, (Section("Пусто"),)), form)) > 1000


def test_numbers_are_the_same_in_every_form() -> None:
    columns = (Column("Округ"), Column("Доля", ColumnKind.RATIO), Column("Людей", ColumnKind.INT))
    table = Table("Т", columns, (Row(("Муром", Ratio(1, 8), 12345)),))
    document = report(sections=(Section("Кадры", (table,)),), appendices=(), signatures=())
    page = html.fragment(document)
    printed = " ".join(PdfReader(BytesIO(pdf.render(document))).pages[0].extract_text().split())
    word = [cell.text for cell in open_document(BytesIO(docx.render(document))).tables[0].rows[1].cells]
    sheet = load_workbook(BytesIO(xlsx.render(document)))["1. Кадры"]
    share, count = "12,5\u00a0% (1\u00a0из\u00a08)", "12\u202f345"
    assert word == ["Муром", share, count]
    assert [f">{text}</td>" in page for text in word] == [True] * 3
    assert "12,5 % (1 из 8) 12 345" in printed
    assert [cell.value for cell in sheet[4]] == ["Муром", 12.5, 1, 8, 12345]
