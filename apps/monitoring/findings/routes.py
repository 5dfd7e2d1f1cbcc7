"""Doubts about routes approved in the time that is looked at."""

from apps.indicators.rules.fragments import REGISTRY_SPANS
from apps.monitoring.enums import FindingRecord, Severity
from apps.monitoring.findings.base import FindingRule, day, later, text, title, words, works

VALID_YEARS = 3
ROUTES = (
    "report_people w JOIN routes_individualroute r ON r.person_id = w.person_id"
    " AND r.approved_on BETWEEN %(checked_from)s AND %(day)s"
)
SESSIONS = f"{ROUTES} JOIN diagnostics_diagnosticsession s ON s.id = r.session_id"
ITEMS = f"{ROUTES} JOIN routes_routeitem i ON i.route_id = r.id"
PROGRAMS = f"{ITEMS} JOIN programs_program g ON g.id = i.program_id"
IN_FORCE = (
    "(r.cancelled_on IS NULL OR r.cancelled_on > %(day)s) AND (r.completed_on IS NULL OR r.completed_on > %(day)s)"
)


def rule(code: str, name: str, severity: Severity, rows: str, *sentence: str, advice: str) -> FindingRule:
    """A doubt about a route, which its sentence names."""
    return FindingRule(
        code=code, title=name, severity=severity, rows=rows, advice=advice,
        sentence=words(text("ИОМ № "), "r.number", *sentence), record=FindingRecord.ROUTE, id="r.id", private="TRUE",
    )  # fmt: skip


ON_SELF_ASSESSMENT = rule(
    "route_on_self_assessment",
    "ИОМ на самодиагностике",
    Severity.WARNING,
    f"{SESSIONS} WHERE NOT s.independent",
    text(" построен на самодиагностике "),
    day("s.completed_on"),
    advice="Постройте ИОМ на независимой диагностике: такой в показателях не учитывается.",
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
    advice="Отмените ИОМ и постройте новый на действующей диагностике.",
)
BEFORE_SESSION = rule(
    "route_before_session",
    "ИОМ утверждён раньше своей диагностики",
    Severity.ERROR,
    f"{SESSIONS} WHERE r.approved_on < s.completed_on",
    text(" утверждён "),
    day("r.approved_on"),
    text(" — раньше своей диагностики "),
    day("s.completed_on"),
    advice="Исправьте дату утверждения или дату диагностики.",
)
OLD_SESSION = rule(
    "route_old_session",
    "ИОМ на диагностике старше трёх лет",
    Severity.WARNING,
    f"{SESSIONS} WHERE r.approved_on >= {later('s.completed_on', VALID_YEARS)}",
    text(" утверждён "),
    day("r.approved_on"),
    text(" на диагностике "),
    day("s.completed_on"),
    text(", которой больше трёх лет"),
    advice="Проведите новую диагностику и постройте ИОМ на ней.",
)
WITHOUT_ITEMS = rule(
    "route_without_items",
    "ИОМ без пунктов",
    Severity.WARNING,
    f"{ROUTES} WHERE NOT EXISTS (SELECT FROM routes_routeitem i WHERE i.route_id = r.id)",
    text(" утверждён без единого пункта"),
    advice="Добавьте пункты или отмените ИОМ.",
)
PROGRAM_TWICE = rule(
    "program_twice",
    "Программа дважды в одном ИОМ",
    Severity.WARNING,
    f"{ROUTES} JOIN (SELECT route_id, program_id FROM routes_routeitem WHERE program_id IS NOT NULL"
    " GROUP BY route_id, program_id HAVING count(*) > 1) d ON d.route_id = r.id"
    " JOIN programs_program g ON g.id = d.program_id",
    text(" называет программу "),
    title("g.title"),
    text(" дважды"),
    advice="Оставьте один пункт с этой программой.",
)
COMPETENCE_LACKING = rule(
    "item_competence_lacking",
    "Пункт ИОМ о компетенции, которой нет в программе",
    Severity.WARNING,
    f"{PROGRAMS} JOIN routes_itemaim m ON m.item_id = i.id JOIN diagnostics_competence k ON k.id = m.competence_id"
    " WHERE NOT EXISTS (SELECT FROM programs_program_competences c"
    " WHERE c.program_id = g.id AND c.competence_id = m.competence_id)",
    text(", пункт "),
    "i.number",
    text(": в программе "),
    title("g.title"),
    text(" нет компетенции "),
    "k.code",
    advice="Выберите программу с этой компетенцией или дополните карточку программы.",
)
OUTSIDE_REGISTRY = rule(
    "item_outside_registry",
    "Пункт ИОМ с программой вне ФР ДПП",
    Severity.NOTE,
    f"{PROGRAMS} LEFT JOIN {REGISTRY_SPANS} h ON h.program_id = g.id WHERE (h.held @> r.approved_on) IS NOT TRUE",
    text(", пункт "),
    "i.number",
    text(": программа "),
    title("g.title"),
    text(" на дату утверждения не входила в ФР ДПП"),
    advice="Замените программу программой из ФР ДПП или свяжите её с записью реестра.",
)
ITEM_EARLY = rule(
    "item_done_early",
    "Пункт выполнен раньше утверждения ИОМ",
    Severity.WARNING,
    f"{ITEMS} WHERE i.done_on < r.approved_on",
    text(", пункт "),
    "i.number",
    text(" выполнен "),
    day("i.done_on"),
    text(" — раньше утверждения "),
    day("r.approved_on"),
    advice="Исправьте дату выполнения пункта или дату утверждения.",
)
DONE_UNTRAINED = rule(
    "item_done_untrained",
    "Пункт выполнен, а обучения нет",
    Severity.WARNING,
    f"{PROGRAMS} WHERE i.done_on <= %(day)s AND NOT EXISTS (SELECT FROM programs_enrollment e"
    " WHERE e.person_id = r.person_id AND e.program_id = g.id AND e.completed_on <= %(day)s)",
    text(", пункт "),
    "i.number",
    text(" выполнен "),
    day("i.done_on"),
    text(", а завершённого обучения по программе "),
    title("g.title"),
    text(" нет"),
    advice="Внесите обучение с документом или снимите отметку о выполнении.",
)
OVERDUE = rule(
    "item_overdue",
    "Срок пункта ИОМ прошёл",
    Severity.NOTE,
    f"{ITEMS} WHERE i.due < %(day)s AND (i.done_on IS NULL OR i.done_on > %(day)s) AND {IN_FORCE}",
    text(", пункт "),
    "i.number",
    text(" не выполнен в срок "),
    day("i.due"),
    advice="Отметьте выполнение или перенесите срок.",
)
CLOSED_UNDONE = rule(
    "route_completed_undone",
    "ИОМ завершён с невыполненными пунктами",
    Severity.WARNING,
    f"{ROUTES} AND r.completed_on <= %(day)s"
    " JOIN (SELECT route_id, count(*) AS n FROM routes_routeitem WHERE done_on IS NULL GROUP BY route_id) d"
    " ON d.route_id = r.id",
    text(" завершён "),
    day("r.completed_on"),
    text(", невыполненных пунктов: "),
    "d.n",
    advice="Отметьте выполненные пункты; от остальных откажитесь в ИОМ.",
)
PARALLEL = rule(
    "routes_in_parallel",
    "Два ИОМ сразу",
    Severity.NOTE,
    f"{ROUTES} AND {IN_FORCE} JOIN routes_individualroute x ON x.person_id = r.person_id"
    " AND (x.approved_on, x.id) < (r.approved_on, r.id)"
    " AND x.cancelled_on IS NULL AND x.completed_on IS NULL",
    text(" действует вместе с ИОМ № "),
    "x.number",
    advice="Завершите или отмените один из них.",
)
LEFT_OPEN = rule(
    "route_of_unemployed",
    "ИОМ того, кто не работает",
    Severity.NOTE,
    f"{ROUTES} AND {IN_FORCE} WHERE NOT {works('%(day)s')}",
    text(" не завершён, а места работы нет"),
    advice="Завершите или отмените ИОМ; если человек работает, внесите место работы.",
)
RULES = (
    ON_SELF_ASSESSMENT,
    AFTER_ANNULMENT,
    BEFORE_SESSION,
    OLD_SESSION,
    WITHOUT_ITEMS,
    PROGRAM_TWICE,
    COMPETENCE_LACKING,
    OUTSIDE_REGISTRY,
    ITEM_EARLY,
    DONE_UNTRAINED,
    OVERDUE,
    CLOSED_UNDONE,
    PARALLEL,
    LEFT_OPEN,
)
