"""Registration of people for events."""

from typing import Any

from django.db import models

from apps.core.access import PERSON_PLACE, Access, Path
from apps.core.constraints import CompositeForeignKey, placed_with_person
from apps.core.locks import Undated
from apps.events.enums import RegistrationState
from apps.events.models.events import Event
from apps.events.models.participation import Participation
from apps.organizations.models import Organization, Region
from apps.teachers.models import PersonModel

BY_ORGANIZER = Path(region="", municipality="", organization="organizer_id")


class EventRegistration(PersonModel):
    """A person who means to come; ``queued_at`` is the place in the queue, ``attended`` what became of it.

    ``participation`` is the one that the attendance made: a corrected mark corrects it and never makes a second one.
    """

    access = Access("registrations", (PERSON_PLACE, BY_ORGANIZER))
    dated = Undated("намерение прийти: показатели читают участие")

    event = models.ForeignKey(
        Event, models.PROTECT, verbose_name="мероприятие", related_name="registrations", db_constraint=False
    )
    organizer = models.ForeignKey(Organization, models.PROTECT, related_name="+", db_constraint=False, editable=False)
    event_region = models.ForeignKey(
        Region, models.PROTECT, related_name="+", db_index=False, db_constraint=False, editable=False
    )
    state = models.CharField("состояние", max_length=10, choices=RegistrationState)
    queued_at = models.DateTimeField("когда записан", editable=False)
    who = models.CharField("кто записал", max_length=300, editable=False)
    withdrawn_on = models.DateField("запись снята", null=True, blank=True, editable=False)
    reminded_on = models.DateField("напомнено", null=True, blank=True, editable=False)
    attended = models.BooleanField("был", null=True, blank=True)
    participation = models.ForeignKey(
        Participation, models.SET_NULL, verbose_name="участие", related_name="registrations", null=True, blank=True
    )

    class Meta:
        verbose_name = "запись на мероприятие"
        verbose_name_plural = "записи на мероприятия"
        ordering = ("queued_at", "id")
        indexes = (models.Index(fields=("event", "state", "queued_at"), name="registration_queue"),)
        constraints = (
            placed_with_person("registration_place"),
            CompositeForeignKey(
                name="registration_event",
                fields=("event", "organizer", "event_region"),
                table="events_event",
                columns=("id", "organization_id", "region_id"),
            ),
            models.UniqueConstraint(fields=("person", "event"), name="registration_key"),
        )

    def __str__(self) -> str:
        return self.get_state_display()

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A new row takes the place of its person, the organizer of its event."""
        if self._state.adding:
            self.organizer_id, self.event_region_id = self.event.organization_id, self.event.region_id
        super().save(*args, **kwargs)
