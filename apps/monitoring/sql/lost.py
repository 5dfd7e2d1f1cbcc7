"""Who left the numerator of a cumulative value since the report before (DOMAIN 4, «A cumulative value that fell»)."""

from apps.indicators.enums import Subject

# Subjects of the earlier numerator that are in the denominator of this report's unit no more, and, where the value
# fell, their number in the unit. ``%(line)s`` and ``%(before_line)s``: the lines of the method in the two reports.
PEOPLE = """
    SELECT n.organization_id, n.parent, x.id FROM monitoring_organizationfacts f
    JOIN monitoring_reportunit n ON n.report_id = f.report_id AND n.level = 'organization'
        AND n.organization_id = f.organization_id
    CROSS JOIN LATERAL unnest(f.people, f.flags, f.outcomes[{line}:{line}]) AS x(id, flags, outcome)
    WHERE f.report_id = {report} AND x.flags & 8 = 0 AND x.outcome {condition}"""
TEAMS = """
    SELECT n.organization_id, n.parent, f.organization_id AS id FROM monitoring_organizationfacts f
    JOIN monitoring_reportunit n ON n.report_id = f.report_id AND n.level = 'organization'
        AND n.organization_id = f.organization_id
    WHERE f.report_id = {report} AND f.own_outcomes[{line}] {condition}"""
ROWS = {Subject.PERSON: PEOPLE, Subject.TEAM: TEAMS, Subject.ORGANIZATION: TEAMS}


def statement(subject: Subject) -> str:
    """The update of ``lost`` for the method ``%(number)s`` (from 1)."""
    was = ROWS[subject].format(line="%(before_line)s", report="%(before)s", condition=">= %(met)s")
    now = ROWS[subject].format(line="%(line)s", report="%(report)s", condition="IS NOT NULL")
    return f"""
WITH was AS ({was}),
now AS ({now}),
gone AS (
    SELECT w.organization_id, w.parent, n.id IS NULL AS left_all, n.parent IS DISTINCT FROM w.parent AS left_parent,
        n.organization_id IS DISTINCT FROM w.organization_id AS left_organization
    FROM was w LEFT JOIN now n ON n.id = w.id
),
lost AS (
    SELECT 'organization' AS level, organization_id, '' AS code, count(*) FILTER (WHERE left_organization) AS lost
    FROM gone GROUP BY organization_id
    UNION ALL
    SELECT 'municipality', NULL, parent, count(*) FILTER (WHERE left_parent) FROM gone GROUP BY parent
    UNION ALL
    SELECT 'region', NULL, '', count(*) FILTER (WHERE left_all) FROM gone
)
UPDATE monitoring_reportunit u SET lost[%(number)s] = l.lost
FROM lost l, monitoring_reportunit b
WHERE u.report_id = %(report)s AND u.level = l.level AND l.lost > 0
    AND (u.organization_id = l.organization_id OR u.level = 'municipality' AND u.code = l.code OR u.level = 'region')
    AND b.report_id = %(before)s AND b.level = u.level AND b.code = u.code
    AND u.numerators[%(number)s]::bigint * b.denominators[%(before_number)s]
        < b.numerators[%(before_number)s]::bigint * u.denominators[%(number)s]
"""
