"""The way of a programme to the federal registry, its internal expertise, its likeness to others (DOMAIN 5)."""

from django.db import models

from apps.core.access import Access
from apps.core.locks import Undated
from apps.programs.enums import Step, Verdict
from apps.programs.models.programs import Program
from apps.programs.models.registry import RegistryEntry
from apps.programs.models.structure import ProgramPart, part_of_program

REGISTRY_WORK = Undated("работа с Федеральным реестром: показатели читают даты самой записи реестра")


class RegistryStep(ProgramPart):
    """A dated step on the way to the registry; the last one tells where the programme stands."""

    access = Access("programs")
    dated = REGISTRY_WORK

    step = models.CharField("шаг", max_length=10, choices=Step)
    on = models.DateField("дата")
    number = models.CharField("номер", max_length=60, blank=True)
    remarks = models.TextField("замечания", max_length=4000, blank=True)
    who = models.CharField("кто внёс", max_length=200, editable=False)
    entry = models.ForeignKey(
        RegistryEntry, models.PROTECT, verbose_name="запись ФР", null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = "шаг к реестру"
        verbose_name_plural = "путь программ в ФР ДПП"
        ordering = ("-on", "-id")
        constraints = part_of_program("registrystep")

    def __str__(self) -> str:
        return f"{self.get_step_display()} {self.on:%d.%m.%Y}"


class Expertise(ProgramPart):
    """An internal expertise of a programme before it goes to the registry."""

    access = Access("groups")
    dated = REGISTRY_WORK

    expert = models.CharField("эксперт", max_length=200)
    verdict = models.CharField("заключение", max_length=8, choices=Verdict)
    on = models.DateField("дата")
    remarks = models.TextField("замечания", max_length=4000, blank=True)

    class Meta:
        verbose_name = "внутренняя экспертиза"
        verbose_name_plural = "внутренние экспертизы"
        ordering = ("-on", "-id")
        constraints = part_of_program("expertise")

    def __str__(self) -> str:
        return f"{self.get_verdict_display()} {self.on:%d.%m.%Y}"


class Likeness(ProgramPart):
    """An own programme looks like one of the Federal operator or a network one: a doubt that can be explained."""

    access = Access("programs")
    dated = REGISTRY_WORK

    other = models.ForeignKey(Program, models.CASCADE, verbose_name="похожа на", related_name="+")
    score = models.PositiveSmallIntegerField("сходство названий, %")
    shared = models.PositiveSmallIntegerField("общих компетенций", default=0)
    reason = models.CharField("пояснение", max_length=500, blank=True)
    explained_by = models.CharField("кто пояснил", max_length=200, blank=True, editable=False)

    class Meta:
        verbose_name = "сходство программ"
        verbose_name_plural = "похожие программы"
        ordering = ("-score", "id")
        constraints = (
            *part_of_program("likeness"),
            models.UniqueConstraint(fields=("program", "other"), name="likeness_key"),
        )

    def __str__(self) -> str:
        return f"Сходство {self.score} %"
