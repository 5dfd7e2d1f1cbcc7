"""What an import did or would do, in words: fields under their names, codes as words, rows by their numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import FieldDoesNotExist
from django.db import models

from apps.core.actor import current
from apps.core.models import Job
from apps.core.services import results
from apps.core.text import DASH, format_date
from apps.core.web import resource as resources

SHOWN = 200


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a row was rejected."""

    row: int
    column: str
    message: str


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field that changes."""

    row: int
    title: str
    old: str
    new: str
    whose: str = ""


def field_of(label: str, column: str) -> models.Field[Any, Any] | None:
    """The field behind a column of a table; None where the model has none of that name."""
    try:
        found = apps.get_model(label)._meta.get_field(column.removesuffix("_id"))
    except (FieldDoesNotExist, LookupError):
        return None
    return found if isinstance(found, models.Field) else None


def words(field: models.Field[Any, Any] | None, value: str | None, names: dict[str, str]) -> str:
    """A stored value as people read it."""
    if value in (None, ""):
        return DASH
    assert value is not None
    if field is None:
        return value
    if field.is_relation:
        return names.get(value, f"запись № {value}")
    if isinstance(field, models.BooleanField):
        return {"true": "да", "false": "нет"}.get(value, value)
    if isinstance(field, ArrayField):
        return ", ".join(words(field.base_field, part, names) for part in value.strip("{}").split(",")) or DASH
    if isinstance(field, models.DateField):
        return format_date(date.fromisoformat(value[:10]))
    return str(dict(field.flatchoices).get(value, value))


def names_of(changes: list[dict[str, Any]]) -> dict[tuple[str, str], dict[str, str]]:
    """The names of the rows that changed references point to: one query for each reference."""
    wanted: dict[tuple[str, str], set[str]] = {}
    for change in changes:
        field = field_of(change["model"], change["field"])
        if field is not None and field.is_relation:
            ids = {value for value in (change["old"], change["new"]) if value}
            wanted.setdefault((change["model"], change["field"]), set()).update(ids)
    return {key: _names(key, ids) for key, ids in wanted.items()}


def _names(key: tuple[str, str], ids: set[str]) -> dict[str, str]:
    field = field_of(*key)
    related: Any = field.related_model if field is not None else None
    return {str(row.pk): str(row) for row in related._default_manager.filter(pk__in=ids)}


def owners_of(changes: list[dict[str, Any]]) -> dict[tuple[str, int], str]:
    """What the changed rows are called on their own pages, of those the reader may see: one query for each kind."""
    wanted: dict[str, set[int]] = {}
    for change in changes:
        if change.get("object"):
            wanted.setdefault(change["model"], set()).add(change["object"])
    # A worklist is a resource of the same rows: the one named like its model has their pages.
    named = sorted(resources.every(), key=lambda one: one.label() == one.model._meta.label_lower)
    known = {one.model._meta.label_lower: one for one in named}
    return {
        (label, obj.pk): known[label].title_of(obj)
        for label, ids in wanted.items()
        if label in known and known[label].opens(current())
        for obj in known[label].objects(current()).filter(pk__in=ids)
    }


class Findings:
    """The result of an import's job as its pages show it."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.data: dict[str, Any] = job.result

    def count(self, name: str) -> int:
        """A count of rows: rows, created, updated, unchanged, rejected."""
        return int(self.data.get(name, 0))

    @property
    def tiles(self) -> list[tuple[str, int, str]]:
        """The counts as tiles: words, number, tone."""
        bad = "bad" if self.count("rejected") else ""
        return [
            ("новых", self.count("created"), ""),
            ("изменённых", self.count("updated"), ""),
            ("без изменений", self.count("unchanged"), ""),
            ("отклонено", self.count("rejected"), bad),
        ]

    @property
    def to_write(self) -> int:
        """How many rows would be written."""
        return self.count("created") + self.count("updated")

    @property
    def understood(self) -> dict[str, Any]:
        """Sheet, encoding, delimiter, columns."""
        return dict(self.data.get("understood", {}))

    @property
    def warnings(self) -> list[str]:
        """What was odd, yet no reason to refuse."""
        return list(self.data.get("warnings", []))

    @property
    def reasons(self) -> list[Reason]:
        """The first of the reasons."""
        return [Reason(e["row"], e["column"], e["message"]) for e in self.data.get("errors", [])[:SHOWN]]

    @property
    def changes(self) -> list[FieldChange]:
        """The first of the changes, field by field."""
        rows = list(self.data.get("changes", []))[:SHOWN]
        names, owners = names_of(rows), owners_of(rows)
        return [
            self._change(
                row, names.get((row["model"], row["field"]), {}), owners.get((row["model"], row.get("object")), "")
            )
            for row in rows
        ]

    @staticmethod
    def _change(row: dict[str, Any], names: dict[str, str], whose: str) -> FieldChange:
        field = field_of(row["model"], row["field"])
        title = str(field.verbose_name) if field is not None else row["field"]
        old, new = words(field, row["old"], names), words(field, row["new"], names)
        return FieldChange(row["row"], title, old, new, whose)

    @property
    def has_file(self) -> bool:
        """Whether the rejected rows may be downloaded."""
        return results.path_of(self.job) is not None
