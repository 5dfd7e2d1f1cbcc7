"""Certificates of participation: an organizer's own numbering, year by year."""

import secrets

from django.db import models

from apps.core.access import PERSON_PLACE, Access, Path
from apps.core.constraints import placed_in_organization, placed_with_person
from apps.core.locks import Undated
from apps.core.models import PlacedModel
from apps.events.models.participation import Participation
from apps.organizations.models import Organization
from apps.teachers.models import PersonModel

PAPER = Undated("выданная бумага: показатели читают участие")
BY_ISSUER = Path(region="", municipality="", organization="issuer_id")
# Without letters and digits that look alike on paper.
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
CODE_LENGTH = 10


def fresh_check_code() -> str:
    """The code printed beside the number: without it nobody learns from numbers who took part."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))


class CertificateSeries(PlacedModel):
    """The counter of an organizer's certificates in a year; its row is the lock of the numbering."""

    access = Access("certificates")
    dated = PAPER

    year = models.PositiveSmallIntegerField("год")
    last = models.PositiveIntegerField("последний номер", default=0)

    class Meta:
        verbose_name = "нумерация сертификатов"
        verbose_name_plural = "нумерация сертификатов"
        ordering = ("-year",)
        constraints = (
            placed_in_organization("certificateseries_place"),
            models.UniqueConstraint(fields=("organization", "year"), name="certificateseries_key"),
        )

    def __str__(self) -> str:
        return f"{self.year} год"


class EventCertificate(PersonModel):
    """A certificate of one participation; an annulled one keeps its number."""

    access = Access("certificates", (PERSON_PLACE, BY_ISSUER))
    dated = PAPER
    unlogged = frozenset({"check_code"})

    issuer = models.ForeignKey(Organization, models.PROTECT, verbose_name="кто выдал", related_name="+")
    participation = models.ForeignKey(
        Participation, models.PROTECT, verbose_name="участие", related_name="certificates"
    )
    counter = models.ForeignKey(
        CertificateSeries, models.PROTECT, verbose_name="нумерация", related_name="certificates"
    )
    number = models.PositiveIntegerField("порядковый номер")
    registration_number = models.CharField("номер", max_length=30)
    check_code = models.CharField("код проверки", max_length=16, default=fresh_check_code, editable=False)
    issued_on = models.DateField("дата выдачи")
    annulled_on = models.DateField("аннулирован", null=True, blank=True)
    annulled_reason = models.CharField("причина", max_length=300, blank=True)

    class Meta:
        verbose_name = "сертификат участника"
        verbose_name_plural = "сертификаты участников"
        ordering = ("-issued_on", "-id")
        indexes = (
            models.Index(fields=("issuer", "-issued_on", "-id"), name="certificate_page"),
            models.Index(fields=("registration_number",), name="certificate_number"),
        )
        constraints = (
            placed_with_person("certificate_place"),
            models.UniqueConstraint(fields=("counter", "number"), name="certificate_key"),
            models.UniqueConstraint(
                fields=("participation",), condition=models.Q(annulled_on__isnull=True), name="certificate_one_valid"
            ),
        )

    def __str__(self) -> str:
        return f"№ {self.registration_number}"
