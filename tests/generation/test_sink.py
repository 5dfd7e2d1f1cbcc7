"""Rows on their way: numbers, defaults, empty values."""

import pytest

from apps.core.actor import acting, system
from apps.diagnostics.models import Competence, Tool
from apps.monitoring.generation.sink import Sink, Table, quoted, text
from apps.teachers.models import Subject
from tests.factories import make_municipality, make_organization, make_region

pytestmark = pytest.mark.django_db
SUBJECT = Table(Subject, ("name", "sort_key"))


@pytest.fixture
def sink() -> Sink:
    """A sink of subjects: a table without a wall."""
    return Sink(SUBJECT)


def test_number_is_known_before_the_row_is_written(sink: Sink) -> None:
    number = sink.add("Ненаписанное", "ненаписанное")
    assert not Subject.objects.filter(pk=number).exists()
    sink.flush()
    assert Subject.objects.get(pk=number).name == "Ненаписанное"


def test_missing_columns_get_the_model_defaults(sink: Sink) -> None:
    number = sink.add("Ненаписанное", "ненаписанное")
    sink.flush()
    assert Subject.objects.get(pk=number).synonyms == []


def test_numbers_continue_those_of_the_table(sink: Sink) -> None:
    taken = Subject.objects.create(name="Раньше", sort_key="раньше").pk
    assert sink.add("Позже", "позже") > taken


def test_numbers_leave_the_sequence_free(sink: Sink) -> None:
    number = sink.add("Раньше", "раньше")
    sink.flush()
    assert Subject.objects.create(name="Позже", sort_key="позже").pk > number


def test_empty_sink_writes_nothing(sink: Sink) -> None:
    sink.flush()
    assert sink.written == 0


def test_written_rows_are_counted_over_batches(sink: Sink) -> None:
    for name in ("а", "б"):
        sink.add(name, name)
        sink.flush()
        sink.clear()
    assert sink.written == 2


def test_cleared_stage_is_not_written_twice(sink: Sink) -> None:
    sink.add("а", "а")
    sink.flush()
    sink.clear()
    sink.add("б", "б")
    sink.flush()
    assert Subject.objects.filter(name__in=("а", "б")).count() == 2


def test_taken_columns_come_from_the_joined_row() -> None:
    with acting(system("test")):
        provider = make_organization(make_municipality(make_region(), "99601000", "А"), short_name="Имя школы")
        joined = "JOIN organizations_organization o ON o.id = s.provider_id"
        sink = Sink(Table(Tool, ("provider_id",), {"title": "o.short_name"}, joined))
        number = sink.add(provider.pk)
        sink.flush()
        assert Tool.objects.get(pk=number).title == "Имя школы"


def test_default_of_the_model_is_a_constant() -> None:
    assert Table(Competence, ("code", "title", "block")).constants() == {"description": "", "state": "published"}


@pytest.mark.parametrize(("value", "expected"), [(None, "\\N"), (1, "1"), (True, "True"), (0.5, "0.5"), ("ё", "ё")])
def test_text_form_of_a_value(value: object, expected: str) -> None:
    assert text(value) == expected


def test_quoted_columns_may_be_words_of_sql() -> None:
    assert quoted(("start", "end")) == '"start", "end"'
