"""Rows of the calendar for tests: a series, a registration, a certificate, evidence."""

from datetime import datetime
from typing import Any

from django.utils.timezone import make_aware

from apps.events.models import (
    CertificateSeries,
    Event,
    EventCertificate,
    EventEvidence,
    EventRegistration,
    EventSeries,
    Participation,
)
from apps.organizations.models import Organization
from apps.teachers.models import Person
from tests import factories as make
from tests.cast import Cast
from tests.permissions.rows import DAY, filler, place_columns


def make_registration(event: Event, person: Person, state: str = "registered", **fields: Any) -> EventRegistration:
    """A registration, in the queue since the end of 2023 unless said otherwise."""
    values = {"queued_at": make_aware(datetime(2023, 12, 31)), "who": "Тест", **fields}
    return EventRegistration.objects.create(event=event, person=person, state=state, **values)


def make_certificate(participation: Participation, **fields: Any) -> EventCertificate:
    """The next certificate of the event's organizer."""
    issuer, person = participation.event.organization, participation.person
    assert person is not None
    counter, _ = CertificateSeries.objects.get_or_create(**place_columns(issuer), year=DAY.year)
    counter.last += 1
    counter.save()
    values = {"registration_number": f"{counter.last}/{DAY.year}", "issued_on": DAY, **fields}
    return EventCertificate.objects.create(
        person=person, issuer=issuer, participation=participation, counter=counter, number=counter.last,
        **values,
    )  # fmt: skip


@filler
def calendar_rows(cast: Cast, mark: str, organization: Organization, person: Person) -> None:
    place = {**place_columns(organization), "title": mark, "sort_key": mark}
    series = EventSeries.objects.create(**place, kind="seminar", level="municipal", start=DAY, end=DAY)
    event = make.make_event(organization, DAY, code=f"К-{mark}", series=series, registration=True)
    make_registration(event, person)
    make_certificate(make.make_participation(event, person))
    EventEvidence.objects.create(**place_columns(organization), event=event, text=mark, added_on=DAY, added_by="Тест")
