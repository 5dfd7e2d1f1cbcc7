"""Dictionaries that ship with the portal: read from ``fixtures/dictionaries``, loaded after every migrate and flush.

The policy of all of them: what is missing is inserted; a row of the file that says something else than before corrects
the stored one by its natural key, with an entry of history. What anybody but this loader has changed in a row (the
history tells) outlives every update of the portal, and a row that somebody made is theirs, whatever the file says.
"""

import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.apps import apps as registry
from django.apps.registry import Apps
from django.conf import settings
from django.db import models
from django.db.models.signals import post_migrate

from apps.core.actor import acting, system
from apps.core.models import HistoryEntry
from apps.core.services import records
from apps.core.web.history import name_verbs

VERB = "correct_dictionary"
LOADER = system("dictionaries")
name_verbs({VERB: "исправлено по справочнику портала"})
FOLDER = Path(settings.BASE_DIR) / "fixtures" / "dictionaries"
LIST_SEPARATOR = ";"


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a dictionary file by their headings; cells are trimmed."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return [{key: (value or "").strip() for key, value in row.items()} for row in csv.DictReader(file)]


def items(cell: str) -> list[str]:
    """The items of a list in one cell."""
    return [part.strip() for part in cell.split(LIST_SEPARATOR) if part.strip()]


def load(model: type[models.Model], key: str, made: Iterable[models.Model], *fields: str) -> tuple[int, int]:
    """Insert the rows whose key is not there yet, correct ``fields`` of the others; returns how many of each."""
    given = list(made)
    known = set(model._default_manager.values_list(key, flat=True))
    missing = [row for row in given if getattr(row, key) not in known]
    corrected = correct(model, (key,), given, fields)
    model._default_manager.bulk_create(missing)
    return len(missing), corrected


def correct(model: type[models.Model], key: Sequence[str], given: Iterable[models.Model], fields: Sequence[str]) -> int:
    """Bring fields of stored rows up to what the file says, where nobody else has changed them; returns how many."""
    stored = {row[: len(key)]: row[len(key) :] for row in model._default_manager.values_list(*key, "pk", *fields)}
    wanted = {}
    for row in given:
        pk, *values = stored.get(tuple(getattr(row, name) for name in key), (None,))
        said = {name: getattr(row, name) for name in fields}
        differs = {name for name, value in zip(fields, values, strict=False) if value != said[name]}
        if pk is not None and differs:
            wanted[pk] = {name: said[name] for name in fields if name in differs}
    return write(model, wanted) if wanted else 0


def write(model: type[models.Model], wanted: Mapping[Any, Mapping[str, Any]]) -> int:
    """Write the corrections with their history, leaving out fields that others have changed; returns how many rows."""
    with acting(LOADER):
        theirs, done = changed_by_others(model, wanted), 0
        for obj in model._default_manager.filter(pk__in=list(wanted)):
            values = {name: value for name, value in wanted[obj.pk].items() if name not in theirs.get(str(obj.pk), ())}
            done += bool(values)
            records.change(obj, VERB, **values)
        return done


def changed_by_others(model: type[models.Model], keys: Iterable[Any]) -> dict[str, set[str]]:
    """Row → the fields that somebody set or changed, by the history."""
    about = {"object_kind": model._meta.label_lower, "object_ref__in": [str(key) for key in keys]}
    found: dict[str, set[str]] = {}
    for ref, after in HistoryEntry.objects.filter(**about).exclude(verb=VERB).values_list("object_ref", "after"):
        found.setdefault(ref, set()).update(after)
    return found


def is_current(model: type[models.Model], state: Apps) -> bool:
    """Whether the migrations applied so far have made the model's table as the code knows it."""
    made = state.all_models[model._meta.app_label].get(str(model._meta.model_name))
    return made is not None and columns(model) <= columns(made)


def columns(model: type[models.Model]) -> set[str]:
    """The columns of a model's table."""
    return {str(field.column) for field in model._meta.concrete_fields}


def connect(config: AppConfig, load: Callable[[], Any], *tables: type[models.Model]) -> None:
    """Load the dictionaries of an app after every migrate and flush, unless its tables are made only in part."""

    def run(apps: Apps = registry, **_: Any) -> None:
        if all(is_current(model, apps) for model in tables):
            load()

    post_migrate.connect(run, sender=config, weak=False, dispatch_uid=f"rsnms.dictionaries.{config.label}")
