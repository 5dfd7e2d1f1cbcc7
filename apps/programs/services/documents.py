"""The register of documents: numbers in sequence, without gaps or repeats (``core.services.numbering``)."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from apps.core.actor import current
from apps.core.services import numbering, records
from apps.organizations.models import Organization
from apps.organizations.services.records import place_of
from apps.programs import policies
from apps.programs.enums import DocumentFate, DocumentKind, ProgramKind
from apps.programs.models import DocumentSeries, Enrollment, IssuedDocument, StudyGroup
from apps.programs.services import training

NOT_DONE = "Обучение не завершено: документ выдают после завершения."
ALREADY = "Документ уже выдан: № {number}. Испорченный бланк сначала спишите, взамен утраченного выдайте дубликат."
BEFORE = "Раньше завершения обучения ({day:%d.%m.%Y}): проверьте дату."
NOT_VALID = "Этот документ уже недействителен."
NOBODY = "В группе некому выдавать документы: никто не завершил обучение или всем они выданы."
USED = "По этой нумерации уже выданы документы: меняется только то, что будет выдано дальше."
BACKWARDS = "Номера до {last} уже выданы: следующий не может быть меньше."
AWAY = "Слушатель работает теперь в другом регионе: его обучение вам больше не открыто."
NOT_YOURS = "Документ выдаёт организация программы."


def kind_of(enrollment: Enrollment) -> DocumentKind:
    """The document that a programme of this kind ends with."""
    return DocumentKind.DIPLOMA if enrollment.program.kind == ProgramKind.PP else DocumentKind.CERTIFICATE


def counter(organization: Organization, year: int, kind: str) -> DocumentSeries:
    """The organization's counter of the year and kind, made where there is none, locked until the transaction ends."""
    key = {"organization": organization, "year": year, "kind": kind}
    previous = DocumentSeries.objects.filter(organization=organization, kind=kind).order_by("-year").first()
    taken = ("series", "prefix", "digits", "mark")
    looks = {name: getattr(previous, name) for name in taken} if previous is not None else {}
    return numbering.locked(DocumentSeries, key, **place_of(organization), **looks)


@transaction.atomic
def issue_document(
    enrollment: Enrollment, *, issued_on: date, original: IssuedDocument | None = None
) -> IssuedDocument:
    """Give the next number of the year to a completed training. Raises ``ValidationError``."""
    _require_ready(enrollment, issued_on)
    issuer = policies.own_issuer(current(), enrollment)
    if issuer is None:
        raise ValidationError(NOT_YOURS)
    series = counter(issuer, issued_on.year, kind_of(enrollment))
    if known := IssuedDocument.objects.filter(enrollment=enrollment, fate=DocumentFate.VALID).first():
        raise ValidationError(ALREADY.format(number=known.registration_number))
    numbering.take(series)
    made = IssuedDocument(
        person=enrollment.person, enrollment=enrollment, issuer=issuer, counter=series, number=series.last,
        blank_series=series.series, blank_number=f"{series.prefix}{series.last:0{series.digits}}",
        registration_number=registration(series), issued_on=issued_on, original=original,
    )  # fmt: skip
    records.create(made, "issue_document")
    _write_to_training(enrollment, made)
    return made


def registration(series: DocumentSeries) -> str:
    """The registration number: «17/2026», with the organization's mark «17/2026-ПК»."""
    return f"{series.last}/{series.year}" + (f"-{series.mark}" if series.mark else "")


def _require_ready(enrollment: Enrollment, issued_on: date) -> None:
    if enrollment.completed_on is None:
        raise ValidationError(NOT_DONE)
    if issued_on < enrollment.completed_on:
        raise ValidationError({"issued_on": BEFORE.format(day=enrollment.completed_on)})


def _write_to_training(enrollment: Enrollment, document: IssuedDocument | None) -> None:
    """The training shows the document that is valid now."""
    number = f"{document.blank_series} {document.blank_number}".strip() if document else ""
    training.update_enrollment(
        enrollment,
        document_number=number,
        registration_number=document.registration_number if document else "",
        issued_on=document.issued_on if document else None,
    )


@transaction.atomic
def issue_to_group(group: StudyGroup, *, issued_on: date) -> int:
    """Documents for everybody of the group who has completed and has none, in the order of names; returns how many.

    One transaction: all get their numbers, or nobody. Raises ``ValidationError``.
    """
    done = Enrollment.objects.filter(group=group, completed_on__isnull=False, document_number="")
    ready = list(done.order_by("person__sort_key", "pk"))
    if not ready:
        raise ValidationError(NOBODY)
    for one in ready:
        issue_document(one, issued_on=issued_on)
    return len(ready)


@transaction.atomic
def spoil_document(document: IssuedDocument, *, on: date, reason: str) -> IssuedDocument:
    """A spoilt blank is written off with its reason: its number stays used, the training waits for another one.

    Raises ``ValidationError``.
    """
    learnt = _training(document)
    _end(document, DocumentFate.SPOILED, on, reason)
    _write_to_training(learnt, None)
    return document


@transaction.atomic
def issue_duplicate(document: IssuedDocument, *, on: date, fate: str, reason: str) -> IssuedDocument:
    """A duplicate instead of a document that is no more, under the next number. Raises ``ValidationError``."""
    learnt = _training(document)
    _end(document, DocumentFate(fate), on, reason)
    return issue_document(learnt, issued_on=on, original=document)


def _training(document: IssuedDocument) -> Enrollment:
    """The training of a document. Raises ``ValidationError`` where its person has left for another region."""
    found = Enrollment.objects.filter(pk=document.enrollment_id).first()
    if found is None:
        raise ValidationError(AWAY)
    return found


def _end(document: IssuedDocument, fate: DocumentFate, on: date, reason: str) -> None:
    stored = IssuedDocument.objects.select_for_update().get(pk=document.pk)
    if stored.fate != DocumentFate.VALID:
        raise ValidationError(NOT_VALID)
    if on < stored.issued_on:
        raise ValidationError({"on": "Раньше выдачи документа: проверьте дату."})
    records.change(document, "end_document", fate=fate, fate_on=on, fate_reason=reason)


def open_series(*, organization: Organization, **values: Any) -> DocumentSeries:
    """How the documents of a year are numbered, said before the first one is issued. Raises ``ValidationError``."""
    return records.create(DocumentSeries(**place_of(organization), **values), "open_series")


@transaction.atomic
def update_series(series: DocumentSeries, **values: Any) -> DocumentSeries:
    """Change how the next numbers look. Raises ``ValidationError`` for a counter set back among issued numbers."""
    stored = DocumentSeries.objects.select_for_update().get(pk=series.pk)
    given = stored.documents.order_by("-number").values_list("number", flat=True).first() or 0
    if values.get("last", stored.last) < given:
        raise ValidationError({"last": BACKWARDS.format(last=given)})
    if given and "last" in values and values["last"] != stored.last:
        raise ValidationError({"last": USED})
    return records.change(stored, "update_series", **values)
