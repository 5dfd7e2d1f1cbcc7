"""Writes of programmes (DOMAIN 5)."""

from collections.abc import Iterable
from operator import attrgetter
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction

from apps.core.services import records
from apps.core.services.codes import fresh_code
from apps.core.text import sort_key
from apps.organizations.models import Organization
from apps.organizations.services.records import place_of
from apps.programs.models import Program

CLOSED = "Не опубликованы или устарели, заново их не назначают: {names}."


@transaction.atomic
def create_program(
    *, organization: Organization, title: str, code: str = "", competences: Iterable[models.Model] = (), **values: Any
) -> Program:
    """A programme of an organization; an empty code becomes the next free one. Raises ``ValidationError``."""
    records.require_order(values.get("runs_from"), values.get("runs_to"), "runs_to")
    made = Program(
        **place_of(organization),
        code=code or fresh_code(Program, "ДПП"),
        title=title,
        sort_key=sort_key(title),
        open=organization.open,
        **values,
    )
    records.create(made, "create_program")
    set_competences(made, competences)
    return made


@transaction.atomic
def update_program(program: Program, *, competences: Iterable[models.Model] | None = None, **values: Any) -> Program:
    """Change a programme; its organization stays. Raises ``ValidationError``."""
    bounds = [values.get(name, getattr(program, name)) for name in ("runs_from", "runs_to")]
    records.require_order(bounds[0], bounds[1], "runs_to")
    if "title" in values:
        values["sort_key"] = sort_key(values["title"])
    records.change(program, "update_program", **values)
    if competences is not None:
        set_competences(program, competences)
    return program


def set_competences(program: Program, competences: Iterable[models.Model]) -> None:
    """What the programme develops; the history keeps the codes before and after.

    Raises ``ValidationError`` for a new one that is a draft or outdated (DOMAIN 5).
    """
    competences = list(competences)
    held = set(program.competences.values_list("pk", flat=True))
    closed = [str(c) for c in competences if c.pk not in held and not getattr(c, "assignable", True)]
    if closed:
        raise ValidationError({"competences": CLOSED.format(names="; ".join(closed))})
    records.link(program, "competences", competences, "set_competences", word=attrgetter("code"))


def remove_program(program: Program) -> None:
    """Delete a programme entered by mistake. Raises ``ValidationError`` once somebody has studied on it."""
    program.competences.clear()
    records.remove(program, "remove_program")
