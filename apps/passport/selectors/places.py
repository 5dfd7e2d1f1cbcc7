"""Which rows and places are whose: what an actor may speak for, what waits for whom."""

from django.db.models import Q

from apps.core import access
from apps.core.access import READ, REGION, WRITE
from apps.core.actor import Actor
from apps.organizations.enums import EDUCATIONAL
from apps.passport.enums import OPEN_PARTS, OPEN_STATES


def own_schools(actor: Actor) -> Q:
    """The educational organizations whose results the actor enters."""
    place = access.Access("results", (access.Path(organization="id"),)).scope(actor, WRITE)
    return place & Q(kind__in=EDUCATIONAL) if place else Q(kind__in=EDUCATIONAL)


def reads_passports(actor: Actor) -> bool:
    """Whether the role reads passports: those it works on, or the approved ones of its region."""
    rights = access.rights()
    works = actor.is_system or bool(rights.level(actor, "passport", READ))
    return works or rights.level(actor, "published", READ) == REGION


def reads_links(actor: Actor) -> bool:
    """Whether the role sees how figures go with results: it reads both."""
    return actor.is_system or all(access.rights().level(actor, kind, READ) for kind in ("results", "figures"))


def waiting() -> Q:
    """Parts that wait to be filled: open themselves, in a passport that is still worked on."""
    return Q(state__in=sorted(OPEN_PARTS), passport__state__in=sorted(OPEN_STATES))
