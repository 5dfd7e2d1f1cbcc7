"""ШНОР and ШНСУ from a spreadsheet: «да» opens the flag on the day of import, «нет» or «-» closes the open one."""

from __future__ import annotations

from apps.core.imports.stage import Stage
from apps.organizations.enums import Flag
from apps.organizations.models import StatusFlag

LABEL = StatusFlag._meta.label_lower
OPEN = """
INSERT INTO organizations_statusflag (organization_id, municipality_id, region_id, flag, valid_from)
SELECT o.id, o.municipality_id, o.region_id, %(flag)s, %(today)s
FROM import_row r JOIN organizations_organization o ON o.id = r.organization_id
WHERE r.live AND r.{name} AND NOT EXISTS (
    SELECT 1 FROM organizations_statusflag s
    WHERE s.organization_id = o.id AND s.flag = %(flag)s AND s.valid_to IS NULL)
RETURNING id, organization_id
"""
# The last day is the one before the import; a flag opened today has today only.
CLOSE = """
UPDATE organizations_statusflag s SET valid_to = greatest(s.valid_from, %(today)s::date - 1)
FROM import_row r
WHERE r.live AND (NOT r.{name} OR '{name}' = ANY (r.cleared)) AND s.organization_id = r.organization_id
  AND s.flag = %(flag)s AND s.valid_to IS NULL
RETURNING s.id, s.organization_id, s.valid_to::text
"""


def held(flag: Flag) -> str:
    """Whether an organization ``t`` holds the flag now, as SQL."""
    held_now = f"s.organization_id = t.id AND s.flag = '{flag.value}' AND s.valid_to IS NULL"
    return f"EXISTS (SELECT 1 FROM organizations_statusflag s WHERE {held_now})"


def write_flags(stage: Stage) -> None:
    """Open and close what the rows say of each flag."""
    for flag in Flag:
        values = {"flag": flag.value, "today": stage.today}
        name = flag.value
        for number, organization in stage.rows(OPEN.format(name=name), values):
            note(stage, number, organization, created=True)
        for number, organization, day in stage.rows(CLOSE.format(name=name), values):
            note(stage, number, organization, created=False, day=day)


def note(stage: Stage, number: int, organization: int, *, created: bool, day: str | None = None) -> None:
    """A flag that was opened or closed: for the history, the preview and the row's outcome."""
    stage.run("INSERT INTO import_written VALUES (%s, %s, %s)", [LABEL, number, created])
    if not created:
        stage.run(
            "INSERT INTO import_change SELECT r.row, %s, %s, 'valid_to', NULL, %s FROM import_row r"
            " WHERE r.live AND r.organization_id = %s",
            [LABEL, number, day, organization],
        )
    stage.run(
        "UPDATE import_row SET outcome = 'updated' WHERE live AND organization_id = %s AND outcome = 'unchanged'",
        [organization],
    )
