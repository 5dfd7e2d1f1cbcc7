"""Events and participation: the lists of the section «Мероприятия»."""

from typing import Any

from apps.core.actor import Actor
from apps.core.web import filters as core_filters
from apps.core.web import nav
from apps.core.web import sections as core_sections
from apps.core.web.actions import Action
from apps.core.web.columns import Column, Kind
from apps.core.web.history import name_verbs
from apps.core.web.resource import Resource, Titles, Write
from apps.core.web.sections import Fact, Facts, Part, Related
from apps.events import (  # noqa: F401 - they register themselves
    agenda,
    certificate_resources,
    contest_resources,
    filters,
    forms,
    mentoring_agenda,
    mentoring_people_resources,
    mentoring_program_resources,
    mentoring_resources,
    selectors,
    series_forms,
    series_resources,
    team_resources,
    visit_resources,
    visits,
)
from apps.events.models import Event, Participation
from apps.events.services import cancelling, events, participation, series
from apps.events.web.visit import visit_context
from apps.teachers.services.people import is_self

name_verbs(
    {
        "create_event": "мероприятие заведено",
        "update_event": "мероприятие изменено",
        "remove_event": "мероприятие удалено",
        "cancel_event": "мероприятие отменено",
        "restore_event": "отмена снята",
        "add_participation": "участие внесено",
        "update_participation": "участие изменено",
        "remove_participation": "участие удалено",
    }
)
ORGANIZER: dict[str, Any] = {"link": "organizations.organization", "link_key": "organization_id"}
EVENT: dict[str, Any] = {"link": "events.event", "link_key": "event_id"}
MISTAKE = "Удаляют только введённое по ошибке; запись об удалении останется в истории."


class EventResource(Resource):
    """The calendar of the region, open to everybody in it."""

    model = Event
    slug = "event"
    titles = Titles("Мероприятия", "мероприятие", "мероприятия", "мероприятий")
    section = "events"
    order = 10
    columns = (
        Column("title", "Мероприятие", sort="sort_key", link="self", width=60),
        Column("kind", "Вид", sort=True, width=26),
        Column("level", "Уровень", sort=True, width=18),
        Column("start", "Начало", kind=Kind.DATE, sort=True, width=12),
        Column("end", "Окончание", kind=Kind.DATE, sort=True, width=12, visible=False),
        Column("organization", "Организатор", source="organization__short_name", width=36, **ORGANIZER),
        Column("people", "Участий", kind=Kind.NUMBER, source=selectors.people_count(), sort=True, width=10,
               help="Сколько участий, открытых вашей роли, внесено"),
        Column("state", "Состояние", source=visits.event_state(), kind=Kind.BADGE, labels=visits.STATES,
               tones=visits.STATE_TONES, width=12),
        Column("supports_young", "Поддержка молодых", kind=Kind.FLAG, sort=True, visible=False, width=12),
        Column("place", "Место", visible=False, width=36),
        Column("responsible", "Ответственный", visible=False, width=36),
        Column("audience", "Для кого", visible=False, width=36),
        Column("capacity", "Мест", kind=Kind.NUMBER, sort=True, visible=False, width=8),
        Column("cancel_reason", "Причина отмены", visible=False, width=36),
        Column("code", "Код", sort=True, visible=False, width=14),
    )  # fmt: skip
    card = ("title", "kind", "start")
    filterset = filters.EventFilters
    search = (("sort_key", "words"), ("code", "equals"))
    search_hint = "Слова из названия или код"
    ordering = "-start"
    create = Write(forms.NewEventForm, events.create_event, "Новое мероприятие", "Завести", "Мероприятие заведено.")
    edit = Write(forms.EventForm, events.update_event, "Изменение мероприятия")
    actions = (
        Action("remove", "Удалить", events.remove_event, "Мероприятие удалено.", icon="trash", danger=True,
               consequence="Удаляют только заведённое по ошибке: мероприятие с участниками удалить нельзя."),
        Action("following", "Изменить эту и следующие", series.update_following, "Мероприятия серии изменены.",
               icon="stack-2", form=series_forms.FollowingForm, applies=lambda event: event.series_id is not None,
               consequence="Изменятся это мероприятие и все следующие в серии, кроме отменённых."),
        Action("stop", "Отменить эту и следующие", series.cancel_following, "Серия закончена, записанные извещены.",
               icon="circle-x", form=series_forms.StopForm, danger=True,
               applies=lambda event: event.series_id is not None and event.cancelled_on is None,
               consequence="Это мероприятие и все следующие уйдут из календаря; те, на которые записаны люди, "
                           "останутся с пометкой «отменено», и люди узнают причину."),
        Action("cancel", "Отменить", cancelling.cancel_event, "Мероприятие отменено, записанные извещены.",
               icon="circle-x", form=series_forms.CancelForm, danger=True,
               applies=lambda event: event.cancelled_on is None,
               consequence="Мероприятие останется в календаре с пометкой «отменено», записанные узнают причину."),
        Action("restore", "Снять отмену", cancelling.restore_event, "Отмена снята, записанные извещены.",
               icon="arrow-back-up", applies=lambda event: event.cancelled_on is not None),
    )  # fmt: skip
    sections = (
        Facts(
            "Мероприятие",
            (
                Fact("cancelled_on", kind=Kind.DATE, hide_empty=True),
                Fact("cancel_reason", hide_empty=True),
                "kind",
                "level",
                Fact("term", "Когда", write=selectors.term_text),
                Fact("place", hide_empty=True),
                Fact("url", hide_empty=True, href=lambda event: event.url),
                Fact("audience", hide_empty=True),
                Fact("organization__short_name", "Организатор", **ORGANIZER),
                Fact("responsible", hide_empty=True),
                Fact("series__title", "Серия", link="events.series", link_key="series_id", hide_empty=True),
                Fact("supports_young", kind=Kind.FLAG),
                "code",
            ),
        ),
        Part("visit", "Запись и явка", "events/visit.html", visit_context, order=5),
        Related("people", "Участники", "events.participation", "event", order=10, add="Внести участие",
                columns=("who", "organization", "role", "on_date"),
                empty="Из тех, кого вы видите, участников нет."),
    )  # fmt: skip
    help = "Конкурсы, семинары, стажировки и всё, что проводится для педагогов региона."
    empty = "Здесь появятся мероприятия. Заведите первое или загрузите таблицу в разделе «Данные»."

    @classmethod
    def opens(cls, actor: Actor) -> bool:
        return actor.is_system or (nav.everyone(actor) and actor.region_id is not None)

    def lead_of(self, obj: Event) -> str:
        return f"Отменено: {obj.cancel_reason}" if obj.cancelled_on else selectors.term_text(obj)


class ParticipationResource(Resource):
    """People and organizations in events."""

    model = Participation
    slug = "participation"
    prefix = "participations/"
    titles = Titles("Участие", "участие", "участия", "участий")
    section = "events.papers"
    order = 20
    parent = ("event", "events.event")
    personal = True
    columns = (
        Column(
            "who", "Участник", source=selectors.participant(), link="teachers.person", link_key="person_id", width=40
        ),
        Column("organization", "Организация", source="organization__short_name", width=36, **ORGANIZER),
        Column("event", "Мероприятие", source="event__title", width=60, **EVENT),
        Column("role", "Роль", sort=True, link="self", width=20),
        Column("on_date", "Дата", kind=Kind.DATE, sort=True, width=12),
        Column("points", "Баллы", kind=Kind.NUMBER, sort=True, visible=False, width=10),
        Column("passed", "Прошёл дальше", kind=Kind.FLAG, sort=True, visible=False, width=12),
        Column("start", "Начало мероприятия", source="event__start", kind=Kind.DATE, visible=False, width=12),
    )
    card = ("who", "event", "role")
    filterset = filters.ParticipationFilters
    search = (("person__sort_key", "starts"),)
    search_hint = "Начало фамилии"
    ordering = "-on_date"
    create = Write(forms.NewParticipationForm, participation.add_participation, "Новое участие", "Внести",
                   "Участие внесено.")  # fmt: skip
    edit = Write(forms.ParticipationForm, participation.update_participation, "Изменение участия")
    actions = (
        Action("remove", "Удалить", participation.remove_participation, "Участие удалено.", icon="trash", danger=True,
               consequence=MISTAKE, bulk=True),
    )  # fmt: skip
    sections = (
        Facts(
            "Участие",
            (
                Fact("participant", "Кто", write=selectors.who_text),
                Fact("event__title", "Мероприятие", **EVENT),
                "role",
                Fact("on_date", kind=Kind.DATE),
            ),
        ),
    )
    help = "Кто в каком мероприятии участвовал и в какой роли. Без даты — в первый день мероприятия."
    empty = "Здесь появится участие."

    def title_of(self, obj: Participation) -> str:
        return f"{selectors.who_text(obj) or 'имя вам не открыто'}: {obj.get_role_display()}"

    def logs_view(self, actor: Actor, obj: Participation) -> bool:
        return obj.person_id is not None and not is_self(obj.person_id)


core_filters.add(
    "teachers.person",
    "mentored",
    core_filters.ChoiceFilter(label="Наставник сегодня", choices=filters.YES_NO, method=filters.by_mentor),
)
core_sections.add(
    "teachers.person",
    Related("participations", "Мероприятия", "events.participation", "person", order=50, add="Внести участие",
            columns=("event", "role", "on_date", "start"), empty="В мероприятиях ещё не участвовал."),
)  # fmt: skip
core_sections.add(
    "organizations.organization",
    Related("events", "Мероприятия", "events.event", "organization", order=55,
            columns=("title", "kind", "start", "people"), empty="Организация ещё ничего не проводила."),
)  # fmt: skip
