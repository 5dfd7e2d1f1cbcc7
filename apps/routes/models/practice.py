"""Transfer into practice: lessons visited, internships, master classes (issue 4, item 7)."""

from django.db import models
from django.db.models import F, Q

from apps.core.access import PERSON_PLACE, Access
from apps.core.constraints import CompositeForeignKey, placed_with_person
from apps.core.locks import Undated
from apps.core.models import AttachedModel
from apps.diagnostics.models import Competence
from apps.routes.enums import PracticeKind
from apps.routes.models.routes import IndividualRoute
from apps.teachers.models import PersonModel


class PracticeRecord(AttachedModel, PersonModel):
    """What somebody saw of a competence in a person's work: a mark of 0–2 for each criterion, and a conclusion."""

    access = Access("practice", (PERSON_PLACE,))
    dated = Undated("наблюдение: показатели его не читают")

    route = models.ForeignKey(
        IndividualRoute, models.PROTECT, verbose_name="ИОМ", null=True, blank=True, related_name="practice",
        db_constraint=False,
    )  # fmt: skip
    kind = models.CharField("вид", max_length=12, choices=PracticeKind)
    competence = models.ForeignKey(Competence, models.PROTECT, verbose_name="компетенция", related_name="+")
    on_date = models.DateField("дата")
    theme = models.CharField("тема урока, занятия", max_length=300, blank=True)
    observer = models.CharField("кто наблюдал", max_length=300)
    # Code of the criterion → mark; the criteria stand in fixtures/practice.yaml.
    marks = models.JSONField("оценки", default=dict)
    points = models.PositiveSmallIntegerField("баллов", default=0, editable=False)
    maximum = models.PositiveSmallIntegerField("из", default=0, editable=False)
    conclusion = models.TextField("вывод", max_length=4000)

    class Meta:
        verbose_name = "наблюдение в практике"
        verbose_name_plural = "наблюдения в практике"
        ordering = ("-on_date", "-id")
        indexes = (
            models.Index(fields=("region", "-on_date", "-id"), name="practice_region_page"),
            models.Index(fields=("person", "competence", "on_date"), name="practice_person"),
        )
        constraints = (
            placed_with_person("practice_place"),
            CompositeForeignKey(
                name="practice_route_person",
                fields=("route", "person"),
                table="routes_individualroute",
                columns=("id", "person_id"),
            ),
            models.CheckConstraint(condition=Q(points__lte=F("maximum")), name="practice_points"),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.on_date:%d.%m.%Y}"
