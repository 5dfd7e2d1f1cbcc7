"""All findings of a report in one statement, placed with their persons today."""

from apps.monitoring.findings import RULES

STATEMENT = f"""WITH doubt AS ({" UNION ALL ".join(rule.query for rule in RULES.values())})
INSERT INTO monitoring_finding (report_id, rule, severity, person_id, managerial, organization_id, municipality_id,
    region_id, record, record_ref, sentence)
SELECT %(report)s, d.rule, d.severity, t.id, t.managerial, t.organization_id, t.municipality_id, t.region_id,
    d.record, d.record_ref, left(d.sentence, 500)
FROM doubt d JOIN teachers_person t ON t.id = d.person_id
ORDER BY d.rule, t.sort_key, t.id, d.sentence
"""
