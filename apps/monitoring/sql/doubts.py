"""All findings about a territory in one statement, placed with their persons or organizations today."""

from collections.abc import Iterable

from apps.monitoring.findings import RULES, FindingRule

# The same doubt has the same mark in every report and in the live check: see ``models.findings.Doubt``.
MARK = "md5(concat_ws('|', {rule}, {person}, {organization}, {sentence}))::uuid"


def mark_of(person: str, organization: str) -> str:
    """The mark of a doubt in SQL, whose person and organization are these columns."""
    return MARK.format(
        rule="d.rule",
        person=f"'p' || {person}",
        organization=f"CASE WHEN {person} IS NULL THEN 'o' || {organization} END",
        sentence="left(d.sentence, 500)",
    )


def placed(rules: Iterable[FindingRule]) -> str:
    """The doubts of these rules with their places, by rule and subject."""
    return f"""WITH doubt AS ({" UNION ALL ".join(rule.query for rule in rules)})
SELECT d.rule, d.severity, d.about, t.id AS person_id, COALESCE(t.managerial, FALSE) AS managerial,
    o.id AS organization_id, o.municipality_id, o.region_id, d.record, d.record_ref, d.private,
    left(d.sentence, 500) AS sentence, {mark_of("t.id", "o.id")} AS mark
FROM doubt d LEFT JOIN teachers_person t ON t.id = d.person_id
JOIN organizations_organization o ON o.id = COALESCE(t.organization_id, d.organization_id)
ORDER BY d.rule, o.sort_key, o.id, t.sort_key, t.id, d.sentence
"""


STATEMENT = f"""INSERT INTO monitoring_finding (report_id, rule, severity, about, person_id, managerial,
    organization_id, municipality_id, region_id, record, record_ref, private, sentence, mark)
SELECT %(report)s, x.* FROM ({placed(RULES.values())}) x
"""
