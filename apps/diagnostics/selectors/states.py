"""Where people stand: their current state in each competence, in one statement (DOMAIN 5).

A person's current state in a competence is what the latest counting session said that scored this competence: an
independent one, not annulled by the day, completed by the day and not longer ago than its validity. So a later session
that left a competence out says nothing of it, and a later one at or above the threshold closes the deficit.

Counted are those who on the day have a main employment as a pedagogue or a manager (staff, DOMAIN 3); their place is
where they belong today, as everywhere on the lists.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from apps.core import access
from apps.core.access import MUNICIPALITY, READ, REGION
from apps.core.actor import Actor
from apps.diagnostics.selectors.sessions import VALID_YEARS
from apps.teachers.enums import PositionKind

STAFF_KINDS = (PositionKind.PEDAGOGUE.value, PositionKind.MANAGER.value)
COUNTS = f"""s.independent AND s.completed_on <= %(day)s
    AND s.completed_on > (%(day)s::date - interval '{VALID_YEARS} years')::date
    AND (s.annulled_on IS NULL OR s.annulled_on > %(day)s)"""
STAFF = """
SELECT e.person_id, e.id AS employment_id FROM teachers_employment e JOIN teachers_position p ON p.id = e.position_id
WHERE e.is_main AND e.start <= %(day)s AND (e."end" IS NULL OR e."end" >= %(day)s) AND p.kind = ANY (%(kinds)s){staff}
"""
STATE = """
SELECT DISTINCT ON (c.person_id, c.competence_id) c.person_id, c.competence_id, w.employment_id,
    c.organization_id, c.municipality_id, c.region_id, s.id AS session_id, 100 * c.points / c.maximum AS percent,
    100 * c.points < coalesce(h.percent, t.threshold) * c.maximum AS under
FROM diagnostics_diagnosticsession s
JOIN diagnostics_score c ON c.session_id = s.id
JOIN staff w ON w.person_id = c.person_id
JOIN diagnostics_tool t ON t.id = s.tool_id
LEFT JOIN diagnostics_toolthreshold h ON h.tool_id = t.id AND h.competence_id = c.competence_id
WHERE {counts}{where}
ORDER BY c.person_id, c.competence_id, s.completed_on DESC, s.id DESC
"""
SUBJECT = """ AND EXISTS (SELECT FROM teachers_employment_subjects j
    WHERE j.employment_id = e.id AND j.subject_id = %(subject)s)"""

CAMPAIGN = """ AND EXISTS (SELECT FROM diagnostics_invitation i
    WHERE i.session_id = s.id AND i.campaign_id = %(campaign)s)"""
# Every state, and beside them one line a person without a competence: a deficit in any.
EVERYTHING = """, everything AS (
SELECT region_id, municipality_id, organization_id, employment_id, competence_id, percent, under FROM state
UNION ALL
SELECT region_id, municipality_id, organization_id, employment_id, NULL, NULL, bool_or(under)
FROM state GROUP BY person_id, region_id, municipality_id, organization_id, employment_id)"""


@dataclass(frozen=True, slots=True)
class Slice:
    """Which people and sessions are asked about; what is None or empty narrows nothing.

    ``day`` is the date of the state, ``kind`` a kind of position (pedagogue, manager), ``subject`` a subject of the
    main employment; ``tool`` leaves only sessions taken by it, so that the latest one by this tool decides,
    ``campaign`` those by which an invitation of a campaign was closed.
    """

    day: date
    tool: int | None = None
    subject: int | None = None
    kind: str = ""
    municipality: int | None = None
    organization: int | None = None
    campaign: int | None = None

    @property
    def values(self) -> dict[str, Any]:
        """The parameters of the statement."""
        return {
            "day": self.day,
            "tool": self.tool,
            "subject": self.subject,
            "kinds": [self.kind] if self.kind else list(STAFF_KINDS),
            "municipality": self.municipality,
            "organization": self.organization,
            "campaign": self.campaign,
        }

    def narrowing(self) -> str:
        """The conditions on scores and sessions."""
        pairs = {"s.tool_id": "tool", "c.municipality_id": "municipality", "c.organization_id": "organization"}
        parts = [f" AND {column} = %({name})s" for column, name in pairs.items() if getattr(self, name)]
        return "".join([*parts, CAMPAIGN if self.campaign else ""])


def scope_of(actor: Actor) -> str:
    """The literal scope of the actor for the indexes; the wall itself stands in the database."""
    if actor.is_system:
        return ""
    column = {REGION: "region_id", MUNICIPALITY: "municipality_id"}.get(
        access.rights().level(actor, "diagnostics", READ)
    )
    return f" AND c.{column} = {int(getattr(actor, column) or 0)}" if column else ""


def state_sql(about: Slice, actor: Actor) -> str:
    """The common table expressions ``staff`` and ``state`` of a slice, as whoever acts sees them."""
    staff = STAFF.format(staff=SUBJECT if about.subject else "")
    state = STATE.format(counts=COUNTS, where=about.narrowing() + scope_of(actor))
    return f"WITH staff AS MATERIALIZED ({staff}), state AS MATERIALIZED ({state})"


def run(about: Slice, actor: Actor, select: str, **values: Any) -> Iterator[tuple[Any, ...]]:
    """Rows of a statement over ``staff`` and ``state``."""
    with connection.cursor() as cursor:
        cursor.execute(f"{state_sql(about, actor)} {select}", {**about.values, **values})
        yield from cursor.fetchall()
