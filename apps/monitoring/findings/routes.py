"""Doubts about routes approved in the time the report looks at."""

from apps.indicators.enums import Record
from apps.indicators.rules.fragments import REGISTRY_SPANS
from apps.monitoring.enums import Severity
from apps.monitoring.findings.base import FindingRule, day, text, words

ROUTES = (
    "report_people w JOIN routes_individualroute r ON r.person_id = w.person_id"
    " AND r.approved_on BETWEEN %(checked_from)s AND %(day)s"
)
SESSIONS = f"{ROUTES} JOIN diagnostics_diagnosticsession s ON s.id = r.session_id"
ITEMS = f"{ROUTES} JOIN routes_routeitem i ON i.route_id = r.id JOIN programs_program g ON g.id = i.program_id"


def rule(code: str, title: str, severity: Severity, rows: str, *sentence: str) -> FindingRule:
    """A doubt about a route, which its sentence names."""
    said = words(text("ИОМ № "), "r.number", *sentence)
    return FindingRule(code, title, severity, rows, said, Record.ROUTE, "r.id")


ON_SELF_ASSESSMENT = rule(
    "route_on_self_assessment",
    "ИОМ на самодиагностике",
    Severity.WARNING,
    f"{SESSIONS} WHERE NOT s.independent",
    text(" построен на самодиагностике "),
    day("s.completed_on"),
)
AFTER_ANNULMENT = rule(
    "route_after_annulment",
    "ИОМ утверждён после аннулирования диагностики",
    Severity.ERROR,
    f"{SESSIONS} WHERE s.annulled_on < r.approved_on",
    text(" утверждён "),
    day("r.approved_on"),
    text(", диагностика аннулирована "),
    day("s.annulled_on"),
)
WITHOUT_ITEMS = rule(
    "route_without_items",
    "ИОМ без пунктов",
    Severity.WARNING,
    f"{ROUTES} WHERE NOT EXISTS (SELECT FROM routes_routeitem i WHERE i.route_id = r.id)",
    text(" утверждён без единого пункта"),
)
PROGRAM_TWICE = rule(
    "program_twice",
    "Программа дважды в одном ИОМ",
    Severity.WARNING,
    f"{ROUTES} JOIN (SELECT route_id, program_id FROM routes_routeitem WHERE program_id IS NOT NULL"
    " GROUP BY route_id, program_id HAVING count(*) > 1) d ON d.route_id = r.id"
    " JOIN programs_program g ON g.id = d.program_id",
    text(" называет программу «"),
    "left(g.title, 200)",
    text("» дважды"),
)
COMPETENCE_LACKING = rule(
    "item_competence_lacking",
    "Пункт ИОМ о компетенции, которой нет в программе",
    Severity.WARNING,
    f"{ITEMS} JOIN routes_itemaim m ON m.item_id = i.id JOIN diagnostics_competence k ON k.id = m.competence_id"
    " WHERE NOT EXISTS (SELECT FROM programs_program_competences c"
    " WHERE c.program_id = g.id AND c.competence_id = m.competence_id)",
    text(", пункт "),
    "i.number",
    text(": в программе «"),
    "left(g.title, 200)",
    text("» нет компетенции "),
    "k.code",
)
OUTSIDE_REGISTRY = rule(
    "item_outside_registry",
    "Пункт ИОМ с программой вне ФР ДПП",
    Severity.NOTE,
    f"{ITEMS} LEFT JOIN {REGISTRY_SPANS} h ON h.program_id = g.id WHERE (h.held @> r.approved_on) IS NOT TRUE",
    text(", пункт "),
    "i.number",
    text(": программа «"),
    "left(g.title, 200)",
    text("» на дату утверждения не входила в ФР ДПП"),
)
RULES = (ON_SELF_ASSESSMENT, AFTER_ANNULMENT, WITHOUT_ITEMS, PROGRAM_TWICE, COMPETENCE_LACKING, OUTSIDE_REGISTRY)
