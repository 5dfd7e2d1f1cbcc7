"""What an approval leaves: the moves that led to it, the documents as bytes, the words of the explanation."""

from pathlib import Path as FilePath

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from apps.core.access import Access, Path
from apps.core.constraints import CompositeForeignKey, placed_with_person
from apps.core.locks import Undated
from apps.monitoring.enums import FileKind, Move
from apps.monitoring.models.report import Report
from apps.organizations.models import Municipality, Region
from apps.teachers.models import PersonModel

WHOLE = Path(organization="")
# A file is kept of an approved report only: whoever reads what is published reads it.
PUBLISHED_FILE = Path(kind="published", municipality="", organization="")


def placed_with_report(name: str) -> CompositeForeignKey:
    """The row lies in the region of its report."""
    return CompositeForeignKey(
        name=name, fields=("report", "region"), table="monitoring_report", columns=("id", "region_id")
    )


class ReportPart(models.Model):
    """A row that belongs to a whole report: seen by those who see the whole territory of it."""

    report = models.ForeignKey(Report, models.CASCADE, verbose_name="отчёт", related_name="%(class)ss")
    region = models.ForeignKey(Region, models.PROTECT, related_name="+", db_constraint=False)
    municipality = models.ForeignKey(Municipality, models.PROTECT, null=True, related_name="+")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="пользователь", null=True, related_name="+"
    )
    who = models.CharField("кто", max_length=200)
    at = models.DateTimeField("когда", auto_now_add=True)

    class Meta:
        abstract = True


class ReportMove(ReportPart):
    """One step of a report's way: who, in which role at which body, when, with which remark."""

    access = Access("figures", (WHOLE, Path(everyone=True, holders=True)))

    step = models.CharField("шаг", max_length=8, choices=Move)
    post = models.CharField("в какой роли", max_length=300, blank=True)
    remark = models.TextField("замечания", blank=True)

    class Meta:
        verbose_name = "шаг отчёта"
        verbose_name_plural = "шаги отчётов"
        ordering = ("report", "at", "id")
        constraints = (placed_with_report("move_place"),)

    def __str__(self) -> str:
        return f"{self.get_step_display()}: {self.who}"


class ReportFile(ReportPart):
    """A document of an approved report as the bytes that were approved, or a detached signature under one of them.

    The bytes lie in the storage of files under their own SHA-256; they are never rendered again.
    """

    access = Access("figures", (WHOLE, PUBLISHED_FILE))

    kind = models.CharField("вид", max_length=10, choices=FileKind)
    name = models.CharField("имя файла", max_length=200)
    sha256 = models.CharField("SHA-256", max_length=64)
    size = models.PositiveIntegerField("размер, байт")
    signs = models.ForeignKey(
        "self", models.PROTECT, verbose_name="подписанный документ", null=True, related_name="signatures"
    )

    class Meta:
        verbose_name = "файл отчёта"
        verbose_name_plural = "файлы отчётов"
        ordering = ("report", "id")
        constraints = (
            placed_with_report("reportfile_place"),
            models.UniqueConstraint(
                fields=("report", "kind"), condition=~models.Q(kind="signature"), name="reportfile_key"
            ),
            models.CheckConstraint(
                condition=models.Q(kind="signature", signs__isnull=False)
                | (~models.Q(kind="signature") & models.Q(signs__isnull=True)),
                name="reportfile_signs",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> FilePath:
        """Where the bytes lie."""
        return FilePath(settings.FILES_DIR) / "reports" / str(self.report_id) / self.sha256


class PersonWords(PersonModel):
    """What the explanation of an approved report says of a person: the name and the deciding records in words.

    ``words`` has an item for each of the report's methods about people and teams, in the order of the facts' lines.
    The row follows the person: a former employer keeps the figure and loses the name.
    """

    access = Access("facts")
    dated = Undated("слова утверждённого отчёта: пишутся один раз при расчёте, данных за период не меняют")

    report = models.ForeignKey(Report, models.CASCADE, verbose_name="отчёт", related_name="words")
    name = models.CharField("работник", max_length=310)
    sort_key = models.CharField("ключ сортировки", max_length=310, db_collation="C")
    words = ArrayField(models.TextField(), verbose_name="записи словами")

    class Meta:
        verbose_name = "объяснение о работнике"
        verbose_name_plural = "объяснения о работниках"
        ordering = ("report", "sort_key")
        constraints = (
            models.UniqueConstraint(fields=("report", "person"), name="personwords_key"),
            placed_with_person("personwords_place"),
        )

    def __str__(self) -> str:
        return self.name
