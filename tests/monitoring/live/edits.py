"""Random edits through the services: each draws what it needs from what is there, and may be refused."""

import random
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.utils import timezone

from apps.diagnostics.models import DiagnosticSession, Score, Tool
from apps.diagnostics.services import sessions
from apps.events.models import Event, MentoringPair, Participation
from apps.events.services import events, mentoring, participation
from apps.organizations.models import Headcount, Organization
from apps.organizations.services import organizations, records
from apps.programs.models import Enrollment, Program, RegistryEntry
from apps.programs.services import programs, registry, training
from apps.routes.models import IndividualRoute, RouteItem
from apps.routes.services import moves, plan
from apps.teachers.models import Appointment, Employment, Person, Position
from apps.teachers.services import card, employment, people
from tests import factories as make

REFUSALS = (ValidationError, PermissionDenied, LookupError)


class Draw:
    """What chance chooses. Raises ``LookupError`` where there is nothing to choose from."""

    def __init__(self, seed: int, places: list[Organization], providers: list[Organization]) -> None:
        self.random = random.Random(seed)
        self.places, self.providers = places, providers
        self.number = 0

    def one(self, model: type[models.Model], **conditions: Any) -> Any:
        """A row of the model."""
        keys = sorted(model._default_manager.filter(**conditions).values_list("pk", flat=True))
        if not keys:
            raise LookupError(model.__name__)
        return model._default_manager.get(pk=self.random.choice(keys))

    def person(self) -> Person:
        """Somebody of the places."""
        found: Person = self.one(Person, organization__in=self.places)
        return found

    def day(self, back: int = 420, ahead: int = 40) -> date:
        """A day about now: most of them in this year."""
        return timezone.localdate() + timedelta(days=self.random.randint(-back, ahead))

    def place(self) -> Organization:
        """An organization with people."""
        return Organization.objects.get(pk=self.random.choice(self.places).pk)

    def provider(self) -> Organization:
        """An organization that diagnoses and teaches."""
        return Organization.objects.get(pk=self.random.choice(self.providers).pk)

    def next(self) -> str:
        """A name nobody has."""
        self.number += 1
        return f"К-{self.number}"


def hire(draw: Draw) -> None:
    position = draw.one(Position, name__in=("Учитель", "Директор"))
    born: dict[str, Any] = {"birth_date": draw.day(14_000, -9_000), "career_start": draw.day(1_500, 0)}
    digits = make.make_snils(next(make.numbers) + 5_000)
    people.create_person(
        snils=digits, organization=draw.place(), position=position, start=draw.day(), last_name="Новая", **born
    )


def move(draw: Draw) -> None:
    person, day = draw.person(), draw.day()
    employment.dismiss(person, end=day)
    position = draw.one(Position, name__in=("Учитель", "Директор"))
    employment.add_employment(
        person=person, organization=draw.place(), position=position, start=day + timedelta(days=1)
    )


def work_beside(draw: Draw) -> None:
    person, place = draw.person(), draw.place()
    position = draw.one(Position, name="Учитель")
    employment.add_employment(person=person, organization=place, position=position, start=draw.day(), is_main=False)


def correct_employment(draw: Draw) -> None:
    job = draw.one(Employment, organization__in=draw.places)
    values: dict[str, Any] = draw.random.choice(
        [{"start": draw.day()}, {"is_main": not job.is_main}, {"position": draw.one(Position)}, {"end": draw.day()}]
    )
    employment.update_employment(job, **values)


def person_card(draw: Draw) -> None:
    born = {"birth_date": draw.day(14_000, -9_000), "career_start": draw.day(1_500, 0)}
    people.update_person(draw.person(), **born)


def session(draw: Draw) -> None:
    provider = draw.provider()
    tool, _ = Tool.objects.get_or_create(provider=provider, title="Инструмент")
    made = sessions.create_session(
        tool=tool,
        provider=provider,
        completed_on=draw.day(),
        person=draw.person(),
        independent=draw.random.random() < 0.8,
    )
    sessions.add_score(session=made, competence=make.make_competence(), points=Decimal(draw.random.randint(0, 100)))


def score(draw: Draw) -> None:
    sessions.update_score(draw.one(Score), points=Decimal(draw.random.randint(0, 100)))


def route(draw: Draw) -> None:
    found = draw.one(DiagnosticSession)
    made = plan.create_route(person=found.person, session=found, drafted_on=found.completed_on)
    program = draw.one(Program)
    plan.add_item(route=made, kind="formal", competences=[make.make_competence()], program=program)  # type: ignore[arg-type]
    moves.agree(made, on=found.completed_on)
    moves.approve(made, on=found.completed_on)


def enroll(draw: Draw) -> None:
    person, program = draw.person(), draw.one(Program)
    planned = RouteItem.objects.filter(program__isnull=False).first()
    if planned is not None and draw.random.random() < 0.6:
        person, program = planned.person, planned.program
    start = draw.day()
    done = start + timedelta(days=draw.random.randint(0, 60)) if draw.random.random() < 0.7 else None
    training.enroll(person=person, program=program, enrolled_on=start, completed_on=done)


def entry(draw: Draw) -> None:
    program, day = draw.one(Program), draw.day(900, 10)
    registry.create_entry(number=draw.next(), title=program.title, included_on=day, program=program)


def take_part(draw: Draw) -> None:
    role = draw.random.choice(["participant", "winner", "experience", "jury"])
    who = {"person": draw.person()} if draw.random.random() < 0.8 else {"organization": draw.place()}
    participation.add_participation(event=draw.one(Event), role=role, **who)  # type: ignore[arg-type]


def new_event(draw: Draw) -> None:
    kind = draw.random.choice(["skill_contest", "seminar"])
    events.create_event(
        organization=draw.provider(), title=draw.next(), start=draw.day(), kind=kind, level="municipal",
        supports_young=draw.random.random() < 0.5,
    )  # fmt: skip


def new_program(draw: Draw) -> None:
    theme = draw.random.choice(["", "управление качеством образования"])
    dates: dict[str, Any] = {"runs_from": draw.day()} if draw.random.random() < 0.5 else {}
    programs.create_program(
        organization=draw.provider(), title=draw.next(), kind=draw.random.choice(["pk", "pp"]), hours=36,
        theme=theme, **dates,
    )  # fmt: skip


def pair(draw: Draw) -> None:
    mentoring.create_pair(mentor=draw.person(), person=draw.person(), start=draw.day(), form="young")  # type: ignore[arg-type]


def appoint(draw: Draw) -> None:
    kind = draw.random.choice(["expert", "mms_worker"])
    card.appoint(person=draw.person(), at_organization=draw.place(), kind=kind, start=draw.day())  # type: ignore[arg-type]


def program_card(draw: Draw) -> None:
    theme = draw.random.choice(["Управление качеством образования", "другая"])
    programs.update_program(draw.one(Program), theme=theme, runs_to=draw.day(), kind=draw.random.choice(["pk", "pp"]))


def event_card(draw: Draw) -> None:
    kind = draw.random.choice(["skill_contest", "seminar"])
    events.update_event(draw.one(Event), kind=kind, supports_young=draw.random.random() < 0.5)


def organization_card(draw: Draw) -> None:
    values: dict[str, Any] = draw.random.choice(
        [{"founder": "municipal"}, {"founder": "private"}, {"short_name": draw.next()}, {"opened_on": draw.day()}]
    )
    organizations.update_organization(draw.place(), **values)


def headcount(draw: Draw) -> None:
    number = draw.random.randint(1, 60)
    records.record_headcount(organization=draw.place(), on_date=draw.day(), pedagogues=number)


def correct_headcount(draw: Draw) -> None:
    records.update_headcount(draw.one(Headcount), pedagogues=draw.random.randint(1, 60))


EDITS: tuple[Callable[[Draw], Any], ...] = (
    hire, hire, move, move, work_beside, correct_employment, person_card, session, session, session, score,
    route, route, route, enroll, enroll, enroll, entry, take_part, take_part, take_part, new_event, new_program,
    pair, appoint, program_card, event_card, organization_card, headcount, correct_headcount,
    lambda draw: employment.dismiss(draw.person(), end=draw.day()),
    lambda draw: employment.remove_employment(draw.one(Employment, organization__in=draw.places)),
    lambda draw: sessions.annul_session(draw.one(DiagnosticSession), annulled_on=draw.day()),
    lambda draw: sessions.update_session(draw.one(DiagnosticSession), completed_on=draw.day()),
    lambda draw: sessions.restore_session(draw.one(DiagnosticSession)),
    lambda draw: sessions.remove_score(draw.one(Score)),
    lambda draw: moves.cancel(draw.one(IndividualRoute), reason="ошибка"),
    lambda draw: moves.undo(draw.one(IndividualRoute)),
    lambda draw: plan.remove_item(draw.one(RouteItem)),
    lambda draw: plan.update_item(draw.one(RouteItem), program=draw.one(Program)),
    lambda draw: training.update_enrollment(draw.one(Enrollment), completed_on=draw.day()),
    lambda draw: training.remove_enrollment(draw.one(Enrollment)),
    lambda draw: registry.update_entry(draw.one(RegistryEntry), excluded_on=draw.day()),
    lambda draw: registry.unlink_entry(draw.one(RegistryEntry)),
    lambda draw: programs.remove_program(draw.one(Program)),
    lambda draw: participation.update_participation(draw.one(Participation), role="winner", on_date=None),
    lambda draw: participation.remove_participation(draw.one(Participation)),
    lambda draw: mentoring.end_pair(draw.one(MentoringPair), end=draw.day()),
    lambda draw: mentoring.remove_pair(draw.one(MentoringPair)),
    lambda draw: card.end_appointment(draw.one(Appointment), end=draw.day()),
    lambda draw: card.remove_appointment(draw.one(Appointment)),
    lambda draw: organizations.close_organization(draw.place(), closed_on=draw.day()),
    lambda draw: organizations.reopen_organization(draw.place()),
)  # fmt: skip


def edit(draw: Draw) -> bool:
    """One random edit; False where the services refuse it."""
    try:
        draw.random.choice(EDITS)(draw)
    except REFUSALS:
        return False
    return True
