"""Writes of programmes, of the registry mirror and of training (DOMAIN 5)."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction

from apps.core.services import history, records
from apps.core.services.codes import fresh_code
from apps.core.text import sort_key
from apps.organizations.models import Organization
from apps.programs.models import Enrollment, Program, RegistryEntry
from apps.teachers.models import Person

TWO_ENDS = "Обучение либо завершено, либо прекращено отчислением: уберите одну из дат."
LINKED = "Запись ФР ДПП уже связана с программой другой организации: сначала снимите прежнюю связь."


def place_columns(organization: Organization) -> dict[str, Any]:
    """The unit columns of a programme: those of its organization."""
    return {
        "organization": organization,
        "municipality_id": organization.municipality_id,
        "region_id": organization.region_id,
    }


@transaction.atomic
def create_program(
    *, organization: Organization, title: str, code: str = "", competences: Iterable[models.Model] = (), **values: Any
) -> Program:
    """A programme of an organization; an empty code becomes the next free one. Raises ``ValidationError``."""
    records.require_order(values.get("runs_from"), values.get("runs_to"), "runs_to")
    made = Program(
        **place_columns(organization),
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
    """What the programme develops; the history keeps the codes before and after."""
    wanted = {c.pk: str(getattr(c, "code", c.pk)) for c in competences}
    before = dict(program.competences.values_list("pk", "code"))
    if before == wanted:
        return
    program.competences.set(wanted)
    kept, made = ({"competences": sorted(codes.values())} for codes in (before, wanted))
    history.record_many([history.entry("set_competences", program, kept, made)])


def remove_program(program: Program) -> None:
    """Delete a programme entered by mistake. Raises ``ValidationError`` once somebody has studied on it."""
    program.competences.clear()
    records.remove(program, "remove_program")


def create_entry(*, number: str, title: str, included_on: date, **values: Any) -> RegistryEntry:
    """An entry of the federal registry seen by a person. Raises ``ValidationError``."""
    records.require_order(included_on, values.get("excluded_on"), "excluded_on")
    return records.create(RegistryEntry(number=number, title=title, included_on=included_on, **values), "create_entry")


def update_entry(entry: RegistryEntry, **values: Any) -> RegistryEntry:
    """Correct an entry of the mirror; an entry is never deleted, only excluded. Raises ``ValidationError``."""
    bounds = [values.get(name, getattr(entry, name)) for name in ("included_on", "excluded_on")]
    records.require_order(bounds[0], bounds[1], "excluded_on")
    return records.change(entry, "update_entry", **values)


def link_entry(entry: RegistryEntry, *, program: Program) -> RegistryEntry:
    """Say that the entry is this own programme. Raises ``ValidationError`` where it is linked to another one."""
    if entry.program_id not in (None, program.pk):
        raise ValidationError({"program": LINKED})
    return records.change(entry, "link_entry", program=program)


def unlink_entry(entry: RegistryEntry) -> RegistryEntry:
    """Take a link back."""
    return records.change(entry, "unlink_entry", program=None)


def require_training(start: date, completed: date | None, expelled: date | None) -> None:
    """A training ends once, and not before it began. Raises ``ValidationError``."""
    records.require_order(start, completed, "completed_on", "Завершение раньше зачисления: проверьте обе даты.")
    records.require_order(start, expelled, "expelled_on", "Отчисление раньше зачисления: проверьте обе даты.")
    if completed is not None and expelled is not None:
        raise ValidationError({"expelled_on": TWO_ENDS})


def enroll(*, person: Person, program: Program, enrolled_on: date, **values: Any) -> Enrollment:
    """A person on a programme: begun, and if known completed or expelled, with the document.

    Raises ``ValidationError``.
    """
    require_training(enrolled_on, values.get("completed_on"), values.get("expelled_on"))
    made = Enrollment(person=person, program=program, enrolled_on=enrolled_on, **values)
    return records.create(made, "enroll")


def update_enrollment(enrollment: Enrollment, **values: Any) -> Enrollment:
    """Correct a training. Raises ``ValidationError``."""
    names = ("enrolled_on", "completed_on", "expelled_on")
    start, completed, expelled = (values.get(name, getattr(enrollment, name)) for name in names)
    require_training(start, completed, expelled)
    return records.change(enrollment, "update_enrollment", **values)


def complete_enrollment(
    enrollment: Enrollment,
    *,
    completed_on: date,
    document_number: str = "",
    registration_number: str = "",
    issued_on: date | None = None,
) -> Enrollment:
    """The programme is completed; the document may follow later. Raises ``ValidationError``."""
    return update_enrollment(
        enrollment,
        completed_on=completed_on,
        document_number=document_number or enrollment.document_number,
        registration_number=registration_number or enrollment.registration_number,
        issued_on=issued_on or enrollment.issued_on,
    )


def expel(enrollment: Enrollment, *, expelled_on: date) -> Enrollment:
    """The training ended without completion. Raises ``ValidationError``."""
    return update_enrollment(enrollment, expelled_on=expelled_on)


def reopen_enrollment(enrollment: Enrollment) -> Enrollment:
    """Take a completion or an expulsion back that was entered by mistake."""
    return records.change(enrollment, "reopen_enrollment", completed_on=None, expelled_on=None)


def remove_enrollment(enrollment: Enrollment) -> None:
    """Delete a training entered by mistake."""
    records.remove(enrollment, "remove_enrollment")
