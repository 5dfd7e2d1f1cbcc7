"""The answer of ФИС ФРДО to a package: what it would change, shown first; applied once, with history."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256

from django.core.exceptions import ValidationError
from django.db import transaction

from apps.core.services import history, records
from apps.programs.enums import RowState
from apps.programs.frdo.workbook import Answer
from apps.programs.models import FrdoPackage, FrdoRow, IssuedDocument
from apps.teachers.models import Person

NOT_SENT = "Пакет ещё не отправлен: отметьте отправку, потом читайте ответ."
ONCE = "Этот файл ответа уже применён: второй раз он ничего не изменит."
NOTHING = "Применять нечего: все ответы этого файла уже записаны."
MOVED = "Пока вы смотрели, ответы этого пакета изменились: посмотрите, что изменится теперь."
HIDDEN = "имя вам не открыто"
LONGEST = 1000


@dataclass(frozen=True, slots=True)
class Step:
    """An answer that changes a row of the package: whose document, what was answered before, what now."""

    row: FrdoRow
    answer: Answer
    name: str

    @property
    def state(self) -> RowState:
        """The state after it."""
        return RowState.FAULTY if self.answer.error else RowState.ACCEPTED

    @property
    def before(self) -> str:
        """What stands there now, in words."""
        return _words(RowState(self.row.state), self.row.error)

    @property
    def after(self) -> str:
        """What will stand there, in words."""
        return _words(self.state, self.answer.error[:LONGEST])


def _words(state: RowState, error: str) -> str:
    return f"{state.label}: {error}" if error else str(state.label)


@dataclass(slots=True)
class Plan:
    """What an answer would do to a package.

    ``unknown`` name no document of the package, ``doubled`` answer for a document that an earlier row answers
    otherwise, ``resent`` accept a document that has meanwhile been sent anew; ``silent`` documents got no answer.
    """

    steps: list[Step] = field(default_factory=list)
    same: int = 0
    unknown: list[Answer] = field(default_factory=list)
    doubled: list[Answer] = field(default_factory=list)
    resent: list[Answer] = field(default_factory=list)
    silent: int = 0

    def count(self, state: RowState) -> int:
        """How many rows would get this state."""
        return sum(1 for step in self.steps if step.state == state)

    @property
    def mark(self) -> str:
        """What the plan says, for comparing the one that was seen with the one of now."""
        said = [(step.row.pk, step.row.state, step.row.error, step.answer.error) for step in self.steps]
        return sha256(repr(said).encode()).hexdigest()


def plan_answer(package: FrdoPackage, answers: Iterable[Answer]) -> Plan:
    """What the answers would change, in a handful of questions. Raises ``ValidationError`` for an unsent package."""
    if package.sent_on is None:
        raise ValidationError(NOT_SENT)
    return _plan(list(FrdoRow.objects.filter(package=package).order_by("position")), answers)


def _plan(rows: Sequence[FrdoRow], answers: Iterable[Answer]) -> Plan:
    documents = IssuedDocument.objects.in_bulk([row.document_id for row in rows])
    by_number = {documents[row.document_id].registration_number: row for row in rows if row.document_id in documents}
    people = Person.objects.in_bulk([row.person_id for row in rows])
    elsewhere = _sent_anew(rows)
    plan, said = Plan(), dict[str, Answer]()
    for answer in answers:
        row, earlier = by_number.get(answer.number), said.setdefault(answer.number, answer)
        if row is None:
            plan.unknown.append(answer)
        elif earlier is not answer:
            plan.doubled += [answer] if earlier.error != answer.error else []
        elif not answer.error and row.state == RowState.FAULTY and (row.document_id, row.fate) in elsewhere:
            plan.resent.append(answer)
        elif (row.state, row.error) == _outcome(answer):
            plan.same += 1
        else:
            person = people.get(row.person_id)
            plan.steps.append(Step(row, answer, person.full_name if person else HIDDEN))
    plan.silent = sum(1 for number in by_number if number not in said)
    return plan


def _outcome(answer: Answer) -> tuple[str, str]:
    return (RowState.FAULTY if answer.error else RowState.ACCEPTED).value, answer.error[:LONGEST]


def _sent_anew(rows: Sequence[FrdoRow]) -> set[tuple[int, str]]:
    """Documents of these rows that wait or were accepted in another package as they are."""
    others = FrdoRow.objects.filter(
        document__in=[row.document_id for row in rows], state__in=(RowState.WAITING, RowState.ACCEPTED)
    ).exclude(pk__in=[row.pk for row in rows])
    return set(others.values_list("document_id", "fate"))


@transaction.atomic
def apply_answer(package: FrdoPackage, *, answers: Iterable[Answer], file: str, on: date, seen: str = "") -> Plan:
    """Apply an answer: each document of the package that it names gets its own; returns what was done.

    ``file`` is the sha256 of the table, ``seen`` the mark of the plan that was shown. Raises ``ValidationError`` for a
    package that was not sent, a file that was applied, a plan that is not what was shown, and where nothing changes.
    """
    package = FrdoPackage.objects.select_for_update(of=("self",)).get(pk=package.pk)
    if package.sent_on is None:
        raise ValidationError(NOT_SENT)
    if file in package.answers:
        raise ValidationError(ONCE)
    rows = list(FrdoRow.objects.filter(package=package).order_by("position").select_for_update(of=("self",)))
    plan = _plan(rows, answers)
    if not plan.steps:
        raise ValidationError(NOTHING)
    if seen and seen != plan.mark:
        raise ValidationError(MOVED)
    for step in plan.steps:
        _keep(step)
    records.change(package, "read_answer", answered_on=on, answers=[*package.answers, file])
    return plan


def _keep(step: Step) -> None:
    """Keep one answer; the history names the answer only, never the frozen values."""
    row = step.row
    before = {"state": row.state, "error": row.error}
    row.state, row.error = _outcome(step.answer)
    records.save(row, update_fields=["state", "error"])
    history.record_many([history.entry("read_answer", row, before, {"state": row.state, "error": row.error})])
