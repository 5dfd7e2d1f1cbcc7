"""Doubts about employments that had begun by the reporting date."""

from apps.monitoring.enums import Severity
from apps.monitoring.findings.base import FindingRule, day, text, words

BEGUN = "report_people w JOIN teachers_employment e ON e.person_id = w.person_id AND e.start <= %(day)s"
EMPLOYER = f"{BEGUN} JOIN organizations_organization o ON o.id = e.organization_id"
PERSON = f"{BEGUN} JOIN teachers_person t ON t.id = w.person_id"
LAST_DAY = 'LEAST(COALESCE(e."end", %(day)s), %(day)s)'

CLOSED = FindingRule(
    code="employment_closed",
    title="Работа в закрытой организации",
    severity=Severity.ERROR,
    rows=f"{EMPLOYER} WHERE o.closed_on < {LAST_DAY}",
    sentence=words(text("Работает в организации «"), "o.short_name", text("» после её закрытия "), day("o.closed_on")),
)
NOT_OPENED = FindingRule(
    code="employment_not_opened",
    title="Работа в ещё не открытой организации",
    severity=Severity.WARNING,
    rows=f"{EMPLOYER} WHERE e.start < o.opened_on",
    sentence=words(
        text("Принят "),
        day("e.start"),
        text(" в организацию «"),
        "o.short_name",
        text("», открытую "),
        day("o.opened_on"),
    ),
)
BEFORE_CAREER = FindingRule(
    code="employment_before_career",
    title="Работа раньше начала педагогической деятельности",
    severity=Severity.WARNING,
    rows=f"{PERSON} WHERE e.start < t.career_start",
    sentence=words(
        text("Принят "), day("e.start"), text(" — раньше начала педагогической деятельности "), day("t.career_start")
    ),
)
UNDER_14 = FindingRule(
    code="hired_under_14",
    title="Приём на работу до 14 лет",
    severity=Severity.ERROR,
    rows=f"{PERSON} WHERE e.start < (t.birth_date + INTERVAL '14 years')::date",
    sentence=words(text("Принят "), day("e.start"), text(" в возрасте до 14 лет: дата рождения "), day("t.birth_date")),
)
RULES = (CLOSED, NOT_OPENED, BEFORE_CAREER, UNDER_14)
