"""Which municipality an organization's ОКТМО means, and whether the actor may put an organization there."""

from __future__ import annotations

from dataclasses import replace

from apps.core import access
from apps.core.imports.checks import require_writable
from apps.core.imports.stage import Stage
from apps.organizations.enums import EDUCATIONAL
from apps.organizations.models import Organization, Region
from apps.organizations.models.organization import ORGANIZATION_ACCESS
from apps.organizations.services.placement import regional_level

# As ``placement.home_of``: the latest row of that ОКТМО, else the regional level of the region whose code it is.
HOMES = """
LEFT JOIN LATERAL (
    SELECT h.id, h.regional FROM organizations_municipality h WHERE h.oktmo = r.oktmo
    ORDER BY h.regional, h.valid_from DESC NULLS LAST, h.id LIMIT 1
) h ON true
"""
# Where that municipality's organizations are today: itself, or its successor after a reorganization.
TODAY = """
LEFT JOIN LATERAL (
    WITH RECURSIVE chain AS (
        SELECT m.id, m.region_id, m.valid_to, m.successor_id, 1 AS step
        FROM organizations_municipality m WHERE m.id = r.home_id
        UNION ALL
        SELECT m.id, m.region_id, m.valid_to, m.successor_id, c.step + 1
        FROM chain c JOIN organizations_municipality m ON m.id = c.successor_id
        WHERE c.valid_to < '{today:%Y-%m-%d}'::date AND c.step < 20
    )
    SELECT c.id, c.region_id FROM chain c ORDER BY c.step DESC LIMIT 1
) d ON true
"""
# Creating, moving and turning an organization into another kind is done from above, not by the organization itself.
FROM_ABOVE = access.Access("organizations", (replace(ORGANIZATION_ACCESS.paths[0], organization=""),))


def find_homes(stage: Stage) -> None:
    """The municipality of the cell, or the region's own level."""
    for region in Region.objects.filter(oktmo__in=[r[0] for r in stage.rows("SELECT DISTINCT oktmo FROM import_row")]):
        regional_level(region)
    stage.join(HOMES, take={"home_id": "h.id", "home_regional": "h.regional"})
    stage.join(TODAY.format(today=stage.today), take={"today_id": "d.id", "today_region_id": "d.region_id"})
    message = stage.sentence(
        "oktmo", "такого муниципалитета или региона нет", "код муниципалитета (для органа региона — код региона)"
    )
    stage.reject("oktmo", "reference", message, "r.oktmo IS NOT NULL AND r.home_id IS NULL")


def refuse_regional_level(stage: Stage) -> None:
    """An educational organization belongs to a municipality (DOMAIN 2): its staff is counted there."""
    kinds = ", ".join(f"'{kind}'" for kind in sorted(EDUCATIONAL))
    message = stage.sentence("oktmo", "это код региона", "для образовательной организации код муниципалитета")
    regional = "coalesce(r.home_regional, r.stored_regional)"
    stage.reject("oktmo", "region", message, f"r.oktmo IS NOT NULL AND r.final_kind IN ({kinds}) AND {regional}")
    message = stage.sentence(
        "kind", "организация внесена на уровне региона", "и ОКТМО муниципалитета, в котором она находится"
    )
    stage.reject("kind", "region", message, f"r.oktmo IS NULL AND r.final_kind IN ({kinds}) AND {regional}")


def refuse_foreign_places(stage: Stage) -> None:
    """Both where the organization is and where it will be lie in the actor's scope."""
    stored = {"id": "r.stored_id", "municipality_id": "r.stored_municipality_id", "region_id": "r.stored_region_id"}
    require_writable(stage, Organization, name="code", where="r.stored_id IS NOT NULL", columns=stored)
    moved = "r.home_id IS NOT NULL AND r.home_id IS DISTINCT FROM r.stored_home_id"
    place = {"municipality_id": "r.today_id", "region_id": "r.today_region_id"}
    require_writable(stage, FROM_ABOVE, name="oktmo", where=moved, columns=place)
    place = {name: column for name, column in stored.items() if name != "id"}
    turned = "r.stored_id IS NOT NULL AND r.kind IS DISTINCT FROM r.stored_kind AND r.kind IS NOT NULL"
    require_writable(stage, FROM_ABOVE, name="kind", where=turned, columns=place)
