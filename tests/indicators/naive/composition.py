"""Who belongs where on a day: municipalities, population, staff, units."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from tests.indicators.naive.dates import PERIOD, Span, Window, is_young
from tests.indicators.naive.world import (
    EDUCATIONAL,
    QUALITY_THEME,
    Employment,
    Municipality,
    Organization,
    World,
)

REGION, MUNICIPALITY, ORGANIZATION = "region", "municipality", "organization"
STAFF_KINDS = frozenset({"pedagogue", "manager"})


class Unit(NamedTuple):
    """A unit of a report: its level and its ОКТМО or the organization's code."""

    level: str
    code: str


@dataclass(frozen=True)
class Setting:
    """What a profile says about one indicator.

    `municipality`: the profile is municipal, there is no region level. `founders`: the
    organizations of the population, `None` among them is "not stated"; no set: any.
    `providers`: kinds whose sessions count; no set: any. `share` is S of the teams.
    """

    region: str
    municipality: str | None = None
    founders: frozenset[str | None] | None = None
    providers: frozenset[str] | None = None
    share: Fraction = Fraction(1, 2)
    window: Window = field(default=PERIOD)
    theme: str = QUALITY_THEME


def municipality_on(world: World, organization: Organization, day: date) -> str:
    """ОКТМО of the organization on the day: a dated membership, else the file's, else its successor."""
    for membership in organization.memberships:
        if day in Span(membership.start, membership.end):
            return membership.oktmo
    return _in_force(world, organization.oktmo, day)


def _in_force(world: World, oktmo: str, day: date) -> str:
    """Follow the successors of a municipality that had ended before the day."""
    rows = [row for row in world.municipalities if row.oktmo == oktmo]
    if any(row.is_valid_on(day) for row in rows):
        return oktmo
    for row in rows:
        if row.valid_to is not None and row.valid_to < day and row.successor:
            return _in_force(world, row.successor, day)
    return oktmo


def region_of(world: World, oktmo: str) -> str | None:
    """The region of a municipality."""
    return next((row.region for row in world.municipalities if row.oktmo == oktmo), None)


def is_in_territory(world: World, setting: Setting, organization: Organization, day: date) -> bool:
    """Is the organization in the profile's region or municipality on the day?"""
    oktmo = municipality_on(world, organization, day)
    if setting.municipality is not None:
        return oktmo == setting.municipality
    return region_of(world, oktmo) == setting.region


def population(world: World, setting: Setting, day: date) -> list[Organization]:
    """Educational organizations of the territory on the day, of the founders the profile names."""
    return [
        organization
        for organization in world.organizations
        if organization.kind in EDUCATIONAL
        and (setting.founders is None or organization.founder in setting.founders)
        and is_in_territory(world, setting, organization, day)
    ]


def is_open_on(organization: Organization, day: date) -> bool:
    """Opened on or before the day (or unknown), not closed on or before it."""
    opened = organization.opened is None or organization.opened <= day
    return opened and (organization.closed is None or organization.closed > day)


def main_employment(world: World, person: str, day: date) -> Employment | None:
    """The main employment of a person on the day: never more than one."""
    return next((e for e in world.employments if e.person == person and e.is_main and e.is_active_on(day)), None)


def staff(world: World, setting: Setting, day: date, kinds: frozenset[str] = STAFF_KINDS) -> dict[str, set[str]]:
    """People by the organization of their main employment on the day, of the position kinds asked for."""
    result: dict[str, set[str]] = {organization.code: set() for organization in population(world, setting, day)}
    for person in world.people:
        employment = main_employment(world, person.snils, day)
        if employment and employment.organization in result and employment.position.kind in kinds:
            result[employment.organization].add(person.snils)
    return result


def pedagogues(world: World, setting: Setting, day: date) -> dict[str, set[str]]:
    """Pedagogical staff by organization."""
    return staff(world, setting, day, frozenset({"pedagogue"}))


def teams(world: World, setting: Setting, day: date) -> dict[str, set[str]]:
    """The management team of each organization that has a manager."""
    managers = staff(world, setting, day, frozenset({"manager"}))
    return {organization: members for organization, members in managers.items() if members}


def young_specialists(world: World, setting: Setting, day: date) -> dict[str, set[str]]:
    """Pedagogues who are young specialists on the day."""
    young = {p.snils for p in world.people if is_young(p.birth_date, p.career_start, day)}
    return {org: people & young for org, people in pedagogues(world, setting, day).items()}


def municipalities_on(world: World, setting: Setting, day: date) -> set[str]:
    """Municipalities of the territory on the day: those in force and those an organization is in."""
    valid: Iterable[Municipality] = (row for row in world.municipalities if row.is_valid_on(day))
    codes = {row.oktmo for row in valid if row.region == setting.region}
    codes |= {
        municipality_on(world, organization, day)
        for organization in world.organizations
        if is_in_territory(world, setting, organization, day)
    }
    return codes if setting.municipality is None else {setting.municipality}


def spread(
    world: World, setting: Setting, day: date, by_organization: Mapping[str, Iterable[str]]
) -> dict[Unit, frozenset[str]]:
    """Sets of organizations gathered upward: every unit of the territory is there, be it empty."""
    result: dict[Unit, set[str]] = {Unit(MUNICIPALITY, code): set() for code in municipalities_on(world, setting, day)}
    if setting.municipality is None:
        result[Unit(REGION, setting.region)] = set()
    for organization in world.organizations:
        if is_in_territory(world, setting, organization, day):
            ids = set(by_organization.get(organization.code, ()))
            result[Unit(ORGANIZATION, organization.code)] = ids
            result[Unit(MUNICIPALITY, municipality_on(world, organization, day))] |= ids
            if setting.municipality is None:
                result[Unit(REGION, setting.region)] |= ids
    return {unit: frozenset(ids) for unit, ids in result.items()}
