"""The request to an institute for new programmes: deficits that no programme of the ФР covers (DOMAIN 5)."""

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from apps.core.access import Access, Path
from apps.core.constraints import CompositeForeignKey, placed_in_organization
from apps.core.locks import Undated
from apps.core.models import PlacedModel
from apps.diagnostics.models import Competence
from apps.organizations.models import Organization
from apps.programs.enums import StudyForm
from apps.programs.models import Program
from apps.routes.enums import AnswerState, DemandBy

ACCESS = Access("registry", (Path(),))
OPEN = Undated("заявка показывает потребность на свой день и показателей не меняет")


class DemandRequest(PlacedModel):
    """What a centre asks an institute to develop; its rows are frozen when it is formed."""

    access = ACCESS
    dated = OPEN

    number = models.CharField("номер", max_length=60, unique=True)
    institute = models.ForeignKey(Organization, models.PROTECT, verbose_name="кому", related_name="+")
    by = models.CharField("разрез", max_length=12, choices=DemandBy, default=DemandBy.MUNICIPALITY)
    day = models.DateField("на дату")
    norm = models.DecimalField(
        "норматив на человека, ₽", max_digits=10, decimal_places=2, validators=[MinValueValidator(Decimal(0))]
    )
    wish_form = models.CharField("желаемая форма", max_length=12, choices=StudyForm, blank=True)
    wish_hours = models.PositiveIntegerField("желаемый объём, часов", null=True, blank=True)
    wish_until = models.DateField("нужна к", null=True, blank=True)
    note = models.TextField("пояснение", max_length=2000, blank=True)
    # Whoever reads the history may not see a group under five.
    unlogged = frozenset({"left_out"})
    left_out = models.PositiveIntegerField("не вошло из-за малых групп", default=0, editable=False)
    sent_on = models.DateField("отправлена", null=True, blank=True)

    class Meta:
        verbose_name = "заявка на программы"
        verbose_name_plural = "заявки на программы"
        ordering = ("-day", "-id")
        indexes = (models.Index(fields=("region", "-day", "-id"), name="demand_region_page"),)
        constraints = (
            placed_in_organization("demand_place"),
            models.UniqueConstraint(fields=("id", "organization", "municipality", "region"), name="demand_with_place"),
            models.CheckConstraint(condition=Q(norm__gte=0), name="demand_norm"),
        )

    def __str__(self) -> str:
        return f"Заявка № {self.number}"


class DemandRow(PlacedModel):
    """So many people of a municipality or a subject lack a competence that no programme of the ФР develops."""

    access = ACCESS
    dated = OPEN

    request = models.ForeignKey(
        DemandRequest, models.CASCADE, verbose_name="заявка", related_name="rows", db_constraint=False
    )
    competence = models.ForeignKey(Competence, models.PROTECT, verbose_name="компетенция", related_name="+")
    group = models.CharField("муниципалитет или предмет", max_length=300)
    people = models.PositiveIntegerField("человек")
    cost = models.DecimalField("стоимость, ₽", max_digits=14, decimal_places=2)
    state = models.CharField("ответ", max_length=8, choices=AnswerState, default=AnswerState.WAITING)
    program = models.ForeignKey(
        Program, models.PROTECT, verbose_name="программа", null=True, blank=True, related_name="+"
    )
    reason = models.TextField("пояснение ответа", max_length=2000, blank=True)
    answered_on = models.DateField("дата ответа", null=True, blank=True)

    class Meta:
        verbose_name = "строка заявки"
        verbose_name_plural = "строки заявки"
        ordering = ("request_id", "competence_id", "group", "id")
        indexes = (models.Index(fields=("region", "-people", "-id"), name="demand_row_page"),)
        constraints = (
            CompositeForeignKey(
                name="demand_row_place",
                fields=("request", "organization", "municipality", "region"),
                table="routes_demandrequest",
                columns=("id", "organization_id", "municipality_id", "region_id"),
            ),
            models.UniqueConstraint(fields=("request", "competence", "group"), name="demand_row_key"),
            models.CheckConstraint(
                condition=Q(state=AnswerState.TAKEN, program__isnull=False)
                | (~Q(state=AnswerState.TAKEN) & Q(program__isnull=True)),
                name="demand_row_program",
            ),
            models.CheckConstraint(condition=~Q(state=AnswerState.DECLINED) | ~Q(reason=""), name="demand_row_reason"),
        )

    def __str__(self) -> str:
        return f"{self.group}: {self.people}"
