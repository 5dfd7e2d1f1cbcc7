"""The thirteen rules (DOMAIN 4), each: a world, a setting, the period and D -> who is counted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from tests.indicators.naive import composition as units
from tests.indicators.naive import conditions
from tests.indicators.naive.composition import Setting, Unit
from tests.indicators.naive.dates import Span
from tests.indicators.naive.world import (
    CRAFT_CONTEST,
    EXPERIENCE,
    EXPERT,
    IRO,
    JURY,
    PARTICIPANT,
    PK,
    PRIZE,
    TUTOR_METHODIST,
    WINNER,
    Participation,
    Program,
    World,
)

CONTEST_ROLES = frozenset({PARTICIPANT, PRIZE, WINNER})
EXPERT_ROLES = frozenset({TUTOR_METHODIST, EXPERT, JURY})
NOBODY: Mapping[Unit, frozenset[str]] = {}


@dataclass(frozen=True)
class Outcome:
    """Sets of ids by unit: СНИЛС of people, codes of programmes, of organizations (also for teams).

    `extra` stands at the municipality and the region only, and only for figures about people.
    """

    denominator: Mapping[Unit, frozenset[str]]
    numerator: Mapping[Unit, frozenset[str]]
    extra: Mapping[Unit, frozenset[str]]

    def counts(self, unit: Unit) -> tuple[int, int]:
        """Numerator and denominator of a unit."""
        return len(self.numerator.get(unit, ())), len(self.denominator.get(unit, ()))


Rule = Callable[[World, Setting, date, date], Outcome]
ByOrganization = Mapping[str, set[str]]


def percentage(numerator: int, denominator: int) -> str | None:
    """One decimal, rounded half up; no value over nothing."""
    if denominator == 0:
        return None
    exact = Decimal(100 * numerator) / Decimal(denominator)
    return str(exact.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP))


def _outcome(world: World, setting: Setting, day: date, members: ByOrganization, met: set[str]) -> Outcome:
    """The denominator's members by organization, and those among them who met the condition."""
    counted = {organization: ids & met for organization, ids in members.items()}
    return Outcome(units.spread(world, setting, day, members), units.spread(world, setting, day, counted), NOBODY)


def _people(world: World, setting: Setting, day: date, members: ByOrganization, met: set[str]) -> Outcome:
    """As `_outcome`, with those beside it who met the condition and are in no denominator."""
    plain = _outcome(world, setting, day, members, met)
    strangers = met - {person for people in members.values() for person in people}
    by_home: dict[str, set[str]] = {}
    for person in strangers:
        home = home_of(world, person, day)
        if home is not None:
            by_home.setdefault(home, set()).add(person)
    everywhere = units.spread(world, setting, day, by_home)
    extra = {unit: ids for unit, ids in everywhere.items() if unit.level != units.ORGANIZATION}
    return Outcome(plain.denominator, plain.numerator, extra)


def home_of(world: World, person: str, day: date) -> str | None:
    """Where somebody outside the staff is counted beside a figure.

    The organization, of any kind, of the latest main employment begun on or before D, else of
    the latest other one; who was never employed by D is counted nowhere. So one person is beside
    one municipality, and the region's number is the sum.
    """
    begun = [e for e in world.employments if e.person == person and e.start <= day]
    if not begun:
        return None
    latest = max(begun, key=lambda e: (e.is_main, e.start, e.end or date.max, e.organization))
    return latest.organization


def diagnosed(world: World, setting: Setting, period_from: date, day: date) -> Outcome:
    """Staff who completed in the window a session that counts."""
    window = setting.window.on(period_from, day)
    met = {
        session.person
        for session in world.sessions
        if session.on in window and conditions.session_counts(world, setting, session, day)
    }
    return _people(world, setting, day, units.staff(world, setting, day), met)


def routed(world: World, setting: Setting, period_from: date, day: date) -> Outcome:
    """Staff with a route approved in the window, from a session that counts, not cancelled by D."""
    window = setting.window.on(period_from, day)
    met = {
        route.person
        for route in world.routes
        if route.approved in window and conditions.route_counts(world, setting, route, day)
    }
    return _people(world, setting, day, units.staff(world, setting, day), met)


def trained_fr(world: World, setting: Setting, period_from: date, day: date) -> Outcome:
    """Pedagogues trained in the window on a registry programme aimed at a deficit of their route."""
    window = setting.window.on(period_from, day)
    met = {
        enrollment.person
        for enrollment in conditions.completed(world, window)
        if conditions.was_in_registry(world, enrollment) and conditions.stands_on_route(world, setting, enrollment, day)
    }
    return _people(world, setting, day, units.pedagogues(world, setting, day), met)


def teams_trained(world: World, setting: Setting, period_from: date, day: date) -> Outcome:
    """Management teams, at least the share S of which was trained in the theme in the window."""
    window = setting.window.on(period_from, day)
    trained = {
        enrollment.person
        for enrollment in conditions.completed(world, window)
        if conditions.has_theme(world.program(enrollment.program), setting.theme)
    }
    return _teams(world, setting, day, lambda team: len(team & trained) >= setting.share * len(team))


def teams_cum(world: World, setting: Setting, period_from: date, day: date) -> Outcome:
    """Management teams with at least one member who completed a programme of kind ПК in the window."""
    window = setting.window.on(period_from, day)
    trained = {
        enrollment.person
        for enrollment in conditions.completed(world, window)
        if world.program(enrollment.program).kind == PK
    }
    return _teams(world, setting, day, lambda team: bool(team & trained))


def _teams(world: World, setting: Setting, day: date, is_trained: Callable[[set[str]], bool]) -> Outcome:
    """Teams are named by their organization."""
    teams = units.teams(world, setting, day)
    met = {organization for organization, team in teams.items() if is_trained(team)}
    return _outcome(world, setting, day, {code: {code} for code in teams}, met)


def young_supported(world: World, setting: Setting, period_from: date, day: date) -> Outcome:
    """Young specialists in a form of support: an event marked as one, or the mentee of a pair."""
    window = setting.window.on(period_from, day)
    met = conditions.people_in_events(world, window, lambda p: p.event.is_support)
    met |= {pair.mentee for pair in world.pairs if window.overlaps(Span(pair.start, pair.end))}
    return _people(world, setting, day, units.young_specialists(world, setting, day), met)


def programs_in_fr(world: World, setting: Setting, period_from: date, day: date) -> Outcome:
    """Programmes of the ИРО and their child units carried out in the period; in the registry on D."""
    period = Span(period_from, day)
    members: dict[str, set[str]] = {}
    for program in world.programs:
        if _is_of_iro(world, program) and conditions.was_carried_out(world, program, period):
            members.setdefault(program.organization, set()).add(program.code)
    met = {program.code for program in world.programs if program.is_in_registry_on(day)}
    return _outcome(world, setting, day, members, met)


def _is_of_iro(world: World, program: Program) -> bool:
    """Is the programme's organization an ИРО or a child unit of one?"""
    owner = world.organization(program.organization)
    return owner.kind == IRO or (owner.parent is not None and world.organization(owner.parent).kind == IRO)


def qualified(world: World, setting: Setting, period_from: date, day: date) -> Outcome:
    """Staff who completed any programme in the window."""
    window = setting.window.on(period_from, day)
    met = {enrollment.person for enrollment in conditions.completed(world, window)}
    return _people(world, setting, day, units.staff(world, setting, day), met)


def _in_contest(participation: Participation) -> bool:
    """A contest of professional craft, as one who competes in it."""
    return participation.event.kind == CRAFT_CONTEST and participation.role in CONTEST_ROLES


def contest_people(world: World, setting: Setting, period_from: date, day: date) -> Outcome:
    """Staff who competed in the window in a contest of professional craft, at any level."""
    window = setting.window.on(period_from, day)
    met = conditions.people_in_events(world, window, _in_contest)
    return _people(world, setting, day, units.staff(world, setting, day), met)


def contest_orgs(world: World, setting: Setting, period_from: date, day: date) -> Outcome:
    """Open educational organizations that competed, themselves or by a main worker of that day."""
    return _open_organizations(world, setting, period_from, day, _in_contest)


def experience_orgs(world: World, setting: Setting, period_from: date, day: date) -> Outcome:
    """Open educational organizations that presented experience in the window, likewise."""
    return _open_organizations(world, setting, period_from, day, lambda p: p.role == EXPERIENCE)


def _open_organizations(
    world: World, setting: Setting, period_from: date, day: date, wanted: conditions.IsWanted
) -> Outcome:
    """Each open organization is a member of its own."""
    window = setting.window.on(period_from, day)
    members = {
        organization.code: {organization.code}
        for organization in units.population(world, setting, day)
        if units.is_open_on(organization, day)
    }
    return _outcome(world, setting, day, members, conditions.organizations_in_events(world, window, wanted))


def experts(world: World, setting: Setting, period_from: date, day: date) -> Outcome:
    """Staff who acted in the window as тьютор-методист, эксперт or член жюри, or were appointed as one."""
    window = setting.window.on(period_from, day)
    met = conditions.people_in_events(world, window, lambda p: p.role in EXPERT_ROLES)
    met |= {
        appointment.person
        for appointment in world.appointments
        if appointment.kind in EXPERT_ROLES and window.overlaps(Span(appointment.start, appointment.end))
    }
    return _people(world, setting, day, units.staff(world, setting, day), met)


RULES: Mapping[str, Rule] = {
    "diagnosed": diagnosed,
    "routed": routed,
    "trained_fr": trained_fr,
    "teams_trained": teams_trained,
    "young_supported": young_supported,
    "programs_in_fr": programs_in_fr,
    "qualified": qualified,
    "contest_people": contest_people,
    "contest_orgs": contest_orgs,
    "experience_orgs": experience_orgs,
    "experts": experts,
    "trained_fr_cum": trained_fr,
    "teams_cum": teams_cum,
}
