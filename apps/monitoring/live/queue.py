"""The queue of marks: whether anything waits, and which organizations it touches."""

from dataclasses import dataclass
from datetime import date

from django.db import connection

from apps.monitoring.enums import ReportKind
from apps.monitoring.live import prepared

# So many marks are not looked through one by one: everything is computed anew.
MANY = 5_000
# A statement over a class of marks finds what they touch by index: arrays, whatever the planner thinks of the queue.
TAKE = """
WITH taken AS (DELETE FROM monitoring_livechange RETURNING kind, ref),
someone AS MATERIALIZED (
    SELECT ref AS id FROM taken WHERE kind = 'person'
    UNION SELECT person_id FROM programs_enrollment
        WHERE program_id = ANY (ARRAY(SELECT ref FROM taken WHERE kind = 'program'))
    UNION SELECT person_id FROM events_participation
        WHERE event_id = ANY (ARRAY(SELECT ref FROM taken WHERE kind = 'event')) AND person_id IS NOT NULL
), spot AS MATERIALIZED (
    SELECT id, region_id FROM organizations_organization WHERE id = ANY (ARRAY(
        SELECT ref FROM taken WHERE kind IN ('organization', 'place')
        UNION SELECT organization_id FROM teachers_employment WHERE person_id = ANY (ARRAY(SELECT id FROM someone))
        UNION SELECT id FROM organizations_organization
            WHERE parent_id = ANY (ARRAY(SELECT ref FROM taken WHERE kind = 'organization'))
        UNION SELECT organization_id FROM programs_program
            WHERE id = ANY (ARRAY(SELECT ref FROM taken WHERE kind IN ('program', 'carried')))
        UNION SELECT organization_id FROM events_participation
            WHERE event_id = ANY (ARRAY(SELECT ref FROM taken WHERE kind = 'event')) AND person_id IS NULL
    ))
)
SELECT ARRAY(SELECT id FROM spot), ARRAY(SELECT id FROM someone),
    ARRAY(SELECT id FROM spot WHERE id IN (SELECT ref FROM taken WHERE kind = 'organization')),
    ARRAY(SELECT DISTINCT region_id FROM spot), ARRAY(SELECT DISTINCT ref FROM taken WHERE kind = 'region'),
    EXISTS (SELECT FROM taken WHERE kind = 'all'),
    EXISTS (SELECT FROM taken WHERE kind IN ('organization', 'program'))"""
TAKING = prepared.Statement.of(lambda: TAKE, "take", {})
# Whoever finds work to do tries to be the one who does it.
STATE = """
SELECT waiting, there, current, CASE WHEN waiting > 0 OR current < there OR there = 0
    THEN pg_try_advisory_xact_lock(hashtextextended('live', 0)) ELSE FALSE END
FROM (
    SELECT (SELECT count(*) FROM (SELECT 1 FROM monitoring_livechange LIMIT %(many)s) q) AS waiting,
        count(*) AS there, count(*) FILTER (WHERE period_to = %(today)s) AS current
    FROM monitoring_report WHERE kind = %(kind)s
) found"""


@dataclass(frozen=True, slots=True)
class Reach:
    """What the marks touch: people and the organizations of theirs, whole regions, or everything.

    ``organizations``: all whose figures may change, ``near``: their regions. ``anew``: those of them in which everybody
    is looked at.
    ``rebound``: the providers or the themes that count may be others than before.
    """

    organizations: list[int]
    people: list[int]
    anew: list[int]
    near: list[int]
    regions: list[int]
    everything: bool
    rebound: bool


@dataclass(frozen=True, slots=True)
class State:
    """How many marks wait (``MANY`` at most), how many profiles have figures, how many of these are of today.

    ``locked``: there seems to be work, and this transaction is the one that may do it.
    """

    waiting: int
    there: int
    current: int
    locked: bool


def state(today: date) -> State:
    """How today's figures stand. One question: it is asked whenever a page with today's figures is opened."""
    with connection.cursor() as cursor:
        cursor.execute(STATE, {"many": MANY, "kind": ReportKind.LIVE.value, "today": today})
        return State(*cursor.fetchone())


def take() -> Reach:
    """Take the marks out of the queue and read what they touch; they return to it if the transaction fails.

    One statement takes and reads them: a change committed a moment later keeps its own mark.
    """
    (found,) = prepared.run(TAKING, {})
    return Reach(*found)
