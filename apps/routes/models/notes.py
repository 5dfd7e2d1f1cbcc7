"""What is said about a route and what shows that an item was done (DOMAIN 5: comments, evidence)."""

from django.db import models
from django.db.models import Q

from apps.core.access import PERSON_PLACE, Access
from apps.core.constraints import CompositeForeignKey, placed_with_person
from apps.core.locks import Undated
from apps.core.models import EvidenceModel
from apps.routes.models.items import RouteItem
from apps.routes.models.routes import IndividualRoute
from apps.teachers.models import PersonModel


class RouteComment(PersonModel):
    """Words of the council, of who leads the route, of the ЦНППМ or of the teacher."""

    access = Access("routes", (PERSON_PLACE,))
    dated = Undated("обсуждение маршрута: не данные отчёта")

    route = models.ForeignKey(
        IndividualRoute, models.CASCADE, verbose_name="ИОМ", related_name="comments", db_constraint=False
    )
    text = models.CharField("комментарий", max_length=2000)
    at = models.DateTimeField("когда", auto_now_add=True)
    who = models.CharField("кто", max_length=300, editable=False)
    author = models.BigIntegerField("пользователь", null=True, editable=False)

    class Meta:
        verbose_name = "комментарий к ИОМ"
        verbose_name_plural = "комментарии к ИОМ"
        ordering = ("at", "id")
        constraints = (
            placed_with_person("routecomment_place"),
            CompositeForeignKey(
                name="routecomment_route_person",
                fields=("route", "person"),
                table="routes_individualroute",
                columns=("id", "person_id"),
            ),
        )

    def __str__(self) -> str:
        return self.text[:60]


class ItemEvidence(EvidenceModel, PersonModel):
    """What shows that an item was done: words, a link, a file (kept by ``services.papers``)."""

    access = Access("routes", (PERSON_PLACE,))
    dated = Undated("подтверждение пункта: сам пункт датирован выполнением")

    item = models.ForeignKey(
        RouteItem, models.CASCADE, verbose_name="пункт", related_name="evidences", db_constraint=False
    )

    class Meta:
        verbose_name = "подтверждение"
        verbose_name_plural = "подтверждения"
        ordering = ("-added_on", "-id")
        constraints = (
            placed_with_person("itemevidence_place"),
            CompositeForeignKey(
                name="itemevidence_item_person",
                fields=("item", "person"),
                table="routes_routeitem",
                columns=("id", "person_id"),
            ),
            models.CheckConstraint(condition=~(Q(text="") & Q(url="") & Q(file_key="")), name="itemevidence_said"),
        )
