"""Doubts about trainings of the time that is looked at."""

from apps.monitoring.enums import FindingRecord, Severity
from apps.monitoring.findings.base import FindingRule, day, number, text, title, words, works

LONGEST_YEARS, DOCUMENT_DAYS, HOURS_A_DAY = 2, 60, 12
ENROLLMENTS = "report_people w JOIN programs_enrollment e ON e.person_id = w.person_id"
PROGRAMS = " JOIN programs_program g ON g.id = e.program_id"
TRAININGS = f"{ENROLLMENTS} AND e.completed_on BETWEEN %(checked_from)s AND %(day)s{PROGRAMS}"
ON_ROUTE = (
    " JOIN routes_routeitem i ON i.person_id = e.person_id AND i.program_id = e.program_id"
    " JOIN routes_individualroute r ON r.id = i.route_id"
)
NAMED = words(text("Программа "), title("g.title"))


def rule(
    code: str, name: str, severity: Severity, rows: str, *sentence: str, advice: str, private: str = "FALSE"
) -> FindingRule:
    """A doubt about a training."""
    return FindingRule(
        code=code, title=name, severity=severity, rows=rows, sentence=words(*sentence), advice=advice,
        record=FindingRecord.ENROLLMENT, id="e.id", private=private,
    )  # fmt: skip


BEFORE_ROUTE = rule(
    "trained_before_route",
    "Обучение завершено раньше утверждения ИОМ",
    Severity.WARNING,
    f"{TRAININGS}{ON_ROUTE} WHERE e.completed_on < r.approved_on AND r.approved_on <= %(day)s",
    NAMED,
    text(" завершена "),
    day("e.completed_on"),
    text(", а ИОМ № "),
    "r.number",
    text(" с ней утверждён "),
    day("r.approved_on"),
    advice="Проверьте даты обучения и утверждения ИОМ: такое обучение в показатель по ИОМ не входит.",
    private="TRUE",
)
OUTSIDE_PROGRAM = rule(
    "trained_outside_program",
    "Обучение вне сроков реализации программы",
    Severity.WARNING,
    f"{TRAININGS} WHERE e.enrolled_on < g.runs_from OR e.completed_on > g.runs_to",
    text("Обучение с "),
    day("e.enrolled_on"),
    text(" по "),
    day("e.completed_on"),
    text(" выходит за сроки реализации программы "),
    title("g.title"),
    advice="Проверьте даты обучения и сроки реализации программы.",
)
OUTSIDE_EMPLOYMENT = rule(
    "training_outside_employment",
    "Обучение вне периода работы",
    Severity.WARNING,
    f"{TRAININGS} WHERE NOT {works('e.completed_on')}",
    NAMED,
    text(" завершена "),
    day("e.completed_on"),
    text(", когда человек нигде не работал"),
    advice="Проверьте дату завершения обучения и даты приёма и увольнения.",
)
UNFINISHED = rule(
    "training_unfinished",
    "Обучение не закрыто больше двух лет",
    Severity.WARNING,
    f"{ENROLLMENTS}{PROGRAMS} WHERE e.completed_on IS NULL AND e.expelled_on IS NULL"
    f" AND (e.enrolled_on + INTERVAL '{LONGEST_YEARS} years')::date < %(day)s",
    NAMED,
    text(": зачислен "),
    day("e.enrolled_on"),
    text(", обучение не завершено и не прекращено больше двух лет"),
    advice="Внесите дату завершения или отчисления.",
)
NO_DOCUMENT = rule(
    "training_no_document",
    "Обучение без номера документа",
    Severity.NOTE,
    f"{TRAININGS} WHERE e.document_number = '' AND e.completed_on < %(day)s::date - {DOCUMENT_DAYS}",
    NAMED,
    text(" завершена "),
    day("e.completed_on"),
    text(", номер документа не внесён"),
    advice="Внесите номер удостоверения или диплома.",
)
DOCUMENT_TWIN = rule(
    "document_twin",
    "Один номер документа у двух обучений",
    Severity.ERROR,
    f"{TRAININGS} JOIN (SELECT x.document_number, g.organization_id FROM programs_enrollment x"
    " JOIN programs_program g ON g.id = x.program_id JOIN report_people p ON p.person_id = x.person_id"
    " WHERE x.document_number <> '' GROUP BY x.document_number, g.organization_id HAVING count(*) > 1) d"
    " ON d.document_number = e.document_number AND d.organization_id = g.organization_id",
    text("Документ № "),
    "e.document_number",
    text(" по программе "),
    title("g.title"),
    text(" внесён ещё у одного обучения той же организации"),
    advice="Сверьте номера документов с реестром выданных документов.",
)
ISSUED_EARLY = rule(
    "issued_before_completed",
    "Документ выдан раньше завершения обучения",
    Severity.WARNING,
    f"{TRAININGS} WHERE e.issued_on < e.completed_on",
    NAMED,
    text(" завершена "),
    day("e.completed_on"),
    text(", а документ выдан "),
    day("e.issued_on"),
    advice="Исправьте дату выдачи или дату завершения.",
)
TOO_FAST = rule(
    "trained_too_fast",
    "Обучение короче, чем позволяет объём программы",
    Severity.WARNING,
    f"{TRAININGS} WHERE g.hours > {HOURS_A_DAY} * (e.completed_on - e.enrolled_on + 1)",
    NAMED,
    text(" объёмом "),
    number("g.hours"),
    text(" ч пройдена с "),
    day("e.enrolled_on"),
    text(" по "),
    day("e.completed_on"),
    text(f": больше {HOURS_A_DAY} часов в день"),
    advice="Проверьте даты обучения и объём программы.",
)
TWICE = rule(
    "trained_twice",
    "Одна программа пройдена дважды",
    Severity.NOTE,
    f"{TRAININGS} JOIN programs_enrollment x ON x.person_id = e.person_id AND x.program_id = e.program_id"
    " AND x.completed_on < e.completed_on",
    NAMED,
    text(" завершена "),
    day("e.completed_on"),
    text(", но уже была завершена "),
    day("x.completed_on"),
    advice="Проверьте, не внесено ли одно обучение дважды.",
)
RULES = (
    BEFORE_ROUTE,
    OUTSIDE_PROGRAM,
    OUTSIDE_EMPLOYMENT,
    UNFINISHED,
    NO_DOCUMENT,
    DOCUMENT_TWIN,
    ISSUED_EARLY,
    TOO_FAST,
    TWICE,
)
