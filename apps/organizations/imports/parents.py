"""The organization above: stored or of the same file, before the row or after it."""

from __future__ import annotations

from apps.core.actor import acting
from apps.core.imports.stage import Stage

IN_FILE = "LEFT JOIN import_row f ON f.live AND f.code = r.parent_code"
STORED = "LEFT JOIN organizations_organization o ON o.code = r.parent_code"
# Up the chain of parents as they will be; a row that meets itself again closes a circle.
CIRCLE = """
WITH RECURSIVE above AS (
    SELECT r.planned_id AS start, r.parent_id AS id, 1 AS step
    UNION ALL
    SELECT a.start, CASE WHEN f.planned_id IS NOT NULL AND f.final_parent_known THEN f.parent_id ELSE o.parent_id END,
           a.step + 1
    FROM above a LEFT JOIN import_row f ON f.live AND f.planned_id = a.id
    LEFT JOIN organizations_organization o ON o.id = a.id
    WHERE a.id IS NOT NULL AND a.id <> a.start AND a.step < 50
)
SELECT 1 FROM above a WHERE a.id = a.start
"""


def find_parents(stage: Stage) -> None:
    """Find the parents; a rejected row is nobody's parent, so the look is repeated until nothing more falls."""
    if "parent_code" in stage.clears:
        stage.run("UPDATE import_row SET cleared = cleared || 'parent_id'::text WHERE 'parent_code' = ANY (cleared)")
        stage.clears |= {"parent_id"}
    with acting(stage.actor):
        stage.join(STORED, take={"stored_parent": "o.id"})
    known = "r.parent_code IS NOT NULL OR 'parent_id' = ANY (r.cleared)"
    stage.add(parent_id="bigint", final_parent_known="boolean")
    unknown = stage.missing("parent_code", "такой организации", "код организации из справочника или из этого же файла")
    circle = stage.sentence("parent_code", "вышестоящие организации замыкаются в круг", "код другой организации")
    take = {"parent_id": "coalesce(r.stored_parent, f.planned_id)", "final_parent_known": known}
    stage.join(IN_FILE, take=take)
    while stage.reject(
        "parent_code", "reference", unknown, "r.parent_code IS NOT NULL AND r.parent_id IS NULL"
    ) + stage.reject("parent_code", "circle", circle, f"r.parent_id IS NOT NULL AND EXISTS ({CIRCLE})"):
        stage.join(IN_FILE, take=take)
