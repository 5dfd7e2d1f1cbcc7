"""What shows that an event took place: photographs, programmes, links."""

from django.db import models

from apps.core.access import Access
from apps.core.constraints import CompositeForeignKey, placed_in_organization
from apps.core.locks import Undated
from apps.core.models import PlacedModel
from apps.events.models.events import Event


class EventEvidence(PlacedModel):
    """Words, a link or a file beside an event; placed with its organizer."""

    access = Access("events")
    dated = Undated("подтверждение мероприятия: само мероприятие датировано")

    event = models.ForeignKey(
        Event, models.PROTECT, verbose_name="мероприятие", related_name="evidences", db_constraint=False
    )
    text = models.CharField("что показывает", max_length=1000, blank=True)
    url = models.URLField("ссылка", max_length=500, blank=True)
    file_key = models.CharField("файл", max_length=80, blank=True, editable=False)
    file_name = models.CharField("название файла", max_length=200, blank=True, editable=False)
    added_on = models.DateField("добавлено", editable=False)
    added_by = models.CharField("кто добавил", max_length=300, editable=False)

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

    def __str__(self) -> str:
        return self.text or self.file_name or self.url
