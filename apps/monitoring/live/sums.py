"""The sums above organizations whose figures have changed: of their municipalities and of the territory.

Sums of integers over the rows beneath, as the report's own statement makes them: never an average, never a difference
added to what stood before.
"""

from collections.abc import Iterable

from apps.monitoring.live import prepared
from apps.monitoring.models import Report

ARRAYS = ("numerators", "denominators", "extras")
# The municipalities touched are summed over their organizations; the territory over its municipalities, these ones as
# they are now, and the organizations of no municipality.
STATEMENT = """
WITH beneath AS (
    SELECT parent AS code, {sums}, sum(staff) AS staff, sum(managers) AS managers, sum(official) AS official,
        sum(official_staff) AS official_staff
    FROM monitoring_reportunit
    WHERE report_id = %(report)s AND level = 'organization' AND parent = ANY (%(parents)s) AND parent <> ''
    GROUP BY parent
), town AS (
    SELECT u.id, {found}, COALESCE(b.staff, 0) AS staff, COALESCE(b.managers, 0) AS managers, b.official,
        COALESCE(b.official_staff, 0) AS official_staff
    FROM monitoring_reportunit u LEFT JOIN beneath b ON b.code = u.code
    WHERE u.report_id = %(report)s AND u.level = 'municipality' AND u.code = ANY (%(parents)s)
), every AS (
    SELECT {names}, staff, managers, official, official_staff FROM town
    UNION ALL
    SELECT {names}, staff, managers, official, official_staff FROM monitoring_reportunit
    WHERE report_id = %(report)s AND (level = 'municipality' AND code <> ALL (%(parents)s)
        OR level = 'organization' AND parent = '')
), found AS (
    SELECT * FROM town
    UNION ALL
    SELECT r.id, w.* FROM monitoring_reportunit r CROSS JOIN (
        SELECT {whole}, COALESCE(sum(staff), 0) AS staff, COALESCE(sum(managers), 0) AS managers,
            sum(official) AS official, COALESCE(sum(official_staff), 0) AS official_staff FROM every) w
    WHERE r.report_id = %(report)s AND r.level = 'region'
)
UPDATE monitoring_reportunit u SET {arrays}, staff = f.staff, managers = f.managers, official = f.official,
    official_staff = f.official_staff
FROM found f WHERE u.id = f.id"""


def sums_of(count: int) -> str:
    """The arrays summed element by element; of no rows they are zeros."""
    return ", ".join(
        f"ARRAY[{', '.join(f'COALESCE(sum({name}[{place}]), 0)::int' for place in range(1, count + 1))}]::int[]"
        f" AS {name}"
        for name in ARRAYS
    )


def statement(count: int) -> str:
    """The update of the units above; ``count`` is the number of the report's methods."""
    sums = sums_of(count)
    return STATEMENT.format(
        sums=sums,
        whole=sums,
        names=", ".join(ARRAYS),
        found=", ".join(f"COALESCE(b.{name}, array_fill(0, ARRAY[{count}])) AS {name}" for name in ARRAYS),
        arrays=", ".join(f"{name} = f.{name}" for name in ARRAYS),
    )


def resum(report: Report, parents: Iterable[str]) -> None:
    """Sum anew the municipalities with these ОКТМО and the region."""
    count = len(report.methods)
    arrays = {"parents": ("text[]", sorted(parents))}
    prepared.run(lambda: statement(count), f"sums {count}", {"report": report.pk}, arrays)
