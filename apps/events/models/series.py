"""Series of events: «ПрофСреда» every Wednesday (DOMAIN 1)."""

from collections.abc import Iterator
from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from apps.core.access import Access, Path
from apps.core.constraints import ordered, placed_in_organization
from apps.core.locks import Undated
from apps.core.models import PlacedModel
from apps.events.enums import EventKind, EventLevel, Rhythm
from apps.events.rhythm import Repetition

RAREST = 12


class EventSeries(PlacedModel):
    """What repeats: from its first day to its last one an event of the series every ``step`` weeks or months.

    The events themselves are rows of their own: one may be changed, moved or cancelled without the others.
    """

    access = Access("events", (Path(), Path(everyone=True)))
    dated = Undated("расписание: показатели читают сами мероприятия серии")

    title = models.CharField("наименование", max_length=500)
    sort_key = models.CharField("ключ сортировки", max_length=500, editable=False, db_collation="C")
    kind = models.CharField("вид", max_length=20, choices=EventKind)
    level = models.CharField("уровень", max_length=14, choices=EventLevel)
    start = models.DateField("первый день")
    end = models.DateField("последний день")
    rhythm = models.CharField("как повторяется", max_length=8, choices=Rhythm, default=Rhythm.WEEKS)
    step = models.PositiveSmallIntegerField(
        "раз в сколько недель или месяцев", default=1, validators=[MinValueValidator(1), MaxValueValidator(RAREST)]
    )
    holidays = models.BooleanField("пропускать праздничные дни", default=False)
    skipped = ArrayField(models.DateField(), verbose_name="кроме дней", default=list, blank=True)
    ended_on = models.DateField("завершена", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = "серия мероприятий"
        verbose_name_plural = "серии мероприятий"
        ordering = ("-start", "-id")
        constraints = (placed_in_organization("eventseries_place"), ordered("start", "end", "eventseries_dates"))

    def __str__(self) -> str:
        return self.title

    @property
    def repetition(self) -> Repetition:
        """The rule its days follow."""
        return Repetition(self.start, self.rhythm, self.step, self.holidays, frozenset(self.skipped))

    def days(self, last: date) -> Iterator[date]:
        """The days of its events up to a last one, inclusive."""
        return self.repetition.until(last)
