"""Individual routes (DOMAIN 5)."""

from django.db import models
from django.db.models import F, Q

from apps.core.access import PERSON_PLACE, Access
from apps.core.constraints import CompositeForeignKey, ordered, placed_with_person
from apps.core.locks import Dated, Day
from apps.diagnostics.models import DiagnosticSession
from apps.routes.enums import RouteState
from apps.teachers.models import Person, PersonModel

APPROVED_ON = "(SELECT u.approved_on FROM routes_individualroute u WHERE u.id = {route})"

STEPS = ("drafted_on", "agreed_on", "approved_on", "started_on")


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
            # A route that came from a spreadsheet has no date of drafting; with one it is the first of the dates.
            ordered("drafted_on", "agreed_on", "route_drafted_agreed"),
            in_order("agreed_on", "approved_on", "route_agreed_approved"),
            in_order("approved_on", "started_on", "route_approved_started"),
            in_order("approved_on", "completed_on", "route_approved_completed"),
            ordered("started_on", "completed_on", "route_started_completed"),
            models.CheckConstraint(
                condition=Q(completed_on__isnull=True) | Q(cancelled_on__isnull=True), name="route_one_end"
            ),
            # A route is cancelled after whatever was done on it.
            *(ordered(name, "cancelled_on", f"route_{name[:-3]}_cancelled") for name in STEPS),
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
