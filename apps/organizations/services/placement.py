"""Where an organization lies, today and on every date (DOMAIN 2).

An organization's ОКТМО (``home``) holds for every date that no reorganization covers. A municipality with an end and a
successor is a reorganized one: after its last day its organizations are in the successor, and so on along the chain.
``rebuild_memberships`` writes that timeline down, and stamps the place of today on the organization; everything that
hangs on it follows by ON UPDATE CASCADE.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.apps import apps
from django.db import connection, transaction
from django.utils import timezone

from apps.core.services import history
from apps.core.text import sort_key
from apps.organizations.enums import OPEN_BODIES, REGIONAL_BODIES
from apps.organizations.models import Municipality, Organization, Region

ADVISORY_KEY = "rsnms.placement"


def visibility(kind: str) -> dict[str, bool]:
    """Who knows of an organization beside its own scope: of regional bodies the region, of open providers all."""
    return {"shared": kind in REGIONAL_BODIES, "open": kind in OPEN_BODIES}


def regional_level(region: Region) -> Municipality:
    """The row that stands for the regional level: the place of organizations that belong to no municipality."""
    place, _ = Municipality.objects.get_or_create(
        oktmo=region.oktmo,
        regional=True,
        defaults={"region": region, "name": region.name, "sort_key": sort_key(region.name)},
    )
    return place


def home_of(oktmo: str) -> Municipality | None:
    """The municipality an ОКТМО of a spreadsheet means: its latest row; a region's code means the regional level."""
    found = Municipality.objects.filter(oktmo=oktmo, regional=False).order_by("-valid_from").first()
    if found is not None:
        return found
    region = Region.objects.filter(oktmo=oktmo).first()
    return regional_level(region) if region else None


TIMELINE = """
WITH RECURSIVE chain AS (
    SELECT o.id AS organization_id, m.id AS place, NULL::date AS valid_from,
           CASE WHEN m.successor_id IS NOT NULL THEN m.valid_to END AS valid_to, m.successor_id, 1 AS step
    FROM organizations_organization o JOIN organizations_municipality m ON m.id = o.home_id
    WHERE %(all)s OR o.id = ANY (%(ids)s)
    UNION ALL
    SELECT c.organization_id, m.id, c.valid_to + 1,
           CASE WHEN m.successor_id IS NOT NULL AND m.valid_to > c.valid_to THEN m.valid_to END,
           CASE WHEN m.valid_to > c.valid_to THEN m.successor_id END, c.step + 1
    FROM chain c JOIN organizations_municipality m ON m.id = c.successor_id
    WHERE c.step < 20
)
"""
WANTED = TIMELINE + "SELECT organization_id, place, valid_from, valid_to FROM chain"
DELETE_STALE = (
    "WITH wanted AS ("
    + WANTED
    + """)
DELETE FROM organizations_membership s
WHERE (%(all)s OR s.organization_id = ANY (%(ids)s)) AND NOT EXISTS (
    SELECT 1 FROM wanted w WHERE w.organization_id = s.organization_id AND w.place = s.member_of_id
      AND w.valid_from IS NOT DISTINCT FROM s.valid_from AND w.valid_to IS NOT DISTINCT FROM s.valid_to)"""
)
INSERT_MISSING = (
    "WITH wanted AS ("
    + WANTED
    + """)
INSERT INTO organizations_membership
    (organization_id, municipality_id, region_id, member_of_id, valid_from, valid_to)
SELECT o.id, o.municipality_id, o.region_id, w.place, w.valid_from, w.valid_to
FROM wanted w JOIN organizations_organization o ON o.id = w.organization_id
WHERE NOT EXISTS (
    SELECT 1 FROM organizations_membership s WHERE s.organization_id = w.organization_id AND s.member_of_id = w.place
      AND s.valid_from IS NOT DISTINCT FROM w.valid_from AND s.valid_to IS NOT DISTINCT FROM w.valid_to)"""
)
STAMP = """
UPDATE organizations_organization o SET municipality_id = m.id, region_id = m.region_id
FROM organizations_membership s JOIN organizations_municipality m ON m.id = s.member_of_id
WHERE s.organization_id = o.id AND (%(all)s OR o.id = ANY (%(ids)s))
  AND daterange(s.valid_from, s.valid_to, '[]') @> %(today)s::date
  AND (o.municipality_id, o.region_id) IS DISTINCT FROM (m.id, m.region_id)
"""


@transaction.atomic
def rebuild_memberships(ids: Iterable[int] | None = None, *, today: date | None = None) -> int:
    """Write the timeline of these organizations (all when None) and stamp the place of today; returns how many moved.

    Runs under the system: after a move the writer may no longer see the organization.
    """
    chosen = None if ids is None else list(ids)
    values: dict[str, Any] = {"all": chosen is None, "ids": chosen or [], "today": today or timezone.localdate()}
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [ADVISORY_KEY])
        cursor.execute(DELETE_STALE, values)
        cursor.execute(INSERT_MISSING, values)
        cursor.execute(STAMP, values)
        return int(cursor.rowcount)


def follow_visibility(ids: Iterable[int]) -> None:
    """Carry ``open`` of organizations whose kind has changed to what they offer (programmes, events).

    Whoever copies it has a column of that name beside the organization's; runs under the system.
    """
    chosen = list(ids)
    for model in apps.get_models() if chosen else ():
        columns = {f.column for f in model._meta.concrete_fields}
        if {"open", "organization_id"} <= columns:
            with connection.cursor() as cursor:
                cursor.execute(
                    f'UPDATE "{model._meta.db_table}" t SET open = o.open FROM organizations_organization o'
                    " WHERE o.id = t.organization_id AND o.id = ANY (%s) AND t.open <> o.open",
                    [chosen],
                )


@transaction.atomic
def reorganize(*, sources: list[Municipality], target: Municipality, on: date) -> int:
    """Many municipalities become one (or one is renamed) on a date: one operation (DOMAIN 2).

    ``on`` is the target's first day; the sources end the day before. Returns the number of organizations that moved
    today. A report on a date before ``on`` keeps the old composition.
    """
    for source in sources:
        before = history.snapshot(source)
        source.valid_to, source.successor = on - timedelta(days=1), target
        source.save(update_fields=["valid_to", "successor"])
        history.record("reorganize", source, before=before)
    members = Organization.objects.filter(home__in=[s.pk for s in sources]).values_list("pk", flat=True)
    return rebuild_memberships(list(members))
