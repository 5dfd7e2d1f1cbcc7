"""Doubts about a person as a whole (DOMAIN 3)."""

from apps.monitoring.enums import FindingRecord, Severity
from apps.monitoring.findings.base import FindingRule, day, later, text, words, works

ACTIVE = 'e.start <= %(day)s AND (e."end" IS NULL OR e."end" >= %(day)s)'
WORKS_MAINLY = f"EXISTS (SELECT FROM teachers_employment e WHERE e.person_id = w.person_id AND e.is_main AND {ACTIVE})"
CARD = "report_people w JOIN teachers_person t ON t.id = w.person_id"
LATIN = "[A-Za-z0-9]"
FEMALE, MALE = "(вна|чна|шна|кызы)$", "(ович|евич|ьич|мич|кич|оглы)$"


def rule(code: str, title: str, severity: Severity, rows: str, sentence: str, advice: str) -> FindingRule:
    """A doubt whose mending is on the person's card."""
    return FindingRule(
        code=code, title=title, severity=severity, rows=rows, sentence=sentence, advice=advice,
        record=FindingRecord.PERSON, id="w.person_id",
    )  # fmt: skip


NO_MAIN = rule(
    "no_main",
    "Работает, но основного места работы нет",
    Severity.ERROR,
    f"report_people w WHERE NOT w.inside AND {works('%(day)s')} AND NOT {WORKS_MAINLY}",
    text("На отчётную дату есть место работы, но нет основного: ни в чьём штате не учтён"),
    "Отметьте одно из мест работы как основное или внесите основное место работы.",
)
NO_JOB = rule(
    "no_job",
    "Нет места работы на отчётную дату",
    Severity.NOTE,
    f"report_people w WHERE NOT w.inside AND NOT {works('%(day)s')}",
    text("На отчётную дату нет места работы: ни в чьём штате не учтён"),
    "Если работник не уволен, уберите дату увольнения или внесите новое место работы.",
)
YOUNG_UNKNOWN = rule(
    "young_unknown",
    "Неизвестно, молодой ли специалист",
    Severity.WARNING,
    f"{CARD} WHERE w.inside AND NOT w.manager AND (t.birth_date IS NULL OR t.career_start IS NULL)",
    "CASE WHEN t.birth_date IS NOT NULL THEN 'Нет начала педагогической деятельности'"
    " WHEN t.career_start IS NOT NULL THEN 'Нет даты рождения'"
    " ELSE 'Нет даты рождения и начала педагогической деятельности' END"
    " || ': среди молодых специалистов не учтён'",
    "Внесите в карточку дату рождения и начало педагогической деятельности.",
)
VERY_OLD = rule(
    "birth_improbable",
    "Возраст больше 85 лет",
    Severity.WARNING,
    f"{CARD} WHERE w.inside AND {later('t.birth_date', 85)} <= %(day)s",
    words(text("В штате работник старше 85 лет: дата рождения "), day("t.birth_date")),
    "Проверьте год рождения и исправьте карточку; если работник уволен, внесите дату увольнения.",
)
EARLY_CAREER = rule(
    "career_before_16",
    "Начало педагогической деятельности до 16 лет",
    Severity.WARNING,
    f"{CARD} WHERE t.career_start < {later('t.birth_date', 16)}",
    words(
        text("Педагогическая деятельность начата "),
        day("t.career_start"),
        text(" в возрасте до 16 лет: дата рождения "),
        day("t.birth_date"),
    ),
    "Проверьте дату рождения и начало педагогической деятельности.",
)
FOREIGN_LETTERS = rule(
    "name_letters",
    "Латинские буквы или цифры в имени",
    Severity.WARNING,
    f"{CARD} WHERE concat(t.last_name, t.first_name, t.middle_name) ~ '{LATIN}'",
    text("В фамилии, имени или отчестве есть латинские буквы или цифры"),
    "Наберите фамилию, имя и отчество русскими буквами, как в паспорте.",
)
TWIN = rule(
    "person_twin",
    "Возможно, карточка заведена дважды",
    Severity.WARNING,
    f"{CARD} JOIN (SELECT p.sort_key, p.birth_date FROM report_people r JOIN teachers_person p ON p.id = r.person_id"
    " WHERE p.birth_date IS NOT NULL GROUP BY p.sort_key, p.birth_date HAVING count(*) > 1) d"
    " ON d.sort_key = t.sort_key AND d.birth_date = t.birth_date",
    words(
        text("Есть другой работник с теми же фамилией, именем, отчеством и датой рождения "),
        day("t.birth_date"),
    ),
    "Сверьте СНИЛС по документам; лишнюю карточку закройте, её записи перенесите.",
)
SEX_MISMATCH = rule(
    "sex_patronymic",
    "Пол не согласуется с отчеством",
    Severity.NOTE,
    f"{CARD} WHERE t.sex = 'м' AND t.middle_name ~ '{FEMALE}' OR t.sex = 'ж' AND t.middle_name ~ '{MALE}'",
    words(
        text("В карточке указан пол «"),
        "CASE t.sex WHEN 'м' THEN 'мужской' ELSE 'женский' END",
        text("», отчество говорит о другом"),
    ),
    "Проверьте пол и отчество в карточке.",
)
NO_CONSENT = rule(
    "no_consent",
    "Нет согласия на обработку персональных данных",
    Severity.NOTE,
    "report_people w WHERE w.inside AND NOT EXISTS (SELECT FROM teachers_consent k WHERE k.person_id = w.person_id"
    " AND k.given_on <= %(day)s AND (k.withdrawn_on IS NULL OR k.withdrawn_on > %(day)s))",
    text("Нет действующего согласия на обработку персональных данных"),
    "Получите согласие и внесите его дату в карточку.",
)
RULES = (
    NO_MAIN,
    NO_JOB,
    YOUNG_UNKNOWN,
    VERY_OLD,
    EARLY_CAREER,
    FOREIGN_LETTERS,
    TWIN,
    SEX_MISMATCH,
    NO_CONSENT,
)
