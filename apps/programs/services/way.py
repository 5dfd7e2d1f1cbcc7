"""The way of a programme to the federal registry: each step has a date and a person (DOMAIN 5)."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from apps.core.actor import current
from apps.core.services import records
from apps.programs.enums import NEXT, Step
from apps.programs.models import Expertise, Program, RegistryEntry, RegistryStep
from apps.programs.services import registry

NOT_NOW = "Сейчас программа {now}; дальше можно: {next}."
FUTURE = "Эта дата ещё не наступила."
EARLIER = "Раньше предыдущего шага ({day:%d.%m.%Y}): проверьте дату."
NO_REMARKS = "Напишите, с какими замечаниями программа возвращена."
NO_NUMBER = "Назовите номер записи Федерального реестра: по нему программа найдётся в зеркале."
TAKEN = "Запись ФР ДПП с этим номером связана с другой программой: проверьте номер."
NO_STEPS = "Программа ещё не начала путь в реестр: отменять нечего."


def last_step(program: Program) -> RegistryStep | None:
    """Where the programme stands: the step made last; None before the first one."""
    return program.registrysteps.order_by("-pk").first()


def next_steps(program: Program) -> tuple[Step, ...]:
    """The steps that may follow now."""
    last = last_step(program)
    return NEXT[last.step if last else ""]


@transaction.atomic
def take_step(program: Program, *, step: str, on: date, number: str = "", remarks: str = "") -> RegistryStep:
    """Make the next step on a day; «included» makes or links the entry, «excluded» dates it.

    Raises ``ValidationError`` for a step out of turn, a day before the last one or still to come, a return without
    remarks, an inclusion without the number.
    """
    Program.objects.select_for_update().get(pk=program.pk)  # two people at once: the later one sees the first's step
    last = last_step(program)
    _require_turn(last, step)
    _require_day(last, on)
    if step == Step.RETURNED and not remarks.strip():
        raise ValidationError({"remarks": NO_REMARKS})
    entry = _entry(program, last, step, on, number.strip())
    who = current().who
    made = RegistryStep(program=program, step=step, on=on, number=number.strip(), remarks=remarks, who=who, entry=entry)
    return records.create(made, "take_step")


def _require_turn(last: RegistryStep | None, step: str) -> None:
    allowed = NEXT[last.step if last else ""]
    if step not in allowed:
        now = last.get_step_display() if last else "ещё не подготовлена"
        text = NOT_NOW.format(now=now, next=", ".join(f"«{one.label}»" for one in allowed))
        raise ValidationError({"step": text})


def _require_day(last: RegistryStep | None, on: date) -> None:
    if on > timezone.localdate():
        raise ValidationError({"on": FUTURE})
    if last is not None and on < last.on:
        raise ValidationError({"on": EARLIER.format(day=last.on)})


def _entry(program: Program, last: RegistryStep | None, step: str, on: date, number: str) -> RegistryEntry | None:
    """The entry of the registry that the step is about."""
    if step == Step.EXCLUDED and last is not None and last.entry is not None:
        return _dated(last.entry, on)
    return _included(program, on, number) if step == Step.INCLUDED else None


def _dated(entry: RegistryEntry, excluded_on: date | None) -> RegistryEntry:
    """The entry with its day of exclusion; where the mirror follows the registry, the registry's own word stands."""
    return entry if entry.mirrored else registry.update_entry(entry, excluded_on=excluded_on)


def _included(program: Program, on: date, number: str) -> RegistryEntry:
    """The entry of that number, made where the mirror lacks it, linked to the programme."""
    if not number:
        raise ValidationError({"number": NO_NUMBER})
    known = RegistryEntry.objects.filter(number=number).first()
    if known is not None and known.program_id not in (None, program.pk):
        raise ValidationError({"number": TAKEN})
    if known is not None:
        return registry.link_entry(known, program=program)
    owner = program.organization
    about = {"kind": program.kind, "hours": program.hours, "form": program.get_form_display()}
    whose = {"organization_name": owner.full_name, "organization_inn": owner.inn}
    made = registry.create_entry(number=number, title=program.title, included_on=on, **about, **whose)
    return registry.link_entry(made, program=program)


@transaction.atomic
def undo_step(program: Program) -> None:
    """Take the last step back that was entered by mistake; an entry of the registry is never deleted, only unlinked.

    Raises ``ValidationError`` before the first step.
    """
    Program.objects.select_for_update().get(pk=program.pk)
    last = last_step(program)
    if last is None:
        raise ValidationError(NO_STEPS)
    entry = last.entry
    step = last.step
    records.remove(last, "undo_step")
    if entry is not None and step == Step.INCLUDED:
        registry.unlink_entry(entry)
    if entry is not None and step == Step.EXCLUDED:
        _dated(entry, None)


def record_expertise(*, program: Program, **values: Any) -> Expertise:
    """What an expert of the organization says of the programme. Raises ``ValidationError``."""
    return records.create(Expertise(program=program, **values), "record_expertise")


def update_expertise(expertise: Expertise, **values: Any) -> Expertise:
    """Correct an expertise. Raises ``ValidationError``."""
    return records.change(expertise, "update_expertise", **values)


def remove_expertise(expertise: Expertise) -> None:
    """Delete an expertise entered by mistake."""
    records.remove(expertise, "remove_expertise")
