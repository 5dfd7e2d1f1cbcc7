"""Items of routes and what they aim at (DOMAIN 5)."""

from django.db import models

from apps.core.access import PERSON_PLACE, Access
from apps.core.constraints import CompositeForeignKey, placed_with_person
from apps.core.locks import Dated, Day
from apps.diagnostics.models import Competence
from apps.events.models import Event
from apps.programs.models import Program
from apps.routes.enums import ClosedBy, ItemKind
from apps.routes.models.routes import APPROVED_ON, IndividualRoute
from apps.teachers.models import Person, PersonModel


class RouteItem(PersonModel):
    """An item of a route: a programme, an event, or words; with term, hours and completion."""

    access = Access("routes", (PERSON_PLACE,))
    dated = Dated(
        (Day("route", APPROVED_ON.format(route="{t}.route_id")), Day("done_on", alone=True, beside=("closed_by",))),
        free=("due", "responsible_id", "responsible_words", "result"),
        person="person_id",
        parent=("routes_individualroute", "route_id"),
    )

    route = models.ForeignKey(
        IndividualRoute, models.CASCADE, verbose_name="ИОМ", related_name="items", db_constraint=False
    )
    number = models.CharField("пункт", max_length=20)
    kind = models.CharField("вид", max_length=10, choices=ItemKind)
    content = models.CharField("содержание", max_length=500, blank=True)
    program = models.ForeignKey(
        Program, models.PROTECT, verbose_name="программа", null=True, blank=True, related_name="route_items"
    )
    event = models.ForeignKey(
        Event, models.PROTECT, verbose_name="мероприятие", null=True, blank=True, related_name="route_items"
    )
    due = models.DateField("срок", null=True, blank=True)
    hours = models.PositiveIntegerField("часы", null=True, blank=True)
    done_on = models.DateField("выполнен", null=True, blank=True)
    closed_by = models.CharField("чем закрыт", max_length=10, choices=ClosedBy, blank=True, default="", editable=False)
    responsible = models.ForeignKey(
        Person,
        models.PROTECT,
        verbose_name="ответственный",
        null=True,
        blank=True,
        related_name="responsible_items",
    )
    responsible_words = models.CharField("ответственный (словами)", max_length=200, blank=True, default="")
    result = models.CharField("результат", max_length=1000, blank=True, default="")

    class Meta:
        verbose_name = "пункт ИОМ"
        verbose_name_plural = "пункты ИОМ"
        ordering = ("route", "id")
        constraints = (
            placed_with_person("routeitem_place"),
            CompositeForeignKey(
                name="routeitem_route_person",
                fields=("route", "person"),
                table="routes_individualroute",
                columns=("id", "person_id"),
            ),
            models.UniqueConstraint(fields=("route", "number"), name="routeitem_key"),
            models.UniqueConstraint(fields=("id", "person"), name="routeitem_person"),
        )

    def __str__(self) -> str:
        return f"Пункт {self.number}"


class ItemAim(PersonModel):
    """A competence an item aims at.

    It is a deficit where the route's session has one on it, otherwise a development goal («точка роста»): derived by
    joining ``Deficit`` on (route.session, competence), so a corrected score needs no second bookkeeping.
    """

    access = Access("routes", (PERSON_PLACE,))
    dated = Dated(
        (
            Day(
                "item",
                f"(SELECT {APPROVED_ON.format(route='i.route_id')} FROM routes_routeitem i WHERE i.id = {{t}}.item_id)",
            ),
        ),
        person="person_id",
        parent=("routes_routeitem", "item_id"),
    )

    item = models.ForeignKey(RouteItem, models.CASCADE, verbose_name="пункт", related_name="aims", db_constraint=False)
    competence = models.ForeignKey(Competence, models.PROTECT, verbose_name="компетенция", related_name="+")

    class Meta:
        verbose_name = "цель пункта"
        verbose_name_plural = "цели пунктов"
        ordering = ("item", "competence")
        constraints = (
            placed_with_person("aim_place"),
            CompositeForeignKey(
                name="aim_item_person",
                fields=("item", "person"),
                table="routes_routeitem",
                columns=("id", "person_id"),
            ),
            models.UniqueConstraint(fields=("item", "competence"), name="aim_key"),
        )

    def __str__(self) -> str:
        return str(self.competence_id)
