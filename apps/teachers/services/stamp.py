"""Where a person belongs (DOMAIN 3): the organization of the main employment today, else of the latest one.

One UPDATE of the person moves all that hangs on them: the composite foreign keys cascade in the same transaction.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import connection
from django.utils import timezone

# The main employment active today comes first, else the latest main one that has begun; an employer where the person
# works not as main becomes the owner only where there never was a main employment.
CHOICE = """
SELECT DISTINCT ON (e.person_id) e.person_id, e.organization_id, e.municipality_id, e.region_id,
       (p.kind = 'manager') AS managerial
FROM teachers_employment e JOIN teachers_position p ON p.id = e.position_id
WHERE %(all)s OR e.person_id = ANY (%(ids)s)
ORDER BY e.person_id,
    (e.is_main AND e.start <= %(today)s AND (e.end IS NULL OR e.end >= %(today)s)) DESC,
    e.is_main DESC, (e.start <= %(today)s) DESC, e.start DESC, e.id DESC
"""
STAMP = f"""
WITH choice AS ({CHOICE})
UPDATE teachers_person t
SET organization_id = c.organization_id, municipality_id = c.municipality_id, region_id = c.region_id,
    managerial = c.managerial
FROM choice c
WHERE c.person_id = t.id
  AND (t.organization_id, t.municipality_id, t.region_id, t.managerial)
      IS DISTINCT FROM (c.organization_id, c.municipality_id, c.region_id, c.managerial)
""".replace("e.end", 'e."end"')


def restamp(ids: Iterable[int] | None = None, *, today: date | None = None) -> int:
    """Stamp these persons (all when None) with the place of their employment; returns how many moved.

    Call it under ``acting(system(...))``: whoever ends an employment may not see the person's next place.
    """
    chosen = None if ids is None else list(ids)
    values: dict[str, Any] = {"all": chosen is None, "ids": chosen or [], "today": today or timezone.localdate()}
    with connection.cursor() as cursor:
        cursor.execute(STAMP, values)
        return int(cursor.rowcount)
