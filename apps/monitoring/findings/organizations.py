"""Doubts about organizations: their staff as a whole, their cards, their events."""

from apps.monitoring.enums import About, FindingRecord, Severity
from apps.monitoring.findings.base import FindingRule, day, number, text, title, words

COUNTED = "report_place c JOIN organizations_organization o ON o.id = c.id AND c.counted AND c.open"
STAFF = "(SELECT count(*) FROM report_people w WHERE w.organization_id = c.id AND w.inside)"
MANAGERS = "EXISTS (SELECT FROM report_people w WHERE w.organization_id = c.id AND w.inside AND w.manager)"
# The latest official headcount by the reporting date, beside the staff entered.
HEADCOUNT = (
    f"{COUNTED} CROSS JOIN LATERAL (SELECT h.id, h.on_date, h.pedagogues + h.managers AS official, {STAFF} AS entered"
    " FROM organizations_headcount h WHERE h.organization_id = c.id AND h.on_date <= %(day)s"
    " ORDER BY h.on_date DESC LIMIT 1) h"
)
# A tenth of the official headcount may come and go within a year.
TOLERANCE = "0.1"
COMPARED = (
    text("Внесено работников: "),
    number("h.entered"),
    text(", официальная численность на "),
    day("h.on_date"),
    text(": "),
    number("h.official"),
)


def rule(code: str, name: str, severity: Severity, rows: str, *sentence: str, advice: str,
         record: FindingRecord = FindingRecord.ORGANIZATION, key: str = "c.id") -> FindingRule:  # fmt: skip
    """A doubt about an organization."""
    return FindingRule(
        code=code, title=name, severity=severity, rows=rows, sentence=words(*sentence), advice=advice,
        about=About.ORGANIZATION, record=record, id=key,
    )  # fmt: skip


NO_STAFF = rule(
    "organization_no_staff",
    "Организация без работников",
    Severity.ERROR,
    f"{COUNTED} WHERE {STAFF} = 0",
    text("Организация открыта, а в штате никого нет"),
    advice="Внесите работников или дату закрытия организации.",
)
NO_TEAM = rule(
    "organization_no_managers",
    "Организация без руководителей",
    Severity.WARNING,
    f"{COUNTED} WHERE {STAFF} > 0 AND NOT {MANAGERS}",
    text("В штате нет ни руководителя, ни заместителя: управленческой команды нет"),
    advice="Внесите руководителя и заместителей с основным местом работы.",
)
HEADCOUNT_OVER = rule(
    "headcount_over",
    "Работников больше официальной численности",
    Severity.WARNING,
    f"{HEADCOUNT} WHERE h.entered > h.official * (1 + {TOLERANCE})",
    *COMPARED,
    advice="Внесите даты увольнения выбывших или новую официальную численность.",
)
HEADCOUNT_SHORT = rule(
    "headcount_short",
    "Работников меньше официальной численности",
    Severity.WARNING,
    f"{HEADCOUNT} WHERE h.entered < h.official * (1 - {TOLERANCE})",
    *COMPARED,
    advice="Внесите недостающих работников.",
)
NO_FOUNDER = rule(
    "founder_unstated",
    "Учредитель не указан",
    Severity.NOTE,
    f"{COUNTED} AND o.founder = '' WHERE %(founders)s::text[] IS NOT NULL",
    text("Учредитель не указан, организация учтена в совокупности"),
    advice="Укажите учредителя: от него зависит, входит ли организация в показатели.",
)
INN_TWIN = rule(
    "inn_twin",
    "Один ИНН у двух организаций",
    Severity.NOTE,
    f"{COUNTED} AND o.inn <> '' JOIN organizations_organization x ON x.inn = o.inn AND x.id <> o.id"
    " AND x.closed_on IS NULL JOIN report_place p ON p.id = x.id",
    text("Тот же ИНН у организации "),
    title("x.short_name"),
    advice="Проверьте ИНН; структурное подразделение укажите как подведомственное.",
)
NO_AGREEMENT = rule(
    "moo_no_agreement",
    "Нет действующего трёхстороннего соглашения",
    Severity.NOTE,
    "report_place c JOIN organizations_organization o ON o.id = c.id AND o.kind = 'moo' AND c.open"
    " WHERE NOT EXISTS (SELECT FROM organizations_agreement a WHERE a.organization_id = c.id"
    " AND a.signed_on <= %(day)s AND (a.valid_to IS NULL OR a.valid_to >= %(day)s))",
    text("Нет действующего соглашения между МОУО, РОИВ и ИРО"),
    advice="Внесите соглашение с номером и датой.",
)
NOBODY_CAME = rule(
    "event_without_people",
    "Мероприятие без участников",
    Severity.NOTE,
    "report_place c JOIN events_event v ON v.organization_id = c.id"
    ' AND COALESCE(v."end", v.start) BETWEEN %(start)s AND %(day)s'
    ' AND COALESCE(v."end", v.start) < %(today)s'
    " WHERE NOT EXISTS (SELECT FROM events_participation p WHERE p.event_id = v.id)",
    text("Мероприятие "),
    title("v.title"),
    text(" "),
    day("v.start"),
    text(" прошло, а участников в портале нет"),
    advice="Внесите участников или уберите мероприятие, которое не состоялось.",
    record=FindingRecord.EVENT,
    key="v.id",
)
RULES = (
    NO_STAFF,
    NO_TEAM,
    HEADCOUNT_OVER,
    HEADCOUNT_SHORT,
    NO_FOUNDER,
    INN_TWIN,
    NO_AGREEMENT,
    NOBODY_CAME,
)
