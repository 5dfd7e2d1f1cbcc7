"""Worklists: the people behind a shortfall of today's figures, and what can be done for them in one go."""

from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from apps.core import access
from apps.core.actor import Actor
from apps.core.web import actions
from apps.core.web.actions import Action
from apps.core.web.columns import Column, Kind
from apps.core.web.filters import ChoiceFilter, FilterSet, RowFilter
from apps.core.web.lookup import LookupFilter
from apps.core.web.resource import Resource, Titles
from apps.diagnostics.selectors import counting_sessions
from apps.monitoring.live.ringing import bring_up
from apps.monitoring.selectors.shortfalls import shortfalls
from apps.organizations.selectors import municipalities_in_sight
from apps.routes.bulk_drafting import DRAFT_ROUTES
from apps.routes.enums import RouteState
from apps.routes.models import IndividualRoute
from apps.routes.selectors import TONES, route_state
from apps.teachers.models import Person
from apps.teachers.selectors import FULL_NAME, holding, latest_job

KINDS = (("pedagogue", "педагогические работники"), ("manager", "управленческие кадры"))


def choices() -> list[tuple[str, str]]:
    """The shortfalls that the reader may choose from."""
    return [(one.key, one.title) for one in shortfalls()]


class ShortfallFilter(ChoiceFilter):
    """One reason of one indicator; an unknown one finds nobody."""

    def filter(self, rows: QuerySet[Person], value: str) -> QuerySet[Person]:
        """The people of the reason, after what has changed is brought into the figures."""
        if not value:
            return rows
        bring_up()
        found = next((one for one in shortfalls() if one.key == value), None)
        return rows.filter(found.people) if found else rows.none()


class WorklistFilters(FilterSet):
    """People by the shortfall, the place, the kind of position."""

    shortfall = ShortfallFilter(label="Показатель и причина", choices=choices)
    municipality = RowFilter(label="Муниципалитет", queryset=municipalities_in_sight)
    organization = LookupFilter(label="Организация", label_of_resource="organizations.organization")
    kind = ChoiceFilter(label="Вид должности", choices=KINDS, method="by_kind")

    class Meta:
        model = Person
        fields = ("municipality", "organization")

    def by_kind(self, rows: QuerySet[Person], name: str, value: str) -> QuerySet[Person]:
        """By the position of the main employment today."""
        return rows.filter(holding(Q(position__kind=value)))


def latest_route(field: Any) -> Subquery:
    """A value of the latest route that is not cancelled."""
    rows = IndividualRoute.objects.filter(person_id=OuterRef("pk"), cancelled_on=None)
    return Subquery(rows.order_by("-pk").values(_found=field)[:1])


class WorklistResource(Resource):
    """People as a list of work: what keeps them out of an indicator, how far their diagnostics and route are."""

    model = Person
    slug = "worklist"
    prefix = "worklist/"
    titles = Titles("Рабочие списки", "человек", "человека", "человек")
    section = "reports"
    order = 8
    detail = False
    history = False
    personal = True
    columns = (
        Column("name", "Работник", source=FULL_NAME, sort="sort_key", link="teachers.person", link_key="id", width=40),
        Column("organization", "Организация", source="organization__short_name", width=40,
               link="organizations.organization", link_key="organization_id"),
        Column("municipality", "Муниципалитет", source="municipality__name", visible=False, width=34),
        Column("position", "Должность", source=latest_job("position__name"), width=30),
        Column("diagnosed", "Диагностика", kind=Kind.DATE, width=14, source=Subquery(
            counting_sessions().filter(person_id=OuterRef("pk")).values("completed_on")[:1])),
        Column("route", "ИОМ", kind=Kind.BADGE, source=latest_route(route_state()), tones=TONES,
               labels=dict(RouteState.choices), width=16),
        Column("number", "№ ИОМ", source=latest_route(F("number")), visible=False, width=16),
    )  # fmt: skip
    card = ("name", "organization", "route")
    filterset = WorklistFilters
    search = (("sort_key", "starts"),)
    search_hint = "Начало фамилии"
    ordering = "name"
    actions = (DRAFT_ROUTES,)
    help = "Кого недостаёт в числителе показателя. Выберите показатель и причину; с найденными можно работать сразу."
    empty = "Здесь никого нет: с этой причиной в показателе никого не осталось."

    @classmethod
    def every_action(cls) -> tuple[Action, ...]:
        """Its own, and what may be done with people chosen in their list (an invitation to diagnostics)."""
        return (*super().every_action(), *(one for one in actions.added_to("teachers.person") if one.bulk))

    @classmethod
    def opens(cls, actor: Actor) -> bool:
        """Who sees people and stands behind figures: to the ministry the figures alone are shown."""
        facts = actor.is_system or bool(access.rights().level(actor, "facts", access.READ))
        return facts and super().opens(actor)
