"""Something of every relation: own, of a colleague, of another municipality, of another region."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import models

from apps.core.actor import Actor, acting, system
from apps.core.models import Job, Notification
from apps.core.web.resource import Resource
from apps.indicators.models import Target
from apps.monitoring.live.refresh import refresh
from apps.monitoring.models import Report
from apps.organizations.models import Municipality, Organization
from apps.teachers.models import Person
from tests.cast import Cast
from tests.permissions.every_row import fill
from tests.reports import compute, make_profile

RELATIONS = {
    "own": ("school_a", "teacher"),
    "colleague": ("school_a2", "colleague"),
    "stranger": ("school_b", "stranger"),
    "foreign": ("foreign_school", "foreigner"),
}


@dataclass
class World:
    """The cast with a row of everything, and a computed report."""

    cast: Cast
    report: Report
    rows: dict[tuple[str, str], models.Model | None] = field(default_factory=dict)
    visible: dict[tuple[str, str, str], bool] = field(default_factory=dict)

    def place(self, relation: str) -> Organization:
        """The organization of a relation."""
        found: Organization = getattr(self.cast, RELATIONS[relation][0])
        return found

    def person(self, relation: str) -> Person:
        """The person of a relation."""
        found: Person = getattr(self.cast, RELATIONS[relation][1])
        return found

    def query(self, relation: str) -> dict[str, Any]:
        """The filters that ask a list for what belongs to a relation."""
        place = self.place(relation)
        return {"organization": place.pk, "municipality": place.municipality_id, "person": self.person(relation).pk}

    def row(self, resource: Resource, relation: str) -> models.Model | None:
        """A row of the resource that belongs to the relation; of a common dictionary any."""
        key = (resource.label(), relation)
        if key not in self.rows:
            with acting(system("matrix")):
                self.rows[key] = find_row(resource.model, self.place(relation), self.person(relation))
        return self.rows[key]

    def sees(self, actor: Actor, resource: Resource, relation: str) -> bool:
        """Whether the row of the relation is among those that the resource shows to the actor."""
        key = (actor.key, resource.label(), relation)
        if key not in self.visible:
            row = self.row(resource, relation)
            self.visible[key] = row is not None and resource.objects(actor).filter(pk=row.pk).exists()
        return self.visible[key]

    def job(self, role: str) -> Job:
        """The job of a role."""
        with acting(system("matrix")):
            return Job.objects.get(kind="test", key=role)

    def notification(self, role: str) -> Notification:
        """The notification of a role."""
        with acting(system("matrix")):
            return Notification.objects.get(text=role)


def find_row(model: type[models.Model], place: Organization, person: Person) -> models.Model | None:
    """A row of the model that hangs on the person, else on the organization, else any."""
    by_kind: dict[type[models.Model], models.Model] = {
        Person: person,
        Organization: place,
        Municipality: place.municipality,
    }
    if model in by_kind:
        return by_kind[model]
    names = {one.name for one in model._meta.get_fields()}
    rows = model._default_manager.order_by("pk")
    if "person" in names:
        return rows.filter(person=person).first()
    if "organization" in names:
        return rows.filter(organization=place).first()
    return rows.first()


def related(resource: Resource) -> list[str]:
    """The relations that rows of the resource can stand in."""
    names = {one.name for one in resource.model._meta.get_fields()}
    placed = {"person", "organization"} & names or resource.model in (Person, Organization, Municipality)
    return list(RELATIONS) if placed else ["own"]


def make_world(cast: Cast) -> World:
    """A row of everything in every place, reports of two years."""
    with acting(system("matrix")):
        fill(cast)
        profile = make_profile(cast.region, "diagnosed", "routed", "teams_trained")
        Target.objects.create(indicator=profile.indicators.get(code="diagnosed"), year=2025, value=40)
    compute(profile, date(2024, 1, 1), date(2024, 12, 31))
    refresh(most=None)
    return World(cast, compute(profile))
