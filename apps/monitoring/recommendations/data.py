"""Recommendations about the data themselves: none for months, doubts, staff not entered."""

from collections.abc import Iterator
from decimal import Decimal

from apps.core.text import NBSP, count_text, format_date, ratio_text
from apps.monitoring.enums import Severity
from apps.monitoring.recommendations.base import Ground, Kind, Parameters, Proposal, RecommendationRule

# The last day on which anything happened that somebody had to enter.
LAST = """report_place c JOIN LATERAL (
    SELECT max(x.day) AS day FROM (
        SELECT max(s.completed_on) AS day FROM diagnostics_diagnosticsession s
        WHERE s.organization_id = c.id AND s.completed_on <= %(day)s
        UNION ALL SELECT max(COALESCE(e.completed_on, e.enrolled_on)) FROM programs_enrollment e
        WHERE e.organization_id = c.id AND e.enrolled_on <= %(day)s
        UNION ALL SELECT max(COALESCE(p.on_date, v.start)) FROM events_participation p
        JOIN events_event v ON v.id = p.event_id WHERE p.organization_id = c.id AND v.start <= %(day)s
    ) x) last ON c.counted AND c.open"""


def silent(ground: Ground, given: Parameters) -> Iterator[Proposal]:
    """Units in which nothing has happened for months."""
    for unit, (last, old) in ground.counts(
        LAST, f"max(last.day), max(last.day) < %(day)s::date - {30 * int(given['months'])}"
    ):
        if last is None or old:
            since = f"с{NBSP}{format_date(last)}" if last else "за всё время"
            text = (
                f"Новых записей о диагностике, обучении и мероприятиях нет {since}."
                " Внесите данные или сообщите, что мероприятий не было."
            )
            yield Proposal(unit, text, ground.body(Kind.MMS))


def doubtful(ground: Ground, given: Parameters) -> Iterator[Proposal]:
    """Units with errors in their data that nobody has explained."""
    rows = (
        "monitoring_finding f JOIN report_place c ON c.id = f.organization_id WHERE f.report_id = %(report)s"
        f" AND f.severity = '{Severity.ERROR.value}' AND NOT EXISTS"
        " (SELECT FROM monitoring_findingexplanation e WHERE e.mark = f.mark)"
    )
    for unit, (many,) in ground.counts(rows, "count(*)"):
        if many >= given["least"]:
            what = count_text(many, "ошибка", "ошибки", "ошибок")
            text = f"В данных {what} без пояснения. Исправьте записи по списку «Качество данных» или поясните их."
            yield Proposal(unit, text, ground.body(Kind.MMS))


def incomplete(ground: Ground, given: Parameters) -> Iterator[Proposal]:
    """Units whose entered staff is much less than the official headcount."""
    for unit in ground.addressed:
        if unit.official and 100 * unit.official_staff < given["share"] * unit.official:
            text = (
                f"Внесено {ratio_text(unit.official_staff, unit.official)} официальной численности работников."
                " Внесите недостающих: без них показатели не сопоставимы."
            )
            yield Proposal(unit, text, ground.body(Kind.MMS))


RULES = (
    RecommendationRule(
        code="silent",
        title="Нет новых данных",
        help="months — сколько месяцев",
        find=silent,
        defaults={"months": Decimal(6)},
    ),
    RecommendationRule(
        code="doubtful",
        title="Ошибки в данных без пояснения",
        help="least — от скольких ошибок",
        find=doubtful,
        defaults={"least": Decimal(5)},
    ),
    RecommendationRule(
        code="staff_incomplete",
        title="Штат внесён не полностью",
        help="share — меньше какой доли официальной численности, в процентах",
        find=incomplete,
        defaults={"share": Decimal(90)},
    ),
)
