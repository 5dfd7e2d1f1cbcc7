"""What a row says of an item: a programme, an event or words, and the competences it aims at."""

from __future__ import annotations

from apps.core.imports.checks import refuse_unassignable, require
from apps.core.imports.stage import Stage
from apps.core.imports.types import escape
from apps.events.selectors import EVENT
from apps.programs.selectors import PROGRAM
from apps.routes.imports.headers import clear_both

OWN = ("item_kind", "content", "program_code", "event_code", "competences", "due", "hours", "done_on")
# The competences of the item as they will be: given, else (unless cleared) stored.
AIMED = """
CASE WHEN r.competence_ids IS NOT NULL THEN r.competence_ids WHEN 'competences' = ANY (r.cleared) THEN '{}'::bigint[]
ELSE (SELECT array_agg(a.competence_id) FROM routes_itemaim a WHERE a.item_id = r.stored_item) END
"""
UNSCORED = """
SELECT c.code FROM unnest(r.aimed) x JOIN diagnostics_competence c ON c.id = x
WHERE NOT EXISTS (SELECT 1 FROM diagnostics_score s WHERE s.session_id = r.final_session AND s.competence_id = x)
ORDER BY c.code LIMIT 1
"""
LINKED = "EXISTS (SELECT 1 FROM routes_itemaim a WHERE a.item_id = r.stored_item AND a.competence_id = c.id)"


def find_items(stage: Stage) -> None:
    """The stored item, its programme or event, the competences."""
    filled = " OR ".join(f'r."{name}" IS NOT NULL' for name in OWN)
    require(stage, "item", where=filled)
    stage.look_up(PROGRAM, EVENT)
    clear_both(stage, "program_id", "program_code")
    clear_both(stage, "event_id", "event_code")
    stage.look_up_list(
        "competences",
        table="diagnostics_competence",
        column="code",
        into="competence_ids",
        what="такой компетенции",
        expected="перечень кодов компетенций из справочника через «;»",
    )
    stage.join(
        "LEFT JOIN routes_routeitem i ON i.route_id = r.stored_id AND i.number = r.item", take={"stored_item": "i.id"}
    )
    require(stage, "item_kind", where="r.item IS NOT NULL AND r.stored_item IS NULL")


def check_aims(stage: Stage) -> None:
    """An item aims at competences scored in the route's session: a deficit or a development goal (DOMAIN 5)."""
    if not stage.has("r.item IS NOT NULL AND (r.competence_ids IS NOT NULL OR r.stored_item IS NOT NULL)"):
        return
    stage.join(take={"aimed": AIMED})
    none = escape(
        "Компетенции: у маршрута не указана диагностика; ожидаются «Дата диагностики» и «Инструмент», в которых"
        " эти компетенции оценены."
    )
    changed = "r.competence_ids IS NOT NULL OR 'session_id' = ANY (r.cleared)"
    stage.reject("competences", "aim", none, f"({changed}) AND cardinality(r.aimed) > 0 AND r.final_session IS NULL")
    head = escape("Компетенции: «") + f" || ({UNSCORED}) || "
    message = head + escape("» не оценивалась в диагностике этого маршрута; ожидаются компетенции из её результатов.")
    refuse_unassignable(stage, "competences", "r.competence_ids", LINKED, "coalesce(r.approved_on, current_date)")
    stage.reject("competences", "aim", message, f"r.final_session IS NOT NULL AND ({UNSCORED}) IS NOT NULL")
