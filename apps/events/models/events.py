"""Events (DOMAIN 1)."""

from django.db import models

from apps.core.access import Access, Path
from apps.core.constraints import ordered, placed_in_organization
from apps.core.locks import Carried, Dated, Day
from apps.core.models import PlacedModel
from apps.events.enums import EventKind, EventLevel


class Event(PlacedModel):
    """An event; placed with its organizer. The calendar of a region is open to everybody in it."""

    access = Access(
        "events",
        (Path(), Path(everyone=True), Path(region="", where={"open": True}, everyone=True)),
    )
    # An event of the region carries participations of municipalities: what figures read of it moves with their days.
    dated = Dated(
        (Day("start"), Day("end", alone=True)),
        copies=("open",),
        carried=Carried(
            "events_participation",
            "event_id",
            day="coalesce({p}.on_date, {t}.start)",
            columns=("start", "kind", "level", "supports_young"),
        ),
    )

    code = models.CharField("код", max_length=60, unique=True)
    title = models.CharField("наименование", max_length=500)
    sort_key = models.CharField("ключ сортировки", max_length=500, editable=False, db_collation="C")
    kind = models.CharField("вид", max_length=20, choices=EventKind)
    level = models.CharField("уровень", max_length=14, choices=EventLevel)
    start = models.DateField("дата начала")
    end = models.DateField("дата окончания", null=True, blank=True)
    supports_young = models.BooleanField("форма поддержки молодых", default=False)
    competences = models.ManyToManyField(
        "diagnostics.Competence", verbose_name="компетенции", blank=True, related_name="events"
    )
    open = models.BooleanField("видно всем", default=False, editable=False)

    class Meta:
        verbose_name = "мероприятие"
        verbose_name_plural = "мероприятия"
        ordering = ("-start", "-id")
        indexes = (models.Index(fields=("region", "-start", "-id"), name="event_region_page"),)
        constraints = (placed_in_organization("event_place"), ordered("start", "end", "event_dates"))

    def __str__(self) -> str:
        return self.title
