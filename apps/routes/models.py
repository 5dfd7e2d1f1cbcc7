"""Individual educational routes and their items (DOMAIN 5)."""

from django.db import models
from django.db.models import F, Q

from apps.core.access import PERSON_PLACE, Access
from apps.core.constraints import CompositeForeignKey, placed_with_person
from apps.core.locks import Dated, Day
from apps.diagnostics.models import Competence, DiagnosticSession
from apps.events.models import Event
from apps.programs.models import Program
from apps.routes.enums import ItemKind, RouteState
from apps.teachers.models import Person, PersonModel

APPROVED_ON = "(SELECT u.approved_on FROM routes_individualroute u WHERE u.id = {route})"


def in_order(earlier: str, later: str, name: str) -> models.CheckConstraint:
    """``later`` is set only on or after ``earlier``, which must be set before it."""
    condition = Q(**{f"{later}__isnull": True}) | Q(**{f"{earlier}__isnull": False, f"{later}__gte": F(earlier)})
    return models.CheckConstraint(condition=condition, name=name)


class IndividualRoute(PersonModel):
    """A personal route built from the deficits of a session. Its state follows from its dates."""

    access = Access("routes", (PERSON_PLACE,))
    # A route of one period is led and completed in the next one: its approval dates it, later steps date themselves.
    dated = Dated(
        (
            Day("approved_on"),
            Day("started_on", alone=True),
            Day("completed_on", alone=True),
            Day("cancelled_on", alone=True, beside=("cancel_reason",)),
        ),
        free=("tutor_id",),
        person="person_id",
    )

    number = models.CharField("номер", max_length=60, unique=True)
    session = models.ForeignKey(
        DiagnosticSession,
        models.PROTECT,
        verbose_name="диагностика",
        null=True,
        blank=True,
        related_name="routes",
        db_constraint=False,
    )
    tutor = models.ForeignKey(
        Person,
        models.PROTECT,
        verbose_name="сопровождающий",
        null=True,
        blank=True,
        related_name="led_routes",
    )
    drafted_on = models.DateField("составлен", null=True, blank=True)
    agreed_on = models.DateField("согласован", null=True, blank=True)
    approved_on = models.DateField("утверждён", null=True, blank=True)
    started_on = models.DateField("начат", null=True, blank=True)
    completed_on = models.DateField("завершён", null=True, blank=True)
    cancelled_on = models.DateField("отменён", null=True, blank=True)
    cancel_reason = models.CharField("причина отмены", max_length=300, blank=True)

    class Meta:
        verbose_name = "ИОМ"
        verbose_name_plural = "ИОМ"
        ordering = ("-approved_on", "-id")
        indexes = (
            models.Index(fields=("region", "-id"), name="route_region_page"),
            models.Index(fields=("person", "approved_on"), name="route_person_date"),
        )
        constraints = (
            placed_with_person("route_place"),
            CompositeForeignKey(
                name="route_session_person",
                fields=("session", "person"),
                table="diagnostics_diagnosticsession",
                columns=("id", "person_id"),
            ),
            models.UniqueConstraint(fields=("id", "person"), name="route_person"),
            in_order("agreed_on", "approved_on", "route_agreed_approved"),
            in_order("approved_on", "started_on", "route_approved_started"),
            in_order("approved_on", "completed_on", "route_approved_completed"),
        )

    def __str__(self) -> str:
        return f"ИОМ № {self.number}"

    @property
    def state(self) -> RouteState:
        """The state that follows from the dates."""
        steps = (
            (self.cancelled_on, RouteState.CANCELLED),
            (self.completed_on, RouteState.COMPLETED),
            (self.started_on, RouteState.IN_PROGRESS),
            (self.approved_on, RouteState.APPROVED),
            (self.agreed_on, RouteState.AGREED),
        )
        return next((state for day, state in steps if day), RouteState.DRAFT)


class RouteItem(PersonModel):
    """An item of a route: a programme, an event, or words; with term, hours and completion."""

    access = Access("routes", (PERSON_PLACE,))
    dated = Dated(
        (Day("route", APPROVED_ON.format(route="{t}.route_id")), Day("done_on", alone=True)),
        free=("due",),
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
