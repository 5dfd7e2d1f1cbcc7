"""ФИС ФРДО: what the federal register of documents wants to know, and what has been sent to it when."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from apps.core.access import Access
from apps.core.constraints import placed_in_organization, placed_with_person
from apps.core.locks import Undated
from apps.core.models import PlacedModel
from apps.organizations.models import Organization
from apps.programs.enums import DocumentFate, EducationLevel, Payment, Receipt, RegisterForm, RowState
from apps.programs.models.documents import BY_ISSUER, IssuedDocument
from apps.programs.models.training import Enrollment
from apps.teachers.models import PersonModel

SENT = Undated("передача сведений в ФИС ФРДО: показатели её не читают")


class FrdoCard(PersonModel):
    """What ФИС ФРДО wants of a training and the portal does not know otherwise; it is asked, never guessed."""

    access = Access("documents", (BY_ISSUER,))
    dated = SENT

    issuer = models.ForeignKey(Organization, models.PROTECT, related_name="+", editable=False)
    enrollment = models.OneToOneField(Enrollment, models.CASCADE, verbose_name="обучение", related_name="frdo_card")
    citizenship = models.CharField("гражданство (код ОКСМ)", max_length=3, blank=True)
    level = models.CharField("уровень образования", max_length=10, choices=EducationLevel, blank=True)
    diploma_name = models.CharField("фамилия в дипломе", max_length=50, blank=True)
    diploma_series = models.CharField("серия диплома", max_length=20, blank=True)
    diploma_number = models.CharField("номер диплома", max_length=20, blank=True)
    study_form = models.CharField("форма обучения", max_length=10, choices=RegisterForm, blank=True)
    payment = models.CharField("источник финансирования обучения", max_length=10, choices=Payment, blank=True)
    receipt = models.CharField("форма получения образования", max_length=10, choices=Receipt, blank=True)
    area = models.CharField("область профессиональной деятельности", max_length=200, blank=True)
    specialities = models.CharField("укрупнённая группа специальностей", max_length=200, blank=True)
    qualification = models.CharField("квалификация, профессия, специальность", max_length=200, blank=True)

    class Meta:
        verbose_name = "сведения для ФИС ФРДО"
        verbose_name_plural = "сведения для ФИС ФРДО"
        ordering = ("-id",)
        constraints = (placed_with_person("frdocard_place"),)

    def __str__(self) -> str:
        return "Сведения для ФИС ФРДО"


class FrdoPackage(PlacedModel):
    """Documents sent to ФИС ФРДО together: when formed, when sent, what came back."""

    access = Access("documents")
    dated = SENT
    unlogged = frozenset({"answers"})

    number = models.PositiveIntegerField("номер")
    formed_on = models.DateField("сформирован")
    sent_on = models.DateField("отправлен", null=True, blank=True)
    answered_on = models.DateField("ответ получен", null=True, blank=True)
    withdrawn_on = models.DateField("отозван", null=True, blank=True)
    rows_count = models.PositiveIntegerField("документов")
    # The answers applied, by the sha256 of their files: one file is applied once.
    answers = ArrayField(
        models.CharField(max_length=64), verbose_name="прочитанные ответы", default=list, blank=True, editable=False
    )

    class Meta:
        verbose_name = "пакет ФИС ФРДО"
        verbose_name_plural = "пакеты ФИС ФРДО"
        ordering = ("-number",)
        constraints = (
            placed_in_organization("frdopackage_place"),
            models.UniqueConstraint(fields=("organization", "number"), name="frdopackage_key"),
        )

    def __str__(self) -> str:
        return f"Пакет № {self.number}"


class FrdoRow(PersonModel):
    """A document as it was sent: the forty values frozen, and the answer to them."""

    access = Access("documents", (BY_ISSUER,))
    dated = SENT

    issuer = models.ForeignKey(Organization, models.PROTECT, related_name="+", editable=False)
    package = models.ForeignKey(FrdoPackage, models.CASCADE, verbose_name="пакет", related_name="rows")
    document = models.ForeignKey(IssuedDocument, models.PROTECT, verbose_name="документ", related_name="frdo_rows")
    position = models.PositiveIntegerField("строка")
    fate = models.CharField("состояние документа", max_length=10, choices=DocumentFate)
    values = models.JSONField("значения", default=list)
    state = models.CharField("ответ", max_length=10, choices=RowState, default=RowState.WAITING)
    error = models.CharField("ошибка", max_length=1000, blank=True)

    class Meta:
        verbose_name = "строка пакета"
        verbose_name_plural = "строки пакетов"
        ordering = ("package", "position")
        constraints = (
            placed_with_person("frdorow_place"),
            models.UniqueConstraint(fields=("package", "position"), name="frdorow_key"),
            # What waits or is accepted is not sent once more unless the document has changed.
            models.UniqueConstraint(
                fields=("document", "fate"),
                condition=models.Q(state__in=("waiting", "accepted")),
                name="frdorow_once",
            ),
        )

    def __str__(self) -> str:
        return f"Строка {self.position}"
