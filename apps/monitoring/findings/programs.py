"""Doubts about programmes of the territory's organizations."""

from apps.monitoring.enums import About, FindingRecord, Severity
from apps.monitoring.findings.base import FindingRule, day, number, text, title, words

# The least hours of a programme by its kind (the federal order on the procedure of in-service training).
LEAST = {"pk": 16, "pp": 250}
PROGRAMS = "report_place c JOIN programs_program g ON g.organization_id = c.id"
LEARNT = (
    "EXISTS (SELECT FROM programs_enrollment e WHERE e.program_id = g.id"
    " AND (e.enrolled_on BETWEEN %(start)s AND %(day)s OR e.completed_on BETWEEN %(start)s AND %(day)s))"
)
NAMED = words(text("Программа "), title("g.title"))


def rule(code: str, name: str, severity: Severity, rows: str, *sentence: str, advice: str) -> FindingRule:
    """A doubt about a programme, which its sentence names."""
    return FindingRule(
        code=code, title=name, severity=severity, rows=rows, sentence=words(NAMED, *sentence), advice=advice,
        about=About.PROGRAM, record=FindingRecord.PROGRAM, id="g.id",
    )  # fmt: skip


FEW_HOURS = rule(
    "program_hours_few",
    "Объём программы меньше допустимого",
    Severity.ERROR,
    f"{PROGRAMS} WHERE g.hours < CASE g.kind WHEN 'pk' THEN {LEAST['pk']} ELSE {LEAST['pp']} END",
    text(": объём "),
    number("g.hours"),
    text(" ч меньше допустимых "),
    f"CASE g.kind WHEN 'pk' THEN '{LEAST['pk']}' ELSE '{LEAST['pp']}' END",
    text(" ч"),
    advice="Проверьте объём и вид программы.",
)
NO_COMPETENCES = rule(
    "program_no_competences",
    "Программа без компетенций",
    Severity.NOTE,
    f"{PROGRAMS} WHERE {LEARNT} AND NOT EXISTS (SELECT FROM programs_program_competences k WHERE k.program_id = g.id)",
    text(" реализуется, а компетенции не названы"),
    advice="Назовите компетенции: по ним портал предлагает программы в ИОМ.",
)
REGISTRY_DIFFERS = rule(
    "registry_differs",
    "Программа расходится с записью ФР ДПП",
    Severity.WARNING,
    f"{PROGRAMS} JOIN programs_registryentry f ON f.program_id = g.id"
    " AND (f.excluded_on IS NULL OR f.excluded_on > %(day)s)"
    " WHERE f.hours <> g.hours OR (f.kind <> '' AND f.kind <> g.kind)",
    text(": в записи ФР ДПП № "),
    "f.number",
    text(" другой объём или вид"),
    advice="Сверьте программу с записью реестра; если связь ошибочна, исправьте её.",
)
REGISTRY_TWICE = rule(
    "registry_twice",
    "Две записи ФР ДПП об одной программе сразу",
    Severity.WARNING,
    f"{PROGRAMS} JOIN programs_registryentry f ON f.program_id = g.id"
    " JOIN programs_registryentry x ON x.program_id = g.id AND x.id < f.id"
    " AND daterange(x.included_on, x.excluded_on, '[)') && daterange(f.included_on, f.excluded_on, '[)')",
    text(" названа сразу в двух записях ФР ДПП: № "),
    "x.number",
    text(" и № "),
    "f.number",
    advice="Оставьте связь с одной записью реестра.",
)
OWNER_CLOSED = rule(
    "program_owner_closed",
    "Программа закрытой организации",
    Severity.WARNING,
    f"{PROGRAMS} JOIN organizations_organization o ON o.id = c.id"
    " WHERE COALESCE(g.runs_to, g.runs_from) > o.closed_on AND o.closed_on <= %(day)s",
    text(" реализуется после закрытия организации "),
    day("o.closed_on"),
    advice="Исправьте сроки реализации или передайте программу другой организации.",
)
IDLE = rule(
    "program_idle",
    "Программа без обучающихся",
    Severity.NOTE,
    f"{PROGRAMS} WHERE g.runs_to BETWEEN %(start)s AND %(day)s"
    " AND NOT EXISTS (SELECT FROM programs_enrollment e WHERE e.program_id = g.id)",
    text(" завершена "),
    day("g.runs_to"),
    text(", а обучавшихся в портале нет"),
    advice="Внесите обучение или исправьте сроки реализации.",
)
RULES = (FEW_HOURS, NO_COMPETENCES, REGISTRY_DIFFERS, REGISTRY_TWICE, OWNER_CLOSED, IDLE)
