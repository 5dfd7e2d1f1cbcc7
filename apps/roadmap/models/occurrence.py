"""The execution of a measure: one row for each executor organization and each time it is due, with its evidence."""

from django.db import models
from django.db.models import F, Q

from apps.core.access import Access, Path
from apps.core.constraints import CompositeForeignKey, ordered, placed_in_organization
from apps.core.locks import Undated
from apps.core.models import EvidenceModel, PlacedModel
from apps.roadmap.enums import State
from apps.roadmap.models.roadmap import RoadmapItem

# An executor's unit reads its own; what the bodies of the region do is known to all who read roadmaps in it.
WORK_ACCESS = Access("roadmap", (Path(), Path(where={"regional": True}, everyone=True, holders=True)))


class WorkModel(PlacedModel):
    """A row of an executor's work."""

    dated = Undated("ход дорожной карты: о мере отчитываются и отчёт принимают и после срока, показатели его не читают")

    regional = models.BooleanField("виден региону", default=False, editable=False)

    class Meta:
        abstract = True


class Occurrence(WorkModel):
    """A measure that an organization has to carry out once: its term, its state, what was reported."""

    access = WORK_ACCESS

    item = models.ForeignKey(RoadmapItem, models.CASCADE, verbose_name="мероприятие", related_name="occurrences")
    year = models.PositiveSmallIntegerField("год")
    part = models.PositiveSmallIntegerField("часть года", default=0)
    label = models.CharField("за какое время", max_length=60, blank=True)
    start = models.DateField("начало", null=True, blank=True)
    due = models.DateField("срок", null=True, blank=True)
    state = models.CharField("состояние", max_length=10, choices=State, default=State.PLANNED)
    passed = models.BooleanField("срок прошёл раньше, чем карту стали вести в портале", default=False, editable=False)
    report = models.TextField("отчёт", blank=True)
    remark = models.TextField("замечание", blank=True)
    reported_on = models.DateField("представлено", null=True, blank=True)
    accepted_on = models.DateField("принято", null=True, blank=True)

    class Meta:
        verbose_name = "исполнение мероприятия"
        verbose_name_plural = "исполнение мероприятий"
        ordering = ("due", "id")
        indexes = (
            models.Index(fields=("region", "year", "state"), name="occurrence_region_year"),
            models.Index(fields=("organization", "due"), name="occurrence_org_due"),
        )
        constraints = (
            placed_in_organization("occurrence_place"),
            ordered("start", "due", "occurrence_dates"),
            models.UniqueConstraint(fields=("item", "organization", "year", "part"), name="occurrence_key"),
            models.UniqueConstraint(fields=("id", "organization"), name="occurrence_organization"),
            models.CheckConstraint(
                condition=Q(state=State.ACCEPTED, accepted_on__isnull=False, accepted_on__gte=F("reported_on"))
                | (~Q(state=State.ACCEPTED) & Q(accepted_on__isnull=True)),
                name="occurrence_accepted",
            ),
        )

    def __str__(self) -> str:
        return f"Исполнение мероприятия {self.label}".strip()


class OccurrencePart(WorkModel):
    """A row of an occurrence: it lies where the occurrence lies and moves with its organization."""

    occurrence = models.ForeignKey(
        Occurrence, models.CASCADE, verbose_name="исполнение", related_name="%(class)ss", db_constraint=False
    )

    class Meta:
        abstract = True


def part_of_occurrence(name: str) -> tuple[models.BaseConstraint, ...]:
    """Constraints shared by the parts of an occurrence."""
    return (
        placed_in_organization(f"{name}_place"),
        CompositeForeignKey(
            name=f"{name}_occurrence",
            fields=("occurrence", "organization"),
            table="roadmap_occurrence",
            columns=("id", "organization_id"),
        ),
    )


class Evidence(EvidenceModel, OccurrencePart):
    """What shows that a measure was carried out: words, a link, a file."""

    access = WORK_ACCESS

    text = models.CharField("что сделано", max_length=1000, blank=True)

    class Meta:
        verbose_name = "подтверждение"
        verbose_name_plural = "подтверждения"
        ordering = ("-added_on", "-id")
        constraints = (
            *part_of_occurrence("occurrence_evidence"),
            models.CheckConstraint(
                condition=~(Q(text="") & Q(url="") & Q(file_key="")), name="occurrence_evidence_said"
            ),
        )


class Move(OccurrencePart):
    """A step of an occurrence: who reported, accepted or returned it, when, with what words."""

    access = WORK_ACCESS

    at = models.DateTimeField("когда", auto_now_add=True)
    who = models.CharField("кто", max_length=300)
    state = models.CharField("стало", max_length=10, choices=State)
    remark = models.TextField("слова", blank=True)

    class Meta:
        verbose_name = "шаг исполнения"
        verbose_name_plural = "шаги исполнения"
        ordering = ("at", "id")
        constraints = part_of_occurrence("occurrence_move")

    def __str__(self) -> str:
        return self.get_state_display()
