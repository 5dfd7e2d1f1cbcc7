"""Plain sheets: one row is one row of one model, so that a register is imported by a declaration and nothing else.

A ``PlainImport`` names its model, what its rows refer to (``refs``: the organization, the person, the row they stand
under), its own cells and its key. How a cell is read follows from the field behind it (``cells``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

from django.db import models

from apps.core.imports import links
from apps.core.imports.checks import drop_duplicates, not_before, refuse_unassignable, require, require_writable
from apps.core.imports.kinds import Field, ImportKind
from apps.core.imports.links import Links, write_links
from apps.core.imports.plain_parts import Reference, column_of
from apps.core.imports.stage import Stage
from apps.core.imports.stored import stored_rows
from apps.core.imports.types import escape, sort_key_sql
from apps.core.imports.upsert import Target, upsert

PLACE = ("organization_id", "municipality_id", "region_id", "managerial")
NOT_YET = "эта дата ещё не наступила; ожидается день не позже сегодняшнего."


@dataclass(frozen=True)
class Listed:
    """A cell that lists rows of a dictionary; ``assigned`` says that only living ones are given anew."""

    field: Field
    links: Links
    column: str
    what: str
    expected: str
    assigned: bool = False

    @property
    def linked(self) -> str:
        """Whether the row ``c`` of the dictionary stands in the stored list already."""
        mine, theirs = self.links.owner[0], self.links.other[0]
        return f"EXISTS (SELECT 1 FROM {self.links.table} l WHERE l.{mine} = r.stored_id AND l.{theirs} = c.id)"


class PlainImport(ImportKind):
    """One row is one row of ``model``.

    ``ordered`` are pairs (later, earlier) of days, ``past`` days that must have come, ``merged`` gives columns that
    ``cells`` do not name: column → SQL over the final row ``n``. ``placed`` are columns that a new row takes from what
    its references found: where it lies, of whom it is. A subclass says the rest in ``rules``.
    """

    model: ClassVar[type[models.Model]]
    placed: ClassVar[tuple[str, ...]] = PLACE
    refs: ClassVar[tuple[Reference, ...]] = ()
    own: ClassVar[tuple[Field, ...]] = ()
    lists: ClassVar[tuple[Listed, ...]] = ()
    ordered: ClassVar[tuple[tuple[str, str], ...]] = ()
    past: ClassVar[tuple[str, ...]] = ()
    merged: ClassVar[Mapping[str, str]] = {}
    fields: ClassVar[tuple[Field, ...]] = ()
    key: ClassVar[tuple[str, ...]] = ()
    models: ClassVar[tuple[type[models.Model], ...]] = ()

    def __init_subclass__(cls) -> None:
        cls.fields = (*(f for ref in cls.refs for f in ref.fields), *cls.own, *(one.field for one in cls.lists))
        cls.models = (cls.model,)
        super().__init_subclass__()

    @property
    def keys(self) -> dict[str, str]:
        """The key as the table knows it: column → staging column."""
        named = {ref.column: ref.into for ref in self.refs if any(f.name in self.key for f in ref.fields)}
        return {**named, **{column_of(f): f.name for f in self.own if f.name in self.key}}

    @property
    def free(self) -> dict[str, str]:
        """The columns beside the key, which a row may change."""
        named = {ref.column: ref.into for ref in self.refs if ref.column not in self.keys}
        return {**named, **{column_of(f): f.name for f in self.own if f.name not in self.key}}

    @cached_property
    def target(self) -> Target:
        """What the rows become."""
        columns = {f.column for f in self.model._meta.concrete_fields}
        place = tuple(name for name in self.placed if name in columns)
        sorted_by = {"sort_key": sort_key_sql("n.title")} if {"sort_key", "title"} <= columns else {}
        return Target(
            self.model,
            into="object_id",
            key=self.keys,
            fields={column: name for column, name in self.free.items() if column not in place},
            insert={name: f'g."{name}"' for name in place},
            derived={**sorted_by, **self.merged},
            take=place,
            primary=True,
        )

    def resolve(self, stage: Stage) -> None:
        """What the rows refer to, the stored row, what a new one must have, the order of its days."""
        for ref in self.refs:
            ref.find(stage, self.model)
        for one in self.lists:
            self._find_list(stage, one)
        self._find_stored(stage)
        self._refuse_twins(stage)
        needed = [f.name for f in self.fields if f.column.required and f.name not in self.key]
        require(stage, *needed, where="r.stored_id IS NULL")
        for later, earlier in self.ordered:
            not_before(stage, later, earlier, stored_later=self._stored(later), stored_earlier=self._stored(earlier))
        for name in self.past:
            head = escape(f"{self.title_of(name)}: «")
            message = f"{head} || {stage.shown(name)} || {escape('» — ' + NOT_YET)}"
            stage.reject(name, "future", message, f'r."{name}" > %(today)s', {"today": stage.today})
        for one in self.lists:
            if one.assigned:
                refuse_unassignable(stage, one.field.name, f"r.{one.links.other[1]}", one.linked, "current_date")
        self.rules(stage)

    def rules(self, stage: Stage) -> None:
        """What the domain asks beside; the stored row stands in ``stored_…``."""
        assert stage.kind is self

    def refuse_later(self, stage: Stage, name: str, end: str, wrong: str) -> None:
        """Reject rows whose day would come after a day ``end`` of the stored row that the sheet does not hold."""
        stage.join(f'LEFT JOIN "{self.target.table}" l ON l.id = r.stored_id', take={f"limit_{end}": f'l."{end}"'})
        sentence = stage.sentence(name, wrong, "день не позже того дня")
        stage.reject(name, "date_order", sentence, f'r."{name}" > r."limit_{end}"')

    def _stored(self, name: str) -> str:
        return f'r."stored_{name}"' if name in self.free else ""

    def differs(self, *beside: str) -> str:
        """Whether a row would change the stored one ``beside`` these columns, as SQL over ``r`` (the lists aside)."""
        given = (
            f'(r."{name}" IS NOT NULL AND r."{name}" IS DISTINCT FROM r."stored_{column}"'
            f" OR '{name}' = ANY (r.cleared))"
            for column, name in self.target.fields.items()
            if column not in beside
        )
        return f"r.stored_id IS NOT NULL AND ({' OR '.join(given)})"

    def _find_list(self, stage: Stage, one: Listed) -> None:
        stage.look_up_list(
            one.field.name, table=one.links.other_table, column=one.column, into=one.links.other[1], what=one.what,
            expected=one.expected,
        )  # fmt: skip

    def _find_stored(self, stage: Stage) -> None:
        blank = {f.name for f in self.own if f.name in self.may_be_empty and f.sql_type == "text"}
        if blank:
            stage.join(take={name: f"coalesce(r.\"{name}\", '')" for name in sorted(blank)})
        taken = {f"stored_{column}": f'o."{column}"' for column in self.free}
        match = self.target.equal("o", "r")
        stage.join(f'LEFT JOIN "{self.target.table}" o ON {match}', take={"stored_id": "o.id", **taken})

    def _refuse_twins(self, stage: Stage) -> None:
        """Rows that name one row by different words («Учитель физики», «Учитель» and «Физика»)."""
        if any(ref.spelled for ref in self.refs):
            drop_duplicates(stage, tuple(self.keys.values()), self.key)

    def check_scope(self, stage: Stage) -> None:
        """The place the rows have or get; rows of people were asked with the person."""
        if not self.personal:
            require_writable(stage, self.model, name=self.key[0])

    def write(self, stage: Stage) -> None:
        """The rows and their lists."""
        upsert(stage, self.target)
        for one in self.lists:
            write_links(stage, one.links)

    def references(self) -> dict[str, Sequence[str]]:
        """What the references offer."""
        found: dict[str, Sequence[str]] = {}
        for ref in self.refs:
            found |= {title: words for title, words in ref.offered().items() if words}
        return found

    def stored_rows(self) -> Iterable[Sequence[object]]:
        """The rows as they stand."""
        shown = [sql for ref in self.refs for sql in ref.shown]
        shown += [written(f) for f in self.own]
        shown += [links.members(one.links) for one in self.lists]
        return stored_rows(self.model, shown, joins=" ".join(ref.joins for ref in self.refs))


def written(one: Field) -> str:
    """A column of the stored row ``t`` as its cell holds it."""
    column = f't."{column_of(one)}"'
    return f"to_char({column}, 'HH24:MI')" if one.column.value.code == "time" else column
