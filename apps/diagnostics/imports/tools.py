"""Which tool a title means: the one the session was held with, the provider's own, a neighbour's, an open provider's.

«A tool not known yet is created for its provider with the threshold 60 %» (FORMATS.md); a tool of another region's
provider is not known here (DOMAIN 8).
"""

from __future__ import annotations

from apps.core.imports.stage import Stage
from apps.core.imports.upsert import Target
from apps.diagnostics.models import Tool

TOOL = Target(
    Tool,
    into="tool_id",
    key={"provider_id": "provider_id", "title": "tool"},
    where="r.tool_id IS NULL",
)
HELD = """
LEFT JOIN LATERAL (
    SELECT s.id, s.provider_id, s.tool_id
    FROM diagnostics_diagnosticsession s JOIN diagnostics_tool t ON t.id = s.tool_id
    WHERE s.person_id = r.person_id AND s.completed_on = r.completed_on AND t.title = r.tool
    ORDER BY s.provider_id <> r.provider_id, s.id LIMIT 1
) s ON true
"""
KNOWN = """
LEFT JOIN (
    SELECT DISTINCT ON (d.title, d.provider_id) d.title, d.provider_id, t.id
    FROM (SELECT DISTINCT tool AS title, provider_id, provider_region_id FROM import_row WHERE live) d
    JOIN diagnostics_tool t ON t.title = d.title JOIN organizations_organization o ON o.id = t.provider_id
    WHERE t.provider_id = d.provider_id OR o.region_id = d.provider_region_id OR o.open
    ORDER BY d.title, d.provider_id, (t.provider_id = d.provider_id) DESC, (o.region_id = d.provider_region_id) DESC,
             t.id
) k ON k.title = r.tool AND k.provider_id = r.provider_id
"""


def find_tools(stage: Stage) -> None:
    """The stored session of each row and its tool; empty where the tool is to be made."""
    stage.join(
        HELD,
        KNOWN,
        take={
            "stored_session": "s.id",
            "stored_provider": "s.provider_id",
            "tool_id": "coalesce(s.tool_id, k.id)",
        },
    )
