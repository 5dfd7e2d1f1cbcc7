"""The tree as PDF, by sections: each is laid out, written and let go before the next begins.

A whole report laid out at once holds about two megabytes a page; one section at a time, joined page by
page afterwards, holds the largest section only. Nothing is fetched: the source holds its pictures, and
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
from apps.core.documents.outline import Part, outline
from apps.core.documents.tree import Document

PRODUCER = "РСНМС-портал"
CONTENTS_DEPTH = 2
POINTS_PER_PIXEL = 0.75
LANDSCAPE = "@page { size: A4 landscape; margin: 30mm 20mm 10mm 20mm; }"


@dataclass(frozen=True, slots=True)
class _Pages:
    """A laid out part: its PDF, and for every anchor the page it stands on (from 0) and its corner."""

    data: bytes
    count: int
    anchors: dict[str, tuple[int, float, float]]


def render(document: Document) -> bytes:
    """Return the report as PDF: title and contents, then every section from a new page, then signatures."""
    press = _Press(document)
    parts = outline(document)
    # The contents take the same room whatever the numbers are, so a first pass tells where sections begin.
    first = press.front(parts, {})
    chapters, places, start = [], {}, first.count
    for part in parts:
        pages = press.chapter(part, start)
        places.update({anchor: start + place[0] for anchor, place in pages.anchors.items()})
        chapters.append(pages.data)
        start += pages.count
    front = press.front(parts, places)
    return _join(document, front, chapters, places)


class _Press:
    """Lays out pieces of one document with one set of fonts and styles."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.fonts = FontConfiguration()
        self.fetcher = URLFetcher(allowed_protocols=frozenset())
        self.style = CSS(string=_print_css(), font_config=self.fonts, url_fetcher=self.fetcher)
        self.last = outline(document)[-1]

    def front(self, parts: Iterable[Part], places: dict[str, int]) -> _Pages:
        """Lay out the title and the contents with the page numbers known so far."""
        rows = "".join(_contents_row(part, places) for top in parts for part in top.walk())
        title = f'<h2 class="doc-contents-title">{wording.CONTENTS}</h2>'
        contents = f'<nav class="doc-toc">{title}<table>{rows}</table></nav>'
        return self._lay_out(html.header(self.document) + contents, "@page :first { @top-center { content: none } }")

    def chapter(self, part: Part, start: int) -> _Pages:
        """Lay out one section, its first page following ``start`` others; the last one is signed."""
        body = html.part_html(part, in_print=True)
        if part is self.last or part.anchor == self.last.anchor:
            body += html.signatures(self.document.signatures)
        page = f"@page :first {{ counter-reset: page {start + 1} }}"
        return self._lay_out(body, (LANDSCAPE if part.wide else "") + page)

    def _lay_out(self, body: str, page_css: str) -> _Pages:
        state = escape(self.document.state)
        source = f'<html lang="ru"><body data-state="{state}">{body}</body></html>'
        page_style = CSS(string=page_css, font_config=self.fonts, url_fetcher=self.fetcher)
        laid_out = HTML(string=source, url_fetcher=self.fetcher).render(
            stylesheets=[self.style, page_style], font_config=self.fonts
        )
        return _Pages(laid_out.write_pdf(), len(laid_out.pages), _anchors(laid_out))


@cache
def _print_css() -> str:
    return (Path(__file__).parent / "print.css").read_text(encoding="utf-8")


def _anchors(laid_out: Any) -> dict[str, tuple[int, float, float]]:
    return {
        name: (number, point[0], page.height - point[1])
        for number, page in enumerate(laid_out.pages)
        for name, point in page.anchors.items()
    }


def _contents_row(part: Part, places: dict[str, int]) -> str:
    if part.level > CONTENTS_DEPTH:
        return ""
    page = places.get(part.anchor, 0) + 1
    css = ' class="inner"' if part.level > 1 else ""
    heading = escape(part.heading)
    return f'<tr id="to-{part.anchor}"><td{css}>{heading}</td><td class="page">{page}</td></tr>'


def _join(document: Document, front: _Pages, chapters: list[bytes], places: dict[str, int]) -> bytes:
    writer = PdfWriter()
    for data in (front.data, *chapters):
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
