"""Writes of what a programme consists of: modules and those who carry it out."""

from collections.abc import Iterable
from operator import attrgetter
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction

from apps.core.services import records
from apps.programs.models import Partner, Program, ProgramModule

OWN = "Это сама организация программы: она реализует её и без записи."


@transaction.atomic
def add_module(*, program: Program, competences: Iterable[models.Model] = (), **values: Any) -> ProgramModule:
    """A module of a programme; without a position it comes last. Raises ``ValidationError``."""
    if not values.get("position"):
        last = program.programmodules.order_by("-position").values_list("position", flat=True).first()
        values["position"] = (last or 0) + 1
    made = records.create(ProgramModule(program=program, **values), "add_module")
    _set_competences(made, competences)
    return made


@transaction.atomic
def update_module(
    module: ProgramModule, *, competences: Iterable[models.Model] | None = None, **values: Any
) -> ProgramModule:
    """Change a module. Raises ``ValidationError``."""
    records.change(module, "update_module", **values)
    if competences is not None:
        _set_competences(module, competences)
    return module


def _set_competences(module: ProgramModule, competences: Iterable[models.Model]) -> None:
    """What the module develops; the history keeps the codes before and after."""
    records.link(module, "competences", competences, "set_competences", word=attrgetter("code"))


@transaction.atomic
def remove_module(module: ProgramModule) -> None:
    """Delete a module; the others keep their numbers."""
    module.competences.clear()
    records.remove(module, "remove_module")


def add_partner(*, program: Program, **values: Any) -> Partner:
    """An organization that carries the programme out or shares in it. Raises ``ValidationError``."""
    if values["partner"].pk == program.organization_id:
        raise ValidationError({"partner": OWN})
    return records.create(Partner(program=program, **values), "add_partner")


def update_partner(partner: Partner, **values: Any) -> Partner:
    """Change what a partner does or the contract. Raises ``ValidationError``."""
    return records.change(partner, "update_partner", **values)


def remove_partner(partner: Partner) -> None:
    """Take a partner off the programme."""
    records.remove(partner, "remove_partner")
