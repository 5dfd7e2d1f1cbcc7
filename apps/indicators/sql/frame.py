"""The territory on the reporting date and who is counted in it (DOMAIN 2, 3)."""

# Flags of a person in the facts.
PEDAGOGUE, MANAGER, YOUNG, OUTSIDE = 1, 2, 4, 8

# Every organization of the territory by the composition of D. ``counted``: of the population; ``taught``: an ИРО or a
# child unit of one. A regional level is no unit: its organizations have no municipality.
PLACE = """place AS MATERIALIZED (
    SELECT o.id, o.code, o.short_name AS name, o.sort_key, o.municipality_id, o.region_id,
        CASE WHEN m.regional THEN '' ELSE m.oktmo END AS oktmo,
        o.kind = ANY (%(kinds)s) AND (%(founders)s::text[] IS NULL OR o.founder = ANY (%(founders)s)) AS counted,
        (o.opened_on IS NULL OR o.opened_on <= %(day)s) AND (o.closed_on IS NULL OR o.closed_on > %(day)s) AS open,
        o.kind = 'iro' OR COALESCE(u.kind = 'iro', FALSE) AS taught
    FROM organizations_organization o
    LEFT JOIN organizations_membership w ON w.organization_id = o.id
        AND (w.valid_from IS NULL OR w.valid_from <= %(day)s) AND (w.valid_to IS NULL OR w.valid_to >= %(day)s)
    JOIN organizations_municipality m ON m.id = COALESCE(w.member_of_id, o.home_id)
    LEFT JOIN organizations_organization u ON u.id = o.parent_id
    WHERE m.region_id = %(region)s AND (%(oktmo)s::text IS NULL OR m.oktmo = %(oktmo)s)
)"""

# Main employment active on D, both ends inclusive, in an organization of the population: once a person.
STAFF = """staff AS (
    SELECT e.person_id, e.organization_id, j.kind = 'manager' AS manager
    FROM teachers_employment e
    JOIN place c ON c.id = e.organization_id AND c.counted
    JOIN teachers_position j ON j.id = e.position_id AND j.kind IN ('pedagogue', 'manager')
    WHERE e.is_main AND e.start <= %(day)s AND (e."end" IS NULL OR e."end" >= %(day)s)
)"""

# Those who worked in the territory by D and are not its staff on D (left, moved away, not main): at the organization
# of their latest main employment in it, else of the latest other one.
OUTSIDE_STAFF = """outside AS (
    SELECT DISTINCT ON (e.person_id) e.person_id, e.organization_id, j.kind = 'manager' AS manager
    FROM teachers_employment e
    JOIN place c ON c.id = e.organization_id
    JOIN teachers_position j ON j.id = e.position_id
    WHERE e.start <= %(day)s AND NOT EXISTS (SELECT FROM staff s WHERE s.person_id = e.person_id)
    ORDER BY e.person_id, e.is_main DESC, e.start DESC, e."end" DESC NULLS FIRST, c.code
)"""

# PostgreSQL's own anniversary of 29 February in a common year is 28 February, as DOMAIN 3 wants it.
PEOPLE = """people AS MATERIALIZED (
    SELECT x.person_id, x.organization_id, t.snils::bigint AS snils, x.manager, x.inside,
        NOT x.manager AND COALESCE(
            %(day)s < (t.birth_date + INTERVAL '35 years')::date
            AND %(day)s < (t.career_start + INTERVAL '3 years')::date, FALSE) AS young
    FROM (SELECT *, TRUE AS inside FROM staff UNION ALL SELECT *, FALSE FROM outside) x
    JOIN teachers_person t ON t.id = x.person_id
)"""
FLAGS = (
    f"(CASE WHEN f.manager THEN {MANAGER} ELSE {PEDAGOGUE} END + CASE WHEN f.young THEN {YOUNG} ELSE 0 END"
    f" + CASE WHEN f.inside THEN 0 ELSE {OUTSIDE} END)::smallint"
)

# Carried out in the period: an enrollment began or was completed in it, or the implementation dates overlap it.
PROGRAMS = """program AS MATERIALIZED (
    SELECT g.id, g.organization_id, g.code FROM programs_program g
    JOIN place c ON c.id = g.organization_id AND c.taught
    WHERE ((g.runs_from IS NOT NULL OR g.runs_to IS NOT NULL)
            AND (g.runs_from IS NULL OR g.runs_from <= %(day)s) AND (g.runs_to IS NULL OR g.runs_to >= %(start)s))
        OR g.id IN (SELECT e.program_id FROM programs_enrollment e
            WHERE e.enrolled_on BETWEEN %(start)s AND %(day)s OR e.completed_on BETWEEN %(start)s AND %(day)s)
)"""
