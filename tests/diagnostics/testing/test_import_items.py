"""The spreadsheet of items: new, changed, replaced, rejected; the key stays out of the journal."""

import json
from pathlib import Path

import pytest
from openpyxl import Workbook

from apps.core.actor import acting, system
from apps.core.imports import kinds
from apps.core.imports.results import ImportResult
from apps.core.imports.services import run
from apps.core.imports.templates import template
from apps.core.models import HistoryEntry
from apps.diagnostics.models import Item
from apps.diagnostics.services import bank
from tests import factories as make
from tests.cast import Cast
from tests.diagnostics.testing.rows import ITEMS, make_bank_item
from tests.support_imports import counts

pytestmark = pytest.mark.django_db
SYSTEM = system("test")
KIND = kinds.get("items")
HEADINGS = [field.column.title for field in KIND.fields]
Row = tuple[object, ...]


def loaded(cast: Cast, path: Path, *rows: Row, role: str = "cnppm") -> ImportResult:
    """Import these rows as the user of a role."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (HEADINGS, *rows):
        sheet.append(list(row))
    book.save(path / "items.xlsx")
    with acting(cast.actor(role)):
        return run(KIND, path / "items.xlsx")


def row(cast: Cast, code: str = "З-1", **cells: object) -> Row:
    """A row of the centre's bank."""
    make.make_competence()
    values = {"owner": cast.cnppm.code, "code": code, "competence": "Т-01", "difficulty": 2, "kind": "один ответ",
              "text": "Что верно?", "answers": "*это\nне это", "state": "действует", **cells}  # fmt: skip
    return tuple(values[field.name] for field in KIND.fields)


def living() -> list[tuple[str, int, str, str]]:
    with acting(SYSTEM):
        return [(i.code, i.version, i.state, bank.answers_of(i)) for i in Item.objects.exclude(state="outdated")]


def test_items_are_made_changed_and_left_alone(cast: Cast, tmp_path: Path) -> None:
    first, second = row(cast), row(cast, "З-2", kind="число", answers="12,5 ± 0,1", state="")
    assert counts(loaded(cast, tmp_path, first, second)) == (2, 0, 0, 0)
    assert living() == [("З-1", 1, "published", "*это\nне это"), ("З-2", 1, "draft", "12,5 ± 0,1")]
    assert counts(loaded(cast, tmp_path, first, second)) == (0, 0, 2, 0)
    changed = row(cast, "З-2", kind="", text="", answers="13", state="действует")
    assert counts(loaded(cast, tmp_path, first, changed)) == (0, 1, 1, 0)
    assert living()[1] == ("З-2", 1, "published", "13")


def test_item_that_was_handed_out_is_replaced(cast: Cast, tmp_path: Path) -> None:
    loaded(cast, tmp_path, row(cast))
    with acting(SYSTEM):
        Item.objects.update(used=True)
    assert counts(loaded(cast, tmp_path, row(cast, answers="это\n*не это"))) == (0, 1, 0, 0)
    assert living() == [("З-1", 2, "published", "это\n*не это")]


def test_rows_that_cannot_be_are_rejected_with_their_reason(cast: Cast, tmp_path: Path) -> None:
    outdated = make.make_competence("Т-99")
    outdated.state = "outdated"
    outdated.save()
    result = loaded(
        cast,
        tmp_path,
        row(cast, "З-1", answers="это\nне это"),
        row(cast, "З-2", competence="Т-99"),
        row(cast, "З-3", owner=cast.copmkp.code),
        row(cast, "З-4", text=""),
        row(cast, "З-5", competence="нет"),
    )
    assert counts(result) == (0, 0, 0, 5)
    columns = [(error.row, error.column) for error in result.errors]
    assert columns == [(2, "Варианты и ключ"), (3, "Компетенция"), (4, "Код организации"), (5, "Задание"),
                       (6, "Компетенция")]  # fmt: skip


def test_keys_of_a_spreadsheet_stay_out_of_the_journal(cast: Cast, tmp_path: Path) -> None:
    loaded(cast, tmp_path, row(cast, kind="краткий ответ", answers="Канарейка"))
    loaded(cast, tmp_path, row(cast, kind="краткий ответ", answers="Канарейка\nещё"))
    with acting(SYSTEM):
        entries = list(HistoryEntry.objects.values("verb", "actor_label", "before", "after"))
    assert "Канарейка" not in json.dumps(entries, ensure_ascii=False)
    assert {entry["verb"] for entry in entries} >= {"create_item", "set_item_key", "publish_item"}


def test_items_of_every_kind_leave_and_come_back_unchanged(cast: Cast, tmp_path: Path) -> None:
    with acting(SYSTEM):
        for kind in ITEMS:
            make_bank_item(cast.cnppm, kind)
        make_bank_item(cast.copmkp)
    with acting(cast.actor("cnppm")):
        assert template(KIND, tmp_path / "data.xlsx", with_data=True) == 6
        assert counts(run(KIND, tmp_path / "data.xlsx")) == (0, 0, 6, 0)
