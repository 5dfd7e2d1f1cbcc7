"""The report as a fragment of a page."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser

import pytest

from apps.core.documents.html import contents, fragment
from apps.core.documents.tree import Column, Paragraph, Row, Section, Table
from tests.core.documents.samples import report


class Page(HTMLParser):
    """Collects the elements of a fragment and checks that every one is closed in its turn."""

    VOID = frozenset({"br", "col", "rect", "path", "line", "circle"})

    def __init__(self, source: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.found: list[tuple[str, dict[str, str | None], list[str]]] = []
        self.feed(source)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs), []))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs), []))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.found[-1][2].append(data)

    def texts(self, tag: str) -> list[str]:
        return ["".join(text) for name, _, text in self.found if name == tag]

    def values(self, attribute: str) -> Iterator[str]:
        return (attrs[attribute] or "" for _, attrs, _ in self.found if attribute in attrs)


def test_fragment_has_one_title_and_headings_beneath_it() -> None:
    page = Page(fragment(report()))
    assert page.texts("h1") == ["Аналитическая справка"]
    assert page.texts("h2") == [
        "Введение",
        "1.\u00a0Диагностика",
        "2.\u00a0Финансирование",
        "Приложение.\u00a0Список организаций",
    ]
    assert page.texts("h3") == ["1.1.\u00a0Динамика"]


def test_fragment_fits_under_the_pages_own_heading() -> None:
    page = Page(fragment(report(), top=2))
    assert (page.texts("h1"), page.texts("h2")) == ([], ["Аналитическая справка"])


def test_fragment_captions_tables_and_pictures() -> None:
    page = Page(fragment(report()))
    assert page.texts("caption") == [
        "Таблица\u00a01 — Доля педагогических работников, прошедших диагностику",
        "Таблица\u00a02 — Организации",
    ]
    assert page.texts("figcaption") == [
        "Рисунок\u00a01 — Динамика доли прошедших диагностику",
        "Рисунок\u00a02 — Показатели по годам",
    ]


def test_fragment_keeps_the_data_of_every_picture_behind_it() -> None:
    page = Page(fragment(report()))
    assert page.texts("summary") == ["Данные рисунка"] * 2
    assert len(page.texts("svg")) == 2


def test_fragment_ids_are_unique_and_contents_leads_to_them() -> None:
    ids = list(Page(fragment(report())).values("id"))
    links = [link.removeprefix("#") for link in Page(contents(report())).values("href")]
    assert len(ids) == len(set(ids))
    assert links == ["section-1", "section-2", "section-2-1", "section-3", "appendix-1"]
    assert set(links) <= set(ids)


def test_fragment_needs_no_inline_style_or_script() -> None:
    page = Page(fragment(report()))
    assert list(page.values("style")) == []
    assert page.texts("script") == []


def test_fragment_escapes_what_comes_from_data() -> None:
    evil = "<script>alert(1)</script>\" onload='x'"
    table = Table(evil, (Column(evil),), (Row((evil,)),), notes=(evil,))
    page = Page(fragment(report(title=evil, sections=(Section(evil, (Paragraph(evil), table)),), appendices=())))
    assert page.texts("script") == []
    assert (page.texts("h1"), page.texts("td")[0]) == ([evil], evil)


def test_fragment_of_an_empty_section_says_so() -> None:
    page = Page(fragment(report(sections=(Section("Кадры"),), appendices=(), signatures=())))
    assert page.texts("p")[-1] == "Сведений за период нет."


def test_fragment_of_an_empty_table_says_so() -> None:
    table = Table("Кадры", (Column("Округ"), Column("Людей")), (), empty="Сведений о кадрах нет.")
    page = Page(fragment(report(sections=(Section("Кадры", (table,)),), appendices=(), signatures=())))
    assert page.texts("td") == ["Сведений о кадрах нет."]


def test_fragment_explains_a_missing_value_on_hover_and_beneath() -> None:
    page = Page(fragment(report()))
    assert list(page.values("title")) == ["в округе нет педагогов"]
    assert "«—» — в округе нет педагогов." in page.texts("p")


def test_fragment_signs_before_the_appendices() -> None:
    source = fragment(report())
    assert source.index("section-3") < source.index("П. П. Примерный") < source.index("appendix-1")


@pytest.mark.parametrize("state", ["", "ЧЕРНОВИК"])
def test_fragment_shows_its_state(state: str) -> None:
    assert ("doc-state" in fragment(report(state=state))) is bool(state)
