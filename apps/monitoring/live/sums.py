"""The sums above organizations whose figures have changed: of their municipalities and of the territory.

Sums of integers over the rows beneath, as the report's own statement makes them: never an average, never a difference
added to what stood before.
"""

from collections.abc import Iterable
from typing import Any

from django.db import connection

from apps.monitoring.models import Report

ARRAYS = ("numerators", "denominators", "extras")
# The region is summed over its organizations as a municipality is: its municipalities are sums of the same rows.
STATEMENT = """
UPDATE monitoring_reportunit u SET {arrays}, staff = s.staff, managers = s.managers, official = s.official,
    official_staff = s.official_staff
FROM (SELECT p.id, {sums}, COALESCE(sum(n.staff), 0) AS staff, COALESCE(sum(n.managers), 0) AS managers,
        sum(n.official) AS official, COALESCE(sum(n.official_staff), 0) AS official_staff
    FROM monitoring_reportunit p
    LEFT JOIN monitoring_reportunit n ON n.report_id = p.report_id AND n.level = 'organization'
        AND (p.level = 'region' OR n.parent = p.code)
    WHERE p.report_id = %(report)s AND (p.level = 'region' OR p.level = 'municipality' AND p.code = ANY (%(parents)s))
    GROUP BY p.id) s
WHERE u.id = s.id"""


def statement(count: int) -> str:
    """The update of the units above; ``count`` is the number of the report's methods."""
    sums = ", ".join(
        f"ARRAY[{', '.join(f'COALESCE(sum(n.{name}[{place}]), 0)::int' for place in range(1, count + 1))}]::int[]"
        f" AS {name}"
        for name in ARRAYS
    )
    return STATEMENT.format(arrays=", ".join(f"{name} = s.{name}" for name in ARRAYS), sums=sums)


def resum(report: Report, parents: Iterable[str]) -> None:
    """Sum anew the municipalities with these ОКТМО and the region."""
    values: dict[str, Any] = {"report": report.pk, "parents": sorted(parents)}
    with connection.cursor() as cursor:
        cursor.execute(statement(len(report.methods)), values)
