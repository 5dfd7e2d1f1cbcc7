"""Filters of roadmaps, measures and their execution."""

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from apps.core.actor import current
from apps.core.web.filters import ChoiceFilter, DateFilter, FilterSet, ManyFilter, RowFilter, readable
from apps.core.web.lookup import LookupFilter
from apps.organizations.models import Organization
from apps.organizations.selectors import municipalities_in_sight
from apps.roadmap import selectors
from apps.roadmap.enums import State, TermKind
from apps.roadmap.models import Occurrence, Roadmap, RoadmapItem

YES = (("yes", "да"),)
YES_NO = (("yes", "да"), ("no", "нет"))


def years(request: HttpRequest | None = None) -> list[tuple[str, str]]:
    """The years that roadmaps are made for, the last first."""
    last = timezone.localdate().year + 4
    return [(str(year), str(year)) for year in range(last, 2018, -1)]


def sections(request: HttpRequest | None = None) -> list[tuple[str, str]]:
    """The sections of the measures in sight."""
    rows = readable(RoadmapItem)(request).filter(active=True).exclude(section="")
    return [(one, one) for one in rows.order_by("section").values_list("section", flat=True).distinct()]


class ItemFilters(FilterSet):
    """Measures by roadmap, section, executor, state, lateness, year."""

    roadmap = RowFilter(label="Дорожная карта", queryset=readable(Roadmap))
    section = ChoiceFilter(label="Раздел", choices=sections)
    organization = LookupFilter(
        label="Исполнитель", label_of_resource="organizations.organization", method="by_executor"
    )
    state = ManyFilter(label="Состояние", choices=State.choices, method="by_state")
    overdue = ChoiceFilter(label="Просрочены", choices=YES_NO, method="by_late")
    year = ChoiceFilter(label="Год", choices=years, method="by_year")
    term_kind = ManyFilter(label="Вид срока", choices=TermKind.choices)
    mine = ChoiceFilter(label="Моя организация исполняет", choices=YES, method="by_mine")

    class Meta:
        model = RoadmapItem
        fields = ("roadmap", "section", "term_kind")

    def by_executor(self, rows: QuerySet[RoadmapItem], name: str, value: Organization) -> QuerySet[RoadmapItem]:
        """Carried out by the organization."""
        return rows.filter(selectors.of_item(Q(organization=value)))

    def by_state(self, rows: QuerySet[RoadmapItem], name: str, value: list[str]) -> QuerySet[RoadmapItem]:
        """With an execution in one of these states."""
        return rows.filter(selectors.of_item(Q(state__in=value))) if value else rows

    def by_late(self, rows: QuerySet[RoadmapItem], name: str, value: str) -> QuerySet[RoadmapItem]:
        """With an execution that is late, or with none."""
        found = selectors.of_item(selectors.late())
        return rows.filter(found if value == "yes" else ~found)

    def by_year(self, rows: QuerySet[RoadmapItem], name: str, value: str) -> QuerySet[RoadmapItem]:
        """Due in the year."""
        return rows.filter(selectors.of_item(Q(year=int(value))))

    def by_mine(self, rows: QuerySet[RoadmapItem], name: str, value: str) -> QuerySet[RoadmapItem]:
        """Carried out by the reader's own organization."""
        return rows.filter(selectors.of_item(selectors.mine(current())))


class OccurrenceFilters(FilterSet):
    """The execution of measures by roadmap, executor, place, state, lateness, term."""

    roadmap = RowFilter(label="Дорожная карта", queryset=readable(Roadmap), field_name="item__roadmap")
    organization = LookupFilter(label="Исполнитель", label_of_resource="organizations.organization")
    municipality = RowFilter(label="Муниципалитет", queryset=municipalities_in_sight)
    state = ManyFilter(label="Состояние", choices=State.choices)
    overdue = ChoiceFilter(label="Просрочены", choices=YES_NO, method="by_late")
    year = ChoiceFilter(label="Год", choices=years)
    mine = ChoiceFilter(label="Моя организация", choices=YES, method="by_mine")
    due_from = DateFilter(label="Срок с", field_name="due", lookup_expr="gte")
    due_to = DateFilter(label="Срок по", field_name="due", lookup_expr="lte")

    class Meta:
        model = Occurrence
        fields = ("organization", "municipality", "state", "year")

    def by_late(self, rows: QuerySet[Occurrence], name: str, value: str) -> QuerySet[Occurrence]:
        """Late, or not."""
        return rows.filter(selectors.late()) if value == "yes" else rows.exclude(selectors.late())

    def by_mine(self, rows: QuerySet[Occurrence], name: str, value: str) -> QuerySet[Occurrence]:
        """Of the reader's own organization."""
        return rows.filter(selectors.mine(current()))


class RoadmapFilters(FilterSet):
    """Roadmaps by whether they came with an act."""

    of_act = ChoiceFilter(label="Из акта профиля", choices=YES_NO, method="by_act")

    class Meta:
        model = Roadmap
        fields = ()

    def by_act(self, rows: QuerySet[Roadmap], name: str, value: str) -> QuerySet[Roadmap]:
        """Of the act itself, or added beside it."""
        return rows.filter(of_act=value == "yes")
