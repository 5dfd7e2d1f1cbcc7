"""The report as PDF."""

from __future__ import annotations

import logging
import re
import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO

import pytest
from pypdf import PageObject, PdfReader

from apps.core.documents import pdf
from apps.core.documents.outline import outline
from apps.core.documents.tree import Column, Paragraph, Row, RowStyle, Section, Signature, Table
from tests.core.documents.samples import people, report

A4 = (595, 842)


def read(data: bytes) -> PdfReader:
    return PdfReader(BytesIO(data))


def words(page: PageObject) -> str:
    return " ".join(page.extract_text().split())


@pytest.fixture(scope="module")
def sample() -> PdfReader:
    return read(pdf.render(report()))


@pytest.fixture
def complaints(caplog: pytest.LogCaptureFixture) -> Iterator[list[str]]:
    logger = logging.getLogger("weasyprint")
    logger.addHandler(caplog.handler)
    yield caplog.messages
    logger.removeHandler(caplog.handler)


def test_pdf_of_the_same_tree_is_the_same_bytes() -> None:
    assert pdf.render(report()) == pdf.render(report())


def test_pdf_bears_the_documents_own_day_and_names(sample: PdfReader) -> None:
    about = sample.metadata
    assert about is not None
    assert (about.title, about.author) == (
        "Аналитическая справка",
        "Центр непрерывного повышения мастерства Примерной области",
    )
    assert [str(about[name]) for name in ("/CreationDate", "/ModDate")] == ["D:20260215000000Z"] * 2
    assert str(sample.root_object["/Lang"]) == "ru-RU"


def test_pdf_begins_with_requisites_and_contents(sample: PdfReader) -> None:
    first = words(sample.pages[0])
    for text in ("УТВЕРЖДЁН", "15.02.2026 № 12-А", "Основание: приказ", "Содержание", "1.1. Динамика"):
        assert text in first


def test_pdf_numbers_every_page_but_the_first(sample: PdfReader) -> None:
    ends = [words(page).split()[-2:] for page in sample.pages]  # the margins are drawn last
    assert ends[0] == ["397", "ЧЕРНОВИК"]  # the end of the act, no number
    assert ends[1:] == [[str(number), "ЧЕРНОВИК"] for number in range(2, len(sample.pages) + 1)]


def test_pdf_shows_its_state_on_every_page(sample: PdfReader) -> None:
    assert ["ЧЕРНОВИК" in words(page) for page in sample.pages] == [True] * len(sample.pages)


def test_pdf_contents_names_the_page_of_every_section(sample: PdfReader) -> None:
    rows = [re.sub(r"\.{3,}", " ", line).split() for line in sample.pages[0].extract_text().splitlines()]
    named = {" ".join(row[:-1]): int(row[-1]) for row in rows if row and row[-1].isdigit()}
    found = {
        heading: number
        for heading in ("Введение", "1. Диагностика", "1.1. Динамика", "2. Финансирование")
        for number, page in enumerate(sample.pages, 1)
        if number > 1 and heading in words(page)
    }
    assert {heading: named[heading] for heading in found} == found


def test_pdf_contents_leads_to_the_sections(sample: PdfReader) -> None:
    links = [note.get_object() for note in sample.pages[0]["/Annots"]]  # type: ignore[attr-defined]
    assert len(links) == 5
    assert all(link["/Subtype"] == "/Link" for link in links)


def test_pdf_has_bookmarks_of_its_sections(sample: PdfReader) -> None:
    flat = [entry.title for entry in sample.outline if not isinstance(entry, list)]
    assert flat[-3:] == ["1.\u00a0Диагностика", "2.\u00a0Финансирование", "Приложение.\u00a0Список организаций"]


def test_pdf_turns_the_sheet_for_a_wide_table(sample: PdfReader) -> None:
    sizes = [(round(page.mediabox.width), round(page.mediabox.height)) for page in sample.pages]
    assert (sizes[0], sizes[-1]) == (A4, A4[::-1])


def test_pdf_signs_before_the_appendices(sample: PdfReader) -> None:
    signed = [number for number, page in enumerate(sample.pages) if "П. П. Примерный" in words(page)]
    assert signed == [len(sample.pages) - 2]


def test_pdf_repeats_the_head_of_a_long_table() -> None:
    columns = (Column("Наименование округа"), Column("Центр"))
    table = Table("Округа", columns, tuple(Row((f"Округ {n}", "Город")) for n in range(1, 121)))
    pages = read(pdf.render(report(sections=(Section("Список", (table,)),), appendices=(), signatures=()))).pages
    text = [words(page) for page in pages]
    assert len(text) > 2
    assert ["Наименование округа" in page for page in text] == [True] * len(text)
    assert [f"Округ {n} " in " ".join(text) for n in (1, 60, 120)] == [True] * 3


def test_pdf_holds_special_characters() -> None:
    text = "«Ёж» & <b>жирный</b> — 5\u202f000 №\u00a01 \x00 ≥ ½"
    pages = read(pdf.render(report(sections=(Section("А & Б", (Paragraph(text),)),), appendices=()))).pages
    assert "«Ёж» & <b>жирный</b> — 5 000 № 1 ≥ ½" in words(pages[0])


def test_pdf_fetches_nothing_and_its_styles_are_understood(complaints: list[str]) -> None:
    pdf.render(report())
    assert complaints == []


def test_pdf_fetcher_refuses_every_address() -> None:
    press = pdf._Press(report())
    for address in ("http://example.org/a.png", "file:///etc/hostname", "data:text/plain,a"):
        with pytest.raises(ValueError, match="disallowed protocol"):
            press.fetcher.fetch(address)


def test_pdf_never_leaves_a_sum_alone_on_a_page() -> None:
    for count in range(36, 41):  # the height of a page is somewhere between
        rows = (*(Row((f"Округ {n}",)) for n in range(count)), Row(("Всего",), RowStyle.TOTAL))
        document = report(
            sections=(Section("А", (Table("Т", (Column("Округ"),), rows),)),), appendices=(), signatures=()
        )
        pages = [page.extract_text() for page in PdfReader(BytesIO(pdf.render(document))).pages]
        assert [f"Округ\u00a0{count - 1}" in page for page in pages if "Всего" in page] == [True]


def test_chapters_join_short_sections_and_part_long_ones() -> None:
    short = tuple(Section(f"Раздел {n}", (Paragraph("Текст"),)) for n in range(3))
    long = Section("Список", (Table("Т", (Column("Округ"),), (Row(("Муром",)),) * 200),))
    parts = outline(report(sections=(*short, long, *short), appendices=(Section("А"), Section("Б"))))
    assert [len(group) for group in pdf.chapters(parts)] == [3, 1, 3, 1, 1]


def test_chapters_keep_turned_sheets_apart() -> None:
    sections = (Section("А"), Section("Б", (people(1),)), Section("В"))
    parts = outline(report(sections=sections, appendices=()))
    assert [[part.wide for part in group] for group in pdf.chapters(parts)] == [[False], [True], [False]]


MEASURE = """
import resource, sys
from apps.core.documents import pdf
from apps.core.documents.tree import Section
from tests.core.documents.samples import people, report
def peak(): return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
def draw(count):
    pdf.render(report(sections=tuple(Section(f"Раздел {n}", (people(90),)) for n in range(count)), appendices=()))
    return peak()
one = draw(1)
print(draw(6) - one)
"""


@pytest.mark.slow
def test_pdf_memory_does_not_grow_with_the_number_of_sections() -> None:
    done = subprocess.run([sys.executable, "-c", MEASURE], capture_output=True, text=True, check=True)
    assert int(done.stdout) < 20 * 1024  # KiB for five sections more; laid out at once they take about 70 MiB


def test_pdf_contents_end_with_the_appendix_itself() -> None:
    inner = Section("Методика", children=(Section("Диагностика: как считается", (Paragraph("Так."),)),))
    first = words(read(pdf.render(report(appendices=(inner,)))).pages[0])
    assert "Приложение. Методика" in first
    assert "как считается" not in first


def test_pdf_leaves_lines_for_whoever_signs_by_hand() -> None:
    pages = read(pdf.render(report(signatures=(Signature("Руководитель ЦНППМ"),), appendices=()))).pages
    assert "Руководитель ЦНППМ подпись инициалы, фамилия" in words(pages[-1])


def test_document_of_one_section_is_one_sheet_without_contents() -> None:
    only = Section("Результаты", (Paragraph("Диагностика пройдена."),), number="")
    sheet = read(pdf.render(report(sections=(only,), appendices=(), signatures=(Signature("Директор"),))))
    text = words(sheet.pages[0])
    assert (len(sheet.pages), "Содержание" in text) == (1, False)
    assert ["УТВЕРЖДЁН" in text, "Диагностика пройдена." in text, "Директор" in text] == [True] * 3
