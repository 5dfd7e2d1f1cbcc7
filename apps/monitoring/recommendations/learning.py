"""Recommendations about competences in which many have a deficit; small groups are never told (DOMAIN 8)."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from apps.core.text import count_text, ratio_text
from apps.diagnostics.selectors.suppression import hidden_parts
from apps.indicators.rules.fragments import REGISTRY_SPANS
from apps.monitoring.recommendations.base import (
    SMALLEST_GROUP,
    Ground,
    Kind,
    Parameters,
    Proposal,
    RecommendationRule,
    quoted,
)

# The latest independent session of the period of everybody in the staff, score by score, with its deficits.
SCORED = """report_people w JOIN report_place c ON c.id = w.organization_id AND w.inside
CROSS JOIN LATERAL (
    SELECT s.id FROM diagnostics_diagnosticsession s WHERE s.person_id = w.person_id AND s.independent
        AND s.completed_on BETWEEN %(start)s AND %(day)s AND (s.annulled_on IS NULL OR s.annulled_on > %(day)s)
    ORDER BY s.completed_on DESC, s.id DESC LIMIT 1) s
JOIN diagnostics_score p ON p.session_id = s.id
JOIN diagnostics_competence k ON k.id = p.competence_id
LEFT JOIN diagnostics_deficit d ON d.session_id = s.id AND d.competence_id = p.competence_id"""
OFFERED = f"""EXISTS (
    SELECT FROM programs_program_competences g JOIN {REGISTRY_SPANS} h ON h.program_id = g.program_id
    WHERE g.competence_id = k.id AND h.held @> %(day)s::date)"""
LEAST = Decimal(SMALLEST_GROUP)


def frequent(deficits: int, scored: int, given: Parameters) -> bool:
    """Whether the share of deficits is worth telling, and the group large enough to be told."""
    least = max(given["least"], LEAST)
    return deficits >= least and scored >= least and 100 * deficits >= given["share"] * scored


def shared(ground: Ground, given: Parameters) -> Iterator[Proposal]:
    """Competences in which a large share of a unit's diagnosed people have a deficit.

    A unit that would give a small one away by subtraction is not told of either.
    """
    sql = f"SELECT {ground.key}, k.code, k.title, count(d.id), count(*) FROM {SCORED} GROUP BY 1, 2, 3 ORDER BY 1, 2"
    rows = list(ground.run(sql))
    people: dict[str, dict[str, int]] = defaultdict(dict)
    for place, code, _, _, scored in rows:
        people[code][place] = scored
    silent = {code: hidden_parts(parts) for code, parts in people.items()}
    for place, code, title, deficits, scored in rows:
        if place in ground.by_code and place not in silent[code] and frequent(deficits, scored, given):
            text = (
                f"Дефицит по компетенции {quoted(title)} — у {ratio_text(deficits, scored)} прошедших диагностику."
                " Включите её в план методической работы: семинары, стажировки, пары «педагог – педагог»."
            )
            yield Proposal(ground.by_code[place], text, ground.body(Kind.MMS), topic=code)


def unoffered(ground: Ground, given: Parameters) -> Iterator[Proposal]:
    """Competences with many deficits for which the federal registry holds no programme on the day."""
    sql = f"SELECT k.code, k.title, count(d.id), count(*) FROM {SCORED} WHERE NOT {OFFERED} GROUP BY 1, 2 ORDER BY 1"
    for code, title, deficits, scored in ground.run(sql):
        if deficits >= max(given["least"], LEAST):
            people = count_text(deficits, "работника", "работников", "работников")
            text = (
                f"По компетенции {quoted(title)} дефицит у {people} из {scored}, а программы в Федеральном реестре ДПП"
                " нет. Разработайте программу и подготовьте её к включению в реестр."
            )
            yield Proposal(ground.top, text, Kind.IRO, topic=code)


RULES = (
    RecommendationRule(
        code="deficit_shared",
        title="Частый профессиональный дефицит",
        help="share — доля с дефицитом в процентах, least — от скольких человек (не меньше 5)",
        find=shared,
        defaults={"share": Decimal(60), "least": Decimal(10)},
    ),
    RecommendationRule(
        code="deficit_unoffered",
        title="Дефицит, для которого нет программы",
        help="least — от скольких человек (не меньше 5)",
        find=unoffered,
        defaults={"least": Decimal(10)},
    ),
)
