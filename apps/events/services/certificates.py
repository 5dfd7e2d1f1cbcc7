"""Writes of certificates of participation: the organizer's numbers in sequence, without gaps or repeats."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from apps.core.actor import acting, current
from apps.core.services import numbering, records
from apps.events import policies
from apps.events.models import CertificateSeries, Event, EventCertificate, Participation
from apps.events.services.telling import BELL, named, tell
from apps.organizations.models import Organization
from apps.organizations.services.records import place_of
from apps.teachers.models import Person
from apps.teachers.models.base import STAMP

NOBODY = "Выдавать некому: участников-работников нет или сертификаты у всех уже есть."
BEFORE = "Раньше начала мероприятия ({day:%d.%m.%Y}): проверьте дату."
ALREADY = "Сертификат уже выдан: № {number}."
OVER = "Сертификат уже аннулирован."
EARLIER = "Раньше выдачи сертификата: проверьте дату."


def counter(organization: Organization, year: int) -> CertificateSeries:
    """The organizer's counter of the year, locked until the transaction ends."""
    key = {"organization": organization, "year": year}
    return numbering.locked(CertificateSeries, key, **place_of(organization))


def issue(event: Event, participation: Participation, *, issued_on: date) -> EventCertificate:
    """Give the next number of the year to one participation of the event. Raises ``ValidationError``."""
    series = counter(Organization.objects.get(pk=event.organization_id), issued_on.year)
    known = EventCertificate.objects.filter(participation=participation, annulled_on=None).first()
    if known is not None:
        raise ValidationError(ALREADY.format(number=known.registration_number))
    number = numbering.take(series)
    made = EventCertificate(
        person_id=participation.person_id or 0, issuer_id=event.organization_id, participation=participation,
        counter=series, number=number, registration_number=f"{number}/{series.year}", issued_on=issued_on,
        **{column: getattr(participation, column) for column in STAMP},
    )  # fmt: skip
    return records.create(made, "issue_certificate")


@transaction.atomic
def issue_certificates(event: Event, *, issued_on: date) -> int:
    """Certificates for every person who took part and has none, in the order of names; returns how many.

    All get their numbers or nobody. The participations are read by the system: an institute keeps its own events and
    not the participations of the region. Raises ``ValidationError``.
    """
    policies.require_leading(current(), event)
    if issued_on < event.start:
        raise ValidationError({"issued_on": BEFORE.format(day=event.start)})
    ready = waiting(event)
    if not ready:
        raise ValidationError(NOBODY)
    with acting(BELL):
        for one in ready:
            issue(event, one, issued_on=issued_on)
    tell(event, {one.person_id for one in ready if one.person_id}, f"Выдан сертификат участника: {named(event)}")
    return len(ready)


def waiting(event: Event) -> list[Participation]:
    """The participations of people without a valid certificate, in the order of names."""
    with acting(BELL):
        rows = Participation.objects.filter(event=event, person__isnull=False)
        without = rows.exclude(certificates__in=EventCertificate.objects.filter(annulled_on=None))
        return list(without.order_by("person__sort_key", "pk"))


@transaction.atomic
def annul_certificate(certificate: EventCertificate, *, on: date, reason: str) -> EventCertificate:
    """Take a certificate out of force with its reason: its number stays used. Raises ``ValidationError``."""
    stored = EventCertificate.objects.select_for_update().get(pk=certificate.pk)
    if stored.annulled_on is not None:
        raise ValidationError(OVER)
    if on < stored.issued_on:
        raise ValidationError({"on": EARLIER})
    return records.change(certificate, "annul_certificate", annulled_on=on, annulled_reason=reason)


def verified(number: str, code: str) -> EventCertificate | None:
    """The certificate with this number and check code, for whoever holds the paper. Runs under the system."""
    rows = EventCertificate.objects.select_related("participation__event__organization", "person")
    return rows.filter(registration_number=number.strip(), check_code=code.strip().upper()).first()


def initials(person: Person) -> str:
    """«Иванова М. П.»: what a paper in the hand is compared with, and no more."""
    letters = " ".join(f"{name[0]}." for name in (person.first_name, person.middle_name) if name)
    return f"{person.last_name} {letters}".strip()
