"""Rows for tests: every argument that matters is written in the test, the rest is plain. Call them under ``acting``."""

import itertools
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from apps.accounts.models import Assignment, User
from apps.core.snils import check_digits
from apps.core.text import natural_key, sort_key
from apps.diagnostics.models import Campaign, Competence, DiagnosticSession, Invitation, Score, Tool
from apps.diagnostics.services.deficits import rebuild_deficits
from apps.events.models import Event, MentoringPair, PairItem, PairMeeting, Participation, TeamMentoring
from apps.organizations.models import Municipality, Organization, Region
from apps.organizations.services.placement import rebuild_memberships, visibility
from apps.passport.models import StudentResult
from apps.programs.models import Enrollment, Program, RegistryEntry
from apps.routes.models import (
    Consultation,
    IndividualRoute,
    ItemAim,
    PracticeRecord,
    Recognition,
    RouteItem,
    RouteSource,
)
from apps.teachers.models import Employment, Person, Position
from apps.teachers.services.stamp import restamp

numbers = itertools.count(1)
LONG_AGO = date(2015, 9, 1)


def make_region(oktmo: str = "99000000", name: str = "Тестовая область") -> Region:
    """A region that no dictionary has."""
    region, _ = Region.objects.get_or_create(oktmo=oktmo, defaults={"name": name, "sort_key": sort_key(name)})
    return region


def make_municipality(region: Region, oktmo: str, name: str, **fields: Any) -> Municipality:
    """A municipality of the region."""
    return Municipality.objects.create(region=region, oktmo=oktmo, name=name, sort_key=sort_key(name), **fields)


def new_organization(home: Municipality, kind: str = "school", **fields: Any) -> Organization:
    """An organization at home in the municipality, not saved yet."""
    number = next(numbers)
    name = fields.pop("short_name", f"Школа № {number}")
    values = {"code": f"ORG-{number}", "full_name": name, "short_name": name, "sort_key": natural_key(name), **fields}
    place = {"home": home, "municipality": home, "region": home.region}
    return Organization(kind=kind, **place, **visibility(kind), **values)


def make_organization(home: Municipality, kind: str = "school", **fields: Any) -> Organization:
    """An organization at home in the municipality, with its timeline."""
    organization = new_organization(home, kind, **fields)
    organization.save(force_insert=True)
    rebuild_memberships([organization.pk])
    organization.refresh_from_db()
    return organization


def make_position(name: str = "Учитель", kind: str = "pedagogue") -> Position:
    """A position of the dictionary."""
    position, _ = Position.objects.get_or_create(name=name, defaults={"kind": kind, "sort_key": sort_key(name)})
    return position


def make_snils(number: int) -> str:
    """An unmistakably synthetic, valid СНИЛС."""
    base = f"{900_000_000 + number:09d}"
    return base + check_digits(base)


def new_person(organization: Organization, **fields: Any) -> Person:
    """A person of the organization, not saved yet."""
    number = next(numbers)
    values = {"snils": make_snils(number), "last_name": f"Тестова{number}", "first_name": "Анна", **fields}
    person = Person(
        organization=organization, municipality=organization.municipality, region=organization.region, **values
    )
    person.sort_key = sort_key(person.full_name)
    return person


def make_person(organization: Organization, *, position: Position | None = None, **fields: Any) -> Person:
    """A person with a main employment in the organization since long ago (``start``, ``end`` change it)."""
    start, end = fields.pop("start", LONG_AGO), fields.pop("end", None)
    person = new_person(organization, **fields)
    person.save()
    make_employment(person, organization, position=position, start=start, end=end)
    return person


def new_employment(
    person: Person, organization: Organization, *, position: Position | None = None, **fields: Any
) -> Employment:
    """An employment, not saved yet."""
    values = {"start": LONG_AGO, "is_main": True, **fields}
    return Employment(
        person=person,
        person_name=person.full_name,
        organization=organization,
        municipality=organization.municipality,
        region=organization.region,
        owner_organization_id=person.organization_id,
        owner_municipality_id=person.municipality_id,
        owner_region_id=person.region_id,
        owner_managerial=person.managerial,
        position=position or make_position(),
        **values,
    )


def make_employment(
    person: Person, organization: Organization, *, position: Position | None = None, **fields: Any
) -> Employment:
    """An employment; the person is stamped anew."""
    employment = new_employment(person, organization, position=position, **fields)
    employment.save(force_insert=True)
    restamp([person.pk])
    person.refresh_from_db()
    employment.refresh_from_db()
    return employment


def make_competence(code: str = "Т-01") -> Competence:
    """A competence of the framework."""
    competence, _ = Competence.objects.get_or_create(code=code, defaults={"title": f"Компетенция {code}"})
    return competence


def make_session(
    person: Person, provider: Organization, on: date, *, scores: dict[str, int] | None = None, **fields: Any
) -> DiagnosticSession:
    """An independent session with scores in percent by competence code."""
    tool, _ = Tool.objects.get_or_create(provider=provider, title="Тестовый инструмент")
    session = DiagnosticSession.objects.create(person=person, tool=tool, provider=provider, completed_on=on, **fields)
    for code, points in (scores or {"Т-01": 40}).items():
        competence = make_competence(code)
        Score.objects.create(
            session=session, person=person, provider=provider, competence=competence, points=points, maximum=100
        )
    rebuild_deficits([session.pk])
    return session


def make_tool(provider: Organization, title: str = "Тестовый инструмент", **fields: Any) -> Tool:
    """A tool of the provider; the same title gives the same tool."""
    tool, _ = Tool.objects.get_or_create(provider=provider, title=title, defaults=fields)
    return tool


def make_campaign(conductor: Organization, start: date, end: date, **fields: Any) -> Campaign:
    """An announced campaign of the conductor with its test tool (``announced_on=None``: still in preparation)."""
    values = {"title": f"Кампания {next(numbers)}", "announced_on": start, **fields}
    values.setdefault("tool", make_tool(conductor))
    place = {"municipality": conductor.municipality, "region": conductor.region}
    announced = values["announced_on"] is not None
    return Campaign.objects.create(organization=conductor, start=start, end=end, announced=announced, **place, **values)


def make_invitation(campaign: Campaign, person: Person, **fields: Any) -> Invitation:
    """The person is invited on the campaign's first day."""
    return Invitation.objects.create(campaign=campaign, person=person, **{"invited_on": campaign.start, **fields})


def make_program(organization: Organization, **fields: Any) -> Program:
    """A programme of the organization."""
    number = next(numbers)
    title = fields.pop("title", f"Программа {number}")
    values = {"code": f"ДПП-{number}", "kind": "pk", "hours": 36, **fields}
    place = {"municipality": organization.municipality, "region": organization.region}
    return Program.objects.create(
        organization=organization, **place, title=title, sort_key=sort_key(title), open=organization.open, **values
    )


def make_entry(program: Program, included: date, excluded: date | None = None) -> RegistryEntry:
    """A registry entry linked to the programme."""
    number = f"ФР-{next(numbers)}"
    return RegistryEntry.objects.create(
        number=number, title=program.title, included_on=included, excluded_on=excluded, program=program
    )


def make_enrollment(person: Person, program: Program, enrolled: date, completed: date | None = None) -> Enrollment:
    """Training on a programme."""
    return Enrollment.objects.create(person=person, program=program, enrolled_on=enrolled, completed_on=completed)


def make_route(person: Person, session: DiagnosticSession | None, **fields: Any) -> IndividualRoute:
    """A route; agreed on the day of approval unless said otherwise."""
    if fields.get("approved_on"):
        fields.setdefault("agreed_on", fields["approved_on"])
    number = fields.pop("number", f"ИОМ-{next(numbers)}")
    return IndividualRoute.objects.create(person=person, session=session, number=number, **fields)


def make_item(route: IndividualRoute, program: Program, *codes: str) -> RouteItem:
    """A formal item of the route, aimed at these competences."""
    number = str(next(numbers))
    item = RouteItem.objects.create(route=route, person=route.person, number=number, kind="formal", program=program)
    for code in codes or ("Т-01",):
        ItemAim.objects.create(item=item, person=route.person, competence=make_competence(code))
    return item


def make_question(who: Person | Organization, **fields: Any) -> Consultation:
    """A question of a person or of an organization that waits for an answer."""
    values = {"theme": f"Вопрос {next(numbers)}", "question": "Как быть?", "asked_on": LONG_AGO, **fields}
    if isinstance(who, Person):
        columns = ("organization_id", "municipality_id", "region_id", "managerial")
        return Consultation.objects.create(person=who, **{c: getattr(who, c) for c in columns}, **values)
    place = {"organization": who, "municipality": who.municipality, "region": who.region}
    return Consultation.objects.create(personal=False, **place, **values)


def make_source(route: IndividualRoute, **fields: Any) -> RouteSource:
    """A reason of a route: pupils' results."""
    values = {"kind": "results", "text": "Результаты ВПР ниже ожидаемых", "on_date": LONG_AGO, **fields}
    return RouteSource.objects.create(route=route, person=route.person, **values)


def make_recognition(person: Person, *codes: str, **fields: Any) -> Recognition:
    """A decision that recognizes learning in these competences."""
    number = f"Р-{next(numbers)}"
    values = {"title": "Летняя школа", "learned_at": "Сообщество", "hours": 12, "number": number, **fields}
    made = Recognition.objects.create(person=person, **{"decided_on": LONG_AGO, **values})
    made.competences.set(make_competence(code) for code in codes or ("Т-01",))
    return made


def make_practice(person: Person, code: str = "Т-01", **fields: Any) -> PracticeRecord:
    """A lesson visited, with marks."""
    values = {"kind": "lesson", "observer": "Методист", "conclusion": "Видно", "on_date": LONG_AGO, **fields}
    marks = values.pop("marks", {"aim": 1, "way": 2})
    sums = {"points": sum(marks.values()), "maximum": 2 * len(marks)}
    place = {"person": person, "competence": make_competence(code)}
    return PracticeRecord.objects.create(**place, marks=marks, **sums, **values)


def make_event(organizer: Organization, on: date, **fields: Any) -> Event:
    """An event of the organizer."""
    number = next(numbers)
    title = fields.pop("title", f"Мероприятие {number}")
    values = {"code": f"М-{number}", "kind": "seminar", "level": "municipal", **fields}
    place = {"municipality": organizer.municipality, "region": organizer.region, "open": organizer.open}
    return Event.objects.create(
        organization=organizer, title=title, sort_key=sort_key(title), start=on, **place, **values
    )


def make_participation(
    event: Event, who: Person | Organization, role: str = "participant", **fields: Any
) -> Participation:
    """Participation of a person or of an organization."""
    if isinstance(who, Person):
        columns = ("organization_id", "municipality_id", "region_id", "managerial")
        fields |= {"person": who, **{c: getattr(who, c) for c in columns}}
    else:
        fields |= {"organization": who, "municipality": who.municipality, "region": who.region}
    return Participation.objects.create(event=event, role=role, **fields)


def make_pair(mentor: Person, mentee: Person, start: date, **fields: Any) -> MentoringPair:
    """A mentoring pair."""
    columns = ("organization_id", "municipality_id", "region_id", "managerial")
    place = {f"mentor_{column}": getattr(mentor, column) for column in columns}
    names = {"mentor_name": mentor.full_name, "person_name": mentee.full_name}
    values = {"form": "young", **fields}
    return MentoringPair.objects.create(mentor=mentor, person=mentee, start=start, **place, **names, **values)


def make_pair_item(pair: MentoringPair, theme: str = "Рабочая программа", **fields: Any) -> PairItem:
    """An item of a pair's plan."""
    return PairItem.objects.create(pair=pair, theme=theme, **fields)


def make_meeting(pair: MentoringPair, on: date, **fields: Any) -> PairMeeting:
    """A meeting of a pair that took place, unless said otherwise."""
    values = {"theme": f"Встреча {next(numbers)}", "held": True, **fields}
    return PairMeeting.objects.create(pair=pair, on_date=on, **values)


def make_team(school: Organization, leader: Organization, **fields: Any) -> TeamMentoring:
    """A leader school mentors the team of a school, since long ago and with no contract unless said otherwise."""
    place = {"organization": school, "municipality": school.municipality, "region": school.region}
    lead = {"leader": leader, "leader_municipality": leader.municipality, "leader_region": leader.region}
    return TeamMentoring.objects.create(
        **place, **lead, **{"start": LONG_AGO + timedelta(days=next(numbers)), **fields}
    )


def make_result(school: Organization, average: str = "50", **fields: Any) -> StudentResult:
    """The average of a school at the ЕГЭ in Russian in 2025, unless said otherwise."""
    values = {"year": 2025, "exam": "ege", "subject": "Русский язык", "participants": 9, **fields}
    place = {"municipality": school.municipality, "region": school.region}
    return StudentResult.objects.create(organization=school, **place, average=Decimal(average), **values)


def new_user(login: str, role: str, organization: Organization, *, password: str | None = None) -> Assignment:
    """A user holding one role at the organization since long ago, neither of them saved yet."""
    user = User(login=login.strip().lower(), full_name=f"Тест {login}")
    user.set_password(password)
    return Assignment(
        user=user,
        role=role,
        organization=organization,
        municipality=organization.municipality,
        region=organization.region,
        valid_from=LONG_AGO,
    )


def make_user(login: str, role: str, organization: Organization, *, password: str | None = None) -> Assignment:
    """A user holding one role at the organization since long ago."""
    grant = new_user(login, role, organization, password=password)
    grant.user.save()
    grant.save()
    return grant
