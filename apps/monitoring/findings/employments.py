"""Doubts about employments that had begun by the reporting date."""

from apps.monitoring.enums import FindingRecord, Severity
from apps.monitoring.findings.base import FindingRule, day, later, number, text, title, words

BEGUN = "report_people w JOIN teachers_employment e ON e.person_id = w.person_id AND e.start <= %(day)s"
EMPLOYER = f"{BEGUN} JOIN organizations_organization o ON o.id = e.organization_id"
PERSON = f"{BEGUN} JOIN teachers_person t ON t.id = w.person_id"
LAST_DAY = 'LEAST(COALESCE(e."end", %(day)s), %(day)s)'


def rule(code: str, name: str, severity: Severity, rows: str, sentence: str, advice: str) -> FindingRule:
    """A doubt about a job."""
    return FindingRule(
        code=code, title=name, severity=severity, rows=rows, sentence=sentence, advice=advice,
        record=FindingRecord.EMPLOYMENT, id="e.id",
    )  # fmt: skip


CLOSED = rule(
    "employment_closed",
    "Работа в закрытой организации",
    Severity.ERROR,
    f"{EMPLOYER} WHERE o.closed_on < {LAST_DAY}",
    words(text("Работает в организации «"), "o.short_name", text("» после её закрытия "), day("o.closed_on")),
    "Внесите дату увольнения или исправьте дату закрытия организации.",
)
NOT_OPENED = rule(
    "employment_not_opened",
    "Работа в ещё не открытой организации",
    Severity.WARNING,
    f"{EMPLOYER} WHERE e.start < o.opened_on",
    words(
        text("Принят "),
        day("e.start"),
        text(" в организацию «"),
        "o.short_name",
        text("», открытую "),
        day("o.opened_on"),
    ),
    "Проверьте дату приёма и дату открытия организации.",
)
BEFORE_CAREER = rule(
    "employment_before_career",
    "Работа раньше начала педагогической деятельности",
    Severity.WARNING,
    f"{PERSON} WHERE e.start < t.career_start",
    words(
        text("Принят "), day("e.start"), text(" — раньше начала педагогической деятельности "), day("t.career_start")
    ),
    "Проверьте дату приёма и начало педагогической деятельности.",
)
UNDER_14 = rule(
    "hired_under_14",
    "Приём на работу до 14 лет",
    Severity.ERROR,
    f"{PERSON} WHERE e.start < {later('t.birth_date', 14)}",
    words(text("Принят "), day("e.start"), text(" в возрасте до 14 лет: дата рождения "), day("t.birth_date")),
    "Проверьте дату рождения и дату приёма.",
)
UNLIKELY_RATE = rule(
    "rate_unlikely",
    "Ставка, которой не бывает",
    Severity.WARNING,
    f"{BEGUN} WHERE e.rate <= 0 OR e.rate > 2",
    words(text("Место работы с "), day("e.start"), text(": ставка "), number("e.rate")),
    "Исправьте ставку: обычно она больше 0 и не больше 2.",
)
MANY_RATES = FindingRule(
    code="rates_over_two",
    title="Больше двух ставок сразу",
    severity=Severity.NOTE,
    rows="report_people w JOIN (SELECT person_id, sum(rate) AS rates FROM teachers_employment"
    ' WHERE start <= %(day)s AND ("end" IS NULL OR "end" >= %(day)s) AND rate <= 2'
    " GROUP BY person_id HAVING sum(rate) > 2) d ON d.person_id = w.person_id",
    sentence=words(text("Сумма ставок по всем местам работы "), number("d.rates"), text(", это больше двух")),
    advice="Проверьте ставки и даты увольнения по местам работы.",
    record=FindingRecord.PERSON,
    id="w.person_id",
)
ENTERED_TWICE = rule(
    "employment_twice",
    "Одна должность внесена дважды",
    Severity.WARNING,
    f"{EMPLOYER} JOIN teachers_employment x ON x.person_id = e.person_id AND x.organization_id = e.organization_id"
    " AND x.position_id = e.position_id AND x.start < e.start"
    ' AND (x."end" IS NULL OR x."end" >= e.start)',
    words(
        text("Должность в организации "),
        title("o.short_name"),
        text(" с "),
        day("e.start"),
        text(" уже внесена с "),
        day("x.start"),
    ),
    "Оставьте одну запись, у лишней исправьте даты.",
)
RULES = (CLOSED, NOT_OPENED, BEFORE_CAREER, UNDER_14, UNLIKELY_RATE, MANY_RATES, ENTERED_TWICE)
