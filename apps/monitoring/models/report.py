"""A report and the figures of its units."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from apps.core.access import PLACE, Access, Path
from apps.core.constraints import placed_in_organization
from apps.monitoring.enums import Level, ReportKind, ReportState
from apps.organizations.models import Municipality, Organization, Profile, Region

# The Federal operator reads what is approved, in its region.
PUBLISHED = Path(kind="published", municipality="", organization="", where={"published": True})


class ReportManager(models.Manager["Report"]):
    """Reports as people know them: neither trials nor what is kept live (``Report.every`` has these too)."""

    def get_queryset(self) -> models.QuerySet["Report"]:
        """The computations that were asked for."""
        return super().get_queryset().filter(kind=ReportKind.REPORT).exclude(state=ReportState.TRIAL)


class Report(models.Model):
    """One computation of a profile's indicators for a period: a snapshot that an approval freezes for good.

    ``methods`` is the list of its indicators as they were (code, number, title, clause, rule, parameters, version); the
    arrays of units and facts follow its order. ``hash`` covers values, facts, findings and methods by natural keys.
    ``frozen`` is what an approval adds: the targets and the bodies' names that stood beside the figures that day.
    A row of another ``kind`` is no snapshot but today's figures (docs/adr/0007-live-indicators.md).
    ``objects`` knows neither these nor trials (today's recomputation, kept for a comparison); ``every`` knows all.
    """

    access = Access("figures", (Path(organization=""), Path(everyone=True, holders=True), PUBLISHED))

    kind = models.CharField("назначение", max_length=6, choices=ReportKind, default=ReportKind.REPORT, editable=False)
    profile = models.ForeignKey(Profile, models.PROTECT, verbose_name="профиль", related_name="reports")
    region = models.ForeignKey(Region, models.PROTECT, verbose_name="регион", related_name="+")
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, verbose_name="муниципалитет", null=True, blank=True, related_name="+"
    )
    period_from = models.DateField("начало периода")
    period_to = models.DateField("отчётная дата")
    version = models.PositiveSmallIntegerField("версия", default=1)
    previous = models.ForeignKey(
        "self", models.PROTECT, verbose_name="исправляет", null=True, blank=True, related_name="corrections"
    )
    state = models.CharField("состояние", max_length=10, choices=ReportState, default=ReportState.DRAFT)
    published = models.BooleanField("опубликован", default=False, editable=False)
    remark = models.TextField("замечания", blank=True)
    hash = models.CharField("отпечаток", max_length=64, blank=True, editable=False)
    computed_at = models.DateTimeField("рассчитан", null=True, editable=False)
    submitted_at = models.DateTimeField("представлен", null=True, editable=False)
    decided_at = models.DateTimeField("решение принято", null=True, editable=False)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="представил", null=True, editable=False, related_name="+"
    )
    act_number = models.CharField("номер акта об утверждении", max_length=40, blank=True)
    act_date = models.DateField("дата акта об утверждении", null=True, blank=True)
    methods = models.JSONField("показатели и методики", default=list, editable=False)
    frozen = models.JSONField("заморожено при утверждении", null=True, editable=False)

    objects = ReportManager()
    every: models.Manager["Report"] = models.Manager()

    class Meta:
        verbose_name = "отчёт"
        verbose_name_plural = "отчёты"
        ordering = ("-period_to", "-period_from", "-version")
        constraints = (
            models.UniqueConstraint(
                fields=("profile", "period_from", "period_to", "version"),
                condition=models.Q(kind=ReportKind.REPORT),
                name="report_key",
            ),
            models.UniqueConstraint(fields=("id", "region"), name="report_stamp"),
            models.UniqueConstraint(fields=("profile",), condition=models.Q(kind="live"), name="report_live"),
            models.UniqueConstraint(
                fields=("profile", "period_to"), condition=models.Q(kind="month"), name="report_month"
            ),
            models.CheckConstraint(condition=models.Q(period_to__gte=models.F("period_from")), name="report_period"),
            models.CheckConstraint(
                condition=models.Q(published=True, state="approved")
                | models.Q(published=False) & ~models.Q(state="approved"),
                name="report_published_approved",
            ),
        )

    def __str__(self) -> str:
        return f"Отчёт за {self.period_from:%d.%m.%Y}–{self.period_to:%d.%m.%Y}, версия {self.version}"


class ReportUnit(models.Model):
    """The figures of a unit: an item of each array for each of the report's methods.

    ``code`` is the ОКТМО on the reporting date or the organization's code, ``parent`` the ОКТМО above an organization
    (empty at the regional level). ``counted``: an educational organization of the population. The unit columns are the
    place of today (the wall). ``official`` is the official headcount of the organizations that state one,
    ``official_staff`` the staff entered in these.
    """

    access = Access("figures", (PLACE, PUBLISHED))

    report = models.ForeignKey(Report, models.CASCADE, verbose_name="отчёт", related_name="units")
    level = models.CharField("уровень", max_length=12, choices=Level)
    code = models.CharField("код", max_length=40)
    name = models.CharField("наименование", max_length=200)
    sort_key = models.CharField("ключ сортировки", max_length=200)
    parent = models.CharField("ОКТМО на отчётную дату", max_length=8, blank=True)
    counted = models.BooleanField("в совокупности", default=True)
    region = models.ForeignKey(Region, models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    municipality = models.ForeignKey(Municipality, models.PROTECT, null=True, related_name="+", db_constraint=False)
    organization = models.ForeignKey(Organization, models.PROTECT, null=True, related_name="+", db_constraint=False)
    published = models.BooleanField("опубликован", default=False)
    numerators = ArrayField(models.PositiveIntegerField(), verbose_name="числители")
    denominators = ArrayField(models.PositiveIntegerField(), verbose_name="знаменатели")
    extras = ArrayField(models.PositiveIntegerField(), verbose_name="не в штате на отчётную дату")
    lost = ArrayField(models.PositiveIntegerField(), verbose_name="выбыли из числителя")
    staff = models.PositiveIntegerField("работников", default=0)
    managers = models.PositiveIntegerField("из них руководителей", default=0)
    official = models.PositiveIntegerField("официальная численность", null=True)
    official_staff = models.PositiveIntegerField("внесено там, где она известна", default=0)

    class Meta:
        verbose_name = "показатели территории"
        verbose_name_plural = "показатели территорий"
        ordering = ("report", "sort_key", "code")
        # The rows beneath one: a refresh of today's figures sums those of a municipality or two.
        indexes = (models.Index(fields=("report", "parent"), name="unit_beneath"),)
        constraints = (
            models.UniqueConstraint(fields=("report", "level", "code"), name="unit_key"),
            placed_in_organization("unit_place"),
        )

    def __str__(self) -> str:
        return self.name
