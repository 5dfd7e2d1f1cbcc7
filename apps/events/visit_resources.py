"""Registrations for events."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from apps.core.actor import Actor
from apps.core.web import sections as core_sections
from apps.core.web.actions import Action
from apps.core.web.columns import Column, Kind
from apps.core.web.filters import ChoiceFilter, FilterSet, ManyFilter, RowFilter
from apps.core.web.forms import Form
from apps.core.web.history import name_verbs
from apps.core.web.lookup import LookupField, LookupFilter
from apps.core.web.resource import Resource, Titles, Write
from apps.core.web.sections import Fact, Facts, Related
from apps.events import policies, visits
from apps.events.enums import RegistrationState
from apps.events.models import EventRegistration
from apps.events.services import registration
from apps.organizations.selectors import municipalities_in_sight
from apps.teachers import selectors as people
from apps.teachers.services.people import is_self

name_verbs(
    {
        "register": "запись на мероприятие",
        "withdraw": "запись снята",
        "promote": "место из листа ожидания",
        "mark_attendance": "явка отмечена",
        "remind_registered": "записанным напомнено",
    }
)
EVENT: dict[str, Any] = {"link": "events.event", "link_key": "event_id"}
WHO: dict[str, Any] = {"link": "teachers.person", "link_key": "person_id"}
TIMES = (("coming", "идут и предстоят"), ("past", "прошедшие"))


class RegistrationFilters(FilterSet):
    """Registrations by place, event, state and time."""

    municipality = RowFilter(label="Муниципалитет", queryset=municipalities_in_sight)
    organization = LookupFilter(label="Организация", label_of_resource="organizations.organization")
    event = LookupFilter(label="Мероприятие", label_of_resource="events.event")
    state = ManyFilter(label="Состояние", choices=RegistrationState.choices)
    time = ChoiceFilter(label="Время", choices=TIMES, method="by_time")

    class Meta:
        model = EventRegistration
        fields = ("municipality", "organization", "event", "state")

    def by_time(self, rows: QuerySet[EventRegistration], name: str, value: str) -> QuerySet[EventRegistration]:
        """For events that are over, or that go on and are to come."""
        today = timezone.localdate()
        over = Q(event__end__lt=today) | Q(event__end__isnull=True, event__start__lt=today)
        return rows.filter(over) if value == "past" else rows.exclude(over)


class NewRegistrationForm(Form):
    """One person for one event."""

    event = LookupField("events.event", label="Мероприятие")
    person = LookupField("teachers.person", where=policies.own_people, label="Работник")


class RegistrationResource(Resource):
    """Who means to come to which event."""

    model = EventRegistration
    slug = "registration"
    prefix = "registrations/"
    titles = Titles("Записи на мероприятия", "запись", "записи", "записей")
    section = "events.papers"
    order = 18
    parent = ("event", "events.event")
    personal = True
    columns = (
        Column("person", "Кто", source=people.of_person("name"), width=40, **WHO),
        Column("organization", "Место работы", source="organization__short_name", width=36,
               link="organizations.organization", link_key="organization_id"),
        Column("event", "Мероприятие", source="event__title", width=60, **EVENT),
        Column("start", "Начало", source="event__start", kind=Kind.DATE, width=12),
        Column("state", "Состояние", kind=Kind.BADGE, tones=visits.TONES, sort=True, link="self", width=18),
        Column("queued_at", "Когда записан", kind=Kind.MOMENT, sort=True, width=18),
        Column("attended", "Был", kind=Kind.FLAG, width=8),
        Column("who", "Кто записал", visible=False, width=36),
    )  # fmt: skip
    card = ("person", "event", "state")
    filterset = RegistrationFilters
    search = (("person__sort_key", "starts"),)
    search_hint = "Начало фамилии"
    ordering = "-queued_at"
    create = Write(NewRegistrationForm, registration.register, "Новая запись", "Записать", "Запись внесена.")
    actions = (
        Action("withdraw", "Снять запись", registration.withdraw, "Запись снята.", icon="x", danger=True, bulk=True,
               applies=lambda row: row.state != RegistrationState.WITHDRAWN,
               consequence="Место получит первый из листа ожидания."),
    )  # fmt: skip
    sections = (
        Facts(
            "Запись",
            (
                Fact("who_name", "Кто", write=people.name_of, **WHO),
                Fact("event__title", "Мероприятие", **EVENT),
                "state",
                Fact("queued_at", kind=Kind.MOMENT),
                "who",
                Fact("attended", kind=Kind.FLAG, hide_empty=True),
                Fact("withdrawn_on", kind=Kind.DATE, hide_empty=True),
            ),
        ),
    )
    help = "Кто записан на мероприятия и кто ждёт места. Явку отмечает организатор."
    empty = "Здесь появятся записи: педагог записывается на карточке мероприятия, организация — на ней же."

    def may_create(self, actor: Actor) -> bool:
        return super().may_create(actor) and visits.may_bring(actor)

    def title_of(self, obj: EventRegistration) -> str:
        return f"{people.name_of(obj) or 'имя вам не открыто'}: {obj}"

    def logs_view(self, actor: Actor, obj: EventRegistration) -> bool:
        return not is_self(obj.person_id)


core_sections.add(
    "teachers.person",
    Related("registrations", "Записи на мероприятия", "events.registration", "person", order=51, add="Записать",
            columns=("event", "start", "state", "attended"), empty="На мероприятия не записывался."),
)  # fmt: skip
