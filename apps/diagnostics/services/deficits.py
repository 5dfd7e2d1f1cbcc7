"""Deficits follow from scores and thresholds: one statement keeps them (DOMAIN 1, 5)."""

from collections.abc import Iterable
from typing import Any

from django.db import connection

# A deficit is a competence of a session whose score is under the tool's threshold for it (DOMAIN 1, 5).
STATE = """
SELECT s.id AS session_id, s.person_id, s.organization_id, s.municipality_id, s.region_id, s.managerial, s.provider_id,
       c.competence_id, round(100 * c.points / c.maximum, 2) AS percent, coalesce(h.percent, t.threshold) AS threshold,
       100 * c.points < coalesce(h.percent, t.threshold) * c.maximum AS under
FROM diagnostics_diagnosticsession s
JOIN diagnostics_score c ON c.session_id = s.id
JOIN diagnostics_tool t ON t.id = s.tool_id
LEFT JOIN diagnostics_toolthreshold h ON h.tool_id = t.id AND h.competence_id = c.competence_id
WHERE %(all)s OR s.id = ANY (%(ids)s)
"""
REMOVE = f"""
WITH state AS ({STATE})
DELETE FROM diagnostics_deficit d
WHERE (%(all)s OR d.session_id = ANY (%(ids)s)) AND NOT EXISTS (
    SELECT 1 FROM state s WHERE s.session_id = d.session_id AND s.competence_id = d.competence_id AND s.under)
"""
MAKE = f"""
WITH state AS ({STATE})
INSERT INTO diagnostics_deficit (session_id, person_id, organization_id, municipality_id, region_id, managerial,
    provider_id, competence_id, percent, threshold)
SELECT session_id, person_id, organization_id, municipality_id, region_id, managerial, provider_id, competence_id,
       percent, threshold
FROM state WHERE under
ON CONFLICT (session_id, competence_id) DO UPDATE SET percent = excluded.percent, threshold = excluded.threshold
WHERE (diagnostics_deficit.percent, diagnostics_deficit.threshold)
    IS DISTINCT FROM (excluded.percent, excluded.threshold)
"""


def rebuild_deficits(session_ids: Iterable[int] | None = None) -> None:
    """Make the deficits of these sessions (all when None) equal to their scores and thresholds.

    Exactly at the threshold is no deficit (DOMAIN 1: «under the tool's threshold»). Run under ``acting``.
    """
    chosen = None if session_ids is None else list(session_ids)
    values: dict[str, Any] = {"all": chosen is None, "ids": chosen or []}
    with connection.cursor() as cursor:
        for statement in (REMOVE, MAKE):
            cursor.execute(statement, values)
