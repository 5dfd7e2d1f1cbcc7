"""Meetings with their decisions, unions and communities with their members (DOMAIN 1: «council», «community»)."""

from django.db import models

from apps.core.access import PERSON_PLACE, Access
from apps.core.constraints import CompositeForeignKey, ordered, placed_in_organization, placed_with_person
from apps.core.models import PlacedModel
from apps.events.models import Event
from apps.registers.enums import Body, MemberRole, UnionKind, UnionLevel
from apps.registers.models.base import OF_NO_PERIOD, OPEN, Paper
from apps.teachers.models import PersonModel, Subject


class Union(PlacedModel):
    """A methodical union or community; placed with the organization it stands at."""

    access = Access("registers", OPEN)
    dated = OF_NO_PERIOD

    title = models.CharField("название", max_length=300)
    sort_key = models.CharField("ключ сортировки", max_length=300, editable=False, db_collation="C")
    kind = models.CharField("вид", max_length=10, choices=UnionKind)
    level = models.CharField("уровень", max_length=14, choices=UnionLevel)
    subject = models.ForeignKey(
        Subject, models.PROTECT, verbose_name="предмет", null=True, blank=True, related_name="+"
    )
    url = models.URLField("ссылка", max_length=500, blank=True)
    start = models.DateField("создано", null=True, blank=True)
    end = models.DateField("прекращено", null=True, blank=True)

    class Meta:
        verbose_name = "объединение"
        verbose_name_plural = "объединения и сообщества"
        ordering = ("sort_key", "id")
        indexes = (models.Index(fields=("region", "sort_key", "id"), name="registers_union_region_page"),)
        constraints = (
            placed_in_organization("registers_union_place"),
            ordered("start", "end", "registers_union_dates"),
            models.UniqueConstraint(fields=("organization", "title"), name="registers_union_key"),
            models.UniqueConstraint(fields=("id", "organization"), name="registers_union_organization"),
        )

    def __str__(self) -> str:
        return self.title


class UnionMember(PersonModel):
    """A person in a union from–to."""

    access = Access("activity", (PERSON_PLACE,))
    dated = OF_NO_PERIOD

    union = models.ForeignKey(Union, models.CASCADE, verbose_name="объединение", related_name="members")
    role = models.CharField("роль", max_length=10, choices=MemberRole, default=MemberRole.MEMBER)
    start = models.DateField("с")
    end = models.DateField("по", null=True, blank=True)

    class Meta:
        verbose_name = "участник объединения"
        verbose_name_plural = "участники объединений"
        ordering = ("-start", "-id")
        constraints = (
            placed_with_person("registers_unionmember_place"),
            ordered("start", "end", "registers_unionmember_dates"),
            models.UniqueConstraint(fields=("union", "person", "start"), name="registers_unionmember_key"),
        )

    def __str__(self) -> str:
        return self.get_role_display()


class UnionEvent(PlacedModel):
    """An event that a union or community holds; placed with the union."""

    access = Access("registers", OPEN)
    dated = OF_NO_PERIOD

    union = models.ForeignKey(
        Union, models.CASCADE, verbose_name="объединение", related_name="events", db_constraint=False
    )
    event = models.ForeignKey(Event, models.CASCADE, verbose_name="мероприятие", related_name="+")

    class Meta:
        verbose_name = "мероприятие объединения"
        verbose_name_plural = "мероприятия объединений"
        ordering = ("-event", "id")
        constraints = (
            placed_in_organization("registers_unionevent_place"),
            CompositeForeignKey(
                name="registers_unionevent_union",
                fields=("union", "organization"),
                table="registers_union",
                columns=("id", "organization_id"),
            ),
            models.UniqueConstraint(fields=("union", "event"), name="registers_unionevent_key"),
        )

    def __str__(self) -> str:
        return f"Мероприятие объединения № {self.pk}"


class Meeting(PlacedModel, Paper):
    """A meeting of a body with its protocol; placed with the organization the body stands at."""

    access = Access("meetings")
    dated = OF_NO_PERIOD

    body = models.CharField("чьё заседание", max_length=20, choices=Body)
    body_name = models.CharField("название органа", max_length=300, blank=True)
    union = models.ForeignKey(
        Union, models.SET_NULL, verbose_name="объединение", null=True, blank=True, related_name="meetings"
    )
    number = models.CharField("номер протокола", max_length=60)
    held_on = models.DateField("дата")
    agenda = models.TextField("повестка", max_length=4000, blank=True)
    attended = models.PositiveIntegerField("присутствовало", null=True, blank=True)

    class Meta:
        verbose_name = "заседание"
        verbose_name_plural = "заседания"
        ordering = ("-held_on", "-id")
        indexes = (models.Index(fields=("region", "-held_on", "-id"), name="registers_meeting_region_page"),)
        constraints = (
            placed_in_organization("registers_meeting_place"),
            models.UniqueConstraint(fields=("organization", "body", "number", "held_on"), name="registers_meeting_key"),
            models.UniqueConstraint(fields=("id", "organization"), name="registers_meeting_organization"),
        )

    def __str__(self) -> str:
        return f"Протокол № {self.number} от {self.held_on:%d.%m.%Y}"


class Decision(PlacedModel):
    """A decision of a meeting: what, by whom, by when; done on a day with an outcome."""

    access = Access("meetings")
    dated = OF_NO_PERIOD

    meeting = models.ForeignKey(
        Meeting, models.CASCADE, verbose_name="заседание", related_name="decisions", db_constraint=False
    )
    number = models.PositiveIntegerField("пункт")
    text = models.TextField("решили", max_length=4000)
    responsible = models.CharField("кто исполняет", max_length=300, blank=True)
    due = models.DateField("срок", null=True, blank=True)
    done_on = models.DateField("исполнено", null=True, blank=True)
    outcome = models.CharField("итог", max_length=500, blank=True)

    class Meta:
        verbose_name = "решение"
        verbose_name_plural = "решения"
        ordering = ("meeting", "number")
        constraints = (
            placed_in_organization("registers_decision_place"),
            CompositeForeignKey(
                name="registers_decision_meeting_organization",
                fields=("meeting", "organization"),
                table="registers_meeting",
                columns=("id", "organization_id"),
            ),
            models.UniqueConstraint(fields=("meeting", "number"), name="registers_decision_key"),
        )

    def __str__(self) -> str:
        return f"Решение № {self.number}"
