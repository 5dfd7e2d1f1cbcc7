"""The rights of an actor for the application: the same table as the wall reads, and the linked persons."""

from typing import Any

from django.apps import apps
from django.db.models import Q, QuerySet
from django.db.models.signals import post_migrate

from apps.accounts.enums import SCOPE_LEVEL
from apps.accounts.models import Assignment, Right
from apps.accounts.policies import BY_KEY, rights
from apps.core import access
from apps.core.actor import Actor


class TableRights:
    """``core.access.Rights`` over ``policies.RIGHTS``."""

    def level(self, actor: Actor, kind: str, action: str) -> str:
        row = BY_KEY.get((actor.role, kind, action))
        return row.level if row else ""

    def managers(self, actor: Actor, kind: str, action: str) -> bool:
        row = BY_KEY.get((actor.role, kind, action))
        return bool(row and row.managers)

    def persons(self, actor: Actor, kind: str, action: str) -> QuerySet[Any] | None:
        row = BY_KEY.get((actor.role, kind, action))
        if row is None or not row.relation or actor.user_id is None or actor.organization_id is None:
            return None
        links = apps.get_model("teachers", "PersonLink")._default_manager.filter(relation=row.relation)
        held = links.filter(Q(user_id=actor.user_id) | Q(organization_id=actor.organization_id))
        return held.values("person_id")


def actor_of(assignment: Assignment) -> Actor:
    """The actor of a user in one role at one organization."""
    return Actor(
        key=f"grant:{assignment.pk}",
        user_id=assignment.user_id,
        role=assignment.role,
        level=SCOPE_LEVEL[assignment.role],
        region_id=assignment.region_id,
        municipality_id=assignment.municipality_id,
        organization_id=assignment.organization_id,
        label=f"{assignment.user.full_name} ({assignment.get_role_display()})",
    )


def sync_rights(**_: object) -> None:
    """Make the table equal to the declaration (after every migrate and flush)."""
    rows = {(r.role, r.kind, r.action): r for r in rights()}
    fields = ("role", "kind", "action", "level", "relation", "managers")
    if set(Right.objects.values_list(*fields)) == {tuple(getattr(r, f) for f in fields) for r in rows.values()}:
        return
    Right.objects.all().delete()
    Right.objects.bulk_create(Right(**{f: getattr(r, f) for f in fields}) for r in rows.values())


def connect() -> None:
    """Register with the wall's application side."""
    access.register_rights(TableRights())
    post_migrate.connect(sync_rights, sender=apps.get_app_config("accounts"), dispatch_uid="rsnms.rights")
