"""Doubts about participations, appointments and mentoring pairs."""

from apps.monitoring.enums import FindingRecord, Severity
from apps.monitoring.findings.base import FindingRule, day, later, number, text, title, words, works

MENTEES, JUNIOR_YEARS, LONG_YEARS = 5, 3, 3
TOOK_PART = (
    "report_people w JOIN events_participation p ON p.person_id = w.person_id JOIN events_event v ON v.id = p.event_id"
    " AND COALESCE(p.on_date, v.start) BETWEEN %(checked_from)s AND %(day)s"
)
APPOINTED = (
    "report_people w JOIN teachers_appointment a ON a.person_id = w.person_id"
    ' AND a.start <= %(day)s AND (a."end" IS NULL OR a."end" >= %(checked_from)s)'
)
PAIRS = (
    "report_people w JOIN events_mentoringpair m ON m.person_id = w.person_id"
    ' AND m.start <= %(day)s AND (m."end" IS NULL OR m."end" >= %(checked_from)s)'
)
MENTEE = " JOIN teachers_person t ON t.id = m.person_id"
MENTOR = " JOIN teachers_person n ON n.id = m.mentor_id"
LAST_DAY = 'LEAST(COALESCE(m."end", %(day)s), %(day)s)'
PAIR = words(text("Наставничество с "), day("m.start"))
APPOINTMENT = (
    "CASE a.kind WHEN 'mms_worker' THEN 'работник ММС' WHEN 'municipal_methodist' THEN 'муниципальный методист'"
    " WHEN 'regional_methodist' THEN 'региональный методист' WHEN 'tutor_methodist' THEN 'тьютор-методист'"
    " WHEN 'expert' THEN 'эксперт' ELSE 'член жюри' END"
)


def rule(record: FindingRecord, key: str, code: str, name: str, severity: Severity, rows: str,
         *sentence: str, advice: str) -> FindingRule:  # fmt: skip
    """A doubt about a record of this kind."""
    return FindingRule(
        code=code, title=name, severity=severity, rows=rows, sentence=words(*sentence), advice=advice,
        record=record, id=key,
    )  # fmt: skip


def about_pair(code: str, name: str, severity: Severity, rows: str, *sentence: str, advice: str) -> FindingRule:
    """A doubt about a pair; it stands at the mentee."""
    return rule(FindingRecord.PAIR, "m.id", code, name, severity, rows, PAIR, *sentence, advice=advice)


OUTSIDE_EVENT = rule(
    FindingRecord.PARTICIPATION,
    "p.id",
    "participation_outside_event",
    "Участие вне дат мероприятия",
    Severity.WARNING,
    f'{TOOK_PART} WHERE p.on_date < v.start OR p.on_date > COALESCE(v."end", v.start)',
    text("Участие "),
    day("p.on_date"),
    text(" вне дат мероприятия "),
    title("v.title"),
    text(", которое началось "),
    day("v.start"),
    advice="Исправьте дату участия или даты мероприятия.",
)
OUTSIDE_EMPLOYMENT = rule(
    FindingRecord.PARTICIPATION,
    "p.id",
    "participation_outside_employment",
    "Участие вне периода работы",
    Severity.NOTE,
    f"{TOOK_PART} WHERE NOT {works('COALESCE(p.on_date, v.start)')}",
    text("Мероприятие "),
    title("v.title"),
    text(" "),
    day("COALESCE(p.on_date, v.start)"),
    text(" прошло, когда человек нигде не работал"),
    advice="Проверьте дату участия и даты приёма и увольнения.",
)
NO_ACT = rule(
    FindingRecord.APPOINTMENT,
    "a.id",
    "appointment_without_act",
    "Назначение без акта",
    Severity.NOTE,
    f"{APPOINTED} WHERE a.act = ''",
    text("Назначение «"),
    APPOINTMENT,
    text("» с "),
    day("a.start"),
    text(" без приказа или иного акта"),
    advice="Внесите вид, номер и дату акта о назначении.",
)
APPOINTED_IDLE = rule(
    FindingRecord.APPOINTMENT,
    "a.id",
    "appointment_unemployed",
    "Назначение того, кто не работает",
    Severity.WARNING,
    f'{APPOINTED} AND (a."end" IS NULL OR a."end" >= %(day)s) WHERE NOT {works("%(day)s")}',
    text("Назначение «"),
    APPOINTMENT,
    text("» с "),
    day("a.start"),
    text(" действует, а места работы нет"),
    advice="Завершите назначение или внесите место работы.",
)
MENTOR_LEFT = about_pair(
    "pair_mentor_left",
    "Наставник не работает",
    Severity.WARNING,
    f"{PAIRS} WHERE NOT {works(LAST_DAY, 'm.mentor_id')}",
    text(" не завершено, а наставник нигде не работает"),
    advice="Завершите наставничество или назначьте другого наставника.",
)
MENTEE_LEFT = about_pair(
    "pair_mentee_left",
    "Наставляемый не работает",
    Severity.WARNING,
    f"{PAIRS} WHERE NOT {works(LAST_DAY)}",
    text(" не завершено, а наставляемый нигде не работает"),
    advice="Внесите дату окончания наставничества.",
)
NOT_YOUNG = about_pair(
    "pair_not_young",
    "Наставляемый не молодой специалист",
    Severity.WARNING,
    f"{PAIRS}{MENTEE} WHERE m.form = 'young'"
    f" AND ({later('t.career_start', 3)} <= m.start OR {later('t.birth_date', 35)} <= m.start)",
    text(" в форме «наставник – молодой специалист», а наставляемый уже не молодой специалист"),
    advice="Исправьте форму наставничества или сведения о наставляемом.",
)
JUNIOR_MENTOR = about_pair(
    "pair_mentor_junior",
    "Наставник сам работает меньше трёх лет",
    Severity.WARNING,
    f"{PAIRS}{MENTOR} WHERE {later('n.career_start', JUNIOR_YEARS)} > m.start",
    text(": наставник начал педагогическую деятельность "),
    day("n.career_start"),
    text(", меньше трёх лет до этого"),
    advice="Проверьте начало деятельности наставника и кто кого сопровождает.",
)
NO_ORDER = about_pair(
    "pair_without_order",
    "Наставничество без приказа",
    Severity.NOTE,
    f"{PAIRS} WHERE m.\"order\" = ''",
    text(" без приказа"),
    advice="Внесите номер и дату приказа.",
)
TOO_LONG = about_pair(
    "pair_too_long",
    "Наставничество дольше трёх лет",
    Severity.NOTE,
    f'{PAIRS} WHERE m."end" IS NULL AND {later("m.start", LONG_YEARS)} <= %(day)s',
    text(" без даты окончания длится больше трёх лет"),
    advice="Внесите дату окончания, если наставничество завершено.",
)
OVERLOADED = FindingRule(
    code="mentor_overloaded",
    title=f"У наставника больше {MENTEES} наставляемых сразу",
    severity=Severity.NOTE,
    rows="report_people w JOIN (SELECT mentor_id, count(*) AS mentees FROM events_mentoringpair"
    ' WHERE start <= %(day)s AND ("end" IS NULL OR "end" >= %(day)s)'
    f" GROUP BY mentor_id HAVING count(*) > {MENTEES}) d ON d.mentor_id = w.person_id",
    sentence=words(text("Наставляемых одновременно: "), number("d.mentees")),
    advice="Завершите законченные пары или распределите наставляемых.",
    record=FindingRecord.PERSON,
    id="w.person_id",
)
RULES = (
    OUTSIDE_EVENT,
    OUTSIDE_EMPLOYMENT,
    NO_ACT,
    APPOINTED_IDLE,
    MENTOR_LEFT,
    MENTEE_LEFT,
    NOT_YOUNG,
    JUNIOR_MENTOR,
    NO_ORDER,
    TOO_LONG,
    OVERLOADED,
)
