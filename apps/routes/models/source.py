"""What a route stands on beside the diagnostics (issue 4, item 6)."""

from django.db import models

from apps.core.access import PERSON_PLACE, Access
from apps.core.constraints import CompositeForeignKey, placed_with_person
from apps.core.locks import Undated
from apps.diagnostics.models import Competence
from apps.routes.enums import SourceKind
from apps.routes.models.routes import IndividualRoute
from apps.teachers.models import PersonModel


class RouteSource(PersonModel):
    """A reason for items of a route: pupils' results, a recommendation of the attestation commission, a request."""

    access = Access("routes", (PERSON_PLACE,))
    dated = Undated("основание пунктов: показатели его не читают, дополняют и у прошлогоднего ИОМ")

    route = models.ForeignKey(
        IndividualRoute, models.CASCADE, verbose_name="ИОМ", related_name="sources", db_constraint=False
    )
    kind = models.CharField("вид", max_length=12, choices=SourceKind)
    competence = models.ForeignKey(
        Competence, models.PROTECT, verbose_name="компетенция", null=True, blank=True, related_name="+"
    )
    text = models.CharField("содержание", max_length=1000)
    on_date = models.DateField("дата")

    class Meta:
        verbose_name = "основание ИОМ"
        verbose_name_plural = "основания ИОМ"
        ordering = ("route", "on_date", "id")
        constraints = (
            placed_with_person("source_place"),
            CompositeForeignKey(
                name="source_route_person",
                fields=("route", "person"),
                table="routes_individualroute",
                columns=("id", "person_id"),
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.text}"[:120]
