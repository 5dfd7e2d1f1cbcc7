"""What is merely doubtful in the data (FORMATS, DOMAIN 3), and the doubts that somebody has explained."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from apps.core.access import PLACE, Access, Path
from apps.core.constraints import placed_in_organization, placed_with_person
from apps.core.locks import Undated
from apps.monitoring.enums import About, FindingRecord, Severity
from apps.monitoring.models.report import Report
from apps.organizations.models import Municipality, Organization, Region
from apps.teachers.models import Person

# Who keeps a school's staff sees what is doubtful in it, but nothing that tells of diagnostics and routes.
OF_STAFF = {"private": False}


class Doubt(models.Model):
    """A doubt in words and where it lies: with its person, its organization, else with a territory.

    ``mark`` is a digest of the rule, the subject and the sentence: the same doubt has the same mark in every report and
    in the live check. It is not derived from the numbers of rows that a recomputation makes.
    """

    rule = models.CharField("правило", max_length=40)
    about = models.CharField("о чём", max_length=12, choices=About, default=About.PERSON)
    region = models.ForeignKey(
        Region, models.PROTECT, verbose_name="регион", related_name="+", db_index=False, db_constraint=False
    )
    municipality = models.ForeignKey(
        Municipality,
        models.PROTECT,
        verbose_name="муниципалитет",
        null=True,
        related_name="+",
        db_constraint=False,
    )
    organization = models.ForeignKey(
        Organization, models.PROTECT, verbose_name="организация", null=True, related_name="+", db_constraint=False
    )
    person = models.ForeignKey(
        Person, models.PROTECT, verbose_name="работник", null=True, related_name="+", db_constraint=False
    )
    managerial = models.BooleanField(default=False, editable=False)
    private = models.BooleanField("о диагностике или ИОМ", default=False, editable=False)
    sentence = models.CharField("что не так", max_length=500)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.sentence


class Finding(Doubt):
    """One doubt of a report about one record, in words."""

    access = Access("findings", (PLACE, Path(kind="staff_findings", where=OF_STAFF)))
    dated = Undated("замороженный снимок отчёта: его пишет только расчёт")

    report = models.ForeignKey(Report, models.CASCADE, verbose_name="отчёт", related_name="findings")
    severity = models.CharField("важность", max_length=8, choices=Severity)
    record = models.CharField("вид записи", max_length=16, choices=FindingRecord, blank=True)
    record_ref = models.BigIntegerField("номер записи", null=True)
    mark = models.UUIDField("метка", editable=False)

    class Meta:
        verbose_name = "замечание к данным"
        verbose_name_plural = "качество данных"
        ordering = ("report", "rule", "id")
        indexes = (models.Index(fields=("report", "rule", "id"), name="finding_page"),)
        constraints = (
            placed_with_person("finding_person", deferred=True),
            placed_in_organization("finding_place"),
        )


class FindingExplanation(Doubt):
    """A doubt that somebody has looked into and found right, with the reason; it holds for these very words."""

    access = Access("explanations", (PLACE, Path(kind="staff_explanations", where=OF_STAFF)))
    dated = Undated("пояснение к замечанию данных не меняет")

    mark = models.UUIDField("метка", unique=True, editable=False)
    reason = models.CharField("пояснение", max_length=500)
    explained_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="кто пояснил", null=True, related_name="+"
    )
    author = models.CharField("кто пояснил", max_length=300)
    explained_at = models.DateTimeField("когда", default=timezone.now)

    class Meta:
        verbose_name = "пояснение к замечанию"
        verbose_name_plural = "пояснения к замечаниям"
        ordering = ("-explained_at", "-id")
        constraints = (
            placed_with_person("explanation_person", deferred=True),
            placed_in_organization("explanation_place"),
        )
