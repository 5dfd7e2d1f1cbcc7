"""Requests and consultations: what was asked, who answered, what came of it (issue 4, item 6)."""

from django.db import models
from django.db.models import Q

from apps.core.access import PERSON_PLACE, Access, Path
from apps.core.constraints import ordered, placed_in_organization, placed_with_person
from apps.core.locks import Undated
from apps.core.models import PlacedModel
from apps.diagnostics.models import Competence
from apps.routes.enums import Channel
from apps.teachers.models import Person

# What an organization asks for itself is read by its operator; what a person asks is the person's own matter.
OF_ORGANIZATION = Path(where={"personal": False}, kind="requests")


class Consultation(PlacedModel):
    """A question of a person or of an organization to a consultant, with the answer and what follows from it."""

    access = Access("consultations", (PERSON_PLACE, OF_ORGANIZATION))
    dated = Undated("обращения принимают и закрывают и после сдачи данных, показатели их не читают")

    person = models.ForeignKey(
        Person, models.PROTECT, verbose_name="кто спросил", related_name="consultations", null=True, blank=True,
        db_constraint=False,
    )  # fmt: skip
    managerial = models.BooleanField(default=False, editable=False)
    personal = models.BooleanField(default=True, editable=False)
    theme = models.CharField("тема", max_length=200)
    question = models.TextField("вопрос", max_length=4000)
    competence = models.ForeignKey(
        Competence, models.PROTECT, verbose_name="компетенция", null=True, blank=True, related_name="+"
    )
    channel = models.CharField("как обратились", max_length=8, choices=Channel, default=Channel.PORTAL)
    asked_on = models.DateField("дата обращения")
    consultant = models.CharField("консультант", max_length=300, blank=True)
    answered_on = models.DateField("дата ответа", null=True, blank=True)
    outcome = models.TextField("ответ и итог", max_length=8000, blank=True)
    follow_up = models.CharField("что дальше", max_length=300, blank=True)
    follow_up_on = models.DateField("вернуться к вопросу", null=True, blank=True)

    class Meta:
        verbose_name = "обращение"
        verbose_name_plural = "обращения"
        ordering = ("-asked_on", "-id")
        indexes = (models.Index(fields=("region", "-asked_on", "-id"), name="consultation_region_page"),)
        constraints = (
            # As of a participation: a person's row follows the person by one key, an organization's the organization.
            placed_with_person("consultation_person", deferred=True),
            placed_in_organization("consultation_place"),
            ordered("asked_on", "answered_on", "consultation_days"),
            models.CheckConstraint(
                condition=Q(personal=True, person__isnull=False) | Q(personal=False, person__isnull=True),
                name="consultation_asker",
            ),
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True) | ~Q(outcome=""), name="consultation_answered"
            ),
        )

    def __str__(self) -> str:
        return self.theme
