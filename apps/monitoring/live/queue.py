"""The queue of marks: whether anything waits, and which organizations it touches."""

from dataclasses import dataclass
from datetime import date

from django.db import connection

from apps.monitoring.enums import Changed, ReportKind
from apps.monitoring.live import prepared

# So many marks are not looked through one by one: everything is computed anew.
MANY = 5_000
TAKE = """
WITH taken AS (DELETE FROM monitoring_livechange RETURNING kind, ref)
SELECT kind, array_agg(DISTINCT ref) FROM taken GROUP BY kind"""
STATE = """
SELECT (SELECT count(*) FROM (SELECT 1 FROM monitoring_livechange LIMIT %(many)s) q), count(*),
    count(*) FILTER (WHERE period_to = %(today)s)
FROM monitoring_report WHERE kind = %(kind)s"""
REACH = """
WITH someone AS (
    SELECT unnest(%(person)s::bigint[]) AS id
    UNION SELECT person_id FROM programs_enrollment WHERE program_id = ANY (%(program)s)
    UNION SELECT person_id FROM events_participation WHERE event_id = ANY (%(event)s)
)
SELECT array_agg(DISTINCT id), array_agg(DISTINCT region_id) FROM organizations_organization WHERE id IN (
    SELECT organization_id FROM teachers_employment WHERE person_id IN (SELECT id FROM someone)
    UNION SELECT unnest(%(organization)s::bigint[])
    UNION SELECT id FROM organizations_organization WHERE parent_id = ANY (%(organization)s)
    UNION SELECT organization_id FROM programs_program WHERE id = ANY (%(program)s::bigint[] || %(carried)s::bigint[])
    UNION SELECT organization_id FROM events_participation WHERE event_id = ANY (%(event)s) AND person_id IS NULL
)"""


@dataclass(frozen=True, slots=True)
class Reach:
    """What the marks touch: organizations (with their regions), whole regions, or everything."""

    organizations: tuple[int, ...] = ()
    near: tuple[int, ...] = ()
    regions: tuple[int, ...] = ()
    everything: bool = False


def state(today: date) -> tuple[int, int, int]:
    """How many marks wait (``MANY`` at most), how many profiles have figures, how many of these are of today.

    One question: it is asked whenever a page with today's figures is opened.
    """
    with connection.cursor() as cursor:
        cursor.execute(STATE, {"many": MANY, "kind": ReportKind.LIVE.value, "today": today})
        waiting, there, current = cursor.fetchone()
        return waiting, there, current


def take() -> Reach:
    """Take the marks out of the queue; they return to it if the transaction fails.

    One statement takes and reads them: a change committed a moment later keeps its own mark.
    """
    found: dict[str, list[int]] = {kind: refs for kind, refs in prepared.run(lambda: TAKE, "take", {}, {})}
    if Changed.ALL in found:
        return Reach(everything=True)
    return Reach(*reach_of(found), regions=tuple(found.get(Changed.REGION, ())))


def reach_of(found: dict[str, list[int]]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The organizations that the marks touch, and the regions these lie in; those that are gone are left out."""
    kinds = (Changed.PERSON, Changed.ORGANIZATION, Changed.PROGRAM, Changed.CARRIED, Changed.EVENT)
    arrays = {kind.value: ("bigint[]", found.get(kind, [])) for kind in kinds}
    ((organizations, near),) = prepared.run(lambda: REACH, "reach", {}, arrays)
    return tuple(organizations or ()), tuple(near or ())
