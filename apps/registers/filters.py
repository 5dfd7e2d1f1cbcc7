"""Filters of the registers."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from apps.core.web.filters import ChoiceFilter, DateFilter, FilterSet, ManyFilter, RowFilter, readable
from apps.core.web.lookup import LookupFilter
from apps.events.enums import EventKind
from apps.organizations.enums import SiteKind
from apps.organizations.selectors import municipalities_in_sight
from apps.registers import enums
from apps.registers import models as rows
from apps.teachers.models import Subject

NOW = (("now", "действуют"), ("over", "закончились"))
STATES = {"open": "в работе", "late": "просрочены", "done": "исполнены"}
ANSWERS = {"waiting": "ждут ответа", "late": "ответ просрочен", "answered": "ответ получен"}
PRACTICES = {"judged": "на экспертизе", "returned": "на доработке", "published": "в банке"}
APPLICATIONS = {"waiting": "рассматриваются", "accepted": "статус присвоен", "declined": "отклонены"}


def going(start: str = "start", end: str = "end") -> Any:
    """A method of a filter: rows that hold today, or are over."""

    def by_time(self: FilterSet, found: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        today = timezone.localdate()
        over = Q(**{f"{end}__lt": today})
        return found.filter(over) if value == "over" else found.exclude(over).exclude(**{f"{start}__gt": today})

    return by_time


def settled(field: str, done: str) -> Any:
    """A method of a filter: rows whose ``field`` is filled (the choice ``done``), late ones, or all that wait."""

    def by_state(self: FilterSet, found: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        if value == done:
            return found.filter(**{f"{field}__isnull": False})
        waiting = found.filter(**{f"{field}__isnull": True})
        return waiting.filter(due__lt=timezone.localdate()) if value == "late" else waiting

    return by_state


class PlacedFilters(FilterSet):
    """Where the row lies."""

    municipality = RowFilter(label="Муниципалитет", queryset=municipalities_in_sight)
    organization = LookupFilter(label="Организация", label_of_resource="organizations.organization")


class SpanFilters(PlacedFilters):
    """Rows with a beginning and an end."""

    time = ChoiceFilter(label="Время", choices=NOW, method="by_time")
    by_time = going()


class UnionFilters(SpanFilters):
    """Unions by kind, level and subject."""

    kind = ManyFilter(label="Вид", choices=enums.UnionKind.choices)
    level = ManyFilter(label="Уровень", choices=enums.UnionLevel.choices)
    subject = RowFilter(label="Предмет", queryset=readable(Subject))

    class Meta:
        model = rows.Union
        fields = ("kind", "level", "subject", "municipality", "organization")


class MemberFilters(SpanFilters):
    """Members by union."""

    union = LookupFilter(label="Объединение", label_of_resource="registers.union")
    role = ManyFilter(label="Роль", choices=enums.MemberRole.choices)

    class Meta:
        model = rows.UnionMember
        fields = ("union", "role", "municipality", "organization")


class UnionEventFilters(PlacedFilters):
    """Events of unions by union, kind and date."""

    union = LookupFilter(label="Объединение", label_of_resource="registers.union")
    kind = ManyFilter(label="Вид", field_name="event__kind", choices=EventKind.choices)
    start_from = DateFilter(label="Начались с", field_name="event__start", lookup_expr="gte")
    start_to = DateFilter(label="Начались по", field_name="event__start", lookup_expr="lte")

    class Meta:
        model = rows.UnionEvent
        fields = ("union", "municipality", "organization")


class MeetingFilters(PlacedFilters):
    """Meetings by body and date."""

    body = ManyFilter(label="Чьё заседание", choices=enums.Body.choices)
    held_from = DateFilter(label="Прошли с", field_name="held_on", lookup_expr="gte")
    held_to = DateFilter(label="Прошли по", field_name="held_on", lookup_expr="lte")

    class Meta:
        model = rows.Meeting
        fields = ("body", "municipality", "organization")


class DecisionFilters(PlacedFilters):
    """Decisions by state."""

    state = ChoiceFilter(label="Состояние", choices=tuple(STATES.items()), method="by_state")
    by_state = settled("done_on", "done")

    class Meta:
        model = rows.Decision
        fields = ("municipality", "organization")


class ResponsibleFilters(SpanFilters):
    """Responsible persons by area."""

    area = ManyFilter(label="За что отвечает", choices=enums.Area.choices)

    class Meta:
        model = rows.Responsible
        fields = ("area", "municipality", "organization")


class ReserveFilters(SpanFilters):
    """The reserve by post."""

    kind = ManyFilter(label="На должность", choices=enums.ReserveKind.choices)

    class Meta:
        model = rows.Reserve
        fields = ("kind", "municipality", "organization")


class VacancyFilters(PlacedFilters):
    """Vacancies by subject and time."""

    subject = RowFilter(label="Предмет", queryset=readable(Subject))
    time = ChoiceFilter(label="Время", choices=(("now", "открыты"), ("over", "закрыты")), method="by_time")
    by_time = going("opened_on", "closed_on")

    class Meta:
        model = rows.Vacancy
        fields = ("subject", "municipality", "organization")


class LetterFilters(PlacedFilters):
    """Letters by kind and answer."""

    kind = ManyFilter(label="Вид", choices=enums.LetterKind.choices)
    state = ChoiceFilter(label="Ответ", choices=tuple(ANSWERS.items()), method="by_state")
    by_state = settled("answered_on", "answered")

    class Meta:
        model = rows.Letter
        fields = ("kind", "municipality", "organization")


class ContractFilters(SpanFilters):
    """Contracts by time."""

    class Meta:
        model = rows.Contract
        fields = ("municipality", "organization")


class TeamFilters(SpanFilters):
    """Project teams by time."""

    class Meta:
        model = rows.ProjectTeam
        fields = ("municipality", "organization")


class TeamMemberFilters(PlacedFilters):
    """Members by team."""

    team = LookupFilter(label="Команда", label_of_resource="registers.team")

    class Meta:
        model = rows.TeamMember
        fields = ("team", "municipality", "organization")


class SelectionFilters(SpanFilters):
    """Selections by status."""

    kind = ManyFilter(label="Статус", choices=SiteKind.choices)

    class Meta:
        model = rows.Selection
        fields = ("kind", "organization")


class ApplicationFilters(PlacedFilters):
    """Applications by selection and state."""

    selection = LookupFilter(label="Отбор", label_of_resource="registers.selection")
    state = ChoiceFilter(label="Состояние", choices=tuple(APPLICATIONS.items()), method="by_state")

    class Meta:
        model = rows.Application
        fields = ("selection", "municipality", "organization")

    def by_state(self, found: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Waiting, accepted or declined."""
        if value == "waiting":
            return found.filter(decided_on__isnull=True)
        return found.filter(decided_on__isnull=False, accepted=value == "accepted")


class PracticeFilters(PlacedFilters):
    """Practices by subject and state."""

    subject = RowFilter(label="Предмет", queryset=readable(Subject))
    state = ChoiceFilter(label="Состояние", choices=tuple(PRACTICES.items()), method="by_state")

    class Meta:
        model = rows.Practice
        fields = ("subject", "municipality", "organization")

    def by_state(self, found: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """In the bank, returned, or before the experts."""
        if value == "published":
            return found.filter(published=True)
        return found.filter(published=False, returned_on__isnull=value != "returned")


class MaterialFilters(PlacedFilters):
    """Materials by kind and subject."""

    kind = ManyFilter(label="Вид", choices=enums.MaterialKind.choices)
    subject = RowFilter(label="Предмет", queryset=readable(Subject))

    class Meta:
        model = rows.Material
        fields = ("kind", "subject", "organization")


class InformationFilters(SpanFilters):
    """Information resources by kind."""

    kind = ManyFilter(label="Вид", choices=enums.InformationKind.choices)

    class Meta:
        model = rows.InformationResource
        fields = ("kind", "organization")
