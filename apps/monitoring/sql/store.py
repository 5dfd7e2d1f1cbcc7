"""One statement that computes and stores the units and the facts of a report."""

from collections.abc import Sequence

from apps.indicators.sql.statement import Method, ctes, row

# The latest official headcount on or before D of every organization of the population that states one.
OFFICIAL = """official AS (
    SELECT DISTINCT ON (h.organization_id) h.organization_id, h.pedagogues + h.managers AS official
    FROM organizations_headcount h JOIN report_place c ON c.id = h.organization_id AND c.counted
    WHERE h.on_date <= %(day)s ORDER BY h.organization_id, h.on_date DESC
)"""
# Municipalities in force on D and those an organization is in; ``heir``: who they are today (the wall).
MUNICIPALITIES = """municipality AS (
    SELECT DISTINCT ON (m.oktmo) m.id, m.oktmo, m.name, m.sort_key
    FROM organizations_municipality m,
        LATERAL (SELECT daterange(m.valid_from, m.valid_to, '[]') @> %(day)s::date AS valid) d
    WHERE m.region_id = %(region)s AND NOT m.regional AND (%(oktmo)s::text IS NULL OR m.oktmo = %(oktmo)s)
        AND (d.valid OR m.oktmo = %(oktmo)s OR m.oktmo IN (SELECT oktmo FROM result))
    ORDER BY m.oktmo, d.valid DESC, m.valid_from DESC NULLS LAST
),
heir AS (
    SELECT id AS ancestor, id, 1 AS step FROM municipality
    UNION ALL
    SELECT h.ancestor, m.successor_id, h.step + 1 FROM heir h JOIN organizations_municipality m ON m.id = h.id
    WHERE m.successor_id IS NOT NULL AND m.valid_to < %(today)s AND h.step < 20
),
today AS (SELECT DISTINCT ON (ancestor) ancestor, id FROM heir ORDER BY ancestor, step DESC)"""
HELD = "people IS NOT NULL OR programs IS NOT NULL OR array_remove(own_outcomes, NULL) <> '{}'"
FACTS_COLUMNS = (
    "municipality_id, region_id, people, flags, outcomes, records, own_outcomes, own_records, programs,"
    " program_outcomes, program_records, digest"
)
FACTS = f"""
    INSERT INTO monitoring_organizationfacts (report_id, organization_id, {FACTS_COLUMNS})
    SELECT %(report)s, r.id, {FACTS_COLUMNS} FROM result r WHERE {HELD}"""
UNIT_COLUMNS = (
    "name, sort_key, parent, counted, region_id, municipality_id, organization_id, published, numerators, denominators,"
    " extras, lost, staff, managers, official, official_staff"
)
UNIT = f"monitoring_reportunit (report_id, level, code, {UNIT_COLUMNS})"


def three(methods: Sequence[Method], expression: str) -> str:
    """The three arrays of counts."""
    return ", ".join(row(methods, expression.format(count) + "{0}", "int") for count in "ndx")


def sums(methods: Sequence[Method]) -> str:
    """The sums of all counts."""
    return "".join(f", sum({c}{m.prefix})::int AS {c}{m.prefix}" for m in methods for c in "ndx")


def zeros(methods: Sequence[Method]) -> str:
    """Nobody lost: ``lost`` is counted later, against the report before."""
    return f"array_fill(0, ARRAY[{len(methods)}])"


def organizations(methods: Sequence[Method]) -> str:
    """The figures of every organization."""
    return f"""INSERT INTO {UNIT}
    SELECT %(report)s, 'organization', code, name, sort_key, oktmo, counted, region_id, municipality_id, r.id, FALSE,
        {three(methods, "{}")}, {zeros(methods)}, staff, managers, f.official,
        CASE WHEN f.official IS NULL THEN 0 ELSE staff END
    FROM result r LEFT JOIN official f ON f.organization_id = r.id"""


def totals(methods: Sequence[Method]) -> str:
    """Sums over organizations for each municipality and for the territory: never an average."""
    return f"""total AS (
    SELECT oktmo, GROUPING(oktmo) = 1 AS whole, sum(staff)::int AS staff, sum(managers)::int AS managers,
        sum(f.official)::int AS official, COALESCE(sum(staff) FILTER (WHERE f.official IS NOT NULL), 0)::int AS covered
        {sums(methods)}
    FROM result r LEFT JOIN official f ON f.organization_id = r.id GROUP BY GROUPING SETS ((oktmo), ()))"""


def municipality_units(methods: Sequence[Method]) -> str:
    """The figures of every municipality, zeros where it has no organization."""
    counts = ", ".join(row(methods, f"COALESCE(t.{c}{{0}}, 0)", "int") for c in "ndx")
    return f"""municipality_units AS (INSERT INTO {UNIT}
    SELECT %(report)s, 'municipality', m.oktmo, m.name, m.sort_key, m.oktmo, TRUE, %(region)s, h.id, NULL, FALSE,
        {counts}, {zeros(methods)}, COALESCE(t.staff, 0), COALESCE(t.managers, 0), t.official, COALESCE(t.covered, 0)
    FROM municipality m JOIN today h ON h.ancestor = m.id LEFT JOIN total t ON t.oktmo = m.oktmo AND NOT t.whole)"""


def region_unit(methods: Sequence[Method]) -> str:
    """The figures of the region; a municipal profile has none."""
    counts = ", ".join(row(methods, f"COALESCE(t.{c}{{0}}, 0)", "int") for c in "ndx")
    return f"""region_unit AS (INSERT INTO {UNIT}
    SELECT %(report)s, 'region', g.oktmo, g.name, g.sort_key, '', TRUE, g.id, NULL, NULL, FALSE,
        {counts}, {zeros(methods)}, COALESCE(t.staff, 0), COALESCE(t.managers, 0), t.official, t.covered
    FROM total t JOIN organizations_region g ON g.id = %(region)s WHERE t.whole AND %(oktmo)s::text IS NULL)"""


def statement(methods: Sequence[Method]) -> str:
    """The whole of it; returns the number of organizations."""
    parts = [ctes(methods), OFFICIAL, MUNICIPALITIES, f"facts AS ({FACTS})"]
    parts += [f"organization_units AS ({organizations(methods)})", totals(methods)]
    parts += [municipality_units(methods), region_unit(methods)]
    return "WITH RECURSIVE " + ",\n".join(parts) + "\nSELECT count(*) FROM result"
