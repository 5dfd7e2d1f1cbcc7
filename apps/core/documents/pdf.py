"""The tree as PDF, by sections: each is laid out, written and let go before the next begins.

A whole report laid out at once holds about two megabytes a page; a few sections at a time, joined
afterwards, hold the largest section only. Nothing is fetched: the source holds its pictures, and
the fetcher refuses every address. The same tree gives the same bytes: all dates come from the tree.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from html import escape
from io import BytesIO
from pathlib import Path
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.annotations import Link
from pypdf.generic import NameObject, TextStringObject
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

from apps.core.documents import html, wording
from apps.core.documents.outline import Part, lone, outline
from apps.core.documents.tree import Block, Chart, Document, Table
from apps.core.text import bound

PRODUCER = "РСНМС-портал"
CONTENTS_DEPTH = 2
CHAPTER_WEIGHT = 120
POINTS_PER_PIXEL = 0.75
FIRST = "@page :first { @top-center { content: none } }"
LANDSCAPE = "@page { size: A4 landscape; margin: 30mm 20mm 10mm 20mm; }"


@dataclass(frozen=True, slots=True)
class _Pages:
    """A laid out part: its PDF, and for every anchor the page it stands on (from 0) and its corner."""

    data: bytes
    count: int
    anchors: dict[str, tuple[int, float, float]]


def render(document: Document) -> bytes:
    """Return the report as PDF: title and contents, the sections, signatures, appendices."""
    press = _Press(document)
    parts = outline(document)
    if lone(parts):
        return _join(document, press.sheet(parts[0]), [], {})
    # The contents take the same room whatever the numbers are, so a first pass tells where sections begin.
    first = press.front(parts, {})
    written, places, start = [], {}, first.count
    for chapter in chapters(parts):
        pages = press.chapter(chapter, start)
        places.update({anchor: start + place[0] for anchor, place in pages.anchors.items()})
        written.append(pages.data)
        start += pages.count
    front = press.front(parts, places)
    return _join(document, front, written, places)


def chapters(parts: Iterable[Part]) -> list[list[Part]]:
    """Return the parts that are laid out together, each group from a new page.

    Short sections follow one another on a page; an appendix, a turned sheet and a section that would
    make the group longer than a few pages begin a new one. This is what bounds the memory.
    """
    groups: list[list[Part]] = []
    weight = 0
    for part in parts:
        own = _weight(part)
        joins = groups and not part.is_appendix and groups[-1][-1].wide == part.wide and weight + own <= CHAPTER_WEIGHT
        if joins:
            groups[-1].append(part)
        else:
            groups.append([part])
            weight = 0
        weight += own
    return groups


def _weight(part: Part) -> int:
    """Estimate the height of a part in rows of a table."""
    blocks = [item.block for one in part.walk() for item in one.items]
    return 3 + sum(_block_weight(block) for block in blocks)


def _block_weight(block: Block) -> int:
    if isinstance(block, Table):
        return 4 + len(block.rows)
    return 18 if isinstance(block, Chart) else 4


class _Press:
    """Lays out pieces of one document with one set of fonts and styles."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.fonts = FontConfiguration()
        self.fetcher = URLFetcher(allowed_protocols=frozenset())
        self.style = CSS(string=_print_css(), font_config=self.fonts, url_fetcher=self.fetcher)
        self.signed = f"section-{len(document.sections)}"

    def front(self, parts: Iterable[Part], places: dict[str, int]) -> _Pages:
        """Lay out the title and the contents with the page numbers known so far."""
        rows = "".join(_contents_row(part, places) for top in parts for part in top.walk())
        title = f'<h2 class="doc-contents-title">{wording.CONTENTS}</h2>'
        contents = f'<nav class="doc-toc">{title}<table>{rows}</table></nav>'
        return self._lay_out(html.header(self.document) + contents, FIRST)

    def sheet(self, part: Part) -> _Pages:
        """Lay out a document of one section: its head, the section, the signatures."""
        body = html.part_html(part, paper=html.PAPER) + html.signatures(self.document.signatures)
        return self._lay_out(html.header(self.document) + body, FIRST)

    def chapter(self, parts: list[Part], start: int) -> _Pages:
        """Lay out sections, their first page following ``start`` others; the signatures follow the last one."""
        paper = html.WIDE_PAPER if parts[0].wide else html.PAPER
        body = "".join(html.part_html(part, paper=paper) for part in parts)
        if parts[-1].anchor == self.signed:
            body += html.signatures(self.document.signatures)
        page = f"@page :first {{ counter-reset: page {start + 1} }}"
        return self._lay_out(body, (LANDSCAPE if parts[0].wide else "") + page)

    def _lay_out(self, body: str, page_css: str) -> _Pages:
        state = escape(self.document.state)
        source = f'<html lang="ru"><body data-state="{state}">{body}</body></html>'
        page_style = CSS(string=page_css, font_config=self.fonts, url_fetcher=self.fetcher)
        laid_out = HTML(string=bound(source), url_fetcher=self.fetcher).render(
            stylesheets=[self.style, page_style], font_config=self.fonts
        )
        return _Pages(laid_out.write_pdf(), len(laid_out.pages), _anchors(laid_out))


@cache
def _print_css() -> str:
    return (Path(__file__).parent / "print.css").read_text(encoding="utf-8")


def _anchors(laid_out: Any) -> dict[str, tuple[int, float, float]]:
    places: dict[str, tuple[int, float, float]] = {}
    for number, page in enumerate(laid_out.pages):
        for name, point in page.anchors.items():  # a long section is anchored on every page it takes
            places.setdefault(name, (number, point[0], page.height - point[1]))
    return places


def _contents_row(part: Part, places: dict[str, int]) -> str:
    if part.rank > CONTENTS_DEPTH:
        return ""
    page = places.get(part.anchor, 0) + 1
    css = "doc-toc-title doc-toc-inner" if part.level > 1 else "doc-toc-title"
    heading = escape(part.heading)
    return f'<tr id="to-{part.anchor}"><td class="{css}">{heading}</td><td class="doc-toc-page">{page}</td></tr>'


def _join(document: Document, front: _Pages, written: list[bytes], places: dict[str, int]) -> bytes:
    writer = PdfWriter()
    for data in (front.data, *written):
        writer.append(PdfReader(BytesIO(data)))
    for anchor, (page, left, top) in front.anchors.items():
        target = places.get(anchor.removeprefix("to-"))
        if target is not None:
            writer.add_annotation(page, _link(left, top, target))
    _describe(writer, document)
    joined = BytesIO()
    writer.write(joined)
    return joined.getvalue()


def _link(left: float, top: float, target: int) -> Link:
    corners = (left, top - 20, left + 600, top)
    x1, y1, x2, y2 = (corner * POINTS_PER_PIXEL for corner in corners)
    return Link(rect=(x1, y1, x2, y2), target_page_index=target)


def _describe(writer: PdfWriter, document: Document) -> None:
    day = document.requisites.day
    writer.metadata = {
        "/Title": document.title,
        "/Subject": document.subtitle,
        "/Author": document.requisites.organization,
        "/Producer": PRODUCER,
        "/CreationDate": f"D:{day:%Y%m%d}000000Z",
        "/ModDate": f"D:{day:%Y%m%d}000000Z",
    }
    writer.root_object[NameObject("/Lang")] = TextStringObject("ru-RU")
