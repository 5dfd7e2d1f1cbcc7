"""The outline: numbers, anchors and notes of a report."""

from __future__ import annotations

from dataclasses import replace

import pytest

from apps.core.documents.cells import ColumnKind, Missing
from apps.core.documents.outline import figures, outline, table_notes
from apps.core.documents.tree import Column, Document, Paragraph, Row, Section, Table
from tests.core.documents.samples import DYNAMICS, INDICATOR, REQUISITES, people, report


def headings(*sections: Section, appendices: tuple[Section, ...] = ()) -> list[tuple[str, str]]:
    parts = outline(report(sections=sections, appendices=appendices))
    return [(part.heading, part.anchor) for top in parts for part in top.walk()]


def test_outline_numbers_sections_by_their_place() -> None:
    found = headings(Section("Введение", number=""), Section("Кадры", children=(Section("Школы"), Section("Сады"))))
    assert found == [
        ("Введение", "section-1"),
        ("1.\u00a0Кадры", "section-2"),
        ("1.1.\u00a0Школы", "section-2-1"),
        ("1.2.\u00a0Сады", "section-2-2"),
    ]


def test_outline_keeps_the_regulations_own_numbers() -> None:
    found = headings(Section("Кадры", number="3", children=(Section("Школы"),)), Section("Программы", number="4"))
    assert [heading for heading, _ in found] == ["3.\u00a0Кадры", "3.1.\u00a0Школы", "4.\u00a0Программы"]


def test_outline_refuses_two_sections_of_one_number() -> None:
    with pytest.raises(ValueError, match="two sections bear the number '1'"):
        headings(Section("Кадры"), Section("Программы", number="1"))


def test_outline_counts_appendices_only_when_there_are_several() -> None:
    one = headings(Section("Кадры"), appendices=(Section("Список"),))
    two = headings(Section("Кадры"), appendices=(Section("Список", children=(Section("Школы"),)), Section("Карта")))
    assert [heading for heading, _ in one[1:]] == ["Приложение.\u00a0Список"]
    assert [heading for heading, _ in two[1:]] == [
        "Приложение\u00a01.\u00a0Список",
        "Школы",
        "Приложение\u00a02.\u00a0Карта",
    ]


def test_outline_counts_tables_and_pictures_through_the_document() -> None:
    parts = outline(report())
    found = [(item.label, item.anchor) for top in parts for part in top.walk() for item in part.items if item.label]
    assert found == [
        ("Таблица\u00a01", "table-1"),
        ("Рисунок\u00a01", "chart-1"),
        ("Рисунок\u00a02", "chart-2"),
        ("Таблица\u00a02", "table-2"),
    ]


def test_outline_counts_the_same_table_twice_when_it_stands_twice() -> None:
    parts = outline(report(sections=(Section("Кадры", (INDICATOR, INDICATOR)),), appendices=()))
    assert [item.label for item in parts[0].items] == ["Таблица\u00a01", "Таблица\u00a02"]


def test_part_is_wide_when_a_table_within_needs_it() -> None:
    parts = outline(report(sections=(Section("Кадры", children=(Section("Список", (people(1),)),)), Section("Иное"))))
    assert [part.wide for part in parts] == [True, False, True]


def test_table_notes_give_each_reason_of_a_missing_value_once() -> None:
    rows = tuple(Row((Missing(reason),)) for reason in ("нет школ", "нет данных", "нет школ", ""))
    table = Table("Кадры", (Column("Людей", ColumnKind.INT),), rows, notes=("Без совместителей.",))
    assert table_notes(table) == ("Без совместителей.", "«—» — нет школ.", "«—» — нет данных.")


def test_figures_are_found_in_reading_order() -> None:
    found = figures(outline(report()))
    assert [figure.title for figure in found] == ["Доля прошедших диагностику", "Доля молодых педагогов"]


def test_paragraph_refers_to_a_table_and_a_picture_by_their_keys() -> None:
    text = Paragraph("Смотри [[люди]] и [[годы]].")
    table = Table("Люди", (Column("Кто"),), (), key="люди")
    chart = replace(DYNAMICS, key="годы")
    first, *_ = outline(Document("О", REQUISITES, (Section("А", (text,)), Section("Б", (table, chart)))))
    assert first.items[0].block == Paragraph("Смотри таблица\N{NO-BREAK SPACE}1 и рисунок\N{NO-BREAK SPACE}1.")


def test_reference_to_nothing_is_a_fault_of_the_author() -> None:
    document = Document("О", REQUISITES, (Section("А", (Paragraph("[[нет]]"),)),))
    with pytest.raises(ValueError, match="'нет'"):
        outline(document)
