"""The spreadsheet of the competence framework."""

import pytest

from apps.core.actor import acting
from apps.core.imports.services import NotAllowed
from apps.core.models import HistoryEntry
from apps.diagnostics.models import Competence
from tests.cast import Cast
from tests.support_imports import CREATED, REJECTED, SYSTEM, UPDATED, Load, counts, messages

pytestmark = pytest.mark.django_db
KIND = "competences"


def row(code: str = "Т-77", **cells: object) -> dict[str, object]:
    return {"Код": code, "Наименование": "Пробная компетенция", "Блок": "методические", **cells}


def test_new_competence_is_created_with_history(cast: Cast, load: Load) -> None:
    assert counts(load(row(Блок="Психолого–педагогические"))) == CREATED
    with acting(SYSTEM):
        made = Competence.objects.get(code="Т-77")
        assert (made.title, made.block, made.state) == ("Пробная компетенция", "pedagogical", "published")
        assert HistoryEntry.objects.get(object_kind="diagnostics.competence").object_ref == str(made.pk)


def test_same_file_twice_changes_nothing(cast: Cast, load: Load) -> None:
    assert counts(load(row(), row("Т-78"))) == (2, 0, 0, 0)
    assert counts(load(row(), row("Т-78"))) == (0, 0, 2, 0)


def test_changed_title_updates_and_empty_cell_keeps(cast: Cast, load: Load) -> None:
    load(row())
    result = load(row(Наименование="Другая", Блок=""))
    assert counts(result) == UPDATED
    assert [(c.field, c.old, c.new) for c in result.changes] == [("title", "Пробная компетенция", "Другая")]


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"Блок": "общие"}, "Блок: «общие» — такого значения нет в списке; ожидается одно из значений: «предметные»"),
        ({"Наименование": ""}, "Наименование: ячейка пуста; ожидается текст не длиннее 300 знаков."),
        ({"Код": ""}, "Код: ячейка пуста; ожидается текст не длиннее 20 знаков."),
    ],
)
def test_bad_row_is_rejected_with_its_reason(cast: Cast, load: Load, cells: dict[str, str], message: str) -> None:
    result = load({**row(), **cells})
    assert counts(result) == REJECTED
    assert messages(result)[0].startswith(message)


def test_second_row_of_one_code_is_rejected(cast: Cast, load: Load) -> None:
    result = load(row(), row(), row(Блок="ИКТ"))
    assert counts(result) == (1, 0, 1, 1)
    assert messages(result) == [
        "Строка с тем же ключом («Код») уже есть в файле — строка 2, и данные в них различаются; ожидается одна строка."
    ]


def test_centre_writes_the_framework_a_methodist_does_not(cast: Cast, load: Load) -> None:
    assert counts(load(row(), actor=cast.actor("cnppm"))) == CREATED
    with pytest.raises(NotAllowed):
        load(row(), actor=cast.actor("methodist"))
