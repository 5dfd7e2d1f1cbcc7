"""The tree as DOCX: real headings, a contents field, repeated table heads, charts as pictures.

Meant to be edited further: everything is in styles. The same tree gives the same bytes.
"""

from __future__ import annotations

from datetime import UTC, datetime, time
from io import BytesIO
from typing import Any

import vl_convert
from docx import Document as new_word_document
from docx.enum.section import WD_SECTION
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm

from apps.core.charts.render import pictures
from apps.core.documents import docx_styles as looks
from apps.core.documents import wording
from apps.core.documents.archive import repack
from apps.core.documents.docx_table import TEXT, paragraph_xml, table_xml, tbl
from apps.core.documents.outline import Item, Part, lone, outline, table_notes
from apps.core.documents.tree import (
    Bullets,
    Chart,
    Document,
    Figure,
    Paragraph,
    ParagraphRole,
    Signature,
    Table,
)
from apps.core.text import bound

DEEPEST_HEADING = 4
CONTENTS_DEPTH = 2
TWENTIETHS_PER_MM = 56.7
_ROLES = {ParagraphRole.BODY: "Body", ParagraphRole.NOTE: "Note", ParagraphRole.CONCLUSION: "Conclusion"}


def render(document: Document) -> bytes:
    """Return the report as DOCX: title, contents, sections, signatures, appendices."""
    writer = _Writer(document)
    parts = outline(document)
    writer.header()
    if not lone(parts):
        writer.contents(parts)
    for part in (one for one in parts if not one.is_appendix):
        writer.top_part(part)
    writer.signatures()
    for part in (one for one in parts if one.is_appendix):
        writer.top_part(part)
    saved = BytesIO()
    writer.word.save(saved)
    return repack(saved.getvalue())


class _Writer:
    """Writes one document from top to bottom; knows how wide the sheet is at the moment."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.word: Any = new_word_document()
        self.wide = False
        self.marks = 0
        looks.set_styles(self.word)
        looks.set_sheet(self.word.sections[0], document.state, wide=False)
        looks.set_first_page(self.word.sections[0], document.state)
        _describe(self.word.core_properties, document)

    @property
    def width(self) -> int:
        """Return the width of the text in twentieths of a point."""
        return int(looks.TEXT_WIDTH[self.wide] * TWENTIETHS_PER_MM)

    def add(self, text: str, style: str) -> Any:
        """Add a paragraph, none for an empty text."""
        return self.word.add_paragraph(bound(text), style=style) if text else None

    def header(self) -> None:
        """Write the head of the document."""
        self.add(self.document.requisites.organization, "Organization")
        for line in wording.approval_lines(self.document.approval) if self.document.approval else []:
            self.add(line, "Approval")
        self.add(self.document.title, "Title")
        self.add(self.document.subtitle, "Subtitle")
        self.add(wording.requisites_line(self.document), "Requisites")
        self.add(wording.act_line(self.document), "Requisites")

    def contents(self, parts: tuple[Part, ...]) -> None:
        """Write the contents as a field, filled with links until Word computes the pages."""
        self.add(wording.CONTENTS, "Contents Title")
        shown = [part for top in parts for part in top.walk() if part.rank <= CONTENTS_DEPTH]
        for part in shown:
            paragraph = self.word.add_paragraph(style=f"toc {part.rank}")
            if part is shown[0]:
                looks.add_field_start(paragraph, f'TOC \\o "1-{CONTENTS_DEPTH}" \\h \\z \\u', stale=True)
            looks.add_link(paragraph, part.heading, part.anchor)
            paragraph.add_run("\t")
            looks.append_field(paragraph, f"PAGEREF {looks.bookmark(part.anchor)} \\h", "")
            if part is shown[-1]:
                looks.add_field_end(paragraph)
        self.word.add_page_break()

    def top_part(self, part: Part) -> None:
        """Write a top section; an appendix and a turned sheet begin a new page."""
        if part.is_appendix or part.wide != self.wide:
            self.wide = part.wide
            section = self.word.add_section(WD_SECTION.NEW_PAGE)
            section.different_first_page_header_footer = False
            looks.set_sheet(section, self.document.state, wide=self.wide)
        self.part(part)

    def part(self, part: Part) -> None:
        """Write a section with all beneath it."""
        level = min(part.rank, DEEPEST_HEADING)
        heading = self.word.add_paragraph(bound(part.heading), style=f"Heading {level}")
        self.marks += 1
        looks.add_bookmark(heading, part.anchor, self.marks)
        for item in part.items:
            self.block(item)
        if part.is_empty:
            self.add(part.section.empty, "Body")
        for child in part.parts:
            self.part(child)

    def block(self, item: Item) -> None:
        """Write one block of a section."""
        block = item.block
        if isinstance(block, Table):
            self.table(block, item.caption)
        elif isinstance(block, Chart):
            self.chart(block, item)
        elif isinstance(block, Figure):
            self.figure(block)
        elif isinstance(block, Bullets):
            self.bullets(block)
        elif isinstance(block, Paragraph):
            self.add(block.text, _ROLES[block.role])

    def table(self, table: Table, caption: str) -> None:
        """Write a table under its caption, its notes beneath."""
        self.add(caption, "Caption")
        self._append(table_xml(table, self.width))
        notes = [self.add(note, "Note") for note in table_notes(table) or (" ",)]
        for note in notes[:-1]:
            note.paragraph_format.keep_with_next = True  # else the last of them may stand alone on a page

    def _append(self, element: Any) -> None:
        self.word.element.body.insert_element_before(element, "w:sectPr")

    def chart(self, chart: Chart, item: Item) -> None:
        """Write a chart as pictures with its caption, and its data where the picture does not tell them all."""
        for drawn in pictures(chart.data):
            run = self.word.add_paragraph(style="Picture").add_run()
            picture = run.add_picture(BytesIO(vl_convert.svg_to_png(drawn, scale=2)), width=Mm(165))
            picture._inline.docPr.set("descr", item.caption)
            run._r.getparent().get_or_add_pPr().get_or_add_keepNext()
        self.add(item.caption, "Picture")
        if not chart.data.shown_in_full:
            self.table(chart.table(), "")

    def figure(self, figure: Figure) -> None:
        """Write an indicator's value in a frame."""
        small = (wording.figure_parts(figure), wording.figure_target(figure), figure.note)
        lines = [paragraph_xml(figure.title, TEXT), paragraph_xml(wording.figure_value(figure), "FigureValue")]
        lines += [paragraph_xml(line, TEXT) for line in small if line]
        cell = f'<w:tc><w:tcPr><w:tcW w:w="{self.width}" w:type="dxa"/></w:tcPr>{"".join(lines)}</w:tc>'
        self._append(parse_xml(tbl("TableGrid", [self.width], [f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cell}</w:tr>"])))
        self.add(" ", "Note")

    def bullets(self, bullets: Bullets) -> None:
        """Write a list; every numbered one counts from 1."""
        number = self._new_numbering() if bullets.numbered else None
        for item in bullets.items:
            paragraph = self.word.add_paragraph(bound(item), style="List Number" if bullets.numbered else "List Bullet")
            if number is not None:
                properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
                properties.get_or_add_ilvl().val = 0
                properties.get_or_add_numId().val = number

    def _new_numbering(self) -> int:
        numbering = self.word.part.numbering_part.element
        style = self.word.styles["List Number"].element
        used = style.pPr.numPr.numId.val
        abstract = numbering.num_having_numId(used).abstractNumId.val
        num = numbering.add_num(abstract)
        num.add_lvlOverride(ilvl=0).add_startOverride(1)
        return int(num.numId)

    def signatures(self) -> None:
        """Write the lines to sign on."""
        if self.document.signatures:
            self.add(" ", "Normal")
            self.keep_end()
            widths = [int(self.width * share) for share in (0.46, 0.22, 0.03, 0.29)]
            rows = [row for one in self.document.signatures for row in _signature_rows(one, widths)]
            self._append(parse_xml(tbl("TableNormal", widths, rows)))

    def keep_end(self) -> None:
        """Keep the end of the text with what follows it: signatures never stand alone on a page."""
        for element in reversed(list(self.word.element.body.iterchildren(qn("w:p"), qn("w:tbl")))):
            table = element.tag == qn("w:tbl")
            last = element.tr_lst[-1].iter(qn("w:p")) if table else [element]
            for paragraph in last:
                paragraph.get_or_add_pPr().get_or_add_keepNext()
            if table or "".join(element.itertext()).strip() or element.findall(f".//{qn('w:drawing')}"):
                return


def _signature_rows(signature: Signature, widths: list[int]) -> list[str]:
    lined = (1,) if signature.person else (1, 3)
    rows = [_signature_row((signature.position, "", "", signature.person), widths, "Normal", lined)]
    if not signature.person:
        sign, name = wording.SIGN_HERE
        rows.append(_signature_row(("", sign, "", name), widths, "Under Line"))
    elif signature.day is not None:
        rows.append(_signature_row(("", "", "", wording.signed_on(signature)), widths, TEXT))
    return rows


def _signature_row(texts: tuple[str, ...], widths: list[int], style: str, lined: tuple[int, ...] = ()) -> str:
    border = '<w:tcBorders><w:bottom w:val="single" w:sz="4" w:color="000000"/></w:tcBorders>'
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{border if place in lined else ""}</w:tcPr>'
        f"{paragraph_xml(text, style)}</w:tc>"
        for place, (text, width) in enumerate(zip(texts, widths, strict=True))
    )
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"


def _describe(properties: Any, document: Document) -> None:
    day = datetime.combine(document.requisites.day, time(), UTC)
    properties.title, properties.subject = document.title, document.subtitle
    properties.author = properties.last_modified_by = document.requisites.organization
    properties.created = properties.modified = day
    properties.revision, properties.comments, properties.language = 1, "", "ru-RU"
