"""Doubts about sessions, trainings and dates that have not come."""

from apps.indicators.enums import Record
from apps.monitoring.enums import Severity
from apps.monitoring.findings.base import FindingRule, day, text, words

SESSIONS = (
    "report_people w JOIN diagnostics_diagnosticsession s ON s.person_id = w.person_id"
    " AND s.completed_on BETWEEN %(checked_from)s AND %(day)s"
)
TRAININGS = (
    "report_people w JOIN programs_enrollment e ON e.person_id = w.person_id"
    " AND e.completed_on BETWEEN %(checked_from)s AND %(day)s"
    " JOIN programs_program g ON g.id = e.program_id"
)
ON_ROUTE = (
    " JOIN routes_routeitem i ON i.person_id = e.person_id AND i.program_id = e.program_id"
    " JOIN routes_individualroute r ON r.id = i.route_id"
)
OUTSIDE_EMPLOYMENT = FindingRule(
    code="session_outside_employment",
    title="Диагностика вне периода работы",
    severity=Severity.WARNING,
    rows=(
        f"{SESSIONS} WHERE NOT EXISTS (SELECT FROM teachers_employment e WHERE e.person_id = s.person_id"
        ' AND e.start <= s.completed_on AND (e."end" IS NULL OR e."end" >= s.completed_on))'
    ),
    sentence=words(text("Диагностика "), day("s.completed_on"), text(" пройдена, когда человек нигде не работал")),
    record=Record.SESSION,
    id="s.id",
)
BEFORE_ROUTE = FindingRule(
    code="trained_before_route",
    title="Обучение завершено раньше утверждения ИОМ",
    severity=Severity.WARNING,
    rows=f"{TRAININGS}{ON_ROUTE} WHERE e.completed_on < r.approved_on AND r.approved_on <= %(day)s",
    sentence=words(
        text("Программа «"),
        "left(g.title, 200)",
        text("» завершена "),
        day("e.completed_on"),
        text(", а ИОМ № "),
        "r.number",
        text(" с ней утверждён "),
        day("r.approved_on"),
    ),
    record=Record.ENROLLMENT,
    id="e.id",
)
OUTSIDE_PROGRAM = FindingRule(
    code="trained_outside_program",
    title="Обучение вне сроков реализации программы",
    severity=Severity.WARNING,
    rows=f"{TRAININGS} WHERE e.enrolled_on < g.runs_from OR e.completed_on > g.runs_to",
    sentence=words(
        text("Обучение с "),
        day("e.enrolled_on"),
        text(" по "),
        day("e.completed_on"),
        text(" выходит за сроки реализации программы «"),
        "left(g.title, 200)",
        text("»"),
    ),
    record=Record.ENROLLMENT,
    id="e.id",
)
# Dates of the period that the day of the computation has not reached: only in a report of an unfinished period.
DATED = """(
    SELECT person_id, 'Диагностика' AS what, completed_on AS day FROM diagnostics_diagnosticsession
    UNION ALL SELECT person_id, 'Завершение обучения', completed_on FROM programs_enrollment
    UNION ALL SELECT person_id, 'Утверждение ИОМ', approved_on FROM routes_individualroute
    UNION ALL SELECT person_id, 'Приём на работу', start FROM teachers_employment
    UNION ALL SELECT person_id, 'Участие в мероприятии', on_date FROM events_participation
)"""
IN_FUTURE = FindingRule(
    code="date_in_future",
    title="Дата ещё не наступила",
    severity=Severity.ERROR,
    rows=f"report_people w JOIN {DATED} x ON x.person_id = w.person_id AND x.day > %(today)s AND x.day <= %(day)s",
    sentence=words("x.what", text(": дата "), day("x.day"), text(" ещё не наступила")),
)
RULES = (OUTSIDE_EMPLOYMENT, BEFORE_ROUTE, OUTSIDE_PROGRAM, IN_FUTURE)
