"""The report's hash: sha256 over digests by natural keys, in their order; no ids, no times."""

STATEMENT = """
WITH units AS (
    SELECT string_agg(sha256(convert_to(concat_ws('|', level, code, counted, staff, managers, official, official_staff),
        'UTF8') || array_send(numerators) || array_send(denominators) || array_send(extras) || array_send(lost)),
        '' ORDER BY level, code COLLATE "C") AS part
    FROM monitoring_reportunit WHERE report_id = %(report)s
), facts AS (
    SELECT string_agg(convert_to(o.code, 'UTF8') || f.digest, '' ORDER BY o.code COLLATE "C") AS part
    FROM monitoring_organizationfacts f JOIN organizations_organization o ON o.id = f.organization_id
    WHERE f.report_id = %(report)s
), doubts AS (
    SELECT string_agg(mark, '' ORDER BY mark) AS part FROM (
        SELECT sha256(convert_to(concat_ws('|', f.rule, f.severity, COALESCE(o.code, u.oktmo), p.snils, f.sentence),
            'UTF8')) AS mark
        FROM monitoring_finding f LEFT JOIN organizations_organization o ON o.id = f.organization_id
        LEFT JOIN organizations_municipality u ON u.id = f.municipality_id
        LEFT JOIN teachers_person p ON p.id = f.person_id WHERE f.report_id = %(report)s
    ) d
)
SELECT encode(sha256(convert_to(concat_ws('|', p.code, r.period_from, r.period_to, r.methods), 'UTF8')
    || COALESCE((SELECT part FROM units), '') || COALESCE((SELECT part FROM facts), '')
    || COALESCE((SELECT part FROM doubts), '')), 'hex')
FROM monitoring_report r JOIN organizations_profile p ON p.id = r.profile_id WHERE r.id = %(report)s
"""
