"""Filters of routes and their items."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from apps.core.web.filters import ChoiceFilter, DateFilter, FilterSet, ManyFilter, RowFilter
from apps.core.web.lookup import LookupFilter
from apps.organizations.selectors import municipalities_in_sight
from apps.routes import selectors
from apps.routes.enums import ItemKind, RouteState
from apps.routes.models import IndividualRoute, RouteItem
from apps.routes.standing import ATTENTION, late_item, wanting

REASONS = [(key, title) for key, (title, _) in ATTENTION.items()]
YES_NO = (("yes", "да"), ("no", "нет"))
ITEM_STATES = (
    ("done", "выполнены"),
    ("open", "не выполнены"),
    ("late", "просрочены"),
)


class RouteFilters(FilterSet):
    """Routes by place, state, leader and dates."""

    state = ManyFilter(label="Состояние", choices=RouteState.choices, method="by_state")
    municipality = RowFilter(label="Муниципалитет", queryset=municipalities_in_sight)
    organization = LookupFilter(label="Организация", label_of_resource="organizations.organization")
    tutor = LookupFilter(label="Сопровождающий", label_of_resource="teachers.person")
    items = ChoiceFilter(label="Пункты добавлены", choices=YES_NO, method="by_items")
    led = ChoiceFilter(label="Сопровождающий назначен", choices=YES_NO, method="by_led")
    attention = ManyFilter(label="Требует внимания", choices=REASONS, method="by_attention")
    late = ChoiceFilter(label="Есть просроченные пункты", choices=YES_NO, method="by_late")
    approved_from = DateFilter(label="Утверждён с", field_name="approved_on", lookup_expr="gte")
    approved_to = DateFilter(label="Утверждён по", field_name="approved_on", lookup_expr="lte")

    class Meta:
        model = IndividualRoute
        fields = ("municipality", "organization", "tutor")

    def by_state(self, rows: QuerySet[IndividualRoute], name: str, value: list[str]) -> QuerySet[IndividualRoute]:
        """In any of these states."""
        condition = Q()
        for state in value:
            condition |= selectors.in_state(state)
        return rows.filter(condition)

    def by_led(self, rows: QuerySet[IndividualRoute], name: str, value: str) -> QuerySet[IndividualRoute]:
        """With somebody who leads, or without."""
        return rows.filter(tutor__isnull=value == "no")

    def by_items(self, rows: QuerySet[IndividualRoute], name: str, value: str) -> QuerySet[IndividualRoute]:
        """With something in them, or empty."""
        some = Exists(RouteItem.objects.filter(route_id=OuterRef("pk")))
        return rows.filter(some if value == "yes" else ~some)

    def by_attention(self, rows: QuerySet[IndividualRoute], name: str, value: list[str]) -> QuerySet[IndividualRoute]:
        """Stuck, overdue or leaning on a programme that has left the registry, for any of these reasons."""
        condition, day = Q(), timezone.localdate()
        for reason in value:
            condition |= wanting(reason, day)
        return rows.filter(condition)

    def by_late(self, rows: QuerySet[IndividualRoute], name: str, value: str) -> QuerySet[IndividualRoute]:
        """With an item whose term has passed, or without."""
        late = wanting("late")
        return rows.filter(late if value == "yes" else ~late)


class ItemFilters(FilterSet):
    """Items by kind, state, programme, term."""

    kind = ManyFilter(label="Вид", choices=ItemKind.choices)
    state = ChoiceFilter(label="Состояние", choices=ITEM_STATES, method="by_state")
    municipality = RowFilter(label="Муниципалитет", queryset=municipalities_in_sight)
    organization = LookupFilter(label="Организация", label_of_resource="organizations.organization")
    program = LookupFilter(label="Программа", label_of_resource="programs.program")
    due_from = DateFilter(label="Срок с", field_name="due", lookup_expr="gte")
    due_to = DateFilter(label="Срок по", field_name="due", lookup_expr="lte")

    class Meta:
        model = RouteItem
        fields = ("kind", "municipality", "organization", "program")

    def by_state(self, rows: QuerySet[RouteItem], name: str, value: str) -> QuerySet[RouteItem]:
        """Done, open, or open after their term."""
        conditions = {
            "done": Q(done_on__isnull=False),
            "open": Q(done_on__isnull=True),
            "late": late_item(timezone.localdate()),
        }
        return rows.filter(conditions[value])
