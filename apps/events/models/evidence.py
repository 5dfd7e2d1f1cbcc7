"""What shows that an event took place: photographs, programmes, links."""

from django.db import models

from apps.core.access import Access
from apps.core.constraints import CompositeForeignKey, placed_in_organization
from apps.core.locks import Undated
from apps.core.models import EvidenceModel, PlacedModel
from apps.events.models.events import Event


class EventEvidence(EvidenceModel, PlacedModel):
    """Words, a link or a file beside an event; placed with its organizer."""

    access = Access("events")
    dated = Undated("подтверждение мероприятия: само мероприятие датировано")

    event = models.ForeignKey(
        Event, models.PROTECT, verbose_name="мероприятие", related_name="evidences", db_constraint=False
    )

    class Meta:
        verbose_name = "подтверждение мероприятия"
        verbose_name_plural = "подтверждения мероприятий"
        ordering = ("added_on", "id")
        constraints = (
            placed_in_organization("eventevidence_place"),
            CompositeForeignKey(
                name="eventevidence_event",
                fields=("event", "organization", "region"),
                table="events_event",
                columns=("id", "organization_id", "region_id"),
                # When the organizer moves, the event and the evidence follow by two cascades.
                deferred=True,
            ),
        )
