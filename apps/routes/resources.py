"""Routes and their items: the lists of the section «Маршруты»."""

from collections.abc import Callable
from typing import Any

from django.db import models
from django.db.models import Q, QuerySet

from apps.accounts.enums import Role
from apps.core.actor import Actor, current
from apps.core.text import count_text, format_date
from apps.core.web import sections as core_sections
from apps.core.web.actions import Action
from apps.core.web.columns import Column, Kind
from apps.core.web.history import name_verbs
from apps.core.web.resource import Resource, Titles, Write
from apps.core.web.sections import Fact, Facts, Part, Related
from apps.routes import (  # noqa: F401 - they register themselves
    agenda,
    beside_resources,
    demand_resources,
    effect_resources,
    excluded,
    filters,
    forms,
    notes_resources,
    policies,
    selectors,
    turn,
    work_resources,
)
from apps.routes.enums import RouteState
from apps.routes.models import IndividualRoute, RouteItem
from apps.routes.policies import Move
from apps.routes.progress import progress_context
from apps.routes.services import moves, plan, templates
from apps.routes.template_forms import ApplyForm, FromRouteForm
from apps.routes.template_resources import keeps
from apps.teachers import selectors as people
from apps.teachers.services.people import is_self

name_verbs(
    {
        "create_route": "ИОМ составлен",
        "update_route": "ИОМ изменён",
        "remove_route": "ИОМ удалён",
        "assign_tutor": "назначен сопровождающий",
        "agree_route": "ИОМ согласован",
        "approve_route": "ИОМ утверждён",
        "start_route": "выполнение начато",
        "complete_route": "ИОМ завершён",
        "cancel_route": "ИОМ отменён",
        "undo_route": "последний шаг отменён",
        "ask_route": "ИОМ отправлен педагогу на согласование",
        "add_item": "пункт добавлен",
        "update_item": "пункт изменён",
        "aim_item": "цели пункта изменены",
        "confirm_item": "пункт выполнен",
        "reopen_item": "отметка о выполнении снята",
        "close_item": "пункт закрыт сам: обучение или участие записано",
        "open_item": "пункт снова открыт: запись об обучении или участии снята",
        "remove_item": "пункт удалён",
    }
)
WHO: dict[str, Any] = {"link": "teachers.person", "link_key": "person_id"}
OWNER: dict[str, Any] = {"link": "organizations.organization", "link_key": "organization_id"}
PERSON = Column("person", "Педагог", source=people.NAME_OF, sort=people.KEY_OF, width=40, **WHO)
ORGANIZATION = Column("organization", "Организация", source="organization__short_name", width=36, **OWNER)


def movable(move: Move) -> Callable[[IndividualRoute], bool]:
    """Whether the current actor may make the move of this route now."""
    return lambda route: policies.may_move(current(), route, move)


def moving(move: Move, title: str, run: Any, done: str, icon: str, consequence: str, **more: Any) -> Action:
    """A move as an action: it asks for the day."""
    return Action(move.name, title, run, done, icon=icon, form=more.pop("form", forms.MoveForm),
                  consequence=consequence, applies=movable(move), **more)  # fmt: skip


def consents(actor: Actor) -> bool:
    """The teacher agrees by one click; others enter the day of a signed sheet."""
    return actor.role == Role.TEACHER


MOVES = (
    Action("consent", "Согласиться с планом", moves.agree, "Спасибо: вы согласны с планом. Дальше его утверждают.",
           icon="signature", allowed=consents, applies=movable(policies.AGREE)),
    moving(policies.AGREE, "Согласовать", moves.agree, "ИОМ согласован.", "signature",
           "План согласован с педагогом; дальше его утверждают.", allowed=lambda actor: not consents(actor)),
    Action("ask", "Отправить педагогу на согласование", moves.ask, "Педагог получил уведомление.", icon="send",
           allowed=lambda actor: not consents(actor),
           applies=lambda route: route.state == RouteState.DRAFT and policies.may_plan(current(), route)),
    moving(policies.APPROVE, "Утвердить", moves.approve, "ИОМ утверждён.", "rubber-stamp",
           "С этой даты ИОМ входит в показатели.", bulk=True, allowed=policies.approves),
    moving(policies.START, "Начать выполнение", moves.start, "Выполнение начато.", "player-play",
           "ИОМ перейдёт в состояние «выполняется»."),
    moving(policies.COMPLETE, "Завершить", moves.complete, "ИОМ завершён.", "circle-check",
           "Невыполненные пункты останутся отмеченными как невыполненные."),
    moving(policies.CANCEL, "Отменить ИОМ", moves.cancel, "ИОМ отменён.", "circle-x",
           "С этой даты ИОМ не входит в показатели; всё, что в нём записано, останется.",
           form=forms.CancelForm, danger=True),
    Action("undo", "Вернуть на шаг назад", moves.undo, "Последний шаг отменён.", icon="arrow-back-up",
           consequence="Дата последнего шага будет снята; в истории останутся обе записи.",
           applies=lambda route: policies.may_undo(current(), route)),
    Action("apply", "Применить шаблон", templates.apply_template, "Пункты шаблона добавлены.", icon="template",
           form=ApplyForm, bulk=True, consequence="Добавятся пункты шаблона, которых в ИОМ ещё нет.",
           applies=lambda route: policies.may_plan(current(), route)),
    Action("as_template", "Сохранить как шаблон", templates.template_from_route, "Шаблон создан.", icon="stack-2",
           form=FromRouteForm, allowed=keeps),
    Action("remove", "Удалить черновик", plan.remove_route, "Черновик удалён.", icon="trash", danger=True,
           consequence="Черновик и его пункты будут удалены.",
           applies=lambda route: route.state == RouteState.DRAFT),
)  # fmt: skip


class RouteResource(Resource):
    """Individual educational routes."""

    model = IndividualRoute
    slug = "route"
    titles = Titles("Маршруты (ИОМ)", "маршрут", "маршрута", "маршрутов")
    section = "routes"
    order = 4
    personal = True
    columns = (
        Column("number", "ИОМ", sort=True, link="self", width=20),
        PERSON,
        ORGANIZATION,
        Column("state", "Состояние", source=selectors.route_state(), kind=Kind.BADGE, tones=selectors.TONES,
               labels=dict(RouteState.choices), width=16),
        Column("items", "Пунктов", kind=Kind.NUMBER, source=selectors.item_count(), width=10),
        Column("done", "Выполнено", kind=Kind.NUMBER, source=selectors.item_count(Q(done_on__isnull=False)), width=10),
        Column("approved_on", "Утверждён", kind=Kind.DATE, sort=True, width=12),
        Column("tutor", "Сопровождающий", source=selectors.tutor_name(), visible=False, width=40),
        Column("session", "Диагностика", source="session__completed_on", kind=Kind.DATE, visible=False, width=12,
               link="diagnostics.session", link_key="session_id"),
        Column("drafted_on", "Составлен", kind=Kind.DATE, sort=True, visible=False, width=12),
        Column("agreed_on", "Согласован", kind=Kind.DATE, sort=True, visible=False, width=12),
        Column("completed_on", "Завершён", kind=Kind.DATE, sort=True, visible=False, width=12),
        Column("cancelled_on", "Отменён", kind=Kind.DATE, sort=True, visible=False, width=12),
    )  # fmt: skip
    card = ("person", "number", "state")
    filterset = filters.RouteFilters
    search = (("person__sort_key", "starts"), ("number", "equals"))
    search_hint = "Начало фамилии или номер"
    ordering = "-approved_on"
    create = Write(forms.NewRouteForm, plan.create_route, "Новый ИОМ", "Составить",
                   "Черновик составлен. Добавьте пункты.")  # fmt: skip
    edit = Write(forms.RouteForm, plan.update_route, "Изменение ИОМ")
    actions = MOVES
    sections = (
        Facts(
            "Маршрут",
            (
                Fact("person__last_name", "Педагог", write=people.name_of, **WHO),
                Fact("session__completed_on", "Диагностика", Kind.DATE, link="diagnostics.session",
                     link_key="session_id"),
                Fact("leader", "Сопровождающий", write=selectors.leader_of, link="teachers.person",
                     link_key="tutor_id"),
                Fact("cancel_reason", hide_empty=True),
            ),
        ),
        Facts("Ход", tuple(Fact(name, title, Kind.DATE) for title, name, _ in selectors.TRAIL)),
        Part("plan", "План и ход", "routes/plan.html", selectors.plan_context, order=10),
        Part("progress", "Результат", "routes/progress.html", progress_context, order=14),
        Related("comments", "Обсуждение", "routes.comment", "route", order=16, add="Написать",
                columns=("at", "who", "text"), empty="Комментариев ещё нет."),
        Related("items", "Пункты", "routes.item", "route", order=12, add="Добавить пункт",
                columns=("title", "kind", "hours", "due", "turn", "done_on"), empty="Пунктов ещё нет."),
    )  # fmt: skip
    help = "Индивидуальные образовательные маршруты: от дефицитов диагностики до выполненных пунктов."
    empty = "Здесь появятся маршруты. Составьте первый или загрузите таблицу в разделе «Данные»."

    def title_of(self, obj: IndividualRoute) -> str:
        return f"{obj}: {people.name_of(obj) or 'имя вам не открыто'}"

    def lead_of(self, obj: IndividualRoute) -> str:
        day = moves.last_day(obj) if obj.state != RouteState.CANCELLED else obj.cancelled_on
        return f"{obj.state.label}{f' с {format_date(day)}' if day else ''}"

    def may_edit(self, actor: Actor, obj: models.Model) -> bool:
        assert isinstance(obj, IndividualRoute)
        return super().may_edit(actor, obj) and policies.may_plan(actor, obj)

    def logs_view(self, actor: Actor, obj: IndividualRoute) -> bool:
        return not is_self(obj.person_id)


class ItemResource(Resource):
    """Items of routes: what is planned, what is late."""

    model = RouteItem
    slug = "item"
    prefix = "items/"
    titles = Titles("Пункты маршрутов", "пункт", "пункта", "пунктов")
    section = "routes"
    order = 20
    parent = ("route", "routes.route")
    personal = True
    columns = (
        Column("title", "Что сделать", source=selectors.item_title(), link="self", width=60),
        PERSON,
        Column("organization", "Организация", source="organization__short_name", width=36, visible=False, **OWNER),
        Column("kind", "Вид", sort=True, width=16),
        Column("hours", "Часов", kind=Kind.NUMBER, sort=True, width=8),
        Column("due", "Срок", kind=Kind.DATE, sort=True, width=12),
        Column("turn", "Состояние", source=turn.turn_state(), sort=turn.turn(), kind=Kind.BADGE, labels=turn.LABELS,
               tones=turn.TONES, width=14, help="Сначала ближайшее, выполненное — в конце"),
        Column("done_on", "Выполнен", kind=Kind.DATE, sort=True, width=12),
    )  # fmt: skip
    card = ("title", "person", "due")
    filterset = filters.ItemFilters
    search = (("person__sort_key", "starts"),)
    search_hint = "Начало фамилии"
    ordering = "turn"
    create = Write(forms.NewItemForm, plan.add_item, "Новый пункт ИОМ", "Добавить", "Пункт добавлен.")
    edit = Write(forms.ItemForm, plan.update_item, "Изменение пункта")
    actions = (
        Action("confirm", "Отметить выполнение", plan.confirm_item, "Выполнение отмечено.", icon="check", bulk=True,
               form=forms.DoneForm,
               applies=lambda item: item.done_on is None and policies.may_confirm(current(), item.route)),
        Action("reopen", "Снять отметку", plan.reopen_item, "Отметка снята.", icon="arrow-back-up",
               consequence="Пункт снова будет считаться невыполненным.",
               applies=lambda item: item.done_on is not None and policies.may_confirm(current(), item.route)),
        Action("remove", "Удалить", plan.remove_item, "Пункт удалён.", icon="trash", danger=True,
               consequence="Пункт и его цели будут удалены.",
               applies=lambda item: policies.may_plan(current(), item.route)),
    )  # fmt: skip
    sections = (
        Facts(
            "Пункт",
            (
                "kind",
                Fact("program__title", "Программа", link="programs.program", link_key="program_id", hide_empty=True),
                Fact("event__title", "Мероприятие", link="events.event", link_key="event_id", hide_empty=True),
                Fact("content", hide_empty=True),
                Fact("volume", "Объём", write=lambda item: count_text(item.hours, "час", "часа", "часов")
                     if item.hours else ""),
                Fact("due", kind=Kind.DATE),
                Fact("done_on", kind=Kind.DATE),
                Fact("responsible_words", "Ответственный", write=selectors.responsible_of, hide_empty=True),
                Fact("closed_by", "Закрыт", hide_empty=True),
                Fact("result", hide_empty=True),
                Fact("aims", "Развивает", write=lambda item: "; ".join(
                    str(aim.competence) for aim in item.aims.select_related("competence"))),
            ),
        ),
        Related("evidence", "Подтверждения", "routes.evidence", "item", order=10, add="Приложить",
                columns=("added_on", "text", "file_name", "added_by"), empty="Подтверждений нет."),
    )  # fmt: skip
    help = "Что педагогам предстоит сделать: просроченное видно фильтром «Состояние»."
    empty = "Здесь появятся пункты маршрутов."

    def title_of(self, obj: RouteItem) -> str:
        return f"{obj} ИОМ № {obj.route.number}"

    def objects(self, actor: Actor) -> QuerySet[RouteItem]:
        return super().objects(actor).select_related("route")

    def may_edit(self, actor: Actor, obj: models.Model) -> bool:
        assert isinstance(obj, RouteItem)
        return super().may_edit(actor, obj) and policies.may_plan(actor, obj.route)

    def logs_view(self, actor: Actor, obj: RouteItem) -> bool:
        return not is_self(obj.person_id)


core_sections.add(
    "teachers.person",
    Related("routes", "Маршруты", "routes.route", "person", order=30, add="Составить ИОМ",
            columns=("number", "state", "items", "done", "approved_on"), empty="Маршрутов ещё нет."),
)  # fmt: skip
core_sections.add(
    "diagnostics.session",
    Related("routes", "Маршруты", "routes.route", "session", order=30,
            columns=("number", "state", "items", "done", "approved_on"),
            empty="По этой диагностике маршрут ещё не составлен."),
)  # fmt: skip
