"""Non-formal learning recognized by a recorded decision (issue 4, item 6)."""

from django.db import models

from apps.core.access import PERSON_PLACE, Access
from apps.core.constraints import CompositeForeignKey, placed_with_person
from apps.core.locks import Undated
from apps.core.models import AttachedModel
from apps.diagnostics.models import Competence
from apps.routes.models.items import RouteItem
from apps.teachers.models import PersonModel


class Recognition(AttachedModel, PersonModel):
    """What a person has learned outside of programmes, recognized by a decision.

    It may close an item of a route aimed at one of its competences; it is no training on a programme, so no indicator
    about programmes of the federal registry counts it.
    """

    access = Access("recognitions", (PERSON_PLACE,))
    dated = Undated("показатели его не читают; день выполнения пункта закрыт самим пунктом")

    title = models.CharField("что признано", max_length=300)
    learned_at = models.CharField("где получено", max_length=300)
    hours = models.PositiveIntegerField("часы")
    competences = models.ManyToManyField(Competence, verbose_name="компетенции", related_name="+")
    decided_on = models.DateField("дата решения")
    number = models.CharField("номер решения", max_length=60)
    item = models.ForeignKey(
        RouteItem, models.PROTECT, verbose_name="закрытый пункт ИОМ", null=True, blank=True,
        related_name="recognitions", db_constraint=False, editable=False,
    )  # fmt: skip

    class Meta:
        verbose_name = "признанное обучение"
        verbose_name_plural = "признанное обучение"
        ordering = ("-decided_on", "-id")
        indexes = (models.Index(fields=("region", "-decided_on", "-id"), name="recognition_region_page"),)
        constraints = (
            placed_with_person("recognition_place"),
            CompositeForeignKey(
                name="recognition_item_person",
                fields=("item", "person"),
                table="routes_routeitem",
                columns=("id", "person_id"),
            ),
            models.UniqueConstraint(fields=("person", "number", "decided_on"), name="recognition_key"),
            models.UniqueConstraint(
                fields=("item",), condition=models.Q(item__isnull=False), name="recognition_one_of_item"
            ),
        )

    def __str__(self) -> str:
        return self.title
