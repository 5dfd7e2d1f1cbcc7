"""Cells of lists: what is read and how it is written."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import FieldDoesNotExist

from apps.core.actor import acting
from apps.core.web import columns
from apps.core.web.columns import Column, Kind
from apps.organizations.models import Municipality, Organization
from tests.cast import Cast


@pytest.mark.parametrize(
    ("column", "value", "text"),
    [
        (Column("a", "А"), "слово", "слово"),
        (Column("a", "А"), None, "—"),
        (Column("a", "А"), "", "—"),
        (Column("a", "А", kind=Kind.NUMBER), 12345, "12\u202f345"),
        (Column("a", "А", kind=Kind.NUMBER), 0, "0"),
        (Column("a", "А", kind=Kind.PERCENT), Decimal("41.25"), "41,3\u00a0%"),
        (Column("a", "А", kind=Kind.DATE), date(2025, 3, 9), "09.03.2025"),
        (Column("a", "А", kind=Kind.FLAG), False, "нет"),
        (Column("a", "А", labels={"x": "икс"}), "x", "икс"),
        (Column("a", "А", write=lambda v: f"[{v}]"), 5, "[5]"),
    ],
)
def test_value_is_written_as_people_read_it(column: Column, value: Any, text: str) -> None:
    assert columns.text_of(column, column.labels, value) == text


@pytest.mark.parametrize(
    ("column", "value", "written"),
    [
        (Column("a", "А", kind=Kind.NUMBER), 12345, 12345),
        (Column("a", "А", kind=Kind.DATE), date(2025, 3, 9), date(2025, 3, 9)),
        (Column("a", "А", kind=Kind.FLAG), True, "да"),
        (Column("a", "А", labels={"x": "икс"}), "x", "икс"),
        (Column("a", "А"), "", None),
        (Column("a", "А"), None, None),
    ],
)
def test_value_keeps_its_type_in_a_file(column: Column, value: Any, written: Any) -> None:
    assert columns.file_value(column, column.labels, value) == written


def test_cell_escapes_what_people_typed() -> None:
    assert columns.cell(Column("a", "А"), {}, "<b>&") == "&lt;b&gt;&amp;"


def test_cell_of_a_badge_has_a_word_and_a_colour() -> None:
    column = Column("a", "А", kind=Kind.BADGE, tones={"bad": "red"}, labels={"bad": "плохо"})
    assert columns.cell(column, column.labels, "bad") == '<span class="badge bg-red-lt">плохо</span>'


def test_cell_with_an_address_is_a_link() -> None:
    assert columns.cell(Column("a", "А"), {}, "Школа", "/o/1/") == '<a href="/o/1/">Школа</a>'


def test_labels_are_the_choices_of_the_field() -> None:
    assert columns.labels_of(Organization, Column("kind", "Тип"))["school"] == "Школа"


def test_path_that_leads_nowhere_is_refused() -> None:
    with pytest.raises(FieldDoesNotExist):
        columns.final_field(Organization, "municipality__nothing")


def test_walled_is_every_model_without_an_exemption() -> None:
    assert [columns.walled(model) for model in (Organization, Municipality)] == [True, False]


def test_reference_out_of_scope_leaves_the_row_and_hides_the_name(cast: Cast) -> None:
    actor = cast.actor("operator")
    with acting(actor):
        path = columns.expression(Organization, "parent__short_name")
        found = Organization.objects.annotate(above=path).values_list("short_name", "above")
        assert dict(found)["ЦНППМ"] == "ИРО"
        assert dict(found)["Школа А-1"] is None
