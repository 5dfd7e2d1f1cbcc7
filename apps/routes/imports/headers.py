"""What a row says of the route itself: its person, session, tutor and dates."""

from __future__ import annotations

from apps.core import access
from apps.core.access import INSTALLATION, REGION, WRITE
from apps.core.actor import acting
from apps.core.imports.checks import OUTSIDE, kept, permitted, require
from apps.core.imports.stage import Stage
from apps.core.imports.types import escape
from apps.routes.models import IndividualRoute
from apps.teachers.services.lookup import COLUMNS, EXPECTED, look_up_person

STORED = {
    "stored_id": "o.id",
    "stored_person_id": "o.person_id",
    "stored_drafted": "o.drafted_on",
    "stored_agreed": "o.agreed_on",
    "stored_approved": "o.approved_on",
    "stored_started": "o.started_on",
    "stored_completed": "o.completed_on",
    "stored_cancelled": "o.cancelled_on",
    "stored_reason": "o.cancel_reason",
    "stored_session": "o.session_id",
    **{f"stored_{column}": f"o.{column}" for column in COLUMNS},
}
SESSION = """
LEFT JOIN LATERAL (
    SELECT s.id FROM diagnostics_diagnosticsession s JOIN diagnostics_tool t ON t.id = s.tool_id
    WHERE s.person_id = r.person_id AND s.completed_on = r.session_date AND t.title = r.tool
    ORDER BY s.id LIMIT 1
) s ON true
"""


def find_people(stage: Stage) -> None:
    """The stored route and the person; a number that is taken by a stranger's route is told neutrally."""
    fill_people(stage)
    stage.join("LEFT JOIN routes_individualroute o ON o.number = r.number", take=STORED)
    if not stage.actor.is_system:
        place = {"person_id": "r.stored_person_id", **{column: f"r.stored_{column}" for column in COLUMNS}}
        rule = access.of(IndividualRoute)
        assert isinstance(rule, access.Access)
        with acting(stage.actor):
            outside = f"r.stored_id IS NOT NULL AND NOT {permitted(rule, place)}"
            stage.reject("number", "scope", escape(f"Номер: {OUTSIDE}"), outside)
    require(stage, "snils", where="r.stored_id IS NULL")
    look_up_person(stage, IndividualRoute)
    other = stage.sentence("snils", "это маршрут другого работника", "СНИЛС того же работника или новый номер")
    stage.reject("snils", "person", other, "r.person_id <> r.stored_person_id")
    if stage.has("r.person_id IS NULL"):
        stage.run("UPDATE import_row SET person_id = stored_person_id WHERE live AND person_id IS NULL")


def fill_people(stage: Stage) -> None:
    """A row may leave out the СНИЛС that another row of the same route gives."""
    if stage.has("r.snils IS NULL"):
        stage.run(
            "UPDATE import_row r SET snils = f.snils FROM (SELECT number, max(snils) AS snils FROM import_row"
            " WHERE live GROUP BY number) f WHERE r.live AND r.snils IS NULL AND f.number = r.number"
        )


def find_sessions(stage: Stage) -> None:
    """The session the route is built from: named by date and tool, both or neither."""
    require(stage, "tool", where="r.session_date IS NOT NULL")
    require(stage, "session_date", where="r.tool IS NOT NULL")
    stage.join(SESSION, take={"session_id": "s.id"})
    message = (
        f"{escape('Дата диагностики: «')} || {stage.shown('session_date')} || {escape('» — диагностики этого дня с ')}"
        f" || {escape('инструментом «')} || left(r.tool, 60) || "
        + escape("» у работника нет; ожидается внесённая диагностика.")
    )
    stage.reject("session_date", "reference", message, "r.tool IS NOT NULL AND r.session_id IS NULL")
    clear_both(stage, "session_id", "session_date", "tool")
    stage.join(take={"final_session": kept("session_id", "r.stored_session")})


def clear_both(stage: Stage, into: str, *names: str) -> None:
    """«-» in one of these cells clears what they name together."""
    if stage.clears & set(names):
        words = ", ".join(f"'{name}'" for name in names)
        stage.run(f"UPDATE import_row SET cleared = cleared || '{into}'::text WHERE cleared && ARRAY[{words}]::text[]")
        stage.clears |= {into}


def find_tutors(stage: Stage) -> None:
    """Who supports the route: somebody the actor may see; nobody and a stranger are told alike."""
    stage.join("LEFT JOIN teachers_person t ON t.snils = r.tutor_snils", take={"tutor_id": "t.id"})
    message = stage.missing("tutor_snils", "такого работника", EXPECTED)
    unseen = "r.tutor_id IS NULL OR NOT EXISTS (SELECT 1 FROM teachers_person t WHERE t.id = r.tutor_id)"
    with acting(stage.actor):
        stage.reject("tutor_snils", "person", message, f"r.tutor_snils IS NOT NULL AND ({unseen})")
    clear_both(stage, "tutor_id", "tutor_snils")


def check_moves(stage: Stage) -> None:
    """The dates follow the order of a route's life (DOMAIN 5), and only who approves routes dates an approval."""
    approved = kept("approved_on", "r.stored_approved")
    late = escape("Утверждён: «") + f" || to_char({approved}, 'DD.MM.YYYY') || "
    for column, word in (("stored_started", "начат"), ("stored_completed", "завершён")):
        message = late + escape(f"» — маршрут {word} ") + f" || to_char(r.{column}, 'DD.MM.YYYY') || "
        message += escape("; ожидается дата не позже.")
        stage.reject("approved_on", "date_order", message, f"r.{column} < {approved}")
        without = escape(f"Утверждён: «-» — маршрут уже {word}; ожидается дата утверждения.")
        stage.reject("approved_on", "date_order", without, f"r.{column} IS NOT NULL AND {approved} IS NULL")
    early = late + escape("» — раньше согласования (") + " || to_char(r.stored_agreed, 'DD.MM.YYYY') || "
    stage.reject(
        "approved_on", "date_order", early + escape("); ожидается дата не раньше."), f"{approved} < r.stored_agreed"
    )
    drafted = late + escape("» — раньше составления (") + " || to_char(r.stored_drafted, 'DD.MM.YYYY') || "
    stage.reject(
        "approved_on", "date_order", drafted + escape("); ожидается дата не раньше."), f"{approved} < r.stored_drafted"
    )
    check_ends(stage, approved)
    refuse_approvals(stage)


def check_ends(stage: Stage, approved: str) -> None:
    """A route ends once: cancelled with a reason, not before its approval, never after it was completed."""
    cancelled = kept("cancelled_on", "r.stored_cancelled")
    both = escape("Отменён: маршрут уже завершён ") + " || to_char(r.stored_completed, 'DD.MM.YYYY') || "
    stage.reject(
        "cancelled_on", "two_ends", both + escape("; ожидается пустая ячейка."),
        f"{cancelled} IS NOT NULL AND r.stored_completed IS NOT NULL",
    )  # fmt: skip
    early = escape("Отменён: «") + f" || to_char({cancelled}, 'DD.MM.YYYY') || " + escape("» — раньше утверждения (")
    early += f" || to_char({approved}, 'DD.MM.YYYY') || " + escape("); ожидается дата не раньше.")
    stage.reject("cancelled_on", "date_order", early, f"{cancelled} < {approved}")
    for column, word in (("drafted", "составления"), ("agreed", "согласования"), ("started", "начала")):
        before = escape("Отменён: «") + f" || to_char({cancelled}, 'DD.MM.YYYY') || " + escape(f"» — раньше {word} (")
        before += f" || to_char(r.stored_{column}, 'DD.MM.YYYY') || " + escape("); ожидается дата не раньше.")
        stage.reject("cancelled_on", "date_order", before, f"{cancelled} < r.stored_{column}")
    reason = kept("cancel_reason", "nullif(r.stored_reason, '')")
    missing = escape("Причина отмены: ячейка пуста; ожидается причина, по которой маршрут отменён.")
    elsewhere = "SELECT 1 FROM import_row x WHERE x.number = r.number AND x.cancel_reason IS NOT NULL"
    lacks = f"{cancelled} IS NOT NULL AND {reason} IS NULL AND NOT EXISTS ({elsewhere})"
    stage.reject("cancel_reason", "reason", missing, lacks)


def refuse_approvals(stage: Stage) -> None:
    """A route is approved and cancelled by the centre of the region, in bulk too; others import drafts."""
    level = "" if stage.actor.is_system else access.rights().level(stage.actor, "routes", WRITE)
    if stage.actor.is_system or level in (REGION, INSTALLATION):
        return
    for name, stored in (("approved_on", "r.stored_approved"), ("cancelled_on", "r.stored_cancelled")):
        title = stage.kind.title_of(name)
        message = escape(f"{title}: эту дату ставит тот, кто утверждает маршруты (ЦНППМ); ожидается пустая ячейка.")
        stage.reject(name, "approval", message, f"{kept(name, stored)} IS DISTINCT FROM {stored}")
