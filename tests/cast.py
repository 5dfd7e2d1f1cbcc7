"""The fixed cast: one region with two municipalities, a second region, and a user for every role.

Municipality А is «ours», Б is the neighbour; the teacher and the school of А are ours, those of Б are the stranger's.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from apps.accounts.enums import Role
from apps.accounts.models import Assignment, User
from apps.accounts.rights import actor_of
from apps.core.actor import Actor, acting, system
from apps.organizations.models import Municipality, Organization, Region
from apps.organizations.services.placement import rebuild_memberships, regional_level
from apps.teachers.enums import Relation
from apps.teachers.models import Employment, Person, PersonLink
from apps.teachers.services.stamp import restamp
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

LAST_NAMES = {
    "teacher": "Своева",
    "head": "Директорова",
    "colleague": "Коллегина",
    "stranger": "Посторонняя",
    "foreigner": "Иногородняя",
}


def places() -> dict[str, Any]:
    """The territories and organizations of the cast."""
    region = make.make_region()
    foreign_region = make.make_region("98000000", "Соседняя область")
    a = make.make_municipality(region, "99601000", "Район А")
    b = make.make_municipality(region, "99602000", "Район Б")
    foreign = make.make_municipality(foreign_region, "98601000", "Чужой район")
    territories = {"region": region, "foreign_region": foreign_region, "municipality_a": a, "municipality_b": b}
    return territories | bodies(regional_level(region), a, b, foreign)


def bodies(top: Municipality, a: Municipality, b: Municipality, foreign: Municipality) -> dict[str, Organization]:
    """The organizations of the cast. Every other test makes them, so they are made and placed all at once."""
    new = make.new_organization
    made = {
        "ministry": new(top, "ministry", short_name="Министерство"),
        "iro": new(top, "iro", short_name="ИРО"),
        "cnppm": new(top, "cnppm", short_name="ЦНППМ"),
        "copmkp": new(top, "copmkp", short_name="ЦОПМКП"),
        "mms_a": new(a, "mms", short_name="ММС района А"),
        "school_a": new(a, short_name="Школа А-1", founder="municipal"),
        "school_a2": new(a, short_name="Школа А-2"),
        "school_b": new(b, short_name="Школа Б-1"),
        "foreign_school": new(foreign, short_name="Чужая школа"),
    }
    Organization.objects.bulk_create(made.values())
    Organization.objects.filter(pk=made["cnppm"].pk).update(parent=made["iro"])
    rebuild_memberships([one.pk for one in made.values()])
    placed = Organization.objects.prefetch_related("municipality", "region").in_bulk([one.pk for one in made.values()])
    return {name: placed[one.pk] for name, one in made.items()}


def people(places: dict[str, Any]) -> dict[str, Person]:
    """The people of the cast, made at once as well."""
    director, usual = make.make_position("Директор", "manager"), make.make_position()
    born: dict[str, Any] = {"birth_date": date(1980, 5, 1), "career_start": date(2005, 9, 1)}
    schools = {"teacher": "school_a", "head": "school_a", "colleague": "school_a2", "stranger": "school_b"}
    schools["foreigner"] = "foreign_school"
    made = {
        name: make.new_person(places[school], last_name=LAST_NAMES[name], first_name="Тест", **born)
        for name, school in schools.items()
    }
    Person.objects.bulk_create(made.values())
    Employment.objects.bulk_create(
        make.new_employment(person, places[schools[name]], position=director if name == "head" else usual)
        for name, person in made.items()
    )
    restamp([one.pk for one in made.values()])
    stamped = Person.objects.in_bulk([one.pk for one in made.values()])
    return {name: stamped[one.pk] for name, one in made.items()}


def users(places: dict[str, Any]) -> dict[str, Assignment]:
    """A user for every role, made at once as well."""
    grants = {role.value: make.new_user(role.value, role.value, places[holder]) for role, holder in HOLDERS.items()}
    User.objects.bulk_create(grant.user for grant in grants.values())
    Assignment.objects.bulk_create(grants.values())
    return grants


def make_cast() -> Cast:
    """Everybody, made under the current actor."""
    where = places()
    who = people(where)
    grants = users(where)
    teacher = who["teacher"]
    PersonLink.objects.create(person=teacher, relation=Relation.SELF, user=grants["teacher"].user)
    PersonLink.objects.create(person=teacher, relation=Relation.LED, user=grants["tutor"].user)
    return Cast(**where, **who, grants=grants)  # type: ignore[arg-type]


@pytest.fixture
def cast(db: None) -> Cast:
    """The fixed cast, made by the system."""
    with acting(system("test")):
        return make_cast()
