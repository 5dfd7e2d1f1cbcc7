"""The spreadsheet of the item bank: a row is an item with its key in the author's notation.

Rows go through the services of the bank one by one: an item that was handed out is replaced by a new version, and no
key enters the journal.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from apps.core.actor import acting
from apps.core.imports.checks import require, require_writable
from apps.core.imports.kinds import Field, ImportKind, register
from apps.core.imports.stage import RowError, Stage
from apps.core.imports.stored import stored_rows
from apps.core.imports.types import choice
from apps.core.services import records
from apps.core.tabular.columns import Column
from apps.core.tabular.values import IntegerType, TextType
from apps.diagnostics import notation
from apps.diagnostics.enums import CompetenceState, ItemKind, ItemState
from apps.diagnostics.imports.diagnostics import COMPETENCE
from apps.diagnostics.models import Competence, Item
from apps.diagnostics.models.bank import EASIEST, HARDEST
from apps.diagnostics.services import bank
from apps.organizations.models import Organization
from apps.organizations.services.lookup import offered_codes, organization

COLUMNS = {name: f"r.owner_{name}" for name in ("organization_id", "municipality_id", "region_id")}
STORED = "LEFT JOIN diagnostics_item o ON o.organization_id = r.owner_id AND o.code = r.code AND o.state <> 'outdated'"
ROWS = """
SELECT r.row, r.stored_id, r.owner_id, r.code, r.competence_id, r.difficulty, coalesce(r.kind, r.stored_kind), r.text,
       r.answers, r.state
FROM import_row r WHERE r.live ORDER BY r.row
"""
LIVING = "(SELECT state FROM diagnostics_competence WHERE id = r.competence_id) <> %(s)s"


@register
class ItemsImport(ImportKind):
    """One row is an item; empty cells keep what is stored."""

    code = "items"
    title = "Задания диагностики"
    right = "item_bank"
    order = 45
    help = (
        "Банк заданий своей организации. «Варианты и ключ» пишутся строками внутри ячейки: перед верным — «*», "
        "соответствие «левое = правое», порядок — строки в верном порядке, число «12,5 ± 0,1». Выданное задание "
        "заменяется новой версией."
    )
    models = (Item,)
    key = ("owner", "code")
    fields = (
        Field("owner", Column("Код организации", TextType(40), required=True)),
        Field("code", Column("Код задания", TextType(40), required=True)),
        Field("competence", Column("Компетенция", TextType(20), required=True, help="Код компетенции")),
        Field("difficulty", Column("Сложность", IntegerType(EASIEST, HARDEST), required=True, width=10)),
        Field("kind", Column("Вид", choice(ItemKind), required=True, width=18)),
        Field("text", Column("Задание", TextType(4000), required=True, width=60)),
        Field("answers", Column("Варианты и ключ", TextType(8000), required=True, width=60)),
        Field("state", Column("Состояние", choice(ItemState), width=12)),
    )

    def resolve(self, stage: Stage) -> None:
        """The bank, the competence, the living version; a new item has everything."""
        stage.look_up(organization("owner", "owner"), COMPETENCE)
        owner = {"owner_organization_id": "r.owner_id"}
        stage.join(STORED, take={"stored_id": "o.id", "stored_kind": "o.kind", "stored_competence": "o.competence_id",
                                 **owner})  # fmt: skip
        require_writable(stage, Item, name="owner", where="TRUE", columns=COLUMNS)
        require(stage, "competence", "difficulty", "kind", "text", "answers", where="r.stored_id IS NULL")
        moved = f"{LIVING} AND r.competence_id IS DISTINCT FROM r.stored_competence"
        sentence = stage.sentence("competence", "эта компетенция не действует", "действующая компетенция")
        stage.reject("competence", "state", sentence, moved, {"s": CompetenceState.PUBLISHED.value})
        sentence = stage.sentence("kind", "вид меняют вместе с вариантами", "заполненная ячейка «Варианты и ключ»")
        stage.reject("kind", "kind", sentence, "r.kind <> r.stored_kind AND r.answers IS NULL")
        self.refuse_unreadable(stage)

    def refuse_unreadable(self, stage: Stage) -> None:
        """Reject options and keys that cannot be read."""
        wrong = []
        for row, *_, kind, _, answers, _ in stage.rows(ROWS):
            try:
                if answers is not None:
                    notation.read(kind, answers)
            except notation.WrongOptions as error:
                wrong.append(RowError(row, "Варианты и ключ", "answers", f"Варианты и ключ: {error}"))
        stage.load_errors(wrong)
        stage.run("UPDATE import_row SET live = false WHERE row = ANY (%s)", [[error.row for error in wrong]])

    def write(self, stage: Stage) -> None:
        """Each row by the bank's services, as who asked."""
        outcomes: dict[str, list[int]] = {"created": [], "updated": []}
        for row, stored, owner, code, competence, difficulty, kind, text, answers, state in stage.rows(ROWS):
            given = {"competence_id": competence, "difficulty": difficulty, "kind": kind, "text": text}
            values = {name: value for name, value in given.items() if value is not None}
            with acting(stage.actor):
                if stored is None:
                    create(Organization.objects.get(pk=owner), code, values, answers, state)
                    outcomes["created"].append(row)
                elif change(Item.objects.get(pk=stored), values, answers, state):
                    outcomes["updated"].append(row)
        for outcome, rows in outcomes.items():
            stage.run("UPDATE import_row SET outcome = %s WHERE row = ANY (%s)", [outcome, rows])

    def stored_rows(self) -> Iterable[Sequence[object]]:
        """The living items of the actor's bank with their keys."""
        columns = ("o.code", "t.code", "c.code", "t.difficulty", "t.kind", "t.text", "t.options", "k.value", "t.state")
        joins = (
            "JOIN diagnostics_itemkey k ON k.item_id = t.id JOIN diagnostics_competence c ON c.id = t.competence_id"
            " JOIN organizations_organization o ON o.id = t.organization_id"
        )
        found = stored_rows(Item, columns, joins=joins, where="t.state <> 'outdated'", order="o.code, t.code")
        for *head, kind, text, options, key, state in found:
            yield (*head, kind, text, notation.write(kind, plain(options), plain(key)), state)

    def references(self) -> dict[str, Sequence[str]]:
        """Banks and living competences."""
        living = Competence.objects.filter(state=CompetenceState.PUBLISHED)
        return {"Код организации": offered_codes(), "Компетенция": list(living.values_list("code", flat=True))}


def plain(value: Any) -> Any:
    """A JSON column of a bare cursor."""
    return json.loads(value) if isinstance(value, str) else value


def settle(item: Item, state: str | None) -> Item:
    """Publish or withdraw as the row says."""
    if state == ItemState.PUBLISHED and item.state == ItemState.DRAFT:
        return bank.publish_item(item)
    return bank.outdate_item(item) if state == ItemState.OUTDATED else item


def create(owner: Organization, code: str, values: dict[str, Any], answers: str, state: str | None) -> None:
    """A new item of the bank."""
    competence = Competence.objects.get(pk=values.pop("competence_id"))
    made = bank.create_item(organization=owner, competence=competence, code=code, answers=answers, **values)
    settle(made, state)


def change(item: Item, values: dict[str, Any], answers: str | None, state: str | None) -> bool:
    """Whether a stored item had to be changed."""
    before = bank.answers_of(item)
    after = before if answers is None else written_again(values.get("kind", item.kind), answers)
    differs = bool(records.differing(item, values)) or after != before
    moved = state is not None and state != item.state
    if differs:
        if "competence_id" in values:
            values["competence"] = Competence.objects.get(pk=values.pop("competence_id"))
        item = bank.update_item(item, answers=after, **values)
    if moved:
        settle(item, state)
    return differs or moved


def written_again(kind: str, answers: str) -> str:
    """The notation as the portal itself writes it."""
    found = notation.read(kind, answers)
    return notation.write(kind, found.options, found.key)
