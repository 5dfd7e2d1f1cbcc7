"""Dictionaries that ship with the portal: read from ``fixtures/dictionaries``, loaded after every migrate and flush.

The policy of all of them: what is missing is inserted, what is there is never touched. A later correction by an
administrator or an import outlives every update of the portal; a shipped correction of an old row is a migration's
business.
"""

import csv
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.apps import apps as registry
from django.apps.registry import Apps
from django.conf import settings
from django.db import models
from django.db.models.signals import post_migrate

FOLDER = Path(settings.BASE_DIR) / "fixtures" / "dictionaries"
LIST_SEPARATOR = ";"


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a dictionary file by their headings; cells are trimmed."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return [{key: (value or "").strip() for key, value in row.items()} for row in csv.DictReader(file)]


def items(cell: str) -> list[str]:
    """The items of a list in one cell."""
    return [part.strip() for part in cell.split(LIST_SEPARATOR) if part.strip()]


def insert_missing(model: type[models.Model], key: str, made: Iterable[models.Model]) -> int:
    """Insert the rows whose key is not there yet; returns how many."""
    known = set(model._default_manager.values_list(key, flat=True))
    missing = [row for row in made if getattr(row, key) not in known]
    model._default_manager.bulk_create(missing)
    return len(missing)


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
