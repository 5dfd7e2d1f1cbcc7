"""What a pair plans and does: items of its plan, its meetings."""

from typing import Any

from django.db import models

from apps.core.access import Access
from apps.core.constraints import CompositeForeignKey, placed_with_person
from apps.core.locks import PLACE, Undated
from apps.events.enums import MeetingForm
from apps.events.models.mentoring import SIDES, MentoringPair
from apps.organizations.models import Municipality, Organization, Region
from apps.teachers.models import Person, PersonModel

# What a row of a pair repeats of it: both people and both places.
REPEATED = ("person_id", "mentor_id", *sorted(PLACE), *(f"mentor_{column}" for column in sorted(PLACE)))


def part_of_pair(name: str) -> tuple[models.BaseConstraint, ...]:
    """The row is of the pair's two people and lies in both their places."""
    return (
        placed_with_person(f"{name}_place"),
        placed_with_person(f"{name}_mentor_place", "mentor_", person="mentor"),
        CompositeForeignKey(
            name=f"{name}_pair",
            fields=("pair", "person", "mentor"),
            table="events_mentoringpair",
            columns=("id", "person_id", "mentor_id"),
        ),
    )


class PairPart(PersonModel):
    """A row of a pair: both sides see it, both may write it, and who keeps mentoring in either place."""

    access = Access("mentoring", SIDES)
    dated = Undated("планы и встречи: показатели их не читают, сама пара датирована")

    pair = models.ForeignKey(
        MentoringPair, models.PROTECT, verbose_name="пара", related_name="%(class)ss", db_constraint=False
    )
    mentor = models.ForeignKey(
        Person, models.PROTECT, verbose_name="наставник", related_name="+", db_constraint=False, editable=False
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

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A new row takes its people and places from its pair."""
        if self._state.adding and not self.mentor_id:
            for column in REPEATED:
                setattr(self, column, getattr(self.pair, column))
        super().save(*args, **kwargs)


class PairItem(PairPart):
    """An item of a pair's plan: a theme, the competence it develops, a term, when it was done."""

    theme = models.CharField("тема", max_length=300)
    competence = models.ForeignKey(
        "diagnostics.Competence", models.PROTECT, verbose_name="компетенция", related_name="+", null=True, blank=True
    )
    due = models.DateField("срок", null=True, blank=True)
    done_on = models.DateField("выполнено", null=True, blank=True)

    class Meta:
        verbose_name = "пункт плана пары"
        verbose_name_plural = "планы пар"
        ordering = (models.F("due").asc(nulls_last=True), "id")
        constraints = part_of_pair("pairitem")

    def __str__(self) -> str:
        return self.theme


class PairMeeting(PairPart):
    """A meeting of a pair: planned for a day, held or not, with a short note."""

    on_date = models.DateField("дата")
    theme = models.CharField("тема", max_length=300)
    form = models.CharField("форма", max_length=12, choices=MeetingForm, default=MeetingForm.TALK)
    held = models.BooleanField("состоялась", default=False)
    note = models.TextField("заметка", max_length=2000, blank=True)

    class Meta:
        verbose_name = "встреча пары"
        verbose_name_plural = "встречи пар"
        ordering = ("-on_date", "-id")
        indexes = (models.Index(fields=("region", "-on_date", "-id"), name="pairmeeting_region_page"),)
        constraints = (
            *part_of_pair("pairmeeting"),
            models.UniqueConstraint(fields=("pair", "on_date", "theme"), name="pairmeeting_key"),
        )

    def __str__(self) -> str:
        return self.theme
