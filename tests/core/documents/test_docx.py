"""The report as DOCX, opened again."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from docx import Document as open_document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from apps.core.documents import docx
from apps.core.documents.cells import ColumnKind, Ratio
from apps.core.documents.docx_table import TWENTY
from apps.core.documents.tree import Bullets, Column, Paragraph, Row, Section, Signature, Table
from apps.core.documents.widths import PADDING
from tests.core.documents.samples import people, report


@pytest.fixture(scope="module")
def sample() -> Any:
    return open_document(BytesIO(docx.render(report())))


def reopened(*sections: Section) -> Any:
    document = report(sections=sections, appendices=(), signatures=())
    return open_document(BytesIO(docx.render(document)))


def paragraphs(word: Any, style: str) -> list[str]:
    return [one.text for one in word.paragraphs if one.style.name == style]


def fields(word: Any) -> list[str]:
    return [node.text.strip() for node in word.element.body.iter(qn("w:instrText"))]


def test_docx_of_the_same_tree_is_the_same_bytes() -> None:
    assert docx.render(report()) == docx.render(report())


def test_docx_was_packed_at_no_particular_minute() -> None:
    with ZipFile(BytesIO(docx.render(report()))) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_docx_bears_the_documents_own_day_and_names(sample: Any) -> None:
    about = sample.core_properties
    assert (about.title, about.author, about.language) == (
        "Аналитическая справка",
        "Центр непрерывного повышения мастерства Примерной области",
        "ru-RU",
    )
    assert {about.created, about.modified} <= {datetime(2026, 2, 15), datetime(2026, 2, 15, tzinfo=UTC)}


def test_docx_has_real_headings(sample: Any) -> None:
    assert paragraphs(sample, "Title") == ["Аналитическая справка"]
    assert paragraphs(sample, "Heading 1") == [
        "Введение",
        "1.\u00a0Диагностика",
        "2.\u00a0Финансирование",
        "Приложение.\u00a0Список организаций",
    ]
    assert paragraphs(sample, "Heading 2") == ["1.1.\u00a0Динамика"]


def test_docx_contents_is_a_field_filled_with_links(sample: Any) -> None:
    assert fields(sample)[0] == 'TOC \\o "1-2" \\h \\z \\u'
    links = [node.get(qn("w:anchor")) for node in sample.element.body.iter(qn("w:hyperlink"))]
    marks = [node.get(qn("w:name")) for node in sample.element.body.iter(qn("w:bookmarkStart"))]
    assert links == marks == ["section_1", "section_2", "section_2_1", "section_3", "appendix_1"]


def test_docx_fields_are_whole(sample: Any) -> None:
    kinds = [node.get(qn("w:fldCharType")) for node in sample.element.body.iter(qn("w:fldChar"))]
    assert (kinds.count("begin"), kinds.count("separate"), kinds.count("end")) == (6, 6, 6)


def test_docx_captions_tables_and_pictures(sample: Any) -> None:
    assert paragraphs(sample, "Caption") == [
        "Таблица\u00a01\u00a0— Доля педагогических работников, прошедших диагностику",
        "Таблица\u00a02\u00a0— Организации",
    ]
    assert [text for text in paragraphs(sample, "Picture") if text] == [
        "Рисунок\u00a01\u00a0— Динамика доли прошедших диагностику",
        "Рисунок\u00a02\u00a0— Показатели по годам",
    ]


def test_docx_table_holds_the_cells_as_they_are_read(sample: Any) -> None:
    table = next(one for one in sample.tables if one.rows[0].cells[0].text == "Муниципалитет")
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[2] == [
        "Примерский округ",
        "1\u202f204",
        "41,4\u00a0% (498\u00a0из\u00a01\u202f204)",
        "1,3\u00a0%",
        "20.01.2026",
    ]
    assert rows[1] == ["Северная зона"] * 5  # one cell across all columns


def test_docx_table_repeats_its_head_and_keeps_rows_whole(sample: Any) -> None:
    table = sample.tables[-1]._tbl
    heads = [row.find(f".//{qn('w:tblHeader')}") is not None for row in table.findall(qn("w:tr"))]
    whole = [row.find(f".//{qn('w:cantSplit')}") is not None for row in table.findall(qn("w:tr"))]
    assert heads == [True, False, False, False]
    assert whole == [True] * 4


def test_docx_table_puts_numbers_at_the_right_edge(sample: Any) -> None:
    table = next(one for one in sample.tables if one.rows[0].cells[0].text == "Муниципалитет")
    styles = [cell.paragraphs[0].style.name for cell in table.rows[2].cells]
    assert styles == ["TableText", "TableNumber", "TableNumber", "TableNumber", "TableText"]


def test_docx_table_sets_totals_in_bold(sample: Any) -> None:
    table = next(one for one in sample.tables if one.rows[0].cells[0].text == "Муниципалитет")
    bold = [bool(row.cells[0].paragraphs[0].runs[0].bold) for row in table.rows[1:]]
    assert bold == [True, False, False, True, False, True]


def test_docx_table_fills_the_width_of_the_text() -> None:
    word = reopened(Section("Кадры", (Table("Т", (Column("А", weight=3), Column("Б")), (Row(("а", "б")),)),)))
    grid = [int(one.get(qn("w:w"))) for one in word.tables[0]._tbl.iter(qn("w:gridCol"))]
    assert (sum(grid), grid[0]) == (9639, 7229)


def test_docx_keeps_a_heading_with_its_rows_and_a_row_with_its_sum(sample: Any) -> None:
    table = next(one for one in sample.tables if one.rows[0].cells[0].text == "Муниципалитет")
    kept = [row.find(f".//{qn('w:keepNext')}") is not None for row in table._tbl.findall(qn("w:tr"))]
    # The last one stays with the note beneath the table.
    assert kept == [False, True, False, False, False, True, True]


def test_docx_sets_a_table_of_many_columns_in_smaller_letters() -> None:
    columns = tuple(Column(f"К{n}") for n in range(7))
    word = reopened(Section("Кадры", (Table("Т", columns, (Row(("а",) * 7),)),)))
    styles = [row.cells[0].paragraphs[0].style for row in word.tables[0].rows]
    assert [(one.name, one.font.size.pt) for one in styles] == [("TableHeadDense", 9.5), ("TableTextDense", 9.5)]


def test_docx_pictures_have_a_text_in_their_place(sample: Any) -> None:
    described = [shape._inline.docPr.get("descr") for shape in sample.inline_shapes]
    assert described == [
        "Рисунок\u00a01 — Динамика доли прошедших диагностику",
        "Рисунок\u00a02 — Показатели по годам",
    ]


def test_docx_prints_the_data_only_where_the_picture_does_not_tell_them(sample: Any) -> None:
    firsts = [table.rows[0].cells[0].text for table in sample.tables]
    assert firsts.count("Период") == 1


def test_docx_sheets_have_the_margins_of_an_official_paper(sample: Any) -> None:
    first, last = sample.sections[0], sample.sections[-1]
    margins = (first.left_margin, first.right_margin, first.top_margin, first.bottom_margin)
    assert [round(margin.mm) for margin in margins] == [30, 10, 20, 20]
    assert (first.orientation, last.orientation) == (WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE)


def test_docx_numbers_every_page_but_the_first(sample: Any) -> None:
    section = sample.sections[0]
    numbered = [
        [node.text.strip() for node in header._element.iter(qn("w:instrText"))]
        for header in (section.first_page_header, section.header, sample.sections[-1].header)
    ]
    assert numbered == [[], ["PAGE"], ["PAGE"]]
    assert [one.different_first_page_header_footer for one in sample.sections] == [True, False]


def test_docx_shows_its_state_at_the_top_of_every_sheet(sample: Any) -> None:
    section = sample.sections[0]
    headers = (section.first_page_header, section.header, sample.sections[-1].header)
    assert ["ЧЕРНОВИК" in header.paragraphs[0].text for header in headers] == [True] * 3


def test_docx_numbers_each_list_from_one() -> None:
    lists = (Bullets(("а", "б"), numbered=True), Bullets(("в",), numbered=True))
    word = reopened(Section("Выводы", lists))
    numbers = [one._p.pPr.numPr.numId.val for one in word.paragraphs if one.style.name == "List Number"]
    assert (len(set(numbers)), numbers[0] == numbers[1]) == (2, True)


def test_docx_signs_before_the_appendices() -> None:
    word = open_document(BytesIO(docx.render(report())))
    text = "".join(node.text or "" for node in word.element.body.iter(qn("w:t")))
    order = [text.rindex(part) for part in ("Финансирование", "П. П. Примерный", "Список организаций")]
    assert order == sorted(order)


def test_docx_holds_special_characters_and_empty_sections() -> None:
    text = "«Ёж» & <b>жирный</b> \x00 {PAGE} =1+1"
    word = reopened(Section("А & Б", (Paragraph(text),)), Section("Пусто"))
    assert paragraphs(word, "Body") == ["«Ёж» & <b>жирный</b>   {PAGE} =1+1", "Сведений за период нет."]


def test_docx_of_an_empty_table_says_so() -> None:
    word = reopened(Section("Кадры", (Table("Т", (Column("А"), Column("Б")), (), empty="Никого."),)))
    assert [cell.text for cell in word.tables[0].rows[1].cells] == ["Никого.", "Никого."]


def test_docx_of_a_thousand_rows_keeps_them_all() -> None:
    word = reopened(Section("Список", (people(1040),)))
    assert len(word.tables[0]._tbl.findall(qn("w:tr"))) == 1041


def test_docx_of_an_appendix_keeps_its_inner_headings_out_of_the_contents() -> None:
    inner = Section("Методика", children=(Section("Диагностика", (Paragraph("Так."),)),))
    word = open_document(BytesIO(docx.render(report(appendices=(inner,)))))
    assert "Диагностика" in paragraphs(word, "Heading 3")
    assert [text.split("\t")[0] for text in paragraphs(word, "toc 2")] == ["1.1.\u00a0Динамика"]


def test_docx_leaves_lines_for_whoever_signs_by_hand() -> None:
    word = open_document(BytesIO(docx.render(report(signatures=(Signature("Руководитель ЦНППМ"),), appendices=()))))
    assert [[cell.text for cell in row.cells] for row in word.tables[-1].rows] == [
        ["Руководитель ЦНППМ", "", "", ""],
        ["", "подпись", "", "инициалы, фамилия"],
    ]


def keeps(element: Any) -> list[bool]:
    """Of every paragraph within, whether it stays on the page of the next one."""
    return [one.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None for one in element.iter(qn("w:p"))]


def test_docx_keeps_the_last_row_with_the_signatures() -> None:
    body = (Section("Список", (people(3),)),)
    word = open_document(BytesIO(docx.render(report(sections=body, signatures=(Signature("Р"),), appendices=()))))
    rows = word.tables[0]._tbl.findall(qn("w:tr"))
    assert [all(keeps(row)) for row in rows] == [False, False, False, True]
    assert [keeps(one._p) for one in word.paragraphs[-2:]] == [[True], [True]]


def test_docx_keeps_the_notes_of_a_table_with_its_last_row() -> None:
    table = Table("Т", (Column("А"),), (Row(("а",)), Row(("б",))), ("Первое примечание.", "Второе."))
    word = reopened(Section("Список", (table,)))
    rows = word.tables[0]._tbl.findall(qn("w:tr"))
    assert [all(keeps(row)) for row in rows] == [False, False, True]
    notes = [one for one in word.paragraphs if one.style.name == "Note"]
    assert [(one.text, keeps(one._p)) for one in notes] == [("Первое примечание.", [True]), ("Второе.", [False])]


def test_docx_breaks_all_shares_of_a_narrow_column() -> None:
    columns = (Column("Школа"), *(Column(f"Доля {n}", ColumnKind.RATIO) for n in range(7)))
    rows = (Row(("А", *[Ratio(1, 2)] * 6, Ratio(1000, 2000))), Row(("Б", *[Ratio(1, 2)] * 7)))
    found = reopened(Section("Доли", (Table("Т", columns, rows),))).tables[0]
    assert found.rows[2].cells[7].text == "50,0\u00a0%\n(1\u00a0из\u00a02)"


def test_docx_tables_have_the_margins_that_their_widths_reckon_with(sample: Any) -> None:
    margins = [int(one.get(qn("w:w"))) for one in sample.tables[0]._tbl.tblPr.find(qn("w:tblCellMar"))]
    assert margins == [80, 80]
    assert sum(margins) / TWENTY < PADDING


def test_document_of_one_section_has_no_contents() -> None:
    word = reopened(Section("Результаты", (Paragraph("Диагностика пройдена."),), number=""))
    assert (paragraphs(word, "Contents Title"), [one for one in fields(word) if one.startswith("TOC")]) == ([], [])
