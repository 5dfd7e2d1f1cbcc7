"""Events (DOMAIN 1)."""

from datetime import date

from django.db import models

from apps.core.access import Access, Path
from apps.core.constraints import ordered, placed_in_organization
from apps.core.locks import Carried, Dated, Day
from apps.core.models import PlacedModel
from apps.events.enums import EventKind, EventLevel
from apps.events.models.series import EventSeries


class Event(PlacedModel):
    """An event; placed with its organizer. The calendar of a region is open to everybody in it."""

    access = Access(
        "events",
        (Path(), Path(everyone=True), Path(region="", where={"open": True}, everyone=True)),
    )
    # An event of the region carries participations of municipalities: what figures read of it moves with their days.
    dated = Dated(
        (Day("start"), Day("end", alone=True)),
        free=(
            *("begins", "place", "url", "responsible", "audience", "series_id", "next_stage_id"),
            *("registration", "capacity", "register_until"),
        ),
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
    begins = models.TimeField("время начала", null=True, blank=True)
    place = models.CharField("место", max_length=300, blank=True)
    url = models.URLField("ссылка", max_length=500, blank=True)
    responsible = models.CharField("ответственный", max_length=300, blank=True)
    audience = models.CharField("для кого", max_length=300, blank=True)
    series = models.ForeignKey(
        EventSeries, models.PROTECT, verbose_name="серия", related_name="events", null=True, blank=True
    )
    next_stage = models.ForeignKey(
        "self", models.PROTECT, verbose_name="следующий этап", related_name="previous_stages", null=True, blank=True
    )
    registration = models.BooleanField("запись через портал", default=False)
    capacity = models.PositiveIntegerField("мест", null=True, blank=True)
    register_until = models.DateField("записаться до", null=True, blank=True)
    cancelled_on = models.DateField("отменено", null=True, blank=True, editable=False)
    cancel_reason = models.CharField("причина отмены", max_length=300, blank=True, editable=False)

    class Meta:
        verbose_name = "мероприятие"
        verbose_name_plural = "мероприятия"
        ordering = ("-start", "-id")
        indexes = (models.Index(fields=("region", "-start", "-id"), name="event_region_page"),)
        constraints = (
            placed_in_organization("event_place"),
            ordered("start", "end", "event_dates"),
            # What hangs on an event is open to its organizer: the event's place is repeated there and follows it.
            models.UniqueConstraint(fields=("id", "organization", "region"), name="event_organizer"),
            models.CheckConstraint(
                condition=models.Q(cancelled_on__isnull=True, cancel_reason="")
                | models.Q(cancelled_on__isnull=False) & ~models.Q(cancel_reason=""),
                name="event_cancelled",
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def last_day(self) -> date:
        """The last day; of one day the first."""
        return self.end or self.start
