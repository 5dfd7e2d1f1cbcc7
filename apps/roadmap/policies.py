"""Who leads a roadmap and who reports on it (DOMAIN 6, 8)."""

from apps.accounts.enums import Role
from apps.core.actor import Actor
from apps.roadmap.models import Occurrence, Roadmap

REPORTERS = frozenset({Role.CNPPM, Role.MINISTRY, Role.IRO, Role.COPMKP, Role.MOO, Role.METHODIST, Role.OPERATOR})


def leads_any(actor: Actor) -> bool:
    """Whether the role leads roadmaps at all: the centre those of its region, an authority its municipality's."""
    return actor.is_system or actor.role in (Role.CNPPM, Role.MOO)


def leads(actor: Actor, roadmap: Roadmap) -> bool:
    """Whether the actor writes a roadmap's measures, accepts and returns what was reported on them."""
    if actor.is_system:
        return True
    if actor.role == Role.CNPPM:
        return actor.region_id == roadmap.region_id
    return actor.role == Role.MOO and actor.municipality_id == roadmap.municipality_id


def reports(actor: Actor, occurrence: Occurrence) -> bool:
    """Whether the actor reports on a measure: of the own organization; who leads the roadmap for anybody."""
    if actor.role in REPORTERS and actor.organization_id == occurrence.organization_id:
        return True
    return leads(actor, occurrence.item.roadmap)
