"""Submission of data: terms, and where each municipality stands (DOMAIN 6)."""

from datetime import date, timedelta

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

from apps.core.access import Access, Exempt, Path
from apps.monitoring.enums import SubmissionState
from apps.organizations.models import Municipality, PeriodLock, Profile, Region


class SubmissionPeriod(models.Model):
    """A period of a profile and the last day on which its data are to be submitted; made by its periodicity."""

    access = Exempt("справочник: сроки представления данных")

    profile = models.ForeignKey(Profile, models.PROTECT, verbose_name="профиль", related_name="submission_periods")
    start = models.DateField("с")
    end = models.DateField("по")
    due = models.DateField("срок представления")

    class Meta:
        verbose_name = "период представления данных"
        verbose_name_plural = "сроки представления данных"
        ordering = ("-end", "-start")
        constraints = (
            models.UniqueConstraint(fields=("profile", "start", "end"), name="submissionperiod_key"),
            models.CheckConstraint(
                condition=models.Q(end__gte=models.F("start"), due__gte=models.F("end")), name="submissionperiod_dates"
            ),
        )

    def __str__(self) -> str:
        return f"{self.start:%d.%m.%Y}–{self.end:%d.%m.%Y}"


class Submission(models.Model):
    """The data of a municipality for a period: collected, submitted, accepted or returned.

    ``lock`` holds the records still while the data are submitted or accepted; ``open_until`` in it is an exception.
    ``confirmed`` holds the codes of what was confirmed by hand, ``note`` why the warnings that are left are accepted.
    """

    access = Access("submissions", (Path(organization=""),))

    period = models.ForeignKey(SubmissionPeriod, models.PROTECT, verbose_name="период", related_name="submissions")
    region = models.ForeignKey(Region, models.PROTECT, verbose_name="регион", related_name="+")
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, verbose_name="муниципалитет", related_name="submissions"
    )
    state = models.CharField("состояние", max_length=10, choices=SubmissionState, default=SubmissionState.COLLECTING)
    confirmed = ArrayField(models.CharField(max_length=20), verbose_name="подтверждено", default=list)
    note = models.CharField("пояснение к предупреждениям", max_length=500, blank=True)
    submitted_at = models.DateTimeField("представлены", null=True, editable=False)
    submitted_by = models.CharField("кто представил", max_length=300, blank=True, editable=False)
    decided_at = models.DateTimeField("решение", null=True, editable=False)
    decided_by = models.CharField("кто решил", max_length=300, blank=True, editable=False)
    remark = models.TextField("замечания", blank=True)
    exception = models.CharField("почему разрешено исправить", max_length=300, blank=True)
    reminded_on = models.DateField("напомнили", null=True, editable=False)
    # What was found at the last check: figures for those who see no people.
    lists_total = models.PositiveIntegerField("списков работников", null=True, editable=False)
    lists_confirmed = models.PositiveIntegerField("списков подтверждено", null=True, editable=False)
    errors = models.PositiveIntegerField("ошибок", null=True, editable=False)
    warnings = models.PositiveIntegerField("предупреждений", null=True, editable=False)
    checked_at = models.DateTimeField("проверено", null=True, editable=False)
    lock = models.OneToOneField(
        PeriodLock,
        models.SET_NULL,
        verbose_name="закрытый период",
        null=True,
        editable=False,
        related_name="submission",
    )

    class Meta:
        verbose_name = "представление данных"
        verbose_name_plural = "представление данных"
        ordering = ("period", "municipality__sort_key")
        constraints = (models.UniqueConstraint(fields=("period", "municipality"), name="submission_key"),)

    def __str__(self) -> str:
        return f"{self.municipality}, {self.period}"

    @property
    def open_until(self) -> date | None:
        """The last day of a granted exception that has not run out."""
        until = self.lock.open_until if self.lock else None
        return until if until is not None and until >= timezone.localdate() else None

    @property
    def days_late(self) -> int:
        """How many days after the term the data are not submitted yet; 0 where they are or there is time."""
        if self.state not in (SubmissionState.COLLECTING, SubmissionState.RETURNED):
            return 0
        late: timedelta = timezone.localdate() - self.period.due
        return max(late.days, 0)
