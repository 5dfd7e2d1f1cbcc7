"""The bank of practices with its expertise, the catalogue of materials, information resources."""

from django.db import models
from django.db.models import Q

from apps.core.access import Access, Path
from apps.core.constraints import CompositeForeignKey, ordered, placed_in_organization
from apps.core.models import PlacedModel
from apps.registers.enums import InformationKind, MaterialKind
from apps.registers.models.base import OF_NO_PERIOD, OPEN, Paper
from apps.registers.models.selection import Application
from apps.teachers.models import Subject


class Practice(PlacedModel, Paper):
    """A practice offered to the bank («атлас»): submitted, judged, published or returned."""

    access = Access("practices", (Path(), Path(where={"published": True}, everyone=True)))
    dated = OF_NO_PERIOD

    title = models.CharField("название", max_length=300)
    sort_key = models.CharField("ключ сортировки", max_length=300, editable=False, db_collation="C")
    annotation = models.TextField("аннотация", max_length=4000)
    authors = models.CharField("авторы", max_length=300)
    subject = models.ForeignKey(
        Subject, models.PROTECT, verbose_name="предмет", null=True, blank=True, related_name="+"
    )
    competences = models.ManyToManyField(
        "diagnostics.Competence", verbose_name="какие компетенции развивает", blank=True, related_name="practices"
    )
    submitted_on = models.DateField("подана")
    returned_on = models.DateField("возвращена", null=True, blank=True)
    remarks = models.TextField("замечания", max_length=2000, blank=True)
    published_on = models.DateField("опубликована", null=True, blank=True)
    published = models.BooleanField("в банке", default=False, editable=False)
    # Who reads the bank may see neither the organization nor its experts: what a published practice says of both.
    house = models.CharField("чья практика", max_length=300, blank=True, editable=False)
    score = models.DecimalField(
        "оценка экспертов из 20", max_digits=3, decimal_places=1, null=True, blank=True, editable=False
    )

    class Meta:
        verbose_name = "практика"
        verbose_name_plural = "банк практик"
        ordering = ("sort_key", "id")
        indexes = (models.Index(fields=("region", "sort_key", "id"), name="registers_practice_region_page"),)
        constraints = (
            placed_in_organization("registers_practice_place"),
            ordered("submitted_on", "published_on", "registers_practice_dates"),
            models.UniqueConstraint(fields=("organization", "title"), name="registers_practice_key"),
            models.UniqueConstraint(fields=("id", "organization"), name="registers_practice_organization"),
            models.CheckConstraint(
                condition=Q(published=True, published_on__isnull=False) | Q(published=False),
                name="registers_practice_published",
            ),
        )

    def __str__(self) -> str:
        return self.title


class Expertise(PlacedModel):
    """An expert's judgement of a practice or of an application: points by criteria and a conclusion."""

    access = Access("expertise")
    dated = OF_NO_PERIOD

    practice = models.ForeignKey(
        Practice,
        models.CASCADE,
        verbose_name="практика",
        null=True,
        blank=True,
        related_name="judgements",
        db_constraint=False,
    )
    application = models.ForeignKey(
        Application,
        models.CASCADE,
        verbose_name="заявка",
        null=True,
        blank=True,
        related_name="judgements",
        db_constraint=False,
    )
    expert = models.CharField("эксперт", max_length=200)
    judged_on = models.DateField("дата")
    relevance = models.PositiveSmallIntegerField("актуальность (0–5)")
    novelty = models.PositiveSmallIntegerField("новизна (0–5)")
    result = models.PositiveSmallIntegerField("результативность (0–5)")
    transfer = models.PositiveSmallIntegerField("возможность переноса (0–5)")
    conclusion = models.TextField("заключение", max_length=2000)

    class Meta:
        verbose_name = "экспертное заключение"
        verbose_name_plural = "экспертиза"
        ordering = ("-judged_on", "-id")
        constraints = (
            placed_in_organization("registers_expertise_place"),
            CompositeForeignKey(
                name="registers_expertise_practice_organization",
                fields=("practice", "organization"),
                table="registers_practice",
                columns=("id", "organization_id"),
            ),
            CompositeForeignKey(
                name="registers_expertise_application_organization",
                fields=("application", "organization"),
                table="registers_application",
                columns=("id", "organization_id"),
            ),
            models.CheckConstraint(
                condition=Q(practice__isnull=False, application__isnull=True)
                | Q(practice__isnull=True, application__isnull=False),
                name="registers_expertise_of_one",
            ),
            models.CheckConstraint(
                condition=Q(relevance__lte=5, novelty__lte=5, result__lte=5, transfer__lte=5),
                name="registers_expertise_points",
            ),
            models.UniqueConstraint(
                fields=("practice", "expert"), condition=Q(practice__isnull=False), name="registers_expertise_practice"
            ),
            models.UniqueConstraint(
                fields=("application", "expert"),
                condition=Q(application__isnull=False),
                name="registers_expertise_application",
            ),
        )

    def __str__(self) -> str:
        return f"Заключение от {self.judged_on:%d.%m.%Y}"

    @property
    def points(self) -> int:
        """The sum of points, of 20."""
        return self.relevance + self.novelty + self.result + self.transfer


class Material(PlacedModel, Paper):
    """A methodical material of the annotated catalogue."""

    access = Access("practices", OPEN)
    dated = OF_NO_PERIOD

    title = models.CharField("название", max_length=300)
    sort_key = models.CharField("ключ сортировки", max_length=300, editable=False, db_collation="C")
    kind = models.CharField("вид", max_length=16, choices=MaterialKind)
    annotation = models.TextField("аннотация", max_length=4000)
    authors = models.CharField("авторы", max_length=300, blank=True)
    subject = models.ForeignKey(
        Subject, models.PROTECT, verbose_name="предмет", null=True, blank=True, related_name="+"
    )
    published_on = models.DateField("размещён")

    class Meta:
        verbose_name = "методический материал"
        verbose_name_plural = "методические материалы"
        ordering = ("sort_key", "id")
        indexes = (models.Index(fields=("region", "sort_key", "id"), name="registers_material_region_page"),)
        constraints = (
            placed_in_organization("registers_material_place"),
            models.UniqueConstraint(fields=("organization", "title"), name="registers_material_key"),
        )

    def __str__(self) -> str:
        return self.title


class InformationResource(PlacedModel):
    """An information resource of the ИРО, ЦНППМ or ММС: a site, a learning system, a database."""

    access = Access("practices", OPEN)
    dated = OF_NO_PERIOD

    title = models.CharField("название", max_length=300)
    kind = models.CharField("вид", max_length=10, choices=InformationKind)
    url = models.URLField("адрес", max_length=500, blank=True)
    purpose = models.CharField("для чего", max_length=500, blank=True)
    start = models.DateField("действует с", null=True, blank=True)
    end = models.DateField("действует по", null=True, blank=True)

    class Meta:
        verbose_name = "информационный ресурс"
        verbose_name_plural = "информационные ресурсы"
        ordering = ("title", "id")
        constraints = (
            placed_in_organization("registers_information_place"),
            ordered("start", "end", "registers_information_dates"),
            models.UniqueConstraint(fields=("organization", "title"), name="registers_information_key"),
        )

    def __str__(self) -> str:
        return self.title
