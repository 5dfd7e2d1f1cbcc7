"""Documents of qualification: the register of an organization, numbered in sequence."""

from django.db import models

from apps.core.access import Access, Path
from apps.core.constraints import placed_in_organization, placed_with_person
from apps.core.locks import Undated
from apps.core.models import PlacedModel
from apps.organizations.models import Organization
from apps.programs.enums import DocumentFate, DocumentKind
from apps.programs.models.training import Enrollment
from apps.teachers.models import PersonModel

REGISTER = Undated("книга учёта документов: показатели читают даты самого обучения")
# The register is open to the organization that keeps it, wherever its people work.
BY_ISSUER = Path(region="", municipality="", organization="issuer_id")


class DocumentSeries(PlacedModel):
    """The counter of one kind of documents of an organization in a year; its row is the lock of the numbering."""

    access = Access("documents")
    dated = REGISTER

    year = models.PositiveSmallIntegerField("год")
    kind = models.CharField("вид документа", max_length=12, choices=DocumentKind)
    series = models.CharField("серия бланка", max_length=20, blank=True)
    prefix = models.CharField("начало номера бланка", max_length=20, blank=True)
    digits = models.PositiveSmallIntegerField("цифр в номере", default=6)
    mark = models.CharField("знак регистрационного номера", max_length=12, blank=True)
    last = models.PositiveIntegerField("последний номер", default=0)

    class Meta:
        verbose_name = "нумерация документов"
        verbose_name_plural = "нумерация документов"
        ordering = ("-year", "kind")
        constraints = (
            placed_in_organization("series_place"),
            models.UniqueConstraint(fields=("organization", "year", "kind"), name="series_key"),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.year} год"


class IssuedDocument(PersonModel):
    """A line of the register: whom a blank was given to and what has become of it."""

    access = Access("documents", (BY_ISSUER,))
    dated = REGISTER

    issuer = models.ForeignKey(Organization, models.PROTECT, verbose_name="кто выдал", related_name="+")
    enrollment = models.ForeignKey(Enrollment, models.PROTECT, verbose_name="обучение", related_name="documents")
    counter = models.ForeignKey(DocumentSeries, models.PROTECT, verbose_name="нумерация", related_name="documents")
    number = models.PositiveIntegerField("порядковый номер")
    blank_series = models.CharField("серия", max_length=20, blank=True)
    blank_number = models.CharField("номер бланка", max_length=40)
    registration_number = models.CharField("регистрационный номер", max_length=30)
    issued_on = models.DateField("дата выдачи")
    original = models.ForeignKey(
        "self", models.PROTECT, verbose_name="взамен", null=True, blank=True, related_name="duplicates"
    )
    fate = models.CharField("состояние", max_length=10, choices=DocumentFate, default=DocumentFate.VALID)
    fate_on = models.DateField("дата изменения состояния", null=True, blank=True)
    fate_reason = models.CharField("причина", max_length=300, blank=True)

    class Meta:
        verbose_name = "выданный документ"
        verbose_name_plural = "выданные документы"
        ordering = ("-issued_on", "-id")
        indexes = (models.Index(fields=("issuer", "-issued_on", "-id"), name="issued_page"),)
        constraints = (
            placed_with_person("issued_place"),
            models.UniqueConstraint(fields=("counter", "number"), name="issued_number"),
            models.UniqueConstraint(
                fields=("enrollment",), condition=models.Q(fate=DocumentFate.VALID), name="issued_one_valid"
            ),
        )

    def __str__(self) -> str:
        return f"№ {self.registration_number}"
