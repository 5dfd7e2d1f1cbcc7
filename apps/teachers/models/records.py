"""What hangs on a person beside employments: categories, consents, leave, appointments."""

from django.db import models

from apps.core.access import PERSON_PLACE, Access, Path
from apps.core.constraints import ordered, placed_with_person
from apps.core.locks import Dated, Day, Span, Undated
from apps.teachers.enums import AppointmentKind, Category, LeaveKind
from apps.teachers.models.base import PersonModel


class AttestationCategory(PersonModel):
    """A qualification category assigned on a date."""

    access = Access("people", (Path(person="person_id"),))
    dated = Dated((Day("assigned_on"),), person="person_id")

    category = models.CharField("категория", max_length=10, choices=Category)
    assigned_on = models.DateField("дата присвоения", null=True, blank=True)

    class Meta:
        verbose_name = "квалификационная категория"
        verbose_name_plural = "квалификационные категории"
        ordering = ("-assigned_on", "-id")
        constraints = (
            placed_with_person("category_place"),
            models.UniqueConstraint(
                fields=("person", "category", "assigned_on"), nulls_distinct=False, name="category_key"
            ),
        )

    def __str__(self) -> str:
        return self.get_category_display()


class Consent(PersonModel):
    """Consent to the processing of personal data: date, version of the text, withdrawal."""

    access = Access("people", (Path(person="person_id"),))
    dated = Undated("согласие дают и отзывают в любой день, показатели его не читают (152-ФЗ, статья 9)")

    given_on = models.DateField("дано")
    text_version = models.CharField("версия текста", max_length=40, default="1")
    withdrawn_on = models.DateField("отозвано", null=True, blank=True)

    class Meta:
        verbose_name = "согласие на обработку ПДн"
        verbose_name_plural = "согласия на обработку ПДн"
        ordering = ("-given_on", "-id")
        constraints = (
            placed_with_person("consent_place"),
            ordered("given_on", "withdrawn_on", "consent_dates"),
            models.UniqueConstraint(fields=("person", "given_on", "text_version"), name="consent_key"),
        )

    def __str__(self) -> str:
        return f"Согласие от {self.given_on:%d.%m.%Y}"


class Leave(PersonModel):
    """A long absence from–to."""

    access = Access("people", (Path(person="person_id"),))
    dated = Dated(span=Span("start", "end"), person="person_id")

    kind = models.CharField("вид", max_length=12, choices=LeaveKind)
    start = models.DateField("с")
    end = models.DateField("по", null=True, blank=True)

    class Meta:
        verbose_name = "отпуск"
        verbose_name_plural = "отпуска"
        ordering = ("-start", "-id")
        constraints = (
            placed_with_person("leave_place"),
            ordered("start", "end", "leave_dates"),
            models.UniqueConstraint(fields=("person", "kind", "start"), name="leave_key"),
        )

    def __str__(self) -> str:
        return self.get_kind_display()


class Appointment(PersonModel):
    """An appointment from–to by an act, at an organization (which need not be the employer)."""

    access = Access("activity", (PERSON_PLACE,))
    dated = Dated(span=Span("start", "end"), person="person_id")

    at_organization = models.ForeignKey(
        "organizations.Organization", models.PROTECT, verbose_name="организация", related_name="+"
    )
    kind = models.CharField("вид", max_length=20, choices=AppointmentKind)
    start = models.DateField("с")
    end = models.DateField("по", null=True, blank=True)
    act = models.CharField("акт", max_length=300, blank=True)

    class Meta:
        verbose_name = "назначение"
        verbose_name_plural = "назначения"
        ordering = ("-start", "-id")
        constraints = (
            placed_with_person("appointment_place"),
            ordered("start", "end", "appointment_dates"),
            models.UniqueConstraint(fields=("person", "at_organization", "kind", "start"), name="appointment_key"),
        )

    def __str__(self) -> str:
        return self.get_kind_display()
