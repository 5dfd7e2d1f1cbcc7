"""Who keeps an event and whom one may bring to it (DOMAIN 8)."""

from django.core.exceptions import ValidationError
from django.db.models import Q

from apps.core import access
from apps.core.access import WRITE, Access, Path
from apps.core.actor import Actor
from apps.events.enums import EventLevel
from apps.events.models import Event
from apps.organizations.models import Municipality
from apps.teachers.models import Person

# The registrations' own scope, asked of the person.
OWN_PEOPLE = Access("registrations", (Path(person="id"),))
NOT_YOURS = "Мероприятие ведёт его организатор: ваша роль может его только смотреть."


def may_lead(actor: Actor, event: Event) -> bool:
    """Whether the actor keeps the event: marks attendance, records results, gives out certificates."""
    return actor.is_system or access.can(actor, WRITE, event)


def require_leading(actor: Actor, event: Event) -> None:
    """Refuse whoever does not keep the event. Raises ``ValidationError``."""
    if not may_lead(actor, event):
        raise ValidationError(NOT_YOURS)


def own_people(actor: Actor) -> Q:
    """The people whom the actor may register: a teacher oneself, a school its own, a methodist the municipality's."""
    return OWN_PEOPLE.scope(actor, WRITE)


def audience(event: Event) -> Q:
    """For whom an event is by its level: a school's own, a municipality's, the whole region's.

    What a body of the regional level holds, and a federal event, is for everybody in the region.
    """
    regional = Municipality.objects.filter(pk=event.municipality_id, regional=True).exists()
    if event.level == EventLevel.INSTITUTIONAL:
        return Q(organization=event.organization_id)
    if event.level == EventLevel.MUNICIPAL and not regional:
        return Q(municipality=event.municipality_id)
    return Q() if event.open else Q(region=event.region_id)


def invited(event: Event, person: Person) -> bool:
    """Whether the event is for this person."""
    return Person.objects.filter(audience(event), pk=person.pk).exists()
