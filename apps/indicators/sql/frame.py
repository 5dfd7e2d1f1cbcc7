"""The territory on the reporting date and who is counted in it (DOMAIN 2, 3)."""

# Flags of a person in the facts.
PEDAGOGUE, MANAGER, YOUNG, OUTSIDE = 1, 2, 4, 8

# Every organization of the territory by the composition of D. ``counted``: of the population; ``taught``: an ИРО or a
# child unit of one. A regional level is no unit: its organizations have no municipality.
PLACE = """
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
    WHERE m.region_id = %(region)s AND (%(oktmo)s::text IS NULL OR m.oktmo = %(oktmo)s)"""


# Everybody who worked in the territory by D, once. Staff: main employment active on D, both ends inclusive, in an
# organization of the population. The others (left, moved away, not main) stand at the organization of their latest main
# employment in the territory, else of the latest other one. The last birthday and the last start of a career with which
# one is no young specialist on D any more come as parameters.
def people(jobs: str = "teachers_employment", found: str = "") -> str:
    """The statement of the people; ``jobs`` are the employments looked at, ``found`` narrows the people kept."""
    return f"""
    WITH job AS MATERIALIZED (
        SELECT e.person_id, e.organization_id, j.kind, e.is_main, e.start, e."end", c.code, c.counted
        FROM {jobs} e
        JOIN report_place c ON c.id = e.organization_id
        JOIN teachers_position j ON j.id = e.position_id
        WHERE e.start <= %(day)s
    ), staff AS MATERIALIZED (
        SELECT person_id, organization_id, kind = 'manager' AS manager, TRUE AS inside FROM job
        WHERE is_main AND ("end" IS NULL OR "end" >= %(day)s) AND counted AND kind IN ('pedagogue', 'manager')
    ), outside AS (
        SELECT DISTINCT ON (person_id) person_id, organization_id, kind = 'manager' AS manager, FALSE AS inside
        FROM job j WHERE NOT EXISTS (SELECT FROM staff s WHERE s.person_id = j.person_id)
        ORDER BY person_id, is_main DESC, start DESC, "end" DESC NULLS FIRST, code
    )
    SELECT x.person_id, x.organization_id, t.snils::bigint AS snils, x.manager, x.inside,
        NOT x.manager AND COALESCE(t.birth_date > %(too_old)s AND t.career_start > %(too_long)s, FALSE) AS young
    FROM (SELECT * FROM staff UNION ALL SELECT * FROM outside) x
    JOIN teachers_person t ON t.id = x.person_id{found}"""


PEOPLE = people()

# Temporary tables of one computation, in their order: figures and findings read the same people, and the planner
# knows how many they are. A key keeps a wrong guess cheap.
TABLES = {"report_place": PLACE, "report_people": PEOPLE}
# The same for a few people and organizations, as parts of one statement. ``looked``: whoever is computed anew, the
# people given and whoever ever worked in the organizations ``%(anew)s``; they are placed by all their employments,
# looked up by person first (a join would begin with everybody who ever worked in an organization near). The other
# people of the organizations ``%(only)s`` stand in ``kept`` as they are (``statement.kept_columns``).
LOOKED = """
    SELECT unnest(%(people)s::bigint[]) AS id
    UNION SELECT person_id FROM teachers_employment WHERE organization_id = ANY (%(anew)s)"""
HELD = """
    SELECT person_id, organization_id, position_id, is_main, start, "end" FROM teachers_employment
    WHERE start <= %(day)s AND person_id = ANY (ARRAY(SELECT id FROM looked))"""
NEAR = """
    AND o.id = ANY (ARRAY(SELECT organization_id FROM held) || %(only)s::bigint[])"""
THERE = people("held", "\n    WHERE x.organization_id = ANY (%(only)s)")
NARROW = (
    f"looked AS MATERIALIZED ({LOOKED})",
    f"held AS MATERIALIZED ({HELD})",
    f"near AS MATERIALIZED ({PLACE}{NEAR})",
    f"report_people AS MATERIALIZED ({THERE.replace('report_place', 'near')})",
    "report_place AS MATERIALIZED (SELECT * FROM near WHERE id = ANY (%(only)s))",
)
PLACE_KEY = "ALTER TABLE report_place ADD PRIMARY KEY (id)"
PEOPLE_KEY = "ALTER TABLE report_people ADD PRIMARY KEY (person_id)"
FLAGS = (
    f"(CASE WHEN f.manager THEN {MANAGER} ELSE {PEDAGOGUE} END + CASE WHEN f.young THEN {YOUNG} ELSE 0 END"
    f" + CASE WHEN f.inside THEN 0 ELSE {OUTSIDE} END)::smallint"
)

# Carried out in the period: an enrollment began or was completed in it, or the implementation dates overlap it.
PROGRAMS = """program AS MATERIALIZED (
    SELECT g.id, g.organization_id, g.code FROM programs_program g
    JOIN report_place c ON c.id = g.organization_id AND c.taught
    WHERE ((g.runs_from IS NOT NULL OR g.runs_to IS NOT NULL)
            AND (g.runs_from IS NULL OR g.runs_from <= %(day)s) AND (g.runs_to IS NULL OR g.runs_to >= %(start)s))
        OR g.id IN (SELECT e.program_id FROM programs_enrollment e
            WHERE e.enrolled_on BETWEEN %(start)s AND %(day)s OR e.completed_on BETWEEN %(start)s AND %(day)s)
)"""


def make_table(name: str) -> list[str]:
    """The statements that make a temporary table of a computation anew; it is gone at the commit."""
    return [f"DROP TABLE IF EXISTS {name}", f"CREATE TEMPORARY TABLE {name} ON COMMIT DROP AS {TABLES[name]}"]


def make_tables() -> list[str]:
    """The statements before the computation."""
    return [*make_table("report_place"), PLACE_KEY, *make_table("report_people")]
