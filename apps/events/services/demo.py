"""The calendar of the demonstration: a series, registrations with a queue, attendance, stages, certificates."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils.timezone import make_aware

from apps.core.actor import Actor, acting
from apps.events.enums import EventKind, EventLevel, ParticipationRole, Rhythm
from apps.events.models import Event, EventRegistration, EventSeries
from apps.events.services import attendance, cancelling, certificates, contests, events, registration, series
from apps.organizations.models import Organization
from apps.teachers.models import Person

PEOPLE = 6
WEDNESDAY = 2


def make_demo_events(centre: Actor, methodist: Actor, teacher: Person, today: date) -> None:
    """What the calendar shows beside the generated events; nothing where it is there already."""
    with acting(centre):
        if EventSeries.objects.filter(region=centre.region_id).exists():
            return
        hold_series(Organization.objects.get(pk=centre.organization_id or 0), teacher, today)
    with acting(methodist):
        own = Organization.objects.get(pk=methodist.organization_id or 0)
        local = Person.objects.filter(managerial=False, municipality=own.municipality_id).order_by("pk")
        people = list(local[:PEOPLE])
        hold_seminar(own, people, today)
        crowd(own, [teacher, *people], today)
    with acting(centre):
        hold_contest(Organization.objects.get(pk=centre.organization_id or 0), own, people, today)


def hold_series(centre: Organization, teacher: Person, today: date) -> None:
    """«ПрофСреда» for three months: the teacher has registered for the first one, one is cancelled."""
    first = today + timedelta(days=(WEDNESDAY - today.weekday()) % 7 or 7)
    made = series.create_series(
        organization=centre, title="ПрофСреда", kind=EventKind.WEBINAR, level=EventLevel.REGIONAL, start=first,
        end=first + timedelta(weeks=12), step=1, begins=time(15), place="Онлайн", responsible="Отдел сопровождения",
        audience="педагоги области", registration=True, capacity=100,
    )  # fmt: skip
    second = first.replace(day=8) + timedelta(days=(1 - first.replace(day=8).weekday()) % 7)
    series.create_series(
        organization=centre, title="Школа молодого педагога", kind=EventKind.YOUNG_SCHOOL, level=EventLevel.REGIONAL,
        start=second, count=6, rhythm=Rhythm.WEEKDAY, holidays=True, begins=time(14), supports_young=True,
        place="ЦНППМ", audience="педагоги первых трёх лет работы",
    )  # fmt: skip
    rows = list(Event.objects.filter(series=made).order_by("start")[:3])
    registration.register(event=rows[0], person=teacher)
    cancelling.cancel_event(rows[2], on=today, reason="Спикер заболел, встреча переносится")


def event_of(organizer: Organization, title: str, day: date, **values: Any) -> Event:
    """An event with registration."""
    plain = {"kind": EventKind.SEMINAR, "level": EventLevel.MUNICIPAL, "registration": True, "begins": time(14)}
    return events.create_event(organization=organizer, title=title, start=day, **{**plain, **values})


def hold_seminar(own: Organization, people: list[Person], today: date) -> None:
    """A seminar that is over: marked, with certificates; one more waits for its marks."""
    day = today - timedelta(days=12)
    held = event_of(own, "Семинар «Функциональная грамотность на уроке»", day, audience="учителя района")
    attend(held, people, {0: ParticipationRole.EXPERIENCE.value})
    certificates.issue_certificates(held, issued_on=day)
    recent = today - timedelta(days=3)
    waiting = event_of(own, "Методический день «Урок в фокусе»", recent, kind=EventKind.METHODICAL_DAY)
    registration.register_people(waiting, people=people[:3], at=eve(waiting))


def eve(event: Event) -> datetime:
    """The noon before an event."""
    return make_aware(datetime.combine(event.start - timedelta(days=1), time(12)))


def attend(event: Event, people: list[Person], roles: dict[int, str]) -> None:
    """Everybody registered and came, in these roles or as participants."""
    registration.register_people(event, people=people, at=eve(event))
    numbers = dict(EventRegistration.objects.filter(event=event).values_list("person", "pk"))
    plain = ParticipationRole.PARTICIPANT.value
    marks = {numbers[one.pk]: roles.get(place, plain) for place, one in enumerate(people)}
    attendance.mark_attendance(event, marks)


def crowd(own: Organization, people: list[Person], today: date) -> None:
    """A full event with a waiting list."""
    full = event_of(own, "Мастер-класс «Урок одной задачи»", today + timedelta(days=6), capacity=3,
                    kind=EventKind.MASTER_CLASS, place="Школа района, каб. 12")  # fmt: skip
    known: set[int] = set()
    for one in people:
        if one.pk not in known:
            registration.register(event=full, person=one)
        known.add(one.pk)


def hold_contest(centre: Organization, own: Organization, people: list[Person], today: date) -> None:
    """A contest of two stages: the municipal one is over, its winner passes to the regional one."""
    kind = EventKind.SKILL_CONTEST
    regional = event_of(centre, "Конкурс «Учитель года»: региональный этап", today + timedelta(days=25), kind=kind,
                        level=EventLevel.REGIONAL, end=today + timedelta(days=27))  # fmt: skip
    local = event_of(own, "Конкурс «Учитель года»: муниципальный этап", today - timedelta(days=30), kind=kind)
    contests.link_stage(local, next_stage=regional)
    attend(local, people, {0: ParticipationRole.WINNER.value, 1: ParticipationRole.PRIZE.value})
    winner = local.participations.get(role=ParticipationRole.WINNER)
    contests.set_results(local, {winner.pk: contests.Result(ParticipationRole.WINNER, None, True)})
