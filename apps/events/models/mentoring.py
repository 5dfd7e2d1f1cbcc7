"""Mentoring pairs (DOMAIN 1)."""

from django.db import models

from apps.core.access import PERSON_PLACE, Access, Path
from apps.core.constraints import ordered, placed_with_person
from apps.core.locks import PLACE, Dated, Span
from apps.events.enums import PairForm, PairOutcome
from apps.events.models.mentoring_programs import MentoringProgram
from apps.organizations.models import Municipality, Organization, Region
from apps.teachers.models import Person, PersonModel

# A row of two people: of the mentee by the plain columns, of the mentor by columns of their own.
SIDES = (
    PERSON_PLACE,
    Path("mentor_region_id", "mentor_municipality_id", "mentor_organization_id", "mentor_id"),
)
# What the course of a pair writes and no figure reads.
COURSE = (
    "program_id", "goal", "mentor_agreed_on", "person_agreed_on", "outcome", "outcome_text", "mentor_word",
    "person_word", "closed_on",
)  # fmt: skip


class MentoringPair(PersonModel):
    """A mentor and a mentee from–to; ``person`` is the mentee, the mentor has columns of their own.

    Once an outcome is written the pair is closed: its life is history (``services.pair_end``).
    """

    access = Access("activity", SIDES)
    dated = Dated(
        span=Span("start", "end"),
        free=COURSE,
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
    program = models.ForeignKey(
        MentoringProgram, models.PROTECT, verbose_name="программа наставничества", related_name="pairs",
        null=True, blank=True, db_constraint=False,
    )  # fmt: skip
    goal = models.CharField("цель пары", max_length=500, blank=True)
    mentor_agreed_on = models.DateField("наставник согласен с", null=True, blank=True)
    person_agreed_on = models.DateField("наставляемый согласен с", null=True, blank=True)
    outcome = models.CharField("чем кончилось", max_length=8, choices=PairOutcome, blank=True, editable=False)
    outcome_text = models.TextField("итог", max_length=4000, blank=True, editable=False)
    mentor_word = models.TextField("слово наставника", max_length=2000, blank=True, editable=False)
    person_word = models.TextField("слово наставляемого", max_length=2000, blank=True, editable=False)
    closed_on = models.DateField("итог внесён", null=True, blank=True, editable=False)
    gained = models.ManyToManyField(
        "diagnostics.Competence", verbose_name="освоенные компетенции", blank=True, related_name="+", editable=False
    )

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
            models.UniqueConstraint(fields=("id", "person", "mentor"), name="pair_with_people"),
            models.CheckConstraint(
                condition=models.Q(outcome="", closed_on__isnull=True)
                | (
                    ~models.Q(outcome="")
                    & ~models.Q(outcome_text="")
                    & models.Q(closed_on__isnull=False, end__isnull=False)
                ),
                name="pair_outcome",
            ),
        )

    def __str__(self) -> str:
        return f"{self.mentor_name} — {self.person_name}"
