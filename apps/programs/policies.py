"""Who may do what with programmes beyond the table of rights (DOMAIN 8)."""

from django.db.models import Q

from apps.core import access
from apps.core.access import WRITE
from apps.core.actor import Actor
from apps.organizations.models import Organization
from apps.programs.models import Enrollment, Program

REGISTER = access.Access("documents", (access.Path(organization="id"),))


def own_register(actor: Actor) -> Q:
    """The organizations whose register of documents the actor keeps: the own one only."""
    return REGISTER.scope(actor, WRITE)


def may_issue(actor: Actor, organization: int) -> bool:
    """Whether the actor issues the documents of the organization."""
    mine = access.rights().level(actor, "documents", WRITE) if not actor.is_system else ""
    return actor.is_system or (bool(mine) and actor.organization_id == organization)


def own_issuer(actor: Actor, enrollment: Enrollment) -> Organization | None:
    """The organization that gives the document of a training, where the actor keeps its register; else None.

    A programme of another region may be out of sight: then it is surely not the actor's own.
    """
    owner = Program.objects.filter(pk=enrollment.program_id).values_list("organization_id", flat=True).first()
    if owner is None or not may_issue(actor, owner):
        return None
    return Organization.objects.filter(pk=owner).first()


def may_lead(actor: Actor, program: Program) -> bool:
    """Whether the actor keeps the programme: its groups, journal, completion."""
    return access.can(actor, WRITE, program)
