"""A region's passport of a year and the parts that its organizations fill."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from apps.core.access import Access, Path
from apps.core.constraints import placed_in_organization
from apps.core.locks import Undated
from apps.core.models import PlacedModel
from apps.organizations.models import Profile, Region
from apps.passport.enums import PUBLISHED_STATES, PartKind, PartState, PassportState

# The Federal operator reads what is approved, in its region (DOMAIN 8).
PUBLISHED = Path(kind="published", municipality="", organization="", where={"published": True})
REGIONAL = Path(municipality="", organization="")


class Passport(models.Model):
    """One version of the passport of a region's year.

    Every role that works on passports in the region sees that there is one and how far it is; what it says stands in
    ``Figure`` and beside it, each row with the organization that answers for it.
    """

    access = Access("passport", (REGIONAL, Path(everyone=True, holders=True), PUBLISHED))

    profile = models.ForeignKey(Profile, models.PROTECT, verbose_name="профиль", related_name="passports")
    region = models.ForeignKey(Region, models.PROTECT, verbose_name="регион", related_name="+")
    year = models.PositiveSmallIntegerField("год")
    version = models.PositiveSmallIntegerField("версия", default=1)
    previous = models.ForeignKey(
        "self", models.PROTECT, verbose_name="исправляет", null=True, blank=True, related_name="corrections"
    )
    state = models.CharField("состояние", max_length=10, choices=PassportState, default=PassportState.FILLING)
    published = models.BooleanField("открыт Федеральному оператору", default=False, editable=False)
    due_on = models.DateField("части сдать до")
    remark = models.TextField("замечания", blank=True)
    computed_at = models.DateTimeField("рассчитан", null=True, editable=False)
    submitted_at = models.DateTimeField("представлен министерству", null=True, editable=False)
    decided_at = models.DateTimeField("решение министерства", null=True, editable=False)
    sent_on = models.DateField("направлен", null=True, blank=True)
    sent_number = models.CharField("номер письма", max_length=60, blank=True)
    outcome_on = models.DateField("ответ получен", null=True, blank=True)
    outcome_number = models.CharField("номер ответа", max_length=60, blank=True)

    class Meta:
        verbose_name = "паспорт ДППО"
        verbose_name_plural = "паспорта ДППО"
        ordering = ("-year", "-version")
        constraints = (
            models.UniqueConstraint(fields=("profile", "year", "version"), name="passport_key"),
            models.CheckConstraint(
                condition=models.Q(published=True, state__in=sorted(PUBLISHED_STATES))
                | models.Q(published=False) & ~models.Q(state__in=sorted(PUBLISHED_STATES)),
                name="passport_published",
            ),
        )

    def __str__(self) -> str:
        version = f", версия {self.version}" if self.version > 1 else ""
        return f"Паспорт ДППО за {self.year} год{version}"


class Part(PlacedModel):
    """What one organization fills in a passport. ``name`` is the organization's as it was: documents outlive it.

    ``absent`` are the lists of which the organization has said that it has nothing to put there (their sections).
    """

    access = Access("passport", (Path(), PUBLISHED))
    dated = Undated("часть паспорта: сдают и принимают после срока данных, закрывает её сам паспорт")

    passport = models.ForeignKey(Passport, models.CASCADE, verbose_name="паспорт", related_name="parts")
    kind = models.CharField("чья часть", max_length=5, choices=PartKind)
    name = models.CharField("ответственный", max_length=200, editable=False)
    sort_key = models.CharField("ключ сортировки", max_length=200, editable=False)
    published = models.BooleanField("открыта Федеральному оператору", default=False, editable=False)
    state = models.CharField("состояние", max_length=9, choices=PartState, default=PartState.EMPTY)
    due_on = models.DateField("срок")
    remark = models.TextField("замечания", blank=True)
    absent = ArrayField(models.CharField(max_length=2), verbose_name="сведений нет", default=list, blank=True)
    submitted_at = models.DateTimeField("сдана", null=True, editable=False)
    submitted_by = models.CharField("кто сдал", max_length=300, blank=True, editable=False)
    decided_at = models.DateTimeField("решение", null=True, editable=False)
    decided_by = models.CharField("кто решил", max_length=300, blank=True, editable=False)

    class Meta:
        verbose_name = "часть паспорта"
        verbose_name_plural = "части паспорта"
        ordering = ("kind", "sort_key", "id")
        constraints = (
            placed_in_organization("passport_part_place"),
            models.UniqueConstraint(fields=("passport", "organization"), name="passport_part_key"),
        )

    def __str__(self) -> str:
        return self.name
