"""Doubts about a person as a whole (DOMAIN 3)."""

from apps.monitoring.enums import Severity
from apps.monitoring.findings.base import FindingRule, text

ACTIVE = 'e.start <= %(day)s AND (e."end" IS NULL OR e."end" >= %(day)s)'
WORKS = f"EXISTS (SELECT FROM teachers_employment e WHERE e.person_id = w.person_id AND {ACTIVE})"
WORKS_MAINLY = f"EXISTS (SELECT FROM teachers_employment e WHERE e.person_id = w.person_id AND e.is_main AND {ACTIVE})"

NO_MAIN = FindingRule(
    code="no_main",
    title="Работает, но основного места работы нет",
    severity=Severity.ERROR,
    rows=f"report_people w WHERE NOT w.inside AND {WORKS} AND NOT {WORKS_MAINLY}",
    sentence=text("На отчётную дату есть место работы, но нет основного: ни в чьём штате не учтён"),
)
NO_JOB = FindingRule(
    code="no_job",
    title="Нет места работы на отчётную дату",
    severity=Severity.NOTE,
    rows=f"report_people w WHERE NOT w.inside AND NOT {WORKS}",
    sentence=text("На отчётную дату нет места работы: ни в чьём штате не учтён"),
)
YOUNG_UNKNOWN = FindingRule(
    code="young_unknown",
    title="Неизвестно, молодой ли специалист",
    severity=Severity.WARNING,
    rows=(
        "report_people w JOIN teachers_person t ON t.id = w.person_id WHERE w.inside AND NOT w.manager"
        " AND (t.birth_date IS NULL OR t.career_start IS NULL)"
        " AND (t.birth_date IS NULL OR (t.birth_date + INTERVAL '35 years')::date > %(day)s)"
        " AND (t.career_start IS NULL OR (t.career_start + INTERVAL '3 years')::date > %(day)s)"
    ),
    sentence=(
        "CASE WHEN t.birth_date IS NOT NULL THEN 'Нет начала педагогической деятельности'"
        " WHEN t.career_start IS NOT NULL THEN 'Нет даты рождения'"
        " ELSE 'Нет даты рождения и начала педагогической деятельности' END"
        " || ': среди молодых специалистов не учтён'"
    ),
)
RULES = (NO_MAIN, NO_JOB, YOUNG_UNKNOWN)
