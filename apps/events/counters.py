"""What events, participation and mentoring give to count."""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from apps.core import counters
from apps.core.counters import Counter, Place, Rows
from apps.events import mentoring_counters  # noqa: F401 - they add themselves
from apps.events.enums import EventKind, EventLevel, ParticipationRole, RegistrationState
from apps.events.models import Event, EventCertificate, EventRegistration, MentoringPair, Participation
from apps.organizations.enums import OrganizationKind
from apps.teachers import selectors as people
from apps.teachers.models import Person

GROUP = "Мероприятия и наставничество"
PAGE, DATES = "events:event_list", "time=held&start_from={start}&start_to={end}"
EVENTS = ("мероприятие", "мероприятия", "мероприятий")
PEOPLE = ("человек", "человека", "человек")
PAIRS = ("пара", "пары", "пар")
BY_ORGANIZER = frozenset({"organization"})
BY_PLACE = frozenset({"municipality", "organization"})
COMPETING = (ParticipationRole.PARTICIPANT, ParticipationRole.PRIZE, ParticipationRole.WINNER)
WON = (ParticipationRole.PRIZE, ParticipationRole.WINNER)
EXPERT = (ParticipationRole.EXPERT, ParticipationRole.JURY, ParticipationRole.TUTOR_METHODIST)
KINDS = {
    EventKind.SKILL_CONTEST: "Проведено конкурсов профессионального мастерства",
    EventKind.CONTEST: "Проведено иных конкурсов",
    EventKind.SEMINAR: "Проведено семинаров",
    EventKind.WEBINAR: "Проведено вебинаров",
    EventKind.MASTER_CLASS: "Проведено мастер-классов",
    EventKind.INTERNSHIP: "Проведено стажировок",
    EventKind.CONFERENCE: "Проведено конференций",
    EventKind.FORUM: "Проведено форумов",
    EventKind.YOUNG_SCHOOL: "Проведено школ молодого педагога",
    EventKind.METHODICAL_DAY: "Проведено методических дней",
    EventKind.READINGS: "Проведено педагогических чтений",
    EventKind.FESTIVAL: "Проведено фестивалей",
    EventKind.OTHER: "Проведено других мероприятий",
}
LEVELS = {
    EventLevel.INSTITUTIONAL: "Проведено мероприятий институционального уровня",
    EventLevel.MUNICIPAL: "Проведено мероприятий муниципального уровня",
    EventLevel.REGIONAL: "Проведено мероприятий регионального уровня",
    EventLevel.FEDERAL: "Проведено мероприятий федерального уровня",
}


def held(**fields: Any) -> Rows:
    """Events that began in the term; cancelled ones were not held."""

    def rows(place: Place, start: date, end: date) -> QuerySet[Event]:
        return Event.objects.filter(place.q(), start__range=(start, end), cancelled_on=None, **fields)

    return rows


def took_part(**fields: Any) -> Rows:
    """Participations that happened in the term: on their own date, else on the event's first day."""

    def rows(place: Place, start: date, end: date) -> QuerySet[Participation]:
        span = (start, end)
        when = Q(on_date__range=span) | Q(on_date__isnull=True, event__start__range=span)
        return Participation.objects.filter(place.q(), when, **fields)

    return rows


def pairs(**fields: Any) -> Rows:
    """Mentoring pairs that go on on any day of the term, by the mentee's place."""

    def rows(place: Place, start: date, end: date) -> QuerySet[MentoringPair]:
        going = Q(start__lte=end) & (Q(end__isnull=True) | Q(end__gte=start))
        return MentoringPair.objects.filter(place.q(), going, **fields)

    return rows


def supported(place: Place, start: date, end: date) -> QuerySet[Person]:
    """Young specialists of the last day who were mentees or took part in a form of support in the term (DOMAIN 4)."""
    young = people.young(Person.objects.filter(place.q()), end)
    mentees = pairs()(Place(), start, end).values("person_id")
    guests = took_part(event__supports_young=True, person__isnull=False)(Place(), start, end).values("person_id")
    return young.filter(Q(pk__in=mentees) | Q(pk__in=guests))


def certified(place: Place, start: date, end: date) -> QuerySet[EventCertificate]:
    """Certificates given out in the term and in force, by the place of their holders."""
    return EventCertificate.objects.filter(place.q(), issued_on__range=(start, end), annulled_on=None)


def registered(place: Place, start: date, end: date) -> QuerySet[EventRegistration]:
    """Registrations for events of the term that were not taken back, by the place of the people."""
    rows = EventRegistration.objects.filter(place.q(), event__start__range=(start, end))
    return rows.exclude(state=RegistrationState.WITHDRAWN)


ORGANIZERS = {
    OrganizationKind.CNPPM: "Проведено мероприятий ЦНППМ",
    OrganizationKind.IRO: "Проведено мероприятий ИРО",
    OrganizationKind.UMO: "Проведено мероприятий УМО",
}
OF_PEOPLE: dict[str, Any] = {"person__isnull": False}
counters.add(
    Counter("events", "Проведено мероприятий", EVENTS, held(), GROUP, page=PAGE, query=DATES, narrows=BY_ORGANIZER),
    *(
        Counter(f"events_{kind.value}", title, EVENTS, held(kind=kind), GROUP, page=PAGE,
                query=f"kind={kind.value}&{DATES}", narrows=BY_ORGANIZER)
        for kind, title in KINDS.items()
    ),
    *(
        Counter(f"events_{level.value}", title, EVENTS, held(level=level), GROUP, page=PAGE,
                query=f"level={level.value}&{DATES}", narrows=BY_ORGANIZER)
        for level, title in LEVELS.items()
    ),
    *(
        Counter(f"events_{kind.value}", title, EVENTS, held(organization__kind=kind), GROUP)
        for kind, title in ORGANIZERS.items()
    ),
    Counter("events_young", "Проведено мероприятий поддержки молодых педагогов", EVENTS, held(supports_young=True),
            GROUP, page=PAGE, query=f"supports_young=yes&{DATES}", narrows=BY_ORGANIZER),
    Counter("participations", "Участий в мероприятиях", ("участие", "участия", "участий"), took_part(), GROUP),
    Counter("people_in_events", "Участвовали в мероприятиях", PEOPLE, took_part(**OF_PEOPLE), GROUP,
            distinct="person_id"),
    Counter("organizations_in_events", "Организаций участвовали в мероприятиях",
            ("организация", "организации", "организаций"), took_part(), GROUP, distinct="organization_id"),
    Counter("contest_people", "Участвовали в конкурсах профессионального мастерства", PEOPLE,
            took_part(event__kind=EventKind.SKILL_CONTEST, role__in=COMPETING, **OF_PEOPLE), GROUP,
            distinct="person_id"),
    Counter("contest_winners", "Победили или стали призёрами в конкурсах профессионального мастерства", PEOPLE,
            took_part(event__kind=EventKind.SKILL_CONTEST, role__in=WON, **OF_PEOPLE), GROUP, distinct="person_id"),
    Counter("passed_on", "Прошли на следующий этап конкурса", PEOPLE, took_part(passed=True, **OF_PEOPLE), GROUP,
            distinct="person_id"),
    Counter("registered", "Записались на мероприятия", PEOPLE, registered, GROUP, distinct="person_id"),
    Counter("certificates", "Выдано сертификатов участникам мероприятий",
            ("сертификат", "сертификата", "сертификатов"), certified, GROUP, page="events:certificate_list",
            query="state=valid&issued_from={start}&issued_to={end}", narrows=BY_PLACE),
    Counter("experience", "Представили опыт", PEOPLE, took_part(role=ParticipationRole.EXPERIENCE, **OF_PEOPLE), GROUP,
            distinct="person_id"),
    Counter("experts_in_events", "Участвовали в мероприятиях экспертами", PEOPLE,
            took_part(role__in=EXPERT, **OF_PEOPLE), GROUP, distinct="person_id"),
    Counter("interns", "Прошли стажировку", PEOPLE, took_part(event__kind=EventKind.INTERNSHIP, **OF_PEOPLE), GROUP,
            distinct="person_id"),
    Counter("pairs", "Действует наставнических пар", PAIRS, pairs(), GROUP, page="events:pair_list", query="state=now",
            now=True),
    Counter("mentors", "Наставников", PEOPLE, pairs(), GROUP, distinct="mentor_id"),
    Counter("mentees", "Наставляемых", PEOPLE, pairs(), GROUP, distinct="person_id"),
    Counter("young_supported", "Молодых специалистов охвачено поддержкой", PEOPLE, supported, GROUP),
)  # fmt: skip
