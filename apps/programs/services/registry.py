"""Writes of the registry mirror by hand: entries and their links to own programmes (DOMAIN 5)."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from apps.core.services import records
from apps.programs.enums import LinkState
from apps.programs.models import LinkProposal, Program, RegistryEntry

MIRRORED = "Запись ведёт синхронизация с ФР ДПП: она меняется там, в портале — только связь с программой."
LINKED = "Запись ФР ДПП уже связана с программой другой организации: сначала снимите прежнюю связь."


def create_entry(*, number: str, title: str, included_on: date, **values: Any) -> RegistryEntry:
    """An entry of the federal registry seen by a person. Raises ``ValidationError``."""
    records.require_order(included_on, values.get("excluded_on"), "excluded_on")
    return records.create(RegistryEntry(number=number, title=title, included_on=included_on, **values), "create_entry")


def update_entry(entry: RegistryEntry, **values: Any) -> RegistryEntry:
    """Correct an entry that no feed has shown; an entry is never deleted, only excluded. Raises ``ValidationError``."""
    if entry.mirrored:
        raise ValidationError(MIRRORED)
    bounds = [values.get(name, getattr(entry, name)) for name in ("included_on", "excluded_on")]
    records.require_order(bounds[0], bounds[1], "excluded_on")
    return records.change(entry, "update_entry", **values)


@transaction.atomic
def link_entry(entry: RegistryEntry, *, program: Program) -> RegistryEntry:
    """Say that the entry is this own programme: other links proposed for it are needless then.

    Raises ``ValidationError`` where it is linked to another one.
    """
    stored = RegistryEntry.objects.select_for_update().filter(pk=entry.pk).values_list("program_id", flat=True).first()
    if stored not in (None, program.pk):
        raise ValidationError({"program": LINKED})
    LinkProposal.objects.filter(entry=entry, state=LinkState.PROPOSED).update(state=LinkState.NEEDLESS)
    return records.change(entry, "link_entry", program=program)


def unlink_entry(entry: RegistryEntry) -> RegistryEntry:
    """Take a link back."""
    return records.change(entry, "unlink_entry", program=None)
