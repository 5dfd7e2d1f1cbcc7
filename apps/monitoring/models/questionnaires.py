"""Monitoring forms: what is asked, of whom for which period, and what was answered (DOMAIN 6; issue 3, item 2)."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from apps.core.access import Access, Path
from apps.core.constraints import CompositeForeignKey, ordered, placed_in_organization
from apps.core.locks import Undated
from apps.core.models import AttachedModel, PlacedModel
from apps.core.text import format_interval
from apps.monitoring.enums import CheckMethod, CriterionKind, FormReportState, RoundState
from apps.organizations.models import Municipality, Organization

# A form lies with the organization that made it; once published it is read by everyone who is asked in the region.
FORM_ACCESS = Access("forms", (Path(), Path(where={"published": True}, everyone=True, holders=True)))


class MonitoringForm(PlacedModel):
    """A form built by the ЦНППМ or a methodist: its criteria are fixed by its first published round."""

    access = FORM_ACCESS
    dated = Undated("бланк: что спрашивают, показатели его не читают")

    title = models.CharField("название", max_length=300)
    purpose = models.TextField("цель", blank=True)
    basis = models.CharField("основание", max_length=300, blank=True)
    method = models.CharField("способ", max_length=8, choices=CheckMethod, default=CheckMethod.REPORT)
    template = models.SlugField("код готовой формы", max_length=60, blank=True, editable=False)
    published = models.BooleanField("по форме объявлен сбор", default=False, editable=False)

    class Meta:
        verbose_name = "форма мониторинга"
        verbose_name_plural = "формы мониторинга"
        ordering = ("title", "id")
        constraints = (
            placed_in_organization("form_place"),
            models.UniqueConstraint(fields=("id", "organization", "published"), name="form_published"),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def by_checker(self) -> bool:
        """Whether the checker fills the reports: a check of sites or of acts."""
        return self.method != CheckMethod.REPORT


class Criterion(PlacedModel):
    """A question of a form: what kind of answer, on which scale, from which clause."""

    access = FORM_ACCESS
    dated = Undated("бланк: что спрашивают, показатели его не читают")

    form = models.ForeignKey(MonitoringForm, models.CASCADE, verbose_name="форма", related_name="criteria")
    section = models.CharField("раздел", max_length=200, blank=True)
    number = models.CharField("номер", max_length=20)
    title = models.CharField("критерий", max_length=600)
    hint = models.CharField("пояснение", max_length=300, blank=True)
    clause = models.CharField("пункт акта", max_length=60, blank=True)
    kind = models.CharField("вид ответа", max_length=8, choices=CriterionKind, default=CriterionKind.YES_NO)
    minimum = models.PositiveSmallIntegerField("балл от", default=0)
    maximum = models.PositiveSmallIntegerField("балл до", default=3)
    required = models.BooleanField("обязателен", default=True)
    position = models.PositiveSmallIntegerField("порядок", default=0)
    published = models.BooleanField("по форме объявлен сбор", default=False, editable=False)

    class Meta:
        verbose_name = "критерий"
        verbose_name_plural = "критерии"
        ordering = ("form", "position", "id")
        constraints = (
            placed_in_organization("criterion_place"),
            CompositeForeignKey(
                name="criterion_form",
                fields=("form", "organization", "published"),
                table="monitoring_monitoringform",
                columns=("id", "organization_id", "published"),
            ),
            models.UniqueConstraint(fields=("form", "number"), name="criterion_key"),
            models.CheckConstraint(condition=Q(maximum__gt=F("minimum")), name="criterion_scale"),
        )

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


class FormRound(PlacedModel):
    """One collection by a form: the period, the due day, the addressees. Closed, it cannot be changed."""

    access = FORM_ACCESS
    dated = Undated("у сбора свои сроки, после закрытия его держит служба форм")

    form = models.ForeignKey(MonitoringForm, models.PROTECT, verbose_name="форма", related_name="rounds")
    period_from = models.DateField("период с")
    period_to = models.DateField("период по")
    due_on = models.DateField("срок сдачи")
    kinds = ArrayField(models.CharField(max_length=12), verbose_name="кому", default=list)
    within = models.ForeignKey(
        Municipality, models.PROTECT, verbose_name="муниципалитет", null=True, blank=True, related_name="+"
    )
    state = models.CharField("состояние", max_length=8, choices=RoundState, default=RoundState.DRAFT)
    published = models.BooleanField("объявлен", default=False, editable=False)
    published_on = models.DateField("объявлен", null=True, editable=False)
    closed_on = models.DateField("закрыт", null=True, editable=False)

    class Meta:
        verbose_name = "сбор по форме"
        verbose_name_plural = "сборы по формам"
        ordering = ("-period_to", "-id")
        constraints = (
            placed_in_organization("formround_place"),
            ordered("period_from", "period_to", "formround_period"),
            models.CheckConstraint(
                condition=Q(state=RoundState.DRAFT, published=False) | (~Q(state=RoundState.DRAFT) & Q(published=True)),
                name="formround_published",
            ),
            models.UniqueConstraint(fields=("id", "organization"), name="formround_organization"),
        )

    def __str__(self) -> str:
        return f"Сбор {format_interval(self.period_from, self.period_to)}"


class RoundAddressee(PlacedModel):
    """An organization chosen by name as an addressee of a round, beside its kinds; placed with the round's maker."""

    access = Access("forms")
    dated = Undated("адресаты сбора: у сбора свои сроки, после закрытия его держит служба форм")

    round = models.ForeignKey(
        FormRound, models.CASCADE, verbose_name="сбор", related_name="chosen", db_constraint=False
    )
    addressee = models.ForeignKey(Organization, models.CASCADE, verbose_name="адресат", related_name="+")

    class Meta:
        verbose_name = "адресат сбора"
        verbose_name_plural = "адресаты сборов"
        ordering = ("round", "id")
        constraints = (
            placed_in_organization("roundaddressee_place"),
            CompositeForeignKey(
                name="roundaddressee_round",
                fields=("round", "organization"),
                table="monitoring_formround",
                columns=("id", "organization_id"),
            ),
            models.UniqueConstraint(fields=("round", "addressee"), name="roundaddressee_key"),
        )

    def __str__(self) -> str:
        return f"Адресат № {self.pk}"


class FormReport(PlacedModel):
    """The report of one addressee in a round, or the check of one by the checker: placed with the addressee."""

    access = Access("form_reports")
    dated = Undated("у сбора свои сроки, после закрытия его держит служба форм")

    round = models.ForeignKey(FormRound, models.PROTECT, verbose_name="сбор", related_name="reports")
    state = models.CharField("состояние", max_length=9, choices=FormReportState, default=FormReportState.DRAFT)
    link = models.URLField("что проверено (ссылка)", max_length=500, blank=True)
    link_by = models.CharField("кто указал ссылку", max_length=300, blank=True, editable=False)
    submitted_on = models.DateField("сдан", null=True, editable=False)
    submitted_by = models.CharField("кто сдал", max_length=300, blank=True, editable=False)
    checked_on = models.DateField("проверен", null=True, editable=False)
    checked_by = models.CharField("кто проверил", max_length=300, blank=True, editable=False)
    remark = models.TextField("замечание", blank=True)

    class Meta:
        verbose_name = "отчёт по форме"
        verbose_name_plural = "отчёты по формам"
        ordering = ("round", "id")
        constraints = (
            placed_in_organization("formreport_place"),
            models.UniqueConstraint(fields=("round", "organization"), name="formreport_key"),
            models.UniqueConstraint(fields=("id", "organization"), name="formreport_organization"),
            models.CheckConstraint(
                condition=~Q(state=FormReportState.ACCEPTED) | Q(checked_on__isnull=False), name="formreport_checked"
            ),
        )

    def __str__(self) -> str:
        return f"Отчёт № {self.pk}"


class CriterionAnswer(AttachedModel, PlacedModel):
    """The answer to one criterion: a number (да is 1, нет is 0), words or a link, or a document."""

    access = Access("form_reports")
    dated = Undated("у сбора свои сроки, после закрытия его держит служба форм")

    report = models.ForeignKey(
        FormReport, models.CASCADE, verbose_name="отчёт", related_name="answers", db_constraint=False
    )
    criterion = models.ForeignKey(Criterion, models.PROTECT, verbose_name="критерий", related_name="answers")
    number = models.DecimalField("число", max_digits=14, decimal_places=2, null=True, blank=True)
    text = models.TextField("текст", blank=True)
    entered_by = models.CharField("кто внёс", max_length=300, blank=True, editable=False)

    class Meta:
        verbose_name = "ответ на критерий"
        verbose_name_plural = "ответы на критерии"
        ordering = ("report", "criterion")
        constraints = (
            placed_in_organization("answer_place"),
            CompositeForeignKey(
                name="answer_report",
                fields=("report", "organization"),
                table="monitoring_formreport",
                columns=("id", "organization_id"),
            ),
            models.UniqueConstraint(fields=("report", "criterion"), name="answer_key"),
        )

    def __str__(self) -> str:
        return f"Ответ № {self.pk}"
