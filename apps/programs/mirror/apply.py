"""A reading against the mirror, set-based: what it would change, and the change itself.

The stay of an entry follows from what is seen (DOMAIN 5, «an entry that is gone gets an exclusion date»):

- dates that the feed gives win; a changed date of inclusion on or after the exclusion begins a new stay, an earlier one
  corrects the last;
- an entry that the feed shows no more is excluded on the day seen, unless the feed had excluded it before;
- one that comes back begins a new stay, on the feed's date of inclusion where that is on or after the exclusion, else
  on the day seen; one that comes back already excluded was excluded then.

The stay before a new one is kept (``EarlierStay``). An entry never seen in a feed is not «gone»: nobody has shown it.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from apps.programs.enums import Fate
from apps.programs.mirror.items import COLUMNS, Item
from apps.programs.models import Synchronization

FACTS = tuple(name for name in COLUMNS if name != "number")
LOCK = "SELECT pg_advisory_xact_lock(hashtext('rsnms.registry'))"
NAMES = ", ".join(FACTS)
CHANGED_FIELDS = "array_remove(ARRAY[" + ", ".join(
    f"CASE WHEN n.{name} IS DISTINCT FROM v.{name} THEN '{name}' END" for name in FACTS
) + "]::text[], NULL)"  # fmt: skip
# One row for each entry that is shown or was shown last: the item, the version before, what follows from both.
NEXT = f"""
CREATE TEMPORARY TABLE registry_next ON COMMIT DROP AS
WITH n AS (
    SELECT DISTINCT ON (number) number, {NAMES} FROM programs_stagedentry WHERE synchronization_id = %(sync)s
    ORDER BY number, position DESC
), v AS (
    SELECT v.*, e.number FROM programs_registryversion v JOIN programs_registryentry e ON e.id = v.entry_id
    WHERE v.until IS NULL
), joined AS (
    SELECT coalesce(n.number, v.number) AS number, n.number IS NOT NULL AS shown,
        v.id AS version, v.present AS was, v.held_from AS old_from, v.held_to AS old_to,
        v.included_on AS old_included, v.excluded_on AS old_excluded,
        {", ".join(f"CASE WHEN n.number IS NULL THEN v.{name} ELSE n.{name} END AS {name}" for name in FACTS)},
        CASE WHEN n.number IS NULL OR v.id IS NULL THEN ARRAY[]::text[] ELSE {CHANGED_FIELDS} END AS fields
    FROM n FULL JOIN v ON v.number = n.number
    WHERE n.number IS NOT NULL OR v.present
), told AS (
    SELECT *,
        CASE WHEN version IS NULL THEN 'new' WHEN NOT shown THEN 'gone' WHEN NOT was THEN 'back'
            WHEN fields <> '{{}}' THEN 'changed' END AS fate,
        shown AND version IS NOT NULL AND included_on >= old_to AS later,
        included_on IS DISTINCT FROM old_included AS moved
    FROM joined
)
SELECT told.*,
    coalesce(fate = 'back' AND NOT (excluded_on IS NOT NULL AND excluded_on <= %(day)s), false)
        OR coalesce(fate = 'changed' AND moved AND later, false) AS again,
    CASE WHEN fate IS NULL OR fate = 'gone' THEN old_from
        WHEN fate = 'back' AND (excluded_on IS NULL OR excluded_on > %(day)s) AND NOT later THEN %(day)s
        WHEN fate = 'changed' AND NOT moved AND (excluded_on IS NULL OR excluded_on >= old_from) THEN old_from
        ELSE included_on END AS held_from,
    CASE WHEN fate = 'gone' THEN CASE WHEN old_to <= %(day)s THEN old_to ELSE greatest(old_from, %(day)s) END
        WHEN fate IS NULL OR (fate = 'changed' AND NOT moved AND excluded_on IS NOT DISTINCT FROM old_excluded)
            THEN old_to
        ELSE excluded_on END AS held_to
FROM told
"""
COUNTS = """
SELECT coalesce(fate, ''), count(*) FROM registry_next GROUP BY 1
"""
NEW_ENTRIES = f"""
INSERT INTO programs_registryentry (number, mirrored, {NAMES})
SELECT number, true, {NAMES} FROM registry_next WHERE fate = 'new' ORDER BY number ON CONFLICT (number) DO NOTHING
"""
EARLIER = """
INSERT INTO programs_earlierstay (entry_id, included_on, excluded_on)
SELECT e.id, x.old_from, x.old_to FROM registry_next x JOIN programs_registryentry e ON e.number = x.number
WHERE x.again AND x.old_to > x.old_from
"""
CLOSE = """
UPDATE programs_registryversion v SET until = %(place)s FROM registry_next x
WHERE v.id = x.version AND x.fate IS NOT NULL
"""
VERSIONS = f"""
INSERT INTO programs_registryversion (entry_id, since, present, fate, fields, held_from, held_to, {NAMES})
SELECT e.id, %(place)s, x.shown, x.fate, x.fields, x.held_from, x.held_to, {", ".join(f"x.{name}" for name in FACTS)}
FROM registry_next x JOIN programs_registryentry e ON e.number = x.number WHERE x.fate IS NOT NULL ORDER BY e.id
"""
WORDS = tuple(name for name in FACTS if name not in ("included_on", "excluded_on"))
OWN = ", ".join(f"e.{name}" for name in (*WORDS, "included_on", "excluded_on", "mirrored"))
THEIRS = ", ".join([*(f"x.{name}" for name in WORDS), "x.held_from", "x.held_to", "true"])
STALE = f"({OWN}) IS DISTINCT FROM ({THEIRS})"
SETTING = ", ".join(
    [
        *(f"{name} = x.{name}" for name in WORDS),
        "included_on = x.held_from",
        "excluded_on = x.held_to",
        "mirrored = true",
    ]
)
OTHERWISE = f"SELECT count(*) FROM registry_next x JOIN programs_registryentry e ON e.number = x.number WHERE {STALE}"
EXCLUDED = f"""
SELECT e.id FROM registry_next x JOIN programs_registryentry e ON e.number = x.number
WHERE {STALE} AND x.held_to IS NOT NULL AND e.excluded_on IS NULL AND e.program_id IS NOT NULL
"""
ENTRIES = f"UPDATE programs_registryentry e SET {SETTING} FROM registry_next x WHERE e.number = x.number AND {STALE}"


DRIFTED = f"""
SELECT EXISTS (
    SELECT FROM programs_registryversion x JOIN programs_registryentry e ON e.id = x.entry_id
    WHERE x.until IS NULL AND {STALE}
)
"""


@dataclass(frozen=True, slots=True)
class Change:
    """What a reading changes: entries by fate; ``stale``: stored ones that differ from what must follow."""

    new: int
    changed: int
    gone: int
    back: int
    same: int
    stale: int

    @property
    def any(self) -> bool:
        """Whether anything changes at all."""
        return bool(self.new or self.changed or self.gone or self.back or self.stale)

    @property
    def shown_before(self) -> int:
        """How many entries the registry showed before."""
        return self.changed + self.gone + self.same


def lock() -> None:
    """One synchronization at a time, until the transaction ends."""
    execute(LOCK)


def drifted() -> bool:
    """Whether an entry is stored otherwise than it was last seen (the spreadsheet of programmes may date it)."""
    return bool(execute(DRIFTED)[0][0])


def execute(sql: str, parameters: dict[str, Any] | None = None) -> list[tuple[Any, ...]]:
    """Run a statement; its rows where it has any."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return list(cursor.fetchall()) if cursor.description else []


def stage(sync: Synchronization, items: list[Item]) -> None:
    """COPY what was read beside the mirror."""
    names = ", ".join(("synchronization_id", "position", *COLUMNS))
    with connection.cursor() as cursor, cursor.copy(f"COPY programs_stagedentry ({names}) FROM STDIN") as copy:
        for position, item in enumerate(items, 1):
            copy.write_row((sync.pk, position, *(getattr(item, name) for name in COLUMNS)))


def compare(sync: Synchronization, day: date) -> Change:
    """Put what the staged reading means into a temporary table and count it."""
    execute("DROP TABLE IF EXISTS registry_next")
    execute(NEXT, {"sync": sync.pk, "day": day})
    counts = dict(execute(COUNTS))
    ((stale,),) = execute(OTHERWISE)
    by_fate = {fate: counts.get(fate.value, 0) for fate in Fate}
    return Change(
        by_fate[Fate.NEW], by_fate[Fate.CHANGED], by_fate[Fate.GONE], by_fate[Fate.BACK], counts.get("", 0), stale
    )


def write(place: int) -> list[int]:
    """Apply the compared reading as synchronization number ``place``; returns linked entries that it excluded."""
    excluded = [pk for (pk,) in execute(EXCLUDED)]
    for statement in (NEW_ENTRIES, EARLIER, CLOSE, VERSIONS, ENTRIES):
        execute(statement, {"place": place} if "%(place)s" in statement else None)
    return excluded
