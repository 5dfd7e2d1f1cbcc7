"""Doubts about diagnostics of the time that is looked at, and about dates that have not come."""

from apps.monitoring.enums import FindingRecord, Severity
from apps.monitoring.findings.base import FindingRule, day, text, title, words, works

SESSIONS = (
    "report_people w JOIN diagnostics_diagnosticsession s ON s.person_id = w.person_id"
    " AND s.completed_on BETWEEN %(checked_from)s AND %(day)s"
)
SESSION = words(text("Диагностика "), day("s.completed_on"))


def rule(code: str, name: str, severity: Severity, rows: str, *sentence: str, advice: str) -> FindingRule:
    """A doubt about a session, which its sentence names by its date."""
    return FindingRule(
        code=code, title=name, severity=severity, rows=rows, sentence=words(SESSION, *sentence), advice=advice,
        record=FindingRecord.SESSION, id="s.id", private="TRUE",
    )  # fmt: skip


OUTSIDE_EMPLOYMENT = rule(
    "session_outside_employment",
    "Диагностика вне периода работы",
    Severity.WARNING,
    f"{SESSIONS} WHERE NOT {works('s.completed_on')}",
    text(" пройдена, когда человек нигде не работал"),
    advice="Проверьте дату диагностики и даты приёма и увольнения.",
)
NO_SCORES = rule(
    "session_without_scores",
    "Диагностика без результатов",
    Severity.WARNING,
    f"{SESSIONS} WHERE s.annulled_on IS NULL"
    " AND NOT EXISTS (SELECT FROM diagnostics_score c WHERE c.session_id = s.id)",
    text(" внесена без единого балла"),
    advice="Внесите баллы по компетенциям или аннулируйте диагностику.",
)
REPEATED = rule(
    "session_repeated",
    "Та же диагностика повторена в течение месяца",
    Severity.NOTE,
    f"{SESSIONS} AND s.annulled_on IS NULL JOIN diagnostics_diagnosticsession x ON x.person_id = s.person_id"
    " AND x.tool_id = s.tool_id AND x.annulled_on IS NULL"
    " AND x.completed_on >= s.completed_on - 30 AND x.completed_on < s.completed_on"
    " JOIN diagnostics_tool l ON l.id = s.tool_id",
    text(" тем же инструментом "),
    title("l.title"),
    text(" уже была "),
    day("x.completed_on"),
    advice="Проверьте, не внесена ли одна диагностика дважды; лишнюю аннулируйте.",
)
PROVIDER_CLOSED = rule(
    "session_provider_closed",
    "Диагностику провела закрытая организация",
    Severity.WARNING,
    f"{SESSIONS} JOIN organizations_organization o ON o.id = s.provider_id AND o.closed_on < s.completed_on",
    text(" проведена организацией "),
    title("o.short_name"),
    text(", закрытой "),
    day("o.closed_on"),
    advice="Проверьте дату диагностики, кто её провёл и дату закрытия организации.",
)
ANNULLED_BEFORE = rule(
    "session_annulled_before",
    "Диагностика аннулирована раньше, чем пройдена",
    Severity.ERROR,
    f"{SESSIONS} WHERE s.annulled_on < s.completed_on",
    text(" аннулирована "),
    day("s.annulled_on"),
    text(" — раньше, чем пройдена"),
    advice="Исправьте дату аннулирования или дату диагностики.",
)
# Dates up to the horizon that have not come: in a report only those of its unfinished period.
DATED = """(
    SELECT person_id, 'Диагностика' AS what, completed_on AS day, TRUE AS private FROM diagnostics_diagnosticsession
    UNION ALL SELECT person_id, 'Утверждение ИОМ', approved_on, TRUE FROM routes_individualroute
    UNION ALL SELECT person_id, 'Завершение ИОМ', completed_on, TRUE FROM routes_individualroute
    UNION ALL SELECT person_id, 'Выполнение пункта ИОМ', done_on, TRUE FROM routes_routeitem
    UNION ALL SELECT person_id, 'Завершение обучения', completed_on, FALSE FROM programs_enrollment
    UNION ALL SELECT person_id, 'Выдача документа об обучении', issued_on, FALSE FROM programs_enrollment
    UNION ALL SELECT person_id, 'Приём на работу', start, FALSE FROM teachers_employment
    UNION ALL SELECT person_id, 'Участие в мероприятии', on_date, FALSE FROM events_participation
    UNION ALL SELECT person_id, 'Присвоение категории', assigned_on, FALSE FROM teachers_attestationcategory
    UNION ALL SELECT person_id, 'Согласие на обработку персональных данных', given_on, FALSE FROM teachers_consent
    UNION ALL SELECT id, 'Рождение', birth_date, FALSE FROM teachers_person
    UNION ALL SELECT id, 'Начало педагогической деятельности', career_start, FALSE FROM teachers_person
)"""
IN_FUTURE = FindingRule(
    code="date_in_future",
    title="Дата ещё не наступила",
    severity=Severity.ERROR,
    rows=f"report_people w JOIN {DATED} x ON x.person_id = w.person_id AND x.day > %(today)s AND x.day <= %(horizon)s",
    sentence=words("x.what", text(": дата "), day("x.day"), text(" ещё не наступила")),
    advice="Исправьте дату: вносят то, что уже произошло.",
    record=FindingRecord.PERSON,
    id="w.person_id",
    private="x.private",
)
RULES = (OUTSIDE_EMPLOYMENT, NO_SCORES, REPEATED, PROVIDER_CLOSED, ANNULLED_BEFORE, IN_FUTURE)
