"""The course of routes and the people by where they stand: one list for each, whoever works with them."""

from django.db.models import Q, QuerySet

from apps.accounts.enums import Role
from apps.core.actor import Actor
from apps.core.today import TODAY
from apps.core.web import nav
from apps.core.web.columns import Column, Kind
from apps.core.web.filters import ChoiceFilter, FilterSet, ManyFilter, RowFilter
from apps.core.web.lookup import LookupFilter
from apps.core.web.resource import Resource, Titles
from apps.diagnostics import selectors as diagnostics
from apps.organizations.selectors import municipalities_in_sight
from apps.routes import selectors, standing, work
from apps.routes.bulk_drafting import DRAFT_ROUTES
from apps.routes.enums import RouteState
from apps.routes.forms import routed
from apps.routes.models import IndividualRoute
from apps.teachers import selectors as people
from apps.teachers.models import Person

# Who works with other people's routes: the teacher has a page of the own one.
WORKERS = frozenset({Role.CNPPM, Role.METHODIST, Role.COUNCIL, Role.TUTOR})
ORGANIZATION = Column("organization", "Организация", source="organization__short_name", width=34,
                      link="organizations.organization", link_key="organization_id")  # fmt: skip


def works(actor: Actor) -> bool:
    """Whether the role works with other people's routes."""
    return actor.is_system or (actor.role in WORKERS and nav.holders("routes")(actor))


class BoardFilters(FilterSet):
    """Routes by worklist, place, state."""

    work = ChoiceFilter(label="Список", choices=work.WORK, method="by_work")
    state = ManyFilter(label="Состояние", choices=RouteState.choices, method="by_state")
    municipality = RowFilter(label="Муниципалитет", queryset=municipalities_in_sight)
    organization = LookupFilter(label="Организация", label_of_resource="organizations.organization")
    tutor = LookupFilter(label="Сопровождающий", label_of_resource="teachers.person")

    class Meta:
        model = IndividualRoute
        fields = ("municipality", "organization", "tutor")

    def by_work(self, rows: QuerySet[IndividualRoute], name: str, value: str) -> QuerySet[IndividualRoute]:
        """Of one worklist."""
        return work.worklist(rows, value)

    def by_state(self, rows: QuerySet[IndividualRoute], name: str, value: list[str]) -> QuerySet[IndividualRoute]:
        """In any of these states."""
        found = rows.none()
        for state in value:
            found = found | rows.filter(selectors.in_state(state))
        return found if value else rows


class PeopleFilters(FilterSet):
    """People by where they stand and place."""

    standing = ChoiceFilter(label="Маршрут", choices=work.STANDINGS, method="by_standing")
    municipality = RowFilter(label="Муниципалитет", queryset=municipalities_in_sight)
    organization = LookupFilter(label="Организация", label_of_resource="organizations.organization")

    class Meta:
        model = Person
        fields = ("municipality", "organization")

    def by_standing(self, rows: QuerySet[Person], name: str, value: str) -> QuerySet[Person]:
        """Who stands so."""
        return work.standing(rows, value)


class BoardResource(Resource):
    """Where each route stands: state, next step, what is late. Results of tests are not told here."""

    model = IndividualRoute
    slug = "board"
    prefix = "board/"
    titles = Titles("Ход маршрутов", "маршрут", "маршрута", "маршрутов")
    section = "routes"
    order = 6
    personal = True
    detail = False
    history = False
    columns = (
        Column("person", "Педагог", source=people.NAME_OF, sort=people.KEY_OF, link="routes.route", link_key="id",
               width=36),
        ORGANIZATION,
        Column("state", "Состояние", source=selectors.route_state(), kind=Kind.BADGE, tones=selectors.TONES,
               labels=dict(RouteState.choices), width=16),
        Column("next", "Следующий шаг", source=work.next_item(), width=44),
        Column("due", "Срок", source=work.next_due(), kind=Kind.DATE, sort=work.next_due(), width=12),
        Column("late", "Просрочено", source=selectors.item_count(standing.late_item(TODAY)), kind=Kind.NUMBER,
               width=10),
        Column("done", "Выполнено", source=selectors.item_count(Q(done_on__isnull=False)), kind=Kind.NUMBER,
               width=10),
        Column("items", "Пунктов", source=selectors.item_count(), kind=Kind.NUMBER, width=10),
        Column("step", "Последний шаг", source=work.last_step(), kind=Kind.DATE, visible=False, width=12),
        Column("number", "ИОМ", sort=True, visible=False, width=20),
        Column("tutor", "Сопровождающий", source=selectors.tutor_name(), visible=False, width=40),
    )  # fmt: skip
    card = ("person", "state", "next")
    filterset = BoardFilters
    search = (("person__sort_key", "starts"), ("number", "equals"))
    search_hint = "Начало фамилии или номер"
    ordering = "due"
    help = "Каждый маршрут: состояние, следующий шаг и его срок, просроченное. Списки — фильтром «Список»."
    empty = "Здесь появятся маршруты."

    @classmethod
    def opens(cls, actor: Actor) -> bool:
        return works(actor)


class StandingResource(Resource):
    """People by where they stand: diagnosed when, how many deficits, which route."""

    model = Person
    slug = "standing"
    prefix = "standing/"
    titles = Titles("Люди: диагностика и маршруты", "работник", "работника", "работников")
    section = "routes"
    order = 8
    right = "routes"
    personal = True
    detail = False
    history = False
    columns = (
        Column("name", "Работник", source=people.FULL_NAME, sort="sort_key", link="teachers.person", link_key="id",
               width=38),
        ORGANIZATION,
        Column("position", "Должность", source=people.latest_job("position__name"), width=28),
        Column("diagnosed", "Диагностика", source=diagnostics.last_session(), kind=Kind.DATE, width=12),
        Column("route", "Маршрут", source=work.latest_state(), kind=Kind.BADGE, tones=selectors.TONES,
               labels=dict(RouteState.choices), width=16),
    )  # fmt: skip
    card = ("name", "organization", "route")
    actions = (DRAFT_ROUTES,)
    filterset = PeopleFilters
    search = (("sort_key", "starts"),)
    search_hint = "Начало фамилии"
    ordering = "name"
    help = "У кого действует диагностика, у кого есть маршрут и в каком он состоянии."
    empty = "Здесь появятся люди, с которыми вы работаете."

    @classmethod
    def opens(cls, actor: Actor) -> bool:
        return works(actor)

    def rows(self, actor: Actor) -> QuerySet[Person]:
        # The council works with teachers, not with managers (DOMAIN 8).
        rows = super().rows(actor)
        return rows.filter(managerial=False) if actor.role == Role.COUNCIL else rows

    def writable(self, actor: Actor, rows: QuerySet[Person]) -> QuerySet[Person]:
        # What is done here are routes: the people whose routes the actor writes.
        return rows.filter(routed(actor))
