"""How imports find organizations by their codes."""

from django.db import models

from apps.core.imports.checks import require_writable
from apps.core.imports.stage import LookUp, Stage
from apps.organizations.models import Municipality, Organization

OFFERED = 5000
COLUMNS = ("organization_id", "municipality_id", "region_id")


def organization(name: str, prefix: str) -> LookUp:
    """The organization a cell names; staging columns ``PREFIX_id``, ``…_municipality_id``, ``…_region_id``.

    Asked under the actor: an organization out of sight is told as one that does not exist.
    """
    return LookUp(
        name,
        table="organizations_organization",
        match=f'{{t}}.code = r."{name}"',
        take={
            f"{prefix}_id": "{t}.id",
            f"{prefix}_municipality_id": "{t}.municipality_id",
            f"{prefix}_region_id": "{t}.region_id",
        },
        what="такой организации",
        expected="код организации из справочника",
    )


def refuse_foreign_places(stage: Stage, model: type[models.Model], *, key: str) -> None:
    """Reject rows of an organization's work (a programme, an event) that lies, or would lie, out of the actor's scope.

    The stage holds ``stored_organization_id`` … of what is stored and ``organization_id`` … of what the row says.
    """
    stored = {column: f"r.stored_{column}" for column in COLUMNS}
    require_writable(stage, model, name=key, where="r.stored_organization_id IS NOT NULL", columns=stored)
    given = {column: f"r.organization_{column.removeprefix('organization_')}" for column in COLUMNS}
    require_writable(stage, model, name="organization_code", where="r.organization_code IS NOT NULL", columns=given)


def offered_codes() -> list[str]:
    """Codes of the organizations the current actor sees, for the drop-downs of templates."""
    return list(Organization.objects.order_by("code").values_list("code", flat=True)[:OFFERED])


def territories() -> list[str]:
    """Codes of municipalities and regions, for the drop-downs of templates."""
    return list(Municipality.objects.order_by("oktmo").values_list("oktmo", flat=True).distinct()[:OFFERED])
