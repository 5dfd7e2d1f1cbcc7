"""Recommendations about people who wait for something: mentors, routes, items in time. They carry counts only."""

from collections.abc import Callable, Iterator
from decimal import Decimal

from apps.core.text import count_text
from apps.monitoring.recommendations.base import Ground, Kind, Parameters, Proposal, RecommendationRule

STAFF = "report_people w JOIN report_place c ON c.id = w.organization_id AND w.inside"
IN_FORCE = (
    "r.approved_on <= %(day)s AND (r.cancelled_on IS NULL OR r.cancelled_on > %(day)s)"
    " AND (r.completed_on IS NULL OR r.completed_on > %(day)s)"
)
UNLED = f"""{STAFF} AND w.young WHERE NOT EXISTS (
    SELECT FROM events_mentoringpair m WHERE m.person_id = w.person_id AND m.start <= %(day)s
        AND (m."end" IS NULL OR m."end" >= %(day)s))"""
# Diagnosed in the period by an independent session with deficits, and no route on any session since.
UNROUTED = f"""{STAFF} WHERE EXISTS (
    SELECT FROM diagnostics_diagnosticsession s JOIN diagnostics_deficit d ON d.session_id = s.id
    WHERE s.person_id = w.person_id AND s.independent AND s.completed_on BETWEEN %(start)s AND %(day)s
        AND (s.annulled_on IS NULL OR s.annulled_on > %(day)s))
AND NOT EXISTS (
    SELECT FROM routes_individualroute r WHERE r.person_id = w.person_id AND r.approved_on BETWEEN %(start)s AND %(day)s
        AND (r.cancelled_on IS NULL OR r.cancelled_on > %(day)s))"""
LATE = f"""{STAFF} JOIN routes_individualroute r ON r.person_id = w.person_id AND {IN_FORCE}
WHERE EXISTS (
    SELECT FROM routes_routeitem i WHERE i.route_id = r.id AND i.due < %(day)s
        AND (i.done_on IS NULL OR i.done_on > %(day)s))"""

Words = Callable[[int], str]


def counted(rows: str, words: Words) -> Callable[[Ground, Parameters], Iterator[Proposal]]:
    """A rule that speaks to units with at least ``least`` such people."""

    def find(ground: Ground, given: Parameters) -> Iterator[Proposal]:
        for unit, (many,) in ground.counts(rows, "count(*)"):
            if many >= given["least"]:
                yield Proposal(unit, words(many), ground.body(Kind.MMS))

    return find


def unled_words(many: int) -> str:
    """Young specialists with no mentor."""
    who = count_text(many, "молодой специалист", "молодых специалиста", "молодых специалистов")
    return f"Без наставника на отчётную дату: {who}. Закрепите за каждым наставника приказом и внесите пары в портал."


def unrouted_words(many: int) -> str:
    """Diagnosed with deficits, without a route."""
    who = count_text(many, "работник", "работника", "работников")
    return (
        f"Диагностика выявила дефициты, а ИОМ в периоде не утверждён: {who}."
        " Составьте ИОМ вместе с педагогами и передайте на утверждение."
    )


def late_words(many: int) -> str:
    """Routes with items that are late."""
    what = count_text(many, "ИОМ", "ИОМ", "ИОМ")
    return (
        f"Действующие маршруты с просроченными пунктами: {what}."
        " Отметьте выполненное, для остального согласуйте новые сроки."
    )


RULES = (
    RecommendationRule(
        code="young_unled",
        title="Молодые специалисты без наставника",
        help="least — от скольких человек",
        find=counted(UNLED, unled_words),
        defaults={"least": Decimal(1)},
    ),
    RecommendationRule(
        code="diagnosed_unrouted",
        title="Диагностика без ИОМ",
        help="least — от скольких человек",
        find=counted(UNROUTED, unrouted_words),
        defaults={"least": Decimal(5)},
    ),
    RecommendationRule(
        code="routes_late",
        title="Просроченные пункты ИОМ",
        help="least — от скольких маршрутов",
        find=counted(LATE, late_words),
        defaults={"least": Decimal(5)},
    ),
)
