"""The tree: refuses at once what a renderer could not draw."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from apps.core.charts import ChartData, ChartKind, Series
from apps.core.documents.cells import ColumnKind, Missing, Ratio
from apps.core.documents.tree import Chart, Column, Document, Figure, Paragraph, Row, RowStyle, Section, Table
from tests.core.documents.samples import REQUISITES, report

COLUMNS = (Column("Округ"), Column("Людей", ColumnKind.INT))


def test_table_refuses_a_row_of_another_width() -> None:
    with pytest.raises(ValueError, match="table 'Кадры', row 2: 1 cells, not 2"):
        Table("Кадры", COLUMNS, (Row(("Муром", 1)), Row(("Ковров",))))


def test_table_refuses_a_cell_of_another_kind() -> None:
    with pytest.raises(ValueError, match="table 'Кадры', row 1: '1' is no int"):
        Table("Кадры", COLUMNS, (Row(("Муром", "1")),))


def test_table_takes_a_group_row_of_one_cell() -> None:
    table = Table("Кадры", COLUMNS, (Row(("Север",), RowStyle.GROUP), Row(("Муром", 1))))
    assert [row.style for row in table.rows] == [RowStyle.GROUP, RowStyle.PLAIN]


def test_table_refuses_a_group_row_of_many_cells() -> None:
    with pytest.raises(ValueError, match="row 1: 2 cells, not 1"):
        Table("Кадры", COLUMNS, (Row(("Север", 1), RowStyle.GROUP),))


@pytest.mark.parametrize("count", [0, 41])
def test_table_refuses_no_columns_and_too_many(count: int) -> None:
    with pytest.raises(ValueError, match=f"has {count} columns, not 1 to 40"):
        Table("Кадры", (Column("Округ"),) * count, ())


def test_column_refuses_a_weight_of_zero() -> None:
    with pytest.raises(ValueError, match="weight 0 is not above zero"):
        Column("Округ", weight=0)


def test_node_keeps_its_enums_and_cleans_its_texts() -> None:
    column = Column("Лю\x00дей", ColumnKind.INT)
    row = Row(("Му\x0bром", 1), RowStyle.TOTAL)
    assert (column.title, column.kind.numeric, row.cells, row.style) == ("Лю дей", True, ("Му ром", 1), RowStyle.TOTAL)


def test_figure_difference_adds_up_with_the_printed_numbers() -> None:
    figure = Figure("Доля", Ratio(124, 300), target=D("40.04"))
    assert (figure.percent, figure.difference) == (D("41.3"), D("1.3"))


def test_figure_without_a_value_has_no_difference() -> None:
    assert Figure("Доля", Missing("нет педагогов"), target=D(40)).difference is None
    assert Figure("Доля", Ratio(0, 0), target=D(40)).difference is None


def test_chart_table_holds_every_value_and_the_target() -> None:
    series = (Series("Регион", (D("12.4"), None)), Series("Округ", (D("10"), D("20.25"))))
    data = ChartData(ChartKind.LINE, ("2024", "2025"), series, unit="%", target=D(40))
    table = Chart("Динамика", data).table()
    assert [column.title for column in table.columns] == ["Период", "Регион, %", "Округ, %"]
    assert [row.cells for row in table.rows] == [
        ("2024", D("12.4"), D("10")),
        ("2025", None, D("20.25")),
        ("Цель", D(40), D(40)),
    ]
    assert table.columns[1].places == 2


@pytest.mark.parametrize(
    ("changes", "message"),
    [({"title": " "}, "a document needs a title"), ({"sections": ()}, "a document needs at least one section")],
)
def test_document_refuses_to_be_empty(changes: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        report(**changes)


def test_tree_of_equal_parts_is_equal() -> None:
    section = Section("Введение", (Paragraph("Текст"),))
    assert Document("Отчёт", REQUISITES, (section,)) == Document("Отчёт", REQUISITES, (section,))
