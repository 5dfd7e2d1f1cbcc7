"""Requests to institutes for new programmes, and their rows: who needs what, what was answered."""

from decimal import Decimal
from typing import Any

from django.db.models import Case, CharField, Count, Exists, OuterRef, Q, QuerySet, Subquery, Sum, Value, When

from apps.core import access
from apps.core.actor import Actor, current
from apps.core.web import agenda
from apps.core.web.actions import Action
from apps.core.web.columns import Column, Kind
from apps.core.web.filters import ChoiceFilter, FilterSet, RowFilter, readable
from apps.core.web.history import name_verbs
from apps.core.web.period import Period
from apps.core.web.resource import Resource, Titles, Write
from apps.core.web.sections import Fact, Facts, Part, Related
from apps.diagnostics.models import Competence
from apps.organizations.models import Organization
from apps.organizations.selectors import short_name
from apps.programs.models import Program
from apps.routes import demand_forms as forms
from apps.routes.demand.document import money
from apps.routes.enums import AnswerState, DemandState
from apps.routes.models import DemandRequest, DemandRow
from apps.routes.services import demand
from apps.routes.web.demand import document_part

name_verbs(
    {
        "form_request": "заявка составлена",
        "update_request": "пожелания изменены",
        "remove_request": "заявка удалена",
        "send_request": "заявка отправлена",
        "answer_row": "институт ответил",
        "answer_request": "институт ответил на все строки",
    }
)
OPEN_ANSWERS = (AnswerState.WAITING, AnswerState.WORK)
STATE_TONES = {DemandState.DRAFT: "secondary", DemandState.SENT: "blue", DemandState.ANSWERED: "green"}
ANSWER_TONES = {
    AnswerState.WAITING: "orange",
    AnswerState.WORK: "blue",
    AnswerState.TAKEN: "green",
    AnswerState.DECLINED: "secondary",
}
STATES = dict(DemandState.choices)


def request_state() -> Case:
    """Where an outer request stands."""
    unanswered = DemandRow.objects.filter(request_id=OuterRef("pk"), state__in=OPEN_ANSWERS)
    return Case(
        When(sent_on=None, then=Value(DemandState.DRAFT.value)),
        When(Exists(unanswered), then=Value(DemandState.SENT.value)),
        default=Value(DemandState.ANSWERED.value),
        output_field=CharField(),
    )


def of_rows(result: Any) -> Subquery:
    """An aggregate over the rows of an outer request."""
    rows = DemandRow.objects.filter(request_id=OuterRef("pk")).order_by().values("request_id")
    return Subquery(rows.annotate(n=result).values("n"))


def name_of(pk: int) -> str:
    """The name of an organization in sight."""
    return Organization.objects.filter(pk=pk).values_list("short_name", flat=True).first() or ""


class RequestFilters(FilterSet):
    """Requests by where they stand."""

    state = ChoiceFilter(label="Состояние", choices=DemandState.choices, method="by_state")

    def by_state(self, rows: QuerySet[DemandRequest], name: str, value: str) -> QuerySet[DemandRequest]:
        """Requests in a state."""
        return rows.alias(stands=request_state()).filter(stands=value)


def draft(request: DemandRequest) -> bool:
    """Whether it is not sent."""
    return request.sent_on is None


class DemandResource(Resource):
    """Requests for new programmes."""

    model = DemandRequest
    slug = "demand"
    prefix = "demand/"
    titles = Titles("Заявки на программы", "заявка", "заявки", "заявок")
    section = "programs"
    order = 50
    columns = (
        Column("number", "Номер", sort=True, link="self", width=12),
        Column("institute", "Кому", source=short_name("institute_id"), width=36),
        Column("day", "На дату", kind=Kind.DATE, sort=True, width=12),
        Column("by", "Разрез", width=20),
        Column("rows", "Строк", source=of_rows(Count("pk")), kind=Kind.NUMBER, width=8),
        Column("cost", "Стоимость, ₽", source=of_rows(Sum("cost")), kind=Kind.NUMBER, places=2, width=16),
        Column("state", "Состояние", source=request_state(), labels=STATES, tones=STATE_TONES, kind=Kind.BADGE,
               width=14),
        Column("sent_on", "Отправлена", kind=Kind.DATE, sort=True, visible=False, width=12),
        Column("organization", "От кого", source=short_name("organization_id"), visible=False, width=30),
    )  # fmt: skip
    card = ("number", "institute", "state")
    filterset = RequestFilters
    search = (("number", "equals"),)
    search_hint = "Номер заявки"
    ordering = "-day"
    create = Write(forms.NewRequestForm, demand.form_request, "Новая заявка", "Составить", "Заявка составлена.")
    edit = Write(forms.RequestForm, demand.update_request, "Пожелания заявки")
    actions = (
        Action("send", "Отправить", demand.send_request, "Заявка отправлена.", icon="send", form=forms.SendForm,
               allowed=demand.forms, applies=draft,
               consequence="Институт увидит заявку и получит уведомление; строки больше не изменятся."),
        Action("remove", "Удалить", demand.remove_request, "Заявка удалена.", icon="trash", danger=True,
               allowed=demand.forms, applies=draft, consequence="Удаляют только неотправленную заявку."),
    )  # fmt: skip
    sections = (
        Facts(
            "Заявка",
            (
                "number",
                Fact("from", "От кого", write=lambda found: name_of(found.organization_id)),
                Fact("to", "Кому", write=lambda found: name_of(found.institute_id)),
                "by",
                Fact("day", kind=Kind.DATE),
                Fact("sent_on", kind=Kind.DATE),
            ),
        ),
        Facts(
            "Пожелания и стоимость",
            (
                Fact("norm", "Норматив на человека", write=lambda found: money(found.norm)),
                Fact("total", "Стоимость", write=lambda found: money(total_of(found))),
                Fact("wish_form", hide_empty=True),
                Fact("wish_hours", kind=Kind.NUMBER, hide_empty=True),
                Fact("wish_until", kind=Kind.DATE, hide_empty=True),
                Fact("note", hide_empty=True),
            ),
        ),
        Related("rows", "Строки", "routes.demand_row", "request", order=10,
                columns=("competence", "group", "people", "cost", "state", "program")),
        Part("document", "Документ", "routes/demand_document.html", document_part, order=20),
    )  # fmt: skip
    help = (
        "Дефициты людей, которых не развивает ни одна программа ФР ДПП: заявка институту на новые программы и ответ"
        " на каждую строку."
    )
    empty = "Здесь появятся заявки. Составьте первую: портал сам посчитает, чего не хватает."

    def rows(self, actor: Actor) -> QuerySet[DemandRequest]:
        """An institute reads what was sent to it; drafts are the centre's."""
        found = super().rows(actor)
        return found if actor.is_system or demand.forms(actor) else found.filter(sent_on__isnull=False)

    def may_create(self, actor: Actor) -> bool:
        return demand.forms(actor) and super().may_create(actor)

    def may_edit(self, actor: Actor, obj: Any) -> bool:
        return demand.forms(actor) and draft(obj) and super().may_edit(actor, obj)


def total_of(request: DemandRequest) -> Decimal:
    """The cost of all rows."""
    return request.rows.aggregate(total=Sum("cost"))["total"] or Decimal(0)


def answerable(row: DemandRow) -> bool:
    """Whether the reader may answer the row now."""
    return row.request.sent_on is not None and demand.answers(current(), row.request)


class RowFilters(FilterSet):
    """Rows by the answer and the competence."""

    state = ChoiceFilter(label="Ответ", choices=AnswerState.choices)
    competence = RowFilter(label="Компетенция", queryset=readable(Competence))


class DemandRowResource(Resource):
    """Rows of requests, the worklist of an institute."""

    model = DemandRow
    slug = "demand_row"
    prefix = "demand/rows/"
    titles = Titles("Строки заявок", "строка", "строки", "строк")
    parent = ("request", "routes.demand")
    columns = (
        Column("competence", "Компетенция", source="competence__title", width=44, link="self"),
        Column("group", "Где", width=30),
        Column("people", "Человек", kind=Kind.NUMBER, sort=True, width=10),
        Column("cost", "Стоимость, ₽", kind=Kind.NUMBER, places=2, sort=True, width=16),
        Column("state", "Ответ", kind=Kind.BADGE, sort=True, tones=ANSWER_TONES, width=16),
        Column("program", "Программа", source=Subquery(
            Program.objects.filter(pk=OuterRef("program_id")).values("title")[:1]
        ), link="programs.program", link_key="program_id", width=40),
        Column("request", "Заявка", source="request__number", link="routes.demand", link_key="request_id", width=10),
        Column("reason", "Пояснение", visible=False, width=40),
        Column("answered_on", "Дата ответа", kind=Kind.DATE, sort=True, visible=False, width=12),
    )  # fmt: skip
    card = ("competence", "group", "state")
    filterset = RowFilters
    search = (("group", "part"), ("competence__title", "part"))
    search_hint = "Муниципалитет, предмет или компетенция"
    ordering = "-people"
    actions = (
        Action("answer", "Ответить", demand.answer_row, "Ответ записан.", icon="message", form=forms.AnswerForm,
               bulk=True, allowed=lambda actor: actor.role == "iro", applies=answerable),
    )  # fmt: skip
    sections = (
        Facts(
            "Потребность",
            (
                Fact("competence__title", "Компетенция"),
                "group",
                Fact("people", kind=Kind.NUMBER),
                Fact("money", "Стоимость", write=lambda row: money(row.cost)),
            ),
        ),
        Facts(
            "Ответ института",
            (
                Fact("state", kind=Kind.BADGE),
                Fact("taken", "Программа", write=lambda row: str(row.program or ""), link="programs.program",
                     link_key="program_id", hide_empty=True),
                Fact("reason", hide_empty=True),
                Fact("answered_on", kind=Kind.DATE),
            ),
        ),
    )  # fmt: skip
    help = "Скольким людям нужна компетенция, которой не развивает ни одна программа ФР, и что ответил институт."
    empty = "Строк нет: заявки ещё не составлены."

    def title_of(self, obj: DemandRow) -> str:
        return f"{obj.competence.title}: {obj.group}"

    def rows(self, actor: Actor) -> QuerySet[DemandRow]:
        """As of the requests."""
        found = super().rows(actor)
        return found if actor.is_system or demand.forms(actor) else found.filter(request__sent_on__isnull=False)

    def objects(self, actor: Actor) -> QuerySet[DemandRow]:
        return self.rows(actor).select_related("competence")


def waiting(actor: Actor, period: Period) -> QuerySet[DemandRow]:
    """Rows sent to the reader's institute that have no answer; of the centre, all that were sent."""
    rows = DemandRow.objects.filter(access.scope(DemandRow, actor), state=AnswerState.WAITING)
    own = Q() if demand.forms(actor) else Q(request__institute_id=actor.organization_id)
    return rows.filter(own, request__sent_on__isnull=False)


agenda.add_todo(
    agenda.Todo(
        "demand",
        "Строки заявок на программы ждут ответа",
        waiting,
        "routes:demand_row_list",
        "state=waiting",
        frozenset({"cnppm", "iro"}),
        55,
    )
)
