"""A naive world written straight into the portal's tables (the import of the same files has tests of its own)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, TypeVar

from django.db import models

from apps.core.text import natural_key, sort_key
from apps.diagnostics.models import Competence, DiagnosticSession, Score, Tool, ToolThreshold
from apps.diagnostics.services.deficits import rebuild_deficits
from apps.events.enums import EventKind, EventLevel, PairForm, ParticipationRole
from apps.events.models import Event, MentoringPair, Participation
from apps.organizations.enums import Founder, OrganizationKind
from apps.organizations.models import Municipality, Organization, Region
from apps.organizations.services.placement import rebuild_memberships, regional_level, visibility
from apps.programs.models import Enrollment, Program, RegistryEntry
from apps.routes.enums import ItemKind
from apps.routes.models import IndividualRoute, ItemAim, RouteItem
from apps.teachers.enums import AppointmentKind
from apps.teachers.models import Appointment, Employment, Person, Position
from apps.teachers.models.base import stamp_of
from apps.teachers.services.stamp import restamp
from tests.indicators.naive.world import World

M = TypeVar("M", bound=models.Model)


def value_of(enum: type[models.TextChoices], label: str | None) -> str:
    """The code of a Russian label; empty for none."""
    return next((str(m.value) for m in enum if m.label == label), "") if label else ""


class Loader:
    """Loads a world; keeps what later rows refer to."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.municipalities: dict[str, Municipality] = {}
        self.organizations: dict[str, Organization] = {}
        self.people: dict[str, Person] = {}
        self.sessions: dict[tuple[str, date, str], DiagnosticSession] = {}
        self.programs: dict[str, Program] = {}
        self.events: dict[str, Event] = {}
        self.competences: dict[str, Competence] = {}

    def load(self) -> None:
        """Everything, in the order of reference."""
        for step in (
            self.load_municipalities,
            self.load_organizations,
            self.load_people,
            self.load_employments,
            self.load_sessions,
            self.load_programs,
            self.load_trainings,
            self.load_events,
            self.load_pairs,
            self.load_routes,
        ):
            step()

    def load_municipalities(self) -> None:
        stored: list[tuple[Municipality, str | None]] = []
        for row in self.world.municipalities:
            region, _ = Region.objects.get_or_create(
                oktmo=row.region, defaults={"name": row.region, "sort_key": row.region}
            )
            municipality, _ = Municipality.objects.update_or_create(
                oktmo=row.oktmo,
                valid_from=row.valid_from,
                regional=False,
                defaults={"region": region, "name": row.name, "sort_key": sort_key(row.name), "valid_to": row.valid_to},
            )
            stored.append((municipality, row.successor))
            self.municipalities[row.oktmo] = municipality
        for municipality, successor in stored:
            if successor:
                municipality.successor = self.municipalities[successor]
                municipality.save()

    def home(self, oktmo: str) -> Municipality:
        if oktmo in self.municipalities:
            return self.municipalities[oktmo]
        region, _ = Region.objects.get_or_create(oktmo=oktmo, defaults={"name": oktmo, "sort_key": oktmo})
        return regional_level(region)

    def load_organizations(self) -> None:
        for row in self.world.organizations:
            home = self.home(row.oktmo)
            kind = value_of(OrganizationKind, row.kind)
            self.organizations[row.code] = Organization.objects.create(
                code=row.code,
                kind=kind,
                full_name=row.name or row.code,
                short_name=row.name or row.code,
                sort_key=natural_key(row.name or row.code),
                home=home,
                municipality=home,
                region=home.region,
                founder=value_of(Founder, row.founder),
                opened_on=row.opened,
                closed_on=row.closed,
                **visibility(kind),
            )
        for row in self.world.organizations:
            if row.parent:
                Organization.objects.filter(code=row.code).update(parent=self.organizations[row.parent])
        rebuild_memberships([o.pk for o in self.organizations.values()])
        for organization in self.organizations.values():
            organization.refresh_from_db()

    def load_people(self) -> None:
        first = {e.person: e for e in reversed(self.world.employments)}
        for row in self.world.people:
            home = self.organizations[first[row.snils].organization]
            person = Person(
                snils=row.snils,
                last_name=row.surname,
                first_name=row.name,
                middle_name=row.patronymic,
                birth_date=row.birth_date,
                career_start=row.career_start,
                **place(home),
            )
            person.sort_key = sort_key(person.full_name)
            self.people[row.snils] = person
        bulk(Person, self.people.values())

    def load_employments(self) -> None:
        positions: dict[str, Position] = {}
        for row in self.world.employments:
            if row.position.name not in positions:
                defaults = {"kind": row.position.kind, "sort_key": sort_key(row.position.name)}
                positions[row.position.name], _ = Position.objects.get_or_create(
                    name=row.position.name, defaults=defaults
                )
        bulk(Employment, (self.employment(row, positions[row.position.name]) for row in self.world.employments))
        ids = [p.pk for p in self.people.values()]
        restamp(ids)
        self.people = {p.snils: p for p in Person.objects.filter(pk__in=ids)}

    def employment(self, row: Any, position: Position) -> Employment:
        person = self.people[row.person]
        owner = {f"owner_{column}": value for column, value in stamp_of(person).items()}
        return Employment(
            person=person,
            person_name=person.full_name,
            position=position,
            is_main=row.is_main,
            start=row.start,
            end=row.end,
            **place(self.organizations[row.organization]),
            **owner,
        )

    def load_sessions(self) -> None:
        for known in self.world.competences:
            self.competence(known.code)
        for row in self.world.sessions:
            provider = self.organizations[row.provider]
            tool, _ = Tool.objects.get_or_create(provider=provider, title=row.tool)
            session = DiagnosticSession.objects.create(
                person=self.people[row.person],
                tool=tool,
                provider=provider,
                completed_on=row.on,
                independent=row.is_independent,
                annulled_on=row.annulled_on,
            )
            self.sessions[(row.person, row.on, row.tool)] = session
            for score in row.scores:
                self.score(session, score)
        rebuild_deficits([s.pk for s in self.sessions.values()])

    def competence(self, code: str) -> Competence:
        if code not in self.competences:
            self.competences[code], _ = Competence.objects.get_or_create(code=code, defaults={"title": code})
        return self.competences[code]

    def score(self, session: DiagnosticSession, row: Any) -> None:
        competence = self.competence(row.competence)
        if row.threshold != session.tool.threshold:
            values = {"percent": row.threshold}
            ToolThreshold.objects.update_or_create(tool=session.tool, competence=competence, defaults=values)
        Score.objects.create(
            session=session,
            person=session.person,
            provider=session.provider,
            competence=competence,
            points=row.score,
            maximum=row.maximum,
        )

    def load_programs(self) -> None:
        for row in self.world.programs:
            organization = self.organizations[row.organization]
            program = Program.objects.create(
                code=row.code,
                title=row.code,
                sort_key=sort_key(row.code),
                kind={"ПК": "pk", "ПП": "pp"}[row.kind],
                hours=row.hours,
                theme=row.theme or "",
                runs_from=row.impl_from,
                runs_to=row.impl_to,
                open=organization.open,
                **place(organization),
            )
            self.programs[row.code] = program
            for entry in row.entries:
                RegistryEntry.objects.create(
                    number=entry.number,
                    title=row.code,
                    included_on=entry.included,
                    excluded_on=entry.excluded,
                    program=program,
                )

    def load_trainings(self) -> None:
        bulk(
            Enrollment,
            (
                Enrollment(
                    person=self.people[row.person],
                    program=self.programs[row.program],
                    enrolled_on=row.enrolled,
                    completed_on=row.completed,
                    expelled_on=row.expelled,
                    **stamp_of(self.people[row.person]),
                )
                for row in self.world.enrollments
            ),
        )
        bulk(
            Appointment,
            (
                Appointment(
                    person=self.people[row.person],
                    at_organization=self.organizations[row.organization],
                    kind=value_of(AppointmentKind, row.kind),
                    start=row.start,
                    end=row.end,
                    **stamp_of(self.people[row.person]),
                )
                for row in self.world.appointments
            ),
        )

    def load_events(self) -> None:
        for row in self.world.events:
            organizer = self.organizations[row.organizer]
            self.events[row.code] = Event.objects.create(
                code=row.code,
                title=row.code,
                sort_key=sort_key(row.code),
                kind=value_of(EventKind, row.kind),
                level=value_of(EventLevel, row.level),
                start=row.start,
                end=row.end,
                supports_young=row.is_support,
                open=organizer.open,
                **place(organizer),
            )
        bulk(Participation, (self.participation(row) for row in self.world.participations))

    def participation(self, row: Any) -> Participation:
        values = {
            "event": self.events[row.event.code],
            "role": value_of(ParticipationRole, row.role),
            "on_date": row.on,
        }
        if row.person:
            person = self.people[row.person]
            return Participation(person=person, **stamp_of(person), **values)
        return Participation(**place(self.organizations[row.organization]), **values)

    def load_pairs(self) -> None:
        for row in self.world.pairs:
            mentor, mentee = self.people[row.mentor], self.people[row.mentee]
            MentoringPair.objects.create(
                mentor=mentor,
                person=mentee,
                mentor_name=mentor.full_name,
                person_name=mentee.full_name,
                form=value_of(PairForm, row.form),
                start=row.start,
                end=row.end,
                **{f"mentor_{column}": value for column, value in stamp_of(mentor).items()},
            )

    def load_routes(self) -> None:
        for row in self.world.routes:
            named = row.session
            session = self.sessions[(named.person, named.on, named.tool)] if named else None
            route = IndividualRoute.objects.create(
                number=row.number,
                person=self.people[row.person],
                session=session,
                agreed_on=row.approved,
                approved_on=row.approved,
                cancelled_on=row.cancelled,
            )
            for item in row.items:
                self.item(route, item)

    def item(self, route: IndividualRoute, row: Any) -> None:
        made = RouteItem.objects.create(
            route=route,
            person=route.person,
            number=str(row.number),
            kind=value_of(ItemKind, row.kind),
            program=self.programs[row.program] if row.program else None,
            event=self.events[row.event] if row.event else None,
        )
        for code in row.competences:
            ItemAim.objects.create(item=made, person=route.person, competence=self.competence(code))


def place(organization: Organization) -> dict[str, Any]:
    """The unit columns of an organization."""
    columns: tuple[str, ...] = ("municipality_id", "region_id")
    return {"organization_id": organization.pk, **{c: getattr(organization, c) for c in columns}}


def bulk(model: type[M], rows: Iterable[M]) -> None:
    """Insert rows at once."""
    make: Callable[[list[M]], Any] = model._default_manager.bulk_create
    make(list(rows))
