"""The looks of a DOCX: styles, sheets, headers with page numbers, fields."""

from __future__ import annotations

from typing import Any
from xml.sax.saxutils import escape

from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from apps.core.documents.docx_table import DENSE, DENSE_LETTERS, HEAD, LETTERS, NAMESPACE, NUMBER, TEXT

FONT = "Times New Roman"  # on every office machine; its free look-alikes have the same widths
TEXT_WIDTH = {False: 170, True: 257}
LEFT, CENTER, RIGHT, JUSTIFY = (
    WD_ALIGN_PARAGRAPH.LEFT,
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.RIGHT,
    WD_ALIGN_PARAGRAPH.JUSTIFY,
)

# name: (size in points, bold, alignment, points before, points after)
_PARAGRAPHS: dict[str, tuple[float, bool, Any, float, float]] = {
    "Normal": (14, False, LEFT, 0, 6),
    "Title": (16, True, CENTER, 24, 6),
    "Subtitle": (14, False, CENTER, 0, 6),
    "Heading 1": (15, True, LEFT, 18, 10),
    "Heading 2": (14, True, LEFT, 14, 6),
    "Heading 3": (14, True, LEFT, 12, 6),
    "Heading 4": (14, True, LEFT, 12, 6),
    "Caption": (12, False, LEFT, 10, 4),
    "List Bullet": (14, False, LEFT, 0, 3),
    "List Number": (14, False, LEFT, 0, 3),
}
_OWN: dict[str, tuple[float, bool, Any, float, float]] = {
    "Body": (14, False, JUSTIFY, 0, 6),
    "Note": (11, False, LEFT, 3, 3),
    "Conclusion": (14, True, LEFT, 3, 6),
    "Organization": (14, True, CENTER, 0, 6),
    "Requisites": (12, False, CENTER, 0, 6),
    "Approval": (12, False, LEFT, 0, 0),
    "Contents Title": (15, True, CENTER, 24, 10),
    "toc 1": (14, False, LEFT, 0, 3),
    "toc 2": (14, False, LEFT, 0, 3),
    "Picture": (12, False, CENTER, 10, 4),
    "Figure Value": (18, True, LEFT, 0, 0),
    "Under Line": (10, False, CENTER, 0, 0),
    TEXT: (LETTERS, False, LEFT, 1, 1),
    NUMBER: (LETTERS, False, RIGHT, 1, 1),
    HEAD: (LETTERS, True, CENTER, 2, 2),
    TEXT + DENSE: (DENSE_LETTERS, False, LEFT, 1, 1),
    NUMBER + DENSE: (DENSE_LETTERS, False, RIGHT, 1, 1),
    HEAD + DENSE: (DENSE_LETTERS, True, CENTER, 2, 2),
}


def set_styles(document: Any) -> None:
    """Give the document the styles of an official paper in place of the library's coloured ones."""
    _set_language(document)
    for name, look in _PARAGRAPHS.items():
        _set_look(document.styles[name], look)
    for name, look in _OWN.items():
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=name.startswith("toc"))
        style.base_style = document.styles["Normal"]
        _set_look(style, look)
    document.styles["Body"].paragraph_format.first_line_indent = Mm(12.5)
    document.styles["Conclusion"].paragraph_format.left_indent = Mm(6)
    document.styles["Approval"].paragraph_format.left_indent = Mm(95)
    document.styles["Caption"].paragraph_format.keep_with_next = True
    document.styles["toc 2"].paragraph_format.left_indent = Mm(8)
    for name in ("toc 1", "toc 2"):
        stops = document.styles[name].paragraph_format.tab_stops
        stops.add_tab_stop(Mm(TEXT_WIDTH[False]), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)


def _set_language(document: Any) -> None:
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "ru-RU")
    hyphens = parse_xml(f"<w:autoHyphenation {NAMESPACE}/>")
    # The schema has an order, and Word refuses settings out of it.
    document.settings.element.find(qn("w:defaultTabStop")).addnext(hyphens)


def _set_look(style: Any, look: tuple[float, bool, Any, float, float]) -> None:
    size, bold, alignment, before, after = look
    style.font.name, style.font.size, style.font.bold = FONT, Pt(size), bold
    style.font.italic, style.font.color.rgb = False, RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for script in ("cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), FONT)
    form = style.paragraph_format
    form.alignment, form.space_before, form.space_after, form.line_spacing = alignment, Pt(before), Pt(after), 1.15
    for name in ("w:pPr/w:pBdr", "w:rPr/w:spacing", "w:rPr/w:kern"):
        for ornament in style.element.findall("/".join(map(qn, name.split("/")))):
            ornament.getparent().remove(ornament)


def set_sheet(section: Any, state: str, *, wide: bool) -> None:
    """Turn the sheet as its tables need, set the margins and the header with the page number."""
    section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (Mm(297), Mm(210)) if wide else (Mm(210), Mm(297))
    margins = (30, 20, 10, 20) if wide else (20, 10, 20, 30)
    section.top_margin, section.right_margin, section.bottom_margin, section.left_margin = map(Mm, margins)
    section.header_distance = Mm(10)
    section.header.is_linked_to_previous = False
    _fill_header(section.header.paragraphs[0], state, TEXT_WIDTH[wide], number=True)


def set_first_page(section: Any, state: str) -> None:
    """Leave the page number off the first page, not the state of the document."""
    section.different_first_page_header_footer = True
    _fill_header(section.first_page_header.paragraphs[0], state, TEXT_WIDTH[False], number=False)


def _fill_header(paragraph: Any, state: str, width: int, *, number: bool) -> None:
    stops = paragraph.paragraph_format.tab_stops
    stops.add_tab_stop(Mm(width / 2), WD_TAB_ALIGNMENT.CENTER)
    stops.add_tab_stop(Mm(width), WD_TAB_ALIGNMENT.RIGHT)
    paragraph.style = "Normal"
    paragraph.add_run("\t")
    if number:
        append_field(paragraph, "PAGE", "1")
    paragraph.add_run(f"\t{state}").font.size = Pt(10)


def append_field(paragraph: Any, instruction: str, shown: str) -> None:
    """Add a whole field with what it shows until it is computed."""
    add_field_start(paragraph, instruction)
    paragraph.add_run(shown)
    add_field_end(paragraph)


def add_field_start(paragraph: Any, instruction: str, *, stale: bool = False) -> None:
    """Begin a field; a stale one is computed anew when the document is opened."""
    dirty = ' w:dirty="true"' if stale else ""
    _add(paragraph, f'<w:fldChar w:fldCharType="begin"{dirty}/>')
    _add(paragraph, f'<w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText>')
    _add(paragraph, '<w:fldChar w:fldCharType="separate"/>')


def add_field_end(paragraph: Any) -> None:
    """End the field begun last."""
    _add(paragraph, '<w:fldChar w:fldCharType="end"/>')


def _add(paragraph: Any, inner: str) -> None:
    paragraph._p.append(parse_xml(f"<w:r {NAMESPACE}>{inner}</w:r>"))


def add_bookmark(paragraph: Any, name: str, number: int) -> None:
    """Mark the paragraph as the target of links and of page references."""
    start = f'<w:bookmarkStart {NAMESPACE} w:id="{number}" w:name="{bookmark(name)}"/>'
    paragraph._p.insert(1, parse_xml(start))
    paragraph._p.append(parse_xml(f'<w:bookmarkEnd {NAMESPACE} w:id="{number}"/>'))


def bookmark(anchor: str) -> str:
    """Return the anchor in the letters that Word allows in a bookmark."""
    return anchor.replace("-", "_")


def add_link(paragraph: Any, text: str, anchor: str) -> None:
    """Add text that leads to a bookmark of the same document."""
    link = f'<w:hyperlink {NAMESPACE} w:anchor="{bookmark(anchor)}" w:history="1">'
    paragraph._p.append(parse_xml(f'{link}<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:hyperlink>'))
