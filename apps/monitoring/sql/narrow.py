"""The statement of a report about a few people and organizations, and the sums above these.

Whoever is not computed anew is taken from the facts as they stand, so a refresh costs what the change touches and not
what the organizations hold. Everything is read as it was before the statement: what it writes it hands on by RETURNING.
"""

from collections.abc import Sequence

from apps.indicators.marks import ID_BITS
from apps.indicators.sql.frame import MANAGER, OUTSIDE
from apps.indicators.sql.statement import Method, ctes, kept_columns
from apps.monitoring.sql.store import FACTS, FACTS_COLUMNS, HELD, OFFICIAL, UNIT_COLUMNS, organizations

FIGURES = "staff, managers, official, official_staff"
ARRAYS = ("numerators", "denominators", "extras")
SUMMED = f"{', '.join(ARRAYS)}, {FIGURES}"
KEPT = f"""kept AS (
    SELECT {{columns}} FROM (
        SELECT f.organization_id, x.*, x.flags & {OUTSIDE} = 0 AS inside, x.flags & {MANAGER} <> 0 AS manager{{marks}}
        FROM monitoring_organizationfacts f, LATERAL unnest(f.people, f.flags{{lines}}) AS x(person_id, flags{{names}})
        WHERE f.report_id = %(report)s AND f.organization_id = ANY (%(only)s) AND f.organization_id <> ALL (%(anew)s)
            AND x.person_id NOT IN (SELECT id FROM looked)
    ) k CROSS JOIN LATERAL (SELECT snils::bigint AS snils FROM teachers_person t WHERE t.id = k.person_id) t
)"""
# Facts of an organization that holds nobody and nothing any more.
EMPTIED = f"""emptied AS (
    DELETE FROM monitoring_organizationfacts f WHERE f.report_id = %(report)s AND f.organization_id = ANY (%(only)s)
        AND f.organization_id NOT IN (SELECT id FROM result WHERE {HELD})
)"""
# The municipalities touched are summed over their organizations; the territory over its municipalities, these ones as
# they are now, and the organizations of no municipality. Sums of integers over the rows beneath, as the report's own
# statement makes them: never an average, never a difference added to what stood before.
ABOVE = f"""parents AS MATERIALIZED (
    SELECT oktmo AS code FROM result
    UNION SELECT parent FROM monitoring_reportunit
    WHERE report_id = %(report)s AND level = 'organization' AND code = ANY (ARRAY(SELECT code FROM result))
), near_units AS (
    SELECT parent, {SUMMED} FROM organization_units
    UNION ALL
    SELECT parent, {SUMMED} FROM monitoring_reportunit
    WHERE report_id = %(report)s AND level = 'organization' AND parent = ANY (ARRAY(SELECT code FROM parents))
        AND organization_id <> ALL (%(only)s)
), beneath AS MATERIALIZED (
    SELECT parent AS code, {{sums}}, sum(staff) AS staff, sum(managers) AS managers, sum(official) AS official,
        sum(official_staff) AS official_staff
    FROM near_units GROUP BY parent
), town AS MATERIALIZED (
    SELECT u.id, {{found}}, COALESCE(b.staff, 0) AS staff, COALESCE(b.managers, 0) AS managers, b.official,
        COALESCE(b.official_staff, 0) AS official_staff
    FROM monitoring_reportunit u LEFT JOIN beneath b ON b.code = u.code
    WHERE u.report_id = %(report)s AND u.level = 'municipality' AND u.code IN (SELECT code FROM parents)
), every AS (
    SELECT {SUMMED} FROM town
    UNION ALL
    SELECT {SUMMED} FROM beneath WHERE code = ''
    UNION ALL
    SELECT {SUMMED} FROM monitoring_reportunit
    WHERE report_id = %(report)s AND level = 'municipality' AND code NOT IN (SELECT code FROM parents)
    UNION ALL
    SELECT {SUMMED} FROM monitoring_reportunit
    WHERE report_id = %(report)s AND level = 'organization' AND parent = '' AND '' NOT IN (SELECT code FROM parents)
), found AS (
    SELECT * FROM town
    UNION ALL
    SELECT r.id, w.* FROM monitoring_reportunit r CROSS JOIN (
        SELECT {{sums}}, COALESCE(sum(staff), 0) AS staff, COALESCE(sum(managers), 0) AS managers,
            sum(official) AS official, COALESCE(sum(official_staff), 0) AS official_staff FROM every) w
    WHERE r.report_id = %(report)s AND r.level = 'region'
)"""
FOUND = ", ".join(f"f.{name}" for name in SUMMED.split(", "))
SET_ABOVE = f"""UPDATE monitoring_reportunit u SET ({SUMMED}) = ({FOUND})
FROM found f WHERE u.id = f.id"""


def upsert(insert: str, key: str, columns: str) -> str:
    """An insertion that writes over the row that is there."""
    taken = ", ".join(f"EXCLUDED.{name}" for name in columns.split(", "))
    return f"{insert}\n    ON CONFLICT ({key}) DO UPDATE SET ({columns}) = ({taken})"


def kept(methods: Sequence[Method]) -> str:
    """The people of the organizations who are not computed anew, as their facts have them."""
    told = [m for m in methods if m.per_person]
    pairs = [(f"o{m.prefix}", f"r{m.prefix}") for m in told]
    lines = "".join(f", f.outcomes[{n}:{n}], f.records[{n}:{n}]" for n in range(1, len(told) + 1))
    return KEPT.format(
        columns=kept_columns(told),
        marks="".join(f", x.o{m.prefix}::bigint << {ID_BITS} | x.r{m.prefix} AS {m.prefix}" for m in told),
        lines=lines,
        names="".join(f", {outcome}, {record}" for outcome, record in pairs),
    )


def above(count: int) -> str:
    """The sums above, of ``count`` methods; of no rows they are zeros."""
    sums = ", ".join(
        f"ARRAY[{', '.join(f'COALESCE(sum({name}[{place}]), 0)::int' for place in range(1, count + 1))}]::int[]"
        f" AS {name}"
        for name in ARRAYS
    )
    found = ", ".join(f"COALESCE(b.{name}, array_fill(0, ARRAY[{count}])) AS {name}" for name in ARRAYS)
    return ABOVE.format(sums=sums, found=found)


def narrow_statement(methods: Sequence[Method]) -> str:
    """Computes and stores ``%(people)s`` of the organizations ``%(only)s``, everybody in those ``%(anew)s`` of them."""
    units = upsert(organizations(methods), "report_id, level, code", UNIT_COLUMNS)
    parts = [kept(methods), ctes(methods, narrow=True), OFFICIAL, EMPTIED]
    parts += [f"facts AS ({upsert(FACTS, 'report_id, organization_id', FACTS_COLUMNS)})"]
    parts += [f"organization_units AS ({units} RETURNING parent, {SUMMED})", above(len(methods))]
    return "WITH RECURSIVE " + ",\n".join(parts) + f"\n{SET_ABOVE}"
