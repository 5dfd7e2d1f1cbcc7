"""The fixed cast: one region with two municipalities, a second region, and a user for every role.

Municipality А is «ours», Б is the neighbour; the teacher and the school of А are ours, those of Б are the stranger's.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from apps.accounts.enums import Role
from apps.accounts.models import Assignment
from apps.accounts.rights import actor_of
from apps.core.actor import Actor, acting, system
from apps.organizations.models import Municipality, Organization, Region
from apps.organizations.services.placement import regional_level
from apps.teachers.enums import Relation
from apps.teachers.models import Person, PersonLink
from tests import factories as make


@dataclass(frozen=True)
class Cast:
    """Everybody and everything that tests name."""

    region: Region
    foreign_region: Region
    municipality_a: Municipality
    municipality_b: Municipality
    ministry: Organization
    cnppm: Organization
    iro: Organization
    copmkp: Organization
    mms_a: Organization
    school_a: Organization
    school_a2: Organization
    school_b: Organization
    foreign_school: Organization
    teacher: Person
    head: Person
    colleague: Person
    stranger: Person
    foreigner: Person
    grants: dict[str, Assignment]

    def actor(self, role: str) -> Actor:
        """The actor of the cast's user in that role."""
        return actor_of(self.grants[role])


HOLDERS = {
    Role.ADMINISTRATOR: "ministry",
    Role.FEDERAL: "ministry",
    Role.CNPPM: "cnppm",
    Role.IRO: "iro",
    Role.COPMKP: "copmkp",
    Role.MINISTRY: "ministry",
    Role.MOO: "mms_a",
    Role.UMO: "ministry",
    Role.METHODIST: "mms_a",
    Role.OPERATOR: "school_a",
    Role.COUNCIL: "school_a",
    Role.TUTOR: "mms_a",
    Role.TEACHER: "school_a",
}


def places() -> dict[str, object]:
    """The territories and organizations of the cast."""
    region = make.make_region()
    foreign_region = make.make_region("98000000", "Соседняя область")
    a = make.make_municipality(region, "99601000", "Район А")
    b = make.make_municipality(region, "99602000", "Район Б")
    foreign = make.make_municipality(foreign_region, "98601000", "Чужой район")
    top = regional_level(region)

    def body(kind: str, name: str) -> Organization:
        return make.make_organization(top, kind, short_name=name)

    return {
        "region": region,
        "foreign_region": foreign_region,
        "municipality_a": a,
        "municipality_b": b,
        "ministry": body("ministry", "Министерство"),
        "iro": (iro := body("iro", "ИРО")),
        "cnppm": make.make_organization(top, "cnppm", short_name="ЦНППМ", parent=iro),
        "copmkp": body("copmkp", "ЦОПМКП"),
        "mms_a": make.make_organization(a, "mms", short_name="ММС района А"),
        "school_a": make.make_organization(a, short_name="Школа А-1", founder="municipal"),
        "school_a2": make.make_organization(a, short_name="Школа А-2"),
        "school_b": make.make_organization(b, short_name="Школа Б-1"),
        "foreign_school": make.make_organization(foreign, short_name="Чужая школа"),
    }


def people(places: dict[str, object]) -> dict[str, Person]:
    """The people of the cast."""
    director = make.make_position("Директор", "manager")
    born: dict[str, Any] = {"birth_date": date(1980, 5, 1), "career_start": date(2005, 9, 1)}

    def one(school: str, last_name: str, **fields: Any) -> Person:
        organization = places[school]
        assert isinstance(organization, Organization)
        return make.make_person(organization, last_name=last_name, first_name="Тест", **born, **fields)

    return {
        "teacher": one("school_a", "Своева"),
        "head": one("school_a", "Директорова", position=director),
        "colleague": one("school_a2", "Коллегина"),
        "stranger": one("school_b", "Посторонняя"),
        "foreigner": one("foreign_school", "Иногородняя"),
    }


def make_cast() -> Cast:
    """Everybody, made under the current actor."""
    where = places()
    who = people(where)
    grants = {}
    for role, holder in HOLDERS.items():
        organization = where[holder]
        assert isinstance(organization, Organization)
        grants[role.value] = make.make_user(role.value, role.value, organization)
    teacher = who["teacher"]
    PersonLink.objects.create(person=teacher, relation=Relation.SELF, user=grants["teacher"].user)
    PersonLink.objects.create(person=teacher, relation=Relation.LED, user=grants["tutor"].user)
    return Cast(**where, **who, grants=grants)  # type: ignore[arg-type]


@pytest.fixture
def cast(db: None) -> Cast:
    """The fixed cast, made by the system."""
    with acting(system("test")):
        return make_cast()
