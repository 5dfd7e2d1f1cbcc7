"""Participation of people and organizations in events (DOMAIN 1)."""

from django.db import models

from apps.core.access import PERSON_PLACE, Access
from apps.core.constraints import placed_in_organization, placed_with_person
from apps.core.locks import Dated, Day
from apps.core.models import PlacedModel
from apps.events.enums import ParticipationRole
from apps.events.models.events import Event
from apps.teachers.models import Person

# Without a day of its own a participation happened on the event's first day.
HAPPENED_ON = "coalesce({t}.on_date, (SELECT v.start FROM events_event v WHERE v.id = {t}.event_id))"


class Participation(PlacedModel):
    """A person or an organization in an event in a role. Without an own date it happened on the event's first day."""

    access = Access("activity", (PERSON_PLACE,))
    dated = Dated((Day("on_date", HAPPENED_ON),), free=("points", "passed"), person="person_id")

    person = models.ForeignKey(
        Person,
        models.PROTECT,
        verbose_name="работник",
        related_name="participations",
        null=True,
        blank=True,
        db_constraint=False,
    )
    managerial = models.BooleanField(default=False, editable=False)
    event = models.ForeignKey(Event, models.PROTECT, verbose_name="мероприятие", related_name="participations")
    role = models.CharField("роль", max_length=16, choices=ParticipationRole)
    on_date = models.DateField("дата", null=True, blank=True)
    points = models.DecimalField("баллы", max_digits=7, decimal_places=2, null=True, blank=True)
    passed = models.BooleanField("прошёл на следующий этап", default=False)

    class Meta:
        verbose_name = "участие"
        verbose_name_plural = "участия"
        ordering = ("-id",)
        indexes = (
            models.Index(fields=("region", "-id"), name="participation_region_page"),
            models.Index(fields=("event", "role"), name="participation_event"),
        )
        constraints = (
            # Of a person it follows the person (the key is silent while the person is empty), else the organization.
            # Checked at commit: when an organization moves, its rows and its people's rows move by two cascades.
            placed_with_person("participation_person", deferred=True),
            placed_in_organization("participation_place"),
            models.UniqueConstraint(
                fields=("person", "event", "role"),
                condition=models.Q(person__isnull=False),
                name="participation_person_key",
            ),
            models.UniqueConstraint(
                fields=("organization", "event", "role"),
                condition=models.Q(person__isnull=True),
                name="participation_org_key",
            ),
        )

    def __str__(self) -> str:
        return self.get_role_display()
