"""Packages for ФИС ФРДО: checked, frozen, sent, answered (each document of them by itself)."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from apps.core import snils
from apps.core.actor import current
from apps.core.services import history, records
from apps.organizations.models import Organization
from apps.organizations.services.records import place_of
from apps.programs import policies
from apps.programs.enums import DocumentFate, RowState
from apps.programs.frdo import columns as form
from apps.programs.frdo.checking import Fault, faults
from apps.programs.frdo.filling import values_of
from apps.programs.models import DocumentSeries, Enrollment, FrdoCard, FrdoPackage, FrdoRow, IssuedDocument, Program
from apps.teachers.models import Person

EMPTY = "В пакет нечего включать: выберите документы без ошибок."
WRONG = "В пакет попали документы с ошибками ({count}): сначала исправьте их."
NOT_YOURS = "Сведения в ФИС ФРДО передаёт организация, выдавшая документы."
SENT = "Пакет уже отправлен: его можно только дополнить исправлениями."
GONE = "сведения о человеке вам больше не открыты: он работает в другом регионе"
OVER = "Пакет отозван."


@dataclass(frozen=True, slots=True)
class Draft:
    """A document as it would be sent: the values and what is wrong with them."""

    document: IssuedDocument
    name: str
    values: form.Values
    faults: tuple[Fault, ...]

    @property
    def whose(self) -> str:
        """The person with the masked СНИЛС."""
        digits = "".join(sign for sign in self.values.get("snils", "") if sign.isdecimal())
        return f"{self.name} (СНИЛС {snils.mask(digits)})" if digits else self.name


def unsent(issuer: int) -> QuerySet[IssuedDocument]:
    """Documents of the register that ФИС ФРДО does not know as they are now; spoilt blanks were given to nobody."""
    told = FrdoRow.objects.filter(document_id=OuterRef("pk"), state__in=(RowState.WAITING, RowState.ACCEPTED))
    rows = IssuedDocument.objects.filter(issuer=issuer).exclude(fate=DocumentFate.SPOILED)
    return rows.filter(~Exists(told.filter(fate=OuterRef("fate")))).order_by("issued_on", "counter", "number")


def drafts(rows: Iterable[IssuedDocument], today: date | None = None) -> list[Draft]:
    """The rows of the form for these documents: some questions, however many there are."""
    found = list(rows)
    counters = DocumentSeries.objects.in_bulk({one.counter_id for one in found})
    for one in found:
        one.counter = counters[one.counter_id]
    trainings = Enrollment.objects.in_bulk([one.enrollment_id for one in found])
    people = Person.objects.in_bulk([one.person_id for one in found])
    programs = Program.objects.in_bulk({one.program_id for one in trainings.values()})
    cards = {card.enrollment_id: card for card in FrdoCard.objects.filter(enrollment__in=trainings)}
    day = today or timezone.localdate()
    return [
        _draft(one, people.get(one.person_id), trainings.get(one.enrollment_id), programs, cards, day) for one in found
    ]


def _draft(
    document: IssuedDocument, person: Person | None, training: Enrollment | None, programs: Mapping[int, Program],
    cards: Mapping[int, FrdoCard], today: date,
) -> Draft:  # fmt: skip
    if person is None or training is None:
        return Draft(document, "Имя вам не открыто", {}, (Fault("Получатель", GONE),))
    program = programs[training.program_id]
    values = values_of(document, person, training, program, cards.get(training.pk))
    return Draft(document, person.full_name, values, tuple(faults(values, today)))


@transaction.atomic
def form_package(*, organization: Organization, documents: Collection[int], on: date) -> FrdoPackage:
    """A package of these documents, their values frozen as of now. Raises ``ValidationError`` where one is faulty."""
    if not policies.may_issue(current(), organization.pk):
        raise ValidationError(NOT_YOURS)
    chosen = unsent(organization.pk).filter(pk__in=documents).select_for_update(of=("self",))
    ready = drafts(chosen, on)
    if not ready:
        raise ValidationError(EMPTY)
    if wrong := sum(1 for one in ready if one.faults):
        raise ValidationError(WRONG.format(count=wrong))
    last = FrdoPackage.objects.filter(organization=organization).order_by("-number").first()
    number = last.number + 1 if last else 1
    made = FrdoPackage(**place_of(organization), number=number, formed_on=on, rows_count=len(ready))
    records.create(made, "form_package")
    for position, one in enumerate(ready, 1):
        values = [one.values[key] for key in form.KEYS]
        row = FrdoRow(person_id=one.document.person_id, issuer=organization, package=made, document=one.document,
                      position=position, fate=one.document.fate, values=values)  # fmt: skip
        row.person = one.document.person
        records.save(row)
    return made


def send_package(package: FrdoPackage, *, sent_on: date) -> FrdoPackage:
    """The package has been loaded into ФИС ФРДО. Raises ``ValidationError``."""
    _require_open(package)
    records.require_order(package.formed_on, sent_on, "sent_on", "Раньше формирования пакета: проверьте дату.")
    return records.change(package, "send_package", sent_on=sent_on)


@transaction.atomic
def withdraw_package(package: FrdoPackage) -> FrdoPackage:
    """A package that was not sent is given up: its documents wait again. Raises ``ValidationError``."""
    _require_open(package)
    package.rows.update(state=RowState.WITHDRAWN)
    return records.change(package, "withdraw_package", withdrawn_on=timezone.localdate())


def _require_open(package: FrdoPackage) -> None:
    if package.withdrawn_on is not None:
        raise ValidationError(OVER)
    if package.sent_on is not None:
        raise ValidationError(SENT)


@transaction.atomic
def fill_card(*, enrollment: Enrollment, **values: Any) -> FrdoCard:
    """What ФИС ФРДО wants of a training; the history names the fields that changed, not the values.

    Raises ``ValidationError`` for a training of another organization's programme.
    """
    owner = policies.own_issuer(current(), enrollment)
    if owner is None:
        raise ValidationError(NOT_YOURS)
    card = FrdoCard.objects.filter(enrollment=enrollment).first()
    if card is None:
        card = FrdoCard(person=enrollment.person, enrollment=enrollment, issuer=owner)
    return update_card(card, **values)


def update_card(card: FrdoCard, **values: Any) -> FrdoCard:
    """Change what is told of a training. Raises ``ValidationError``."""
    changed = sorted(name for name, value in values.items() if getattr(card, name) != value)
    for name in changed:
        setattr(card, name, values[name])
    records.save(card)
    if changed:
        history.record_many([history.entry("fill_card", card, {}, {"fields": changed})])
    return card


@transaction.atomic
def fill_group(group: Any, **values: Any) -> int:
    """The same for everybody of a group who has completed: only what is still empty is filled. Returns how many."""
    given = {name: value for name, value in values.items() if value}
    done = Enrollment.objects.filter(group=group, completed_on__isnull=False)
    cards = {card.enrollment_id: card for card in FrdoCard.objects.filter(enrollment__in=done)}
    touched = 0
    for one in done:
        card = cards.get(one.pk)
        lacking = {k: v for k, v in given.items() if card is None or not getattr(card, k)}
        if lacking:
            fill_card(enrollment=one, **lacking)
            touched += 1
    if not touched:
        raise ValidationError("Дополнять нечего: никто не завершил обучение или эти сведения уже внесены.")
    return touched
