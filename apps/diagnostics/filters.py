"""Filters of sessions, deficits, tools and competences."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from apps.core import access
from apps.core.actor import current
from apps.core.web.filters import ChoiceFilter, DateFilter, FilterSet, ManyFilter, RowFilter
from apps.core.web.lookup import LookupFilter
from apps.diagnostics import selectors
from apps.diagnostics.enums import Block, CompetenceState, Purpose, Standing
from apps.diagnostics.models import AdviceText, Competence, Deficit, DiagnosticSession, Tool
from apps.diagnostics.policies import CONDUCTING
from apps.diagnostics.selectors.deficits import open_deficits, staff
from apps.diagnostics.selectors.states import Slice
from apps.organizations.selectors import municipalities_in_sight
from apps.teachers.enums import PositionKind
from apps.teachers.models import Person, Subject

YES_NO = (("yes", "да"), ("no", "нет"))
FRESHNESS = (("now", "действуют сегодня"), ("old", "устарели или аннулированы"))
OPEN = ("open", "открыты: позднейшая диагностика их не закрыла")
STAFF = (
    (PositionKind.PEDAGOGUE.value, "педагогические работники"),
    (PositionKind.MANAGER.value, "управленческие кадры"),
)
KINDS = (("independent", "независимая оценка"), ("self", "самодиагностика"))


def tools(request: HttpRequest | None) -> QuerySet[Tool]:
    """The tools that stand on sessions in sight."""
    used = DiagnosticSession.objects.filter(access.scope(DiagnosticSession, current()), tool_id=OuterRef("pk"))
    return Tool.objects.filter(Exists(used))


class PlaceFilters(FilterSet):
    """Rows that lie with their person: by municipality and organization."""

    municipality = RowFilter(label="Муниципалитет", queryset=municipalities_in_sight)
    organization = LookupFilter(label="Организация", label_of_resource="organizations.organization")


class SessionFilters(PlaceFilters):
    """Sessions by who conducted them, tool, date, kind and freshness."""

    provider = LookupFilter(label="Кто провёл", label_of_resource="organizations.organization")
    tool = RowFilter(label="Инструмент", queryset=tools)
    kind = ChoiceFilter(label="Вид", choices=KINDS, method="by_kind")
    purpose = ManyFilter(label="Цель", choices=Purpose.choices)
    state = ChoiceFilter(label="Действие", choices=FRESHNESS, method="by_state")
    deficits = ChoiceFilter(label="Есть дефициты", choices=YES_NO, method="by_deficits")
    completed_from = DateFilter(label="Пройдена с", field_name="completed_on", lookup_expr="gte")
    completed_to = DateFilter(label="Пройдена по", field_name="completed_on", lookup_expr="lte")

    class Meta:
        model = DiagnosticSession
        fields = ("municipality", "organization", "provider", "tool", "purpose")

    def by_kind(self, rows: QuerySet[DiagnosticSession], name: str, value: str) -> QuerySet[DiagnosticSession]:
        """Independent assessment, or self-assessment."""
        return rows.filter(independent=value == "independent")

    def by_state(self, rows: QuerySet[DiagnosticSession], name: str, value: str) -> QuerySet[DiagnosticSession]:
        """Current today, or not."""
        return rows.filter(selectors.current()) if value == "now" else rows.exclude(selectors.current())

    def by_deficits(self, rows: QuerySet[DiagnosticSession], name: str, value: str) -> QuerySet[DiagnosticSession]:
        """With at least one deficit, or with none."""
        found = Exists(Deficit.objects.filter(session_id=OuterRef("pk")))
        return rows.filter(found if value == "yes" else ~found)


class DeficitFilters(PlaceFilters):
    """Deficits by competence, block, whose they are and whether they stand open: the people of the deficit map."""

    competence = RowFilter(label="Компетенция", queryset=lambda request: Competence.objects.all())
    block = ManyFilter(label="Блок", choices=Block.choices, field_name="competence__block")
    state = ChoiceFilter(label="Состояние", choices=(OPEN, *FRESHNESS), method="by_state")
    on = DateFilter(label="Открыты на дату", method="by_day")
    tool = RowFilter(label="Инструмент", queryset=tools, method="by_tool")
    kind = ChoiceFilter(label="Категория", choices=STAFF, method="by_staff")
    subject = RowFilter(label="Предмет", queryset=lambda request: Subject.objects.all(), method="by_staff")

    class Meta:
        model = Deficit
        fields = ("municipality", "organization", "competence", "tool", "subject")

    def about(self) -> Slice:
        """The slice of the map that the filters name."""
        data = self.form.cleaned_data
        tool, subject = data.get("tool"), data.get("subject")
        day = data.get("on") or timezone.localdate()
        return Slice(day, tool and tool.pk, subject and subject.pk, data.get("kind") or "")

    def by_state(self, rows: QuerySet[Deficit], name: str, value: str) -> QuerySet[Deficit]:
        """Open on the day; of current sessions; of all others."""
        if value == OPEN[0]:
            return open_deficits(rows, self.about())
        found = Exists(DiagnosticSession.objects.filter(selectors.current(), pk=OuterRef("session_id")))
        return rows.filter(found if value == "now" else ~found)

    def by_day(self, rows: QuerySet[Deficit], name: str, value: date) -> QuerySet[Deficit]:
        """Open on the day."""
        return open_deficits(rows, self.about())

    def by_tool(self, rows: QuerySet[Deficit], name: str, value: Tool) -> QuerySet[Deficit]:
        """Found by the tool."""
        return rows.filter(Exists(DiagnosticSession.objects.filter(pk=OuterRef("session_id"), tool=value)))

    def by_staff(self, rows: QuerySet[Deficit], name: str, value: object) -> QuerySet[Deficit]:
        """Of staff of the kind and the subject."""
        return rows.filter(staff(self.about()))


class ToolFilters(FilterSet):
    """Tools by provider, its kind, and what they are by nature."""

    provider = LookupFilter(label="Владелец", label_of_resource="organizations.organization")
    owner = ManyFilter(
        label="Вид владельца", field_name="provider__kind", choices=[(kind.value, kind.label) for kind in CONDUCTING]
    )
    kind = ChoiceFilter(label="Вид", choices=KINDS, method="by_kind")

    class Meta:
        model = Tool
        fields = ("provider",)

    def by_kind(self, rows: QuerySet[Tool], name: str, value: str) -> QuerySet[Tool]:
        """Independent assessment, or self-assessment."""
        return rows.filter(self_assessment=value == "self")


class AdviceTextFilters(FilterSet):
    """Texts of recommendations by centre, competence and standing."""

    provider = LookupFilter(label="Центр", label_of_resource="organizations.organization")
    competence = RowFilter(label="Компетенция", queryset=lambda request: Competence.objects.all())
    standing = ChoiceFilter(label="Результат", choices=Standing.choices)

    class Meta:
        model = AdviceText
        fields = ("provider", "competence", "standing")


class CompetenceFilters(FilterSet):
    """Competences by block and state."""

    block = ManyFilter(label="Блок", choices=Block.choices)
    state = ManyFilter(label="Состояние", choices=CompetenceState.choices)

    class Meta:
        model = Competence
        fields = ("block", "state")


PERSON_CHOICES = (
    ("yes", "пройдена за последние 3 года"),
    ("no", "не пройдена или устарела"),
    ("never", "ни разу не пройдена"),
)


def by_diagnosed(rows: QuerySet[Person], name: str, value: str) -> QuerySet[Person]:
    """People with a current session, without one, without any independent session ever."""
    if value == "never":
        return rows.filter(~Exists(DiagnosticSession.objects.filter(person_id=OuterRef("pk"), independent=True)))
    found = selectors.diagnosed()
    return rows.filter(Q(found) if value == "yes" else ~Q(found))
