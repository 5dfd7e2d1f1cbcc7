"""Mentoring pairs (DOMAIN 1)."""

from django.db import models

from apps.core.access import PERSON_PLACE, Access, Path
from apps.core.constraints import ordered, placed_with_person
from apps.core.locks import PLACE, Dated, Span
from apps.events.enums import PairForm
from apps.organizations.models import Municipality, Organization, Region
from apps.teachers.models import Person, PersonModel


class MentoringPair(PersonModel):
    """A mentor and a mentee from–to; ``person`` is the mentee, the mentor has columns of their own."""

    access = Access(
        "activity",
        (
            PERSON_PLACE,
            Path("mentor_region_id", "mentor_municipality_id", "mentor_organization_id", "mentor_id"),
        ),
    )
    dated = Dated(
        span=Span("start", "end"),
        copies=("mentor_name", "person_name", *(f"mentor_{column}" for column in PLACE)),
        person="person_id",
    )

    person = models.ForeignKey(
        Person, models.PROTECT, verbose_name="наставляемый", related_name="mentorings", db_constraint=False
    )
    mentor = models.ForeignKey(
        Person, models.PROTECT, verbose_name="наставник", related_name="mentees", db_constraint=False
    )
    mentor_organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="+", db_constraint=False, editable=False
    )
    mentor_municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="+", db_constraint=False, editable=False
    )
    mentor_region = models.ForeignKey(
        Region, models.PROTECT, related_name="+", db_constraint=False, editable=False, db_index=False
    )
    mentor_managerial = models.BooleanField(default=False, editable=False)
    mentor_name = models.CharField("имя наставника", max_length=310, editable=False)
    person_name = models.CharField("имя наставляемого", max_length=310, editable=False)
    form = models.CharField("форма", max_length=12, choices=PairForm)
    start = models.DateField("с")
    end = models.DateField("по", null=True, blank=True)
    order = models.CharField("приказ", max_length=300, blank=True)

    class Meta:
        verbose_name = "наставническая пара"
        verbose_name_plural = "наставничество"
        ordering = ("-start", "-id")
        constraints = (
            placed_with_person("pair_place"),
            placed_with_person("pair_mentor_place", "mentor_", person="mentor"),
            ordered("start", "end", "pair_dates"),
            models.CheckConstraint(condition=~models.Q(mentor=models.F("person")), name="pair_two_people"),
            models.UniqueConstraint(fields=("mentor", "person", "start"), name="pair_key"),
        )

    def __str__(self) -> str:
        return f"{self.mentor_name} — {self.person_name}"
