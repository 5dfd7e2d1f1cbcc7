"""Letters to the Federal operator, network contracts, project teams."""

from django.db import models

from apps.core.access import PERSON_PLACE, Access
from apps.core.constraints import ordered, placed_in_organization, placed_with_person
from apps.core.models import PlacedModel
from apps.registers.enums import LetterKind, MemberRole
from apps.registers.models.base import OF_NO_PERIOD, Paper
from apps.teachers.models import PersonModel


class Letter(PlacedModel, Paper):
    """A letter or a research request: sent, awaited by a day, answered. Its state follows from its dates."""

    access = Access("registers")
    dated = OF_NO_PERIOD

    kind = models.CharField("вид", max_length=10, choices=LetterKind)
    addressee = models.CharField("кому", max_length=300, default="Федеральный оператор")
    number = models.CharField("исходящий номер", max_length=60)
    sent_on = models.DateField("отправлено")
    subject = models.CharField("о чём", max_length=500)
    due = models.DateField("ответ ожидается", null=True, blank=True)
    answered_on = models.DateField("ответ получен", null=True, blank=True)
    answer_number = models.CharField("номер ответа", max_length=60, blank=True)
    outcome = models.TextField("итог", max_length=2000, blank=True)

    class Meta:
        verbose_name = "письмо"
        verbose_name_plural = "переписка"
        ordering = ("-sent_on", "-id")
        constraints = (
            placed_in_organization("registers_letter_place"),
            ordered("sent_on", "answered_on", "registers_letter_dates"),
            models.UniqueConstraint(fields=("organization", "number", "sent_on"), name="registers_letter_key"),
        )

    def __str__(self) -> str:
        return f"№ {self.number} от {self.sent_on:%d.%m.%Y}"


class Contract(PlacedModel, Paper):
    """A contract of network interaction with a partner."""

    access = Access("registers")
    dated = OF_NO_PERIOD

    number = models.CharField("номер", max_length=60)
    partner = models.CharField("партнёр", max_length=300)
    subject = models.CharField("предмет договора", max_length=500)
    start = models.DateField("заключён")
    end = models.DateField("действует по", null=True, blank=True)

    class Meta:
        verbose_name = "договор о сетевом взаимодействии"
        verbose_name_plural = "договоры о сетевом взаимодействии"
        ordering = ("-start", "-id")
        constraints = (
            placed_in_organization("registers_contract_place"),
            ordered("start", "end", "registers_contract_dates"),
            models.UniqueConstraint(fields=("organization", "number", "start"), name="registers_contract_key"),
        )

    def __str__(self) -> str:
        return f"Договор № {self.number}"


class ProjectTeam(PlacedModel):
    """A project team by an act, from–to, with its result."""

    access = Access("registers")
    dated = OF_NO_PERIOD

    title = models.CharField("проект", max_length=300)
    act = models.CharField("акт", max_length=300, blank=True)
    start = models.DateField("с")
    end = models.DateField("по", null=True, blank=True)
    result = models.TextField("результат", max_length=2000, blank=True)

    class Meta:
        verbose_name = "проектная команда"
        verbose_name_plural = "проектные команды"
        ordering = ("-start", "-id")
        constraints = (
            placed_in_organization("registers_team_place"),
            ordered("start", "end", "registers_team_dates"),
            models.UniqueConstraint(fields=("organization", "title", "start"), name="registers_team_key"),
        )

    def __str__(self) -> str:
        return self.title


class TeamMember(PersonModel):
    """A person in a project team."""

    access = Access("activity", (PERSON_PLACE,))
    dated = OF_NO_PERIOD

    team = models.ForeignKey(ProjectTeam, models.CASCADE, verbose_name="команда", related_name="members")
    role = models.CharField("роль", max_length=10, choices=MemberRole, default=MemberRole.MEMBER)

    class Meta:
        verbose_name = "участник команды"
        verbose_name_plural = "участники команд"
        ordering = ("team", "id")
        constraints = (
            placed_with_person("registers_teammember_place"),
            models.UniqueConstraint(fields=("team", "person"), name="registers_teammember_key"),
        )

    def __str__(self) -> str:
        return self.get_role_display()
