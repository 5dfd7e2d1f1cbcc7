"""The forty values of a document: from the register, the person, the training, the programme and the asked card."""

from typing import Any

from apps.core.snils import format_snils
from apps.core.text import format_date
from apps.programs.enums import DocumentKind, Funding, Payment, ProgramKind, RegisterForm, StudyForm
from apps.programs.frdo import columns as form
from apps.programs.models import Enrollment, FrdoCard, IssuedDocument, Program
from apps.teachers.enums import Sex
from apps.teachers.models import Person

KINDS = {DocumentKind.CERTIFICATE: form.CERTIFICATE, DocumentKind.DIPLOMA: form.DIPLOMA}
PROGRAMS = {ProgramKind.PK: form.QUALIFICATION, ProgramKind.PP: form.RETRAINING}
SEXES = {Sex.MALE: form.MALE, Sex.FEMALE: form.FEMALE}
# A form of study that ФИС ФРДО does not know (distance, internship, network) is asked on the card.
FORMS = {
    StudyForm.FULL_TIME: RegisterForm.FULL,
    StudyForm.PART_TIME: RegisterForm.PART,
    StudyForm.MIXED: RegisterForm.MIXED,
}
PAYMENTS = {
    Funding.TASK: Payment.BUDGET,
    Funding.SUBSIDY: Payment.BUDGET,
    Funding.EMPLOYER: Payment.PAID,
    Funding.PAID: Payment.PAID,
}


def values_of(
    document: IssuedDocument, person: Person, training: Enrollment, program: Program, card: FrdoCard | None
) -> form.Values:
    """The values by the keys of the columns; what is not known is empty."""
    return {
        **dict.fromkeys(form.KEYS, ""),
        **_document(document),
        **_study(training, program),
        **_person(person),
        **_asked(program, card),
        **(_original(document.original, person) if document.original is not None else {}),
    }


def _document(document: IssuedDocument) -> form.Values:
    confirmed = {key: form.YES if document.fate == fate else form.NO for key, fate in form.CONFIRMED.items()}
    return {
        "kind": KINDS[DocumentKind(document.counter.kind)],
        "status": form.DUPLICATE if document.original_id else form.ORIGINAL,
        **confirmed,
        "series": document.blank_series or form.NO,
        "number": document.blank_number,
        "issued_on": format_date(document.issued_on),
        "registration": document.registration_number,
    }


def _study(training: Enrollment, program: Program) -> form.Values:
    return {
        "program_kind": PROGRAMS[ProgramKind(program.kind)],
        "title": program.title,
        "began": str(training.enrolled_on.year),
        "ended": str(training.completed_on.year) if training.completed_on else "",
        "hours": str(program.hours),
    }


def _person(person: Person) -> form.Values:
    return {
        "last_name": person.last_name,
        "first_name": person.first_name,
        # As a document without a series: what a person has not is told by this word.
        "middle_name": person.middle_name or form.NO,
        "born": format_date(person.birth_date) if person.birth_date else "",
        "sex": SEXES[Sex(person.sex)] if person.sex else "",
        "snils": format_snils(person.snils),
    }


def _asked(program: Program, card: FrdoCard | None) -> form.Values:
    known: dict[str, Any] = {
        "study_form": FORMS.get(StudyForm(program.form)) if program.form else None,
        "payment": PAYMENTS.get(Funding(program.funding)) if program.funding else None,
    }
    values = {key: one.label for key, one in known.items() if one is not None}
    if card is None:
        return values
    shown = {"level": card.get_level_display(), "receipt": card.get_receipt_display()}
    own = {"study_form": card.get_study_form_display(), "payment": card.get_payment_display(), **shown}
    plain = ("citizenship", "diploma_name", "diploma_series", "diploma_number", "area", "specialities", "qualification")
    return {**values, **{k: v for k, v in own.items() if v}, **{name: getattr(card, name) for name in plain}}


def _original(original: IssuedDocument, person: Person) -> form.Values:
    """What a duplicate says of its original; the name as it was sent then, else as it is now."""
    sent = original.frdo_rows.exclude(values=[]).order_by("-pk").first()
    then = dict(zip(form.KEYS, sent.values, strict=True)) if sent is not None else _person(person)
    return {
        "o_kind": KINDS[DocumentKind(original.counter.kind)],
        "o_series": original.blank_series or form.NO,
        "o_number": original.blank_number,
        "o_registration": original.registration_number,
        "o_issued_on": format_date(original.issued_on),
        **{f"o_{name}": then[name] for name in ("last_name", "first_name", "middle_name")},
    }
