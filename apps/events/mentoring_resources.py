"""Pairs with their plans and meetings: lists and cards."""

from typing import Any

from django.db.models import Q

from apps.core.actor import Actor
from apps.core.text import format_interval
from apps.core.web import sections as core_sections
from apps.core.web.actions import Action
from apps.core.web.columns import Column, Kind
from apps.core.web.history import name_verbs
from apps.core.web.resource import Resource, Titles, Write
from apps.core.web.sections import Fact, Facts, Part, Related
from apps.events import forms as event_forms
from apps.events import mentoring_filters as filters
from apps.events import mentoring_forms as forms
from apps.events import pairs
from apps.events.documents.parts import pair_document_part
from apps.events.models import MentoringPair, PairItem, PairMeeting
from apps.events.services import mentoring, pair_end, pair_parts
from apps.teachers.services.people import is_self

name_verbs(
    {
        "create_pair": "пара создана",
        "update_pair": "пара изменена",
        "remove_pair": "пара удалена",
        "close_pair": "пара завершена с результатом",
        "break_pair": "пара прекращена досрочно",
        "correct_outcome": "итог пары исправлен",
        "gain_competences": "освоенные компетенции записаны",
        "agree_pair": "согласие с парой записано",
        "say_of_pair": "отзыв о паре записан",
        "add_pair_item": "пункт плана пары внесён",
        "update_pair_item": "пункт плана пары изменён",
        "remove_pair_item": "пункт плана пары удалён",
        "add_meeting": "встреча внесена",
        "update_meeting": "встреча изменена",
        "remove_meeting": "встреча удалена",
    }
)
ORGANIZER: dict[str, Any] = {"link": "organizations.organization", "link_key": "organization_id"}
PROGRAM: dict[str, Any] = {"link": "events.mentoringprogram", "link_key": "program_id"}
MISTAKE = "Удаляют только введённое по ошибке; запись об удалении останется в истории."
FOREVER = "После этого план, встречи и срок пары не меняются; исправить можно только сам итог."


def running(pair: MentoringPair) -> bool:
    """Whether the pair's outcome is not written yet."""
    return not pair.outcome


class PairResource(Resource):
    """Mentoring pairs."""

    model = MentoringPair
    slug = "pair"
    prefix = "mentoring/"
    titles = Titles("Наставничество", "пара", "пары", "пар")
    section = "events.mentoring"
    order = 10
    personal = True
    columns = (
        Column("mentor_name", "Наставник", sort=True, link="self", width=40),
        Column("person_name", "Наставляемый", sort=True, link="self", width=40),
        Column("organization", "Организация наставляемого", source="organization__short_name", width=36, **ORGANIZER),
        Column("form", "Форма", sort=True, width=26),
        Column("start", "С", kind=Kind.DATE, sort=True, width=12),
        Column("end", "По", kind=Kind.DATE, sort=True, width=12),
        Column("state", "Состояние", kind=Kind.BADGE, source=pairs.STATES.column(), labels=pairs.STATES.words,
               tones=pairs.STATES.tones, width=20),
        Column("done", "Выполнено пунктов", kind=Kind.NUMBER, source=pairs.items(done_on__isnull=False), width=10,
               visible=False),
        Column("items", "Пунктов плана", kind=Kind.NUMBER, source=pairs.items(), width=10, visible=False),
        Column("met", "Встреч", kind=Kind.NUMBER, source=pairs.meetings(held=True), width=10),
        Column("last", "Последняя встреча", kind=Kind.DATE, source=pairs.last_meeting(),
               sort=pairs.last_meeting(), visible=False, width=12),
        Column("program", "Программа", source="program__title", visible=False, width=36, **PROGRAM),
        Column("order", "Приказ", visible=False, width=30),
    )  # fmt: skip
    card = ("mentor_name", "person_name", "state")
    filterset = filters.PairFilters
    search = (("person__sort_key", "starts"), ("mentor__sort_key", "starts"))
    search_hint = "Начало фамилии"
    ordering = "-start"
    create = Write(forms.NewPairForm, mentoring.create_pair, "Новая пара", "Создать", "Пара создана.")
    edit = Write(forms.PairForm, mentoring.update_pair, "Изменение пары")
    actions = (
        Action("close", "Завершить с результатом", pair_end.close_pair, "Итог записан, пара завершена.", icon="check",
               form=forms.CloseForm, applies=running, consequence=FOREVER),
        Action("break", "Прекратить досрочно", pair_end.break_pair, "Причина записана, пара прекращена.", icon="x",
               form=forms.BreakForm, applies=running, danger=True, consequence=FOREVER),
        Action("correct", "Исправить итог", pair_end.correct_outcome, "Итог исправлен.", icon="pencil",
               form=forms.CorrectForm, applies=lambda pair: not running(pair),
               consequence="Прежний итог останется в истории."),
        Action("end", "Назначить последний день", mentoring.end_pair, "Последний день записан.", icon="calendar",
               form=event_forms.LastDayForm, bulk=True, applies=lambda pair: pair.end is None and running(pair),
               consequence="После этого дня наставничество не действует; итог внесите потом."),
        Action("remove", "Удалить", mentoring.remove_pair, "Пара удалена.", icon="trash", danger=True,
               applies=running, consequence=MISTAKE),
    )  # fmt: skip
    sections = (
        Facts(
            "Наставническая пара",
            (
                Fact("mentor_name", "Наставник", link="teachers.person", link_key="mentor_id"),
                Fact("person_name", "Наставляемый", link="teachers.person", link_key="person_id"),
                "form",
                Fact("state", "Состояние", write=pairs.STATES.text),
                Fact("term", "Срок", write=lambda pair: format_interval(pair.start, pair.end)),
                Fact("progress", "Ход", write=pairs.progress_text),
                "order",
                Fact("program__title", "Программа", write=pairs.program_text, hide_empty=True, **PROGRAM),
                Fact("goal", hide_empty=True),
                Fact("mentor_agreed_on", kind=Kind.DATE),
                Fact("person_agreed_on", kind=Kind.DATE),
                Fact("load", "Нагрузка наставника", write=pairs.load_text),
            ),
        ),
        Facts(
            "Итог",
            (
                Fact("outcome", hide_empty=True),
                Fact("outcome_text", hide_empty=True),
                Fact("gained", "Освоенные компетенции", write=pairs.gained_text, hide_empty=True),
                Fact("person_word", hide_empty=True),
                Fact("mentor_word", hide_empty=True),
                Fact("closed_on", "Итог внесён", kind=Kind.DATE),
            ),
        ),
        Related("plan", "План", "events.pairitem", "pair", order=10, add="Добавить пункт", adds=running,
                columns=("theme", "competence", "due", "done_on"), empty="Плана ещё нет: добавьте первый пункт."),
        Related("meetings", "Встречи", "events.meeting", "pair", order=20, add="Внести встречу", adds=running,
                columns=("on_date", "theme", "form", "held", "note"), empty="Встреч ещё не было."),
        Part("document", "План и отчёт", "events/pair_document.html", pair_document_part, order=30),
    )  # fmt: skip
    help = "Кто кого сопровождает, в какой форме, по какому приказу, как часто встречаются и чем кончилось."
    empty = "Здесь появятся наставнические пары."

    def may_edit(self, actor: Actor, obj: Any) -> bool:
        """A closed pair is history."""
        return super().may_edit(actor, obj) and running(obj)

    def warnings_of(self, obj: Any) -> list[str]:
        return pairs.overload(obj)

    def logs_view(self, actor: Actor, obj: MentoringPair) -> bool:
        return not (is_self(obj.person_id) or is_self(obj.mentor_id))


class PairPartResource(Resource):
    """What both lists of parts share: reached from the pair, closed with it."""

    personal = True
    parent = ("pair", "events.pair")
    search = (("person__sort_key", "starts"),)
    search_hint = "Начало фамилии наставляемого"

    def may_edit(self, actor: Actor, obj: Any) -> bool:
        """Rows of a closed pair are history."""
        return super().may_edit(actor, obj) and running(obj.pair)

    def logs_view(self, actor: Actor, obj: Any) -> bool:
        return not (is_self(obj.person_id) or is_self(obj.mentor_id))


PERSON = Column("person", "Наставляемый", source="pair__person_name", link="events.pair", link_key="pair_id", width=36)
MENTOR = Column("mentor", "Наставник", source="pair__mentor_name", link="events.pair", link_key="pair_id", width=36)


class ItemResource(PairPartResource):
    """Items of the plans of pairs."""

    model = PairItem
    slug = "pairitem"
    prefix = "mentoring-plans/"
    titles = Titles("Планы пар", "пункт", "пункта", "пунктов")
    columns = (
        Column("theme", "Тема", link="self", width=50),
        Column("competence", "Компетенция", source="competence__code", width=14),
        Column("due", "Срок", kind=Kind.DATE, sort=True, width=12),
        Column("done_on", "Выполнено", kind=Kind.DATE, sort=True, width=12),
        MENTOR,
        PERSON,
    )
    card = ("theme", "due", "done_on")
    ordering = "due"
    create = Write(forms.NewItemForm, pair_parts.add_item, "Новый пункт плана", "Добавить", "Пункт добавлен.")
    edit = Write(forms.ItemForm, pair_parts.update_item, "Изменение пункта")
    actions = (
        Action("done", "Выполнено сегодня", pair_parts.do_item, "Пункт выполнен.", icon="check",
               applies=lambda item: item.done_on is None and running(item.pair)),
        Action("reopen", "Вернуть в работу", pair_parts.reopen_item, "Пункт снова в работе.", icon="refresh",
               applies=lambda item: item.done_on is not None and running(item.pair)),
        Action("remove", "Удалить", pair_parts.remove_item, "Пункт удалён.", icon="trash", danger=True,
               applies=lambda item: running(item.pair), consequence=MISTAKE),
    )  # fmt: skip
    sections = (
        Facts("Пункт плана", ("theme", Fact("competence", write=lambda item: str(item.competence or "")),
                              Fact("due", kind=Kind.DATE), Fact("done_on", kind=Kind.DATE))),
    )  # fmt: skip
    help = "Что пары наметили и что из этого выполнено."
    empty = "Здесь появятся пункты планов пар."


class MeetingResource(PairPartResource):
    """Meetings of pairs."""

    model = PairMeeting
    slug = "meeting"
    prefix = "mentoring-meetings/"
    titles = Titles("Встречи пар", "встреча", "встречи", "встреч")
    section = "events.mentoring"
    order = 16
    columns = (
        Column("on_date", "Дата", kind=Kind.DATE, sort=True, link="self", width=12),
        Column("theme", "Тема", width=44),
        MENTOR,
        PERSON,
        Column("form", "Форма", width=28),
        Column("held", "Состоялась", kind=Kind.FLAG, width=10),
        Column("note", "Заметка", visible=False, width=50),
    )
    card = ("on_date", "theme", "held")
    filterset = filters.MeetingFilters
    ordering = "-on_date"
    create = Write(forms.NewMeetingForm, pair_parts.add_meeting, "Новая встреча", "Внести", "Встреча внесена.")
    edit = Write(forms.MeetingForm, pair_parts.update_meeting, "Изменение встречи")
    actions = (
        Action("held", "Состоялась", pair_parts.hold_meeting, "Встреча отмечена.", icon="check",
               applies=lambda meeting: not meeting.held and running(meeting.pair)),
        Action("remove", "Удалить", pair_parts.remove_meeting, "Встреча удалена.", icon="trash", danger=True,
               applies=lambda meeting: running(meeting.pair), consequence=MISTAKE),
    )  # fmt: skip
    sections = (Facts("Встреча", (Fact("on_date", kind=Kind.DATE), "theme", "form", Fact("held", kind=Kind.FLAG),
                                  Fact("note", hide_empty=True))),)  # fmt: skip
    help = "Встречи наставников с наставляемыми: запланированные и состоявшиеся."
    empty = "Здесь появятся встречи пар."


core_sections.add(
    "teachers.person",
    Related("pairs", "Наставничество", "events.pair", order=52,
            by=lambda person: Q(person=person) | Q(mentor=person), add="Создать пару",
            columns=("mentor_name", "person_name", "form", "start", "end"), empty="Наставничества ещё не было."),
)  # fmt: skip
