"""Persons: entered, corrected (DOMAIN 3). A person is one СНИЛС in the whole installation."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from apps.core import snils as numbers
from apps.core.actor import acting, current, system
from apps.core.services import history, records
from apps.core.text import sort_key
from apps.organizations.models import Organization
from apps.teachers.enums import Relation
from apps.teachers.models import Consent, Person, PersonLink, Position
from apps.teachers.policies import require_hiring
from apps.teachers.services import employment as jobs
from apps.teachers.services.names import spread_names

SYSTEM = system("people")
KNOWN = "Человек с таким СНИЛС уже есть в портале. Чтобы добавить ему место работы, подтвердите это ниже."
OTHER_NAME = "Фамилия не та, что указана у человека с этим СНИЛС: проверьте обе."
TAKEN = "Этот СНИЛС уже указан у другого человека: проверьте цифры."


def normal_snils(text: str) -> str:
    """Eleven digits of a СНИЛС. Raises ``ValidationError`` at ``snils``."""
    try:
        return numbers.normalize(text)
    except numbers.InvalidSnils as invalid:
        raise ValidationError({"snils": f"{str(invalid).capitalize()}: ожидается СНИЛС вида 112-233-445 95."}) from None


def find_by_snils(snils: str) -> Person | None:
    """The neutral look-up: the system sees everybody, so the caller tells nothing of the person but that they exist."""
    with acting(SYSTEM):
        return Person.objects.filter(snils=snils).first()


@transaction.atomic
def create_person(
    *,
    snils: str,
    organization: Organization,
    position: Position,
    start: date,
    existing: bool = False,
    is_main: bool = True,
    rate: Decimal | None = None,
    consent_on: date | None = None,
    **personal: Any,
) -> Person:
    """Enter a person with their employment; ``rate`` is a share of full time.

    Somebody with this СНИЛС who is already in the portal is refused at ``existing`` with one neutral sentence; with
    ``existing`` they get the employment, and their own data stay as they are. Raises ``ValidationError``.
    """
    require_hiring(organization)
    digits = normal_snils(snils)
    person = find_by_snils(digits)
    if person is None:
        person = _new_person(digits, organization, personal)
    elif not existing:
        raise ValidationError({"existing": KNOWN}, code="known")
    elif sort_key(person.last_name) != sort_key(personal.get("last_name", "")):
        raise ValidationError({"last_name": OTHER_NAME})
    jobs.add_employment(
        person=person, organization=organization, position=position, start=start, is_main=is_main, rate=rate
    )
    if consent_on is not None:
        _give_consent(person, consent_on)
    return person


def _new_person(digits: str, organization: Organization, personal: dict[str, Any]) -> Person:
    person = Person(
        snils=digits,
        organization=organization,
        municipality_id=organization.municipality_id,
        region_id=organization.region_id,
        **personal,
    )
    person.sort_key = sort_key(person.full_name)
    return records.create(person, "create_person")


def _give_consent(person: Person, day: date) -> None:
    consent = Consent(person=person, given_on=day)
    with acting(SYSTEM):
        taken = Consent.objects.filter(person=person, given_on=day).exists()
        if not taken:
            records.save(consent)
    if not taken:
        history.record("give_consent", consent)


@transaction.atomic
def update_person(person: Person, **personal: Any) -> Person:
    """Correct a person's own data; a new name is carried to every copy of it. Raises ``ValidationError``."""
    if "snils" in personal:
        personal["snils"] = normal_snils(personal["snils"])
        other = find_by_snils(personal["snils"])
        if other is not None and other.pk != person.pk:
            raise ValidationError({"snils": TAKEN})
    names = [personal.get(name, getattr(person, name)) for name in ("last_name", "first_name", "middle_name")]
    key = sort_key(" ".join(part for part in names if part))
    records.change(person, "update_person", **personal, sort_key=key)
    with acting(SYSTEM):
        spread_names([person.pk])
    return person


def is_self(person_id: int) -> bool:
    """Whether the current actor's user is this person: one's own card is not logged."""
    user = current().user_id
    if user is None:
        return False
    return PersonLink.objects.filter(user_id=user, person_id=person_id, relation=Relation.SELF).exists()
