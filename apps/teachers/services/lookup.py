"""How imports find people by СНИЛС: neutrally, so that nobody learns of a person out of their scope.

The system looks; then, for everybody but the system, a person who does not exist and a person whose rows the actor may
not write are refused by one and the same sentence, before anything else about the row is said.
"""

from collections.abc import Mapping

from django.db import models

from apps.core import access
from apps.core.actor import acting
from apps.core.imports.checks import permitted
from apps.core.imports.stage import Stage

EXPECTED = "СНИЛС работника, внесённого в кадры"
COLUMNS = ("organization_id", "municipality_id", "region_id", "managerial")
# The unit columns a new row takes from its person ``p``.
STAMPS = {column: f"p.{column}" for column in COLUMNS}


def look_up_person(
    stage: Stage,
    model: type[models.Model],
    *,
    name: str = "snils",
    prefix: str = "",
    more: Mapping[str, str] | None = None,
) -> None:
    """Find the person of a cell: staging columns ``person_id`` and the person's place, with the prefix.

    ``model`` is what the row becomes: its policy, asked over the person's place (and ``more`` of its columns, as SQL
    over ``r``), decides whose rows the actor may write. Rows of nobody and of strangers are rejected alike.
    """
    place = {f"{prefix}{column}": f"p.{column}" for column in COLUMNS}
    stage.join(f'LEFT JOIN teachers_person p ON p.snils = r."{name}"', take={f"{prefix}person_id": "p.id", **place})
    refuse_strangers(stage, model, name=name, prefix=prefix, more=more)


def refuse_strangers(
    stage: Stage,
    model: type[models.Model],
    *,
    name: str = "snils",
    prefix: str = "",
    more: Mapping[str, str] | None = None,
) -> None:
    """Reject rows whose person was not found, or is out of the actor's scope: one sentence for both."""
    message = stage.missing(name, "такого работника", EXPECTED)
    nobody = f'r."{name}" IS NOT NULL AND r."{prefix}person_id" IS NULL'
    rule = access.of(model)
    if stage.actor.is_system or not isinstance(rule, access.Access):
        stage.reject(name, "person", message, nobody)
        return
    columns = {column: f'r."{prefix}{column}"' for column in ("person_id", *COLUMNS)} | dict(more or {})
    with acting(stage.actor):
        stage.reject(name, "person", message, f'r."{name}" IS NOT NULL AND NOT {permitted(rule, columns)}')
