"""Unions and their members, meetings and their decisions."""

from apps.core.web.actions import Action
from apps.core.web.columns import Column, Kind
from apps.core.web.history import name_verbs
from apps.core.web.resource import Resource, Titles, Write
from apps.core.web.sections import Fact, Facts, Related
from apps.events.enums import EventKind
from apps.registers import filters, forms, selectors
from apps.registers.common_resources import (
    DOCUMENT,
    FROM,
    MUNICIPALITY,
    ORGANIZATION,
    OWNER_FACT,
    PERSON,
    PERSON_FACT,
    SITE,
    TERM,
    TO,
    OpenRegister,
    PersonRegister,
    named,
    struck,
)
from apps.registers.models import Decision, Meeting, Union, UnionEvent, UnionMember
from apps.registers.services import registers

named(registers.unions, "объединение", "о")
named(registers.members, "участник объединения")
named(registers.union_events, "мероприятие объединения", "о")
named(registers.meetings, "заседание", "о")
named(registers.decisions, "решение", "о")
name_verbs({"carry_out": "решение исполнено", "reopen_decision": "отметка об исполнении снята"})


class UnionResource(OpenRegister):
    """Unions and communities, open to everybody."""

    model = Union
    slug = "union"
    prefix = "unions/"
    titles = Titles("Объединения и сообщества", "объединение", "объединения", "объединений")
    section = "events.unions"
    order = 10
    columns = (
        Column("title", "Объединение", sort="sort_key", link="self", width=50),
        Column("kind", "Вид", sort=True, width=24),
        Column("level", "Уровень", sort=True, width=18),
        Column("subject", "Предмет", source="subject__name", width=24),
        ORGANIZATION,
        MUNICIPALITY,
        Column("people", "Участников", kind=Kind.NUMBER, source=selectors.union_members(), width=10,
               help="Сколько участников сегодня, из тех, кого вы видите"),
    )  # fmt: skip
    card = ("title", "kind", "level")
    filterset = filters.UnionFilters
    search = (("sort_key", "words"),)
    search_hint = "Слова из названия"
    ordering = "title"
    create = Write(forms.UnionForm, registers.unions.add, "Новое объединение", "Завести", "Объединение заведено.")
    edit = Write(forms.UnionForm, registers.unions.correct, "Изменение объединения")
    actions = (struck(registers.unions, "Объединение удалено."),)
    sections = (
        Facts("Объединение", ("kind", "level", Fact("subject__name", "Предмет", hide_empty=True), OWNER_FACT, SITE,
                              TERM)),
        Related("members", "Участники", "registers.member", "union", order=10, add="Внести участника",
                columns=("person", "organization", "role", "start", "end"),
                empty="Из тех, кого вы видите, участников нет."),
        Related("events", "Мероприятия", "registers.union_event", "union", order=15, add="Указать мероприятие",
                columns=("event", "kind", "start"), empty="Мероприятий, проведённых объединением, не указано."),
        Related("meetings", "Заседания", "registers.meeting", "union", order=20, add="Внести заседание",
                columns=("number", "held_on", "decisions", "waiting"), empty="Заседаний ещё не было."),
    )  # fmt: skip
    help = "Методические объединения, сетевые сообщества и клубы: кто в них и чем они заняты."
    empty = "Здесь появятся объединения и сообщества."


class MemberResource(PersonRegister):
    """Members of unions."""

    model = UnionMember
    slug = "member"
    prefix = "members/"
    titles = Titles("Участники объединений", "участник", "участника", "участников")
    section = "events.unions"
    order = 20
    parent = ("union", "registers.union")
    columns = (
        PERSON,
        ORGANIZATION,
        Column("union", "Объединение", source="union__title", link="registers.union", link_key="union_id", width=40),
        Column("role", "Роль", sort=True, link="self", width=16),
        FROM,
        TO,
    )
    card = ("person", "union", "role")
    filterset = filters.MemberFilters
    ordering = "-start"
    create = Write(forms.MemberForm, registers.members.add, "Новый участник", "Внести", "Участник внесён.")
    edit = Write(forms.MemberForm, registers.members.correct, "Изменение участника")
    actions = (struck(registers.members, "Участник удалён.", bulk=True),)
    sections = (Facts("Участие", (PERSON_FACT, Fact("union__title", "Объединение", link="registers.union",
                                                    link_key="union_id"), "role", TERM)),)  # fmt: skip
    help = "Кто состоит в методических объединениях и сообществах, с какого и по какой день."
    empty = "Здесь появятся участники объединений."


class UnionEventResource(OpenRegister):
    """Events that unions and communities hold."""

    model = UnionEvent
    slug = "union_event"
    prefix = "union-events/"
    titles = Titles("Мероприятия объединений", "мероприятие объединения", "мероприятия объединений",
                    "мероприятий объединений")  # fmt: skip
    parent = ("union", "registers.union")
    columns = (
        Column("event", "Мероприятие", source="event__title", sort="event__sort_key", link="events.event",
               link_key="event_id", width=50),
        Column("kind", "Вид", source="event__kind", labels=dict(EventKind.choices), width=30),
        Column("start", "Начало", source="event__start", kind=Kind.DATE, sort="event__start", width=12),
        Column("union", "Объединение", source="union__title", link="registers.union", link_key="union_id", width=40),
        ORGANIZATION,
        MUNICIPALITY,
    )  # fmt: skip
    card = ("event", "union", "start")
    filterset = filters.UnionEventFilters
    ordering = "-start"
    create = Write(forms.UnionEventForm, registers.hold_event, "Мероприятие объединения", "Указать",
                   "Мероприятие указано.")  # fmt: skip
    actions = (struck(registers.union_events, "Мероприятие больше не числится за объединением.", bulk=True),)
    sections = (
        Facts("Мероприятие объединения", (
            Fact("event__title", "Мероприятие", link="events.event", link_key="event_id"),
            Fact("union__title", "Объединение", link="registers.union", link_key="union_id"), OWNER_FACT)),
    )  # fmt: skip
    help = "Какие мероприятия и конкурсы провели объединения: по ним виден ход пунктов дорожной карты об объединениях."
    empty = "Здесь появятся мероприятия, проведённые объединениями."


class MeetingResource(Resource):
    """Meetings with their protocols."""

    model = Meeting
    slug = "meeting"
    prefix = "meetings/"
    titles = Titles("Заседания", "заседание", "заседания", "заседаний")
    section = "organizations.meetings"
    order = 10
    columns = (
        Column("number", "Протокол", sort=True, link="self", width=12),
        Column("held_on", "Дата", kind=Kind.DATE, sort=True, width=12),
        Column("body", "Чьё", sort=True, width=30),
        Column("body_name", "Орган", visible=False, width=30),
        ORGANIZATION,
        MUNICIPALITY,
        Column("decisions", "Решений", kind=Kind.NUMBER, source=selectors.all_decisions(), width=10),
        Column("waiting", "Не исполнено", kind=Kind.NUMBER, source=selectors.waiting_decisions(), width=10),
    )
    card = ("number", "held_on", "body")
    filterset = filters.MeetingFilters
    search = (("number", "equals"), ("organization__sort_key", "words"))
    search_hint = "Номер протокола или организация"
    ordering = "-held_on"
    create = Write(forms.MeetingForm, registers.meetings.add, "Новое заседание", "Внести", "Заседание внесено.")
    edit = Write(forms.MeetingForm, registers.meetings.correct, "Изменение заседания")
    actions = (struck(registers.meetings, "Заседание удалено."),)
    sections = (
        Facts(
            "Заседание",
            (
                "body",
                Fact("body_name", hide_empty=True),
                Fact("union__title", "Объединение", link="registers.union", link_key="union_id", hide_empty=True),
                Fact("held_on", kind=Kind.DATE),
                Fact("attended", kind=Kind.NUMBER, hide_empty=True),
                Fact("agenda", hide_empty=True),
                OWNER_FACT,
                SITE,
                DOCUMENT,
            ),
        ),
        Related("decisions", "Решения", "registers.decision", "meeting", order=10, add="Внести решение",
                columns=("number", "text", "responsible", "due", "state"), empty="Решения ещё не внесены."),
    )  # fmt: skip
    help = "Заседания советов, УМО и объединений: протоколы, решения и их исполнение."
    empty = "Здесь появятся заседания. Внесите протокол, затем решения: портал проследит за сроками."


class DecisionResource(Resource):
    """Decisions and their performance."""

    model = Decision
    slug = "decision"
    prefix = "decisions/"
    titles = Titles("Решения", "решение", "решения", "решений")
    section = "organizations.meetings"
    order = 20
    parent = ("meeting", "registers.meeting")
    columns = (
        Column("number", "Пункт", kind=Kind.NUMBER, sort=True, width=8),
        Column("text", "Решили", link="self", width=60),
        Column("meeting", "Протокол", source="meeting__number", link="registers.meeting", link_key="meeting_id",
               width=12),
        ORGANIZATION,
        Column("responsible", "Кто исполняет", width=30),
        Column("due", "Срок", kind=Kind.DATE, sort=True, width=12),
        Column("state", "Состояние", kind=Kind.BADGE, source=selectors.decision_state(), tones=selectors.WORK_TONES,
               width=14),
        Column("done_on", "Исполнено", kind=Kind.DATE, sort=True, visible=False, width=12),
    )  # fmt: skip
    card = ("text", "due", "state")
    filterset = filters.DecisionFilters
    search = (("text", "part"),)
    search_hint = "Слово из решения"
    ordering = "due"
    create = Write(forms.DecisionForm, registers.decide, "Новое решение", "Внести", "Решение внесено.")
    edit = Write(forms.DecisionForm, registers.decisions.correct, "Изменение решения")
    actions = (
        Action("done", "Отметить исполнение", registers.carry_out, "Исполнение отмечено.", icon="check", bulk=True,
               form=forms.DoneForm, applies=lambda row: row.done_on is None),
        Action("reopen", "Снять отметку", registers.reopen_decision, "Отметка снята.", icon="arrow-back-up",
               applies=lambda row: row.done_on is not None, consequence="Решение снова будет считаться в работе."),
        struck(registers.decisions, "Решение удалено."),
    )  # fmt: skip
    sections = (
        Facts(
            "Решение",
            (
                "text",
                Fact("responsible", hide_empty=True),
                Fact("due", kind=Kind.DATE),
                Fact("state", "Состояние", write=selectors.state_of),
                Fact("done_on", kind=Kind.DATE, hide_empty=True),
                Fact("outcome", hide_empty=True),
            ),
        ),
    )
    help = "Что решили на заседаниях, кто и к какому дню исполняет. Просроченное видно фильтром «Состояние»."
    empty = "Здесь появятся решения заседаний."
