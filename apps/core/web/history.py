"""The history of an object in words: verbs and fields under the names that people know."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import FieldDoesNotExist
from django.db import models

from apps.core.models import HistoryEntry
from apps.core.text import DASH, format_date
from apps.core.web.columns import format_moment

SHOWN = 100
# Fields that only serve the machine.
HIDDEN = frozenset({"id", "sort_key", "region_id", "municipality_id", "shared", "open", "managerial", "password"})
_verbs: dict[str, str] = {}


def name_verbs(words: Mapping[str, str]) -> None:
    """Give verbs of services their words for the screen: {"close_organization": "закрытие"}; called on start-up."""
    _verbs.update(words)


def verb_words(verb: str) -> str:
    """A verb as people read it."""
    return _verbs.get(verb, "изменение записи")


@dataclass(frozen=True, slots=True)
class Change:
    """One field's change."""

    title: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the history as it is drawn."""

    at: str
    who: str
    verb: str
    changes: list[Change]


def _field(model: type[models.Model], attname: str) -> "models.Field[Any, Any] | None":
    try:
        found = model._meta.get_field(attname.removesuffix("_id"))
    except FieldDoesNotExist:
        return None
    return found if isinstance(found, models.Field) else None


def _references(model: type[models.Model], entries: list[HistoryEntry]) -> dict[str, dict[Any, str]]:
    """The names of the rows that changed references point to: one query for each reference, not for each entry."""
    wanted: dict[str, set[Any]] = {}
    for values in (values for entry in entries for values in (entry.before, entry.after)):
        for name, value in values.items():
            found = _field(model, name)
            # Many others are named in words already (``records.link``).
            one = found is not None and found.is_relation and not isinstance(value, list)
            if one and value is not None and name not in HIDDEN:
                wanted.setdefault(name, set()).add(value)
    return {name: _names(model, name, keys) for name, keys in wanted.items()}


def _names(model: type[models.Model], attname: str, keys: set[Any]) -> dict[Any, str]:
    found = _field(model, attname)
    other: Any = found.related_model if found is not None else None
    return {row.pk: str(row) for row in other._default_manager.filter(pk__in=keys)}


def _words(found: "models.Field[Any, Any] | None", value: Any, names: Mapping[Any, str]) -> str:
    if value in (None, ""):
        return DASH
    if found is None:
        return str(value)
    if isinstance(found, ArrayField):
        # An import writes the array as PostgreSQL does: «{young,subject}».
        parts = value if isinstance(value, list) else str(value).strip("{}").split(",")
        return ", ".join(_words(found.base_field, part, names) for part in parts if part) or DASH
    if isinstance(value, list | dict):
        return _structure(value)
    if found.is_relation:
        return names.get(value, "запись вне вашей области")
    if isinstance(value, bool):
        return "да" if value else "нет"
    if isinstance(found, models.DateField) and not isinstance(found, models.DateTimeField):
        return format_date(date.fromisoformat(value))
    return str(dict(found.flatchoices).get(value, value))


def _structure(value: Any, between: str = "; ") -> str:
    """A list or a dictionary in one line: «а первое; б второе»."""
    if isinstance(value, dict):
        return between.join(f"{key}: {_structure(inner)}" for key, inner in value.items())
    if isinstance(value, list):
        return between.join(_structure(inner, " ") for inner in value)
    return DASH if value in (None, "") else str(value)


def changes_of(obj: models.Model) -> list[Entry]:
    """The last changes of an object, the newest first; references outside the actor's scope stay nameless."""
    model = type(obj)
    found = HistoryEntry.objects.filter(object_kind=model._meta.label_lower, object_ref=str(obj.pk))
    entries = list(found.order_by("-at", "-id")[:SHOWN])
    names = _references(model, entries)
    return [
        Entry(format_moment(entry.at), entry.actor_label, verb_words(entry.verb), _changes(model, entry, names))
        for entry in entries
    ]


def _changes(model: type[models.Model], entry: HistoryEntry, names: dict[str, dict[Any, str]]) -> list[Change]:
    result = []
    for name in sorted({*entry.before, *entry.after} - HIDDEN):
        found, known = _field(model, name), names.get(name, {})
        if found is None or not (entry.before.get(name) or entry.after.get(name)):
            continue
        before, after = (_words(found, values.get(name), known) for values in (entry.before, entry.after))
        result.append(Change(str(found.verbose_name), before, after))
    return result
