"""The checks that kinds share: required cells, duplicates, contradictions, order of dates, scope."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import models

from apps.core import access, wall
from apps.core.access import WRITE
from apps.core.actor import acting
from apps.core.imports.stage import Stage
from apps.core.imports.types import escape

OUTSIDE = "Запись относится к организации вне вашей области; внесите её от имени той организации или ЦНППМ."

UNASSIGNABLE = "компетенция не опубликована или устарела, заново её не назначают; ожидается действующая компетенция."


def kept(name: str, stored: str) -> str:
    """The value a field will have: what the cell gives, else (unless it clears) what is stored; SQL over ``r``."""
    return f"coalesce(r.\"{name}\", CASE WHEN NOT ('{name}' = ANY (r.cleared)) THEN {stored} END)"


def require(stage: Stage, *names: str, where: str = "TRUE", key: Sequence[str] = ()) -> None:
    """Reject rows in which one of these cells is empty.

    With ``key`` another row of the same object may give it.
    """
    lacking = {name: f'r."{name}" IS NULL AND ({where})' for name in names}
    for name in stage.met(lacking):
        lacks = lacking[name]
        if key:
            same = " AND ".join(f'f."{k}" = r."{k}"' for k in key)
            lacks += f' AND NOT EXISTS (SELECT 1 FROM import_row f WHERE f.live AND {same} AND f."{name}" IS NOT NULL)'
        stage.reject(name, "required", escape(empty_cell(stage, name)), lacks)


def empty_cell(stage: Stage, name: str) -> str:
    """The sentence about an empty cell."""
    column = next(field.column for field in stage.kind.fields if field.name == name)
    return f"{column.title}: ячейка пуста; ожидается {column.value.expected}."


def refuse_clearing(stage: Stage) -> None:
    """A single «-» clears a cell; what every object must have cannot be cleared."""
    for field in stage.kind.fields:
        if field.name not in stage.clears or field.name in stage.kind.key:
            continue
        if field.column.required or field.name in stage.kind.kept:
            message = f"{field.column.title}: «-» стирает значение, а оно обязательно; ожидается "
            message += f"{field.column.value.expected}."
            stage.reject(field.name, "required", escape(message), f"'{field.name}' = ANY (r.cleared)")


def drop_duplicates(stage: Stage, key: Sequence[str], titles: Sequence[str] = ()) -> None:
    """Two rows with one key: alike, the later is unchanged; different, it is rejected and names the first.

    ``titles`` are the staging columns named in the message where the key is of resolved references.
    """
    if not stage.has_several(key):
        return
    keys = ", ".join(f'"{name}"' for name in key)
    cells = [f'"{field.name}"' for field in stage.kind.fields]
    same = " AND ".join([*(f"r.{c} IS NOT DISTINCT FROM f.{c}" for c in cells), "r.cleared = f.cleared"])
    stage.run(
        "CREATE TEMPORARY TABLE import_twin ON COMMIT DROP AS SELECT row, first FROM ("
        f"SELECT row, min(row) OVER (PARTITION BY {keys}) AS first FROM import_row WHERE live) n WHERE row <> first"
    )
    stage.run(
        "UPDATE import_row r SET live = false FROM import_twin d JOIN import_row f ON f.row = d.first"
        f" WHERE d.row = r.row AND {same}"
    )
    names = ", ".join(f"«{stage.kind.title_of(name)}»" for name in titles or key)
    message = (
        escape(f"Строка с тем же ключом ({names}) уже есть в файле — строка ")
        + " || (SELECT d.first::text FROM import_twin d WHERE d.row = r.row) || "
        + escape(", и данные в них различаются; ожидается одна строка.")
    )
    stage.reject("", "duplicate", message, "EXISTS (SELECT 1 FROM import_twin d WHERE d.row = r.row)")
    stage.run("DROP TABLE import_twin")


def contradictions(stage: Stage, key: Sequence[str], names: Sequence[str], subject: str) -> None:
    """Reject a later row that says something else about an object (``key`` is its key) than an earlier one.

    ``subject`` agrees in gender: «этот работник уже описан».
    """
    if not stage.has_several(key):
        return
    keys = " AND ".join(f'f."{k}" = r."{k}"' for k in key)
    for name in names:
        if not _disagree(stage, key, name):
            continue
        earlier = (
            f'SELECT f.row FROM import_row f WHERE f.live AND f.row < r.row AND {keys} AND f."{name}" IS NOT NULL'
            f' AND f."{name}" IS DISTINCT FROM r."{name}" ORDER BY f.row LIMIT 1'
        )
        message = (
            f"{escape(stage.kind.title_of(name) + ': «')} || {stage.shown(name)} || "
            + escape(f"» — {subject} иначе в строке ")
            + f" || ({earlier}) || "
            + escape(" этого файла; ожидаются одинаковые данные.")
        )
        stage.reject(name, "contradiction", message, f'r."{name}" IS NOT NULL AND EXISTS ({earlier})')


def _disagree(stage: Stage, key: Sequence[str], name: str) -> bool:
    keys = ", ".join(f'"{k}"' for k in key)
    return bool(
        stage.rows(
            f'SELECT 1 FROM import_row WHERE live AND "{name}" IS NOT NULL GROUP BY {keys}'
            f' HAVING count(DISTINCT "{name}") > 1 LIMIT 1'
        )
    )


def not_before(stage: Stage, later: str, earlier: str, *, stored_later: str = "", stored_earlier: str = "") -> None:
    """Reject rows after which ``later`` would be before ``earlier``; ``stored_…`` say what is stored, over ``r``."""
    end = kept(later, stored_later) if stored_later else f'r."{later}"'
    start = kept(earlier, stored_earlier) if stored_earlier else f'r."{earlier}"'
    first, second = stage.kind.title_of(later), stage.kind.title_of(earlier)
    message = (
        f"{escape(first + ': «')} || to_char({end}, 'DD.MM.YYYY') || {escape(f'» раньше, чем «{second}» (')}"
        f" || to_char({start}, 'DD.MM.YYYY') || {escape('); ожидается дата не раньше неё.')}"
    )
    stage.reject(later, "date_order", message, f"{end} < {start}")


def require_writable(
    stage: Stage,
    rule: type[models.Model] | access.Access,
    *,
    name: str = "",
    where: str = "TRUE",
    columns: Mapping[str, str] | None = None,
) -> None:
    """Reject rows outside the actor's scope: the model's own policy, asked over place columns.

    ``columns`` gives each column of the policy as SQL over ``r``; without it the staged ones of that name are asked.
    ``name`` is the cell the message names.
    """
    found = rule if isinstance(rule, access.Access) else access.of(rule)
    if stage.actor.is_system or not isinstance(found, access.Access):
        return
    head = f"{escape(stage.kind.title_of(name) + ': «')} || {stage.shown(name)} || {escape('». ')} || " if name else ""
    with acting(stage.actor):
        stage.reject(name, "scope", head + escape(OUTSIDE), f"({where}) AND NOT {permitted(found, columns)}")


def permitted(rule: access.Access, columns: Mapping[str, str] | None = None) -> str:
    """Whether the current actor may write a row that lies in these columns, as SQL over ``r``; unknown is no."""
    if columns is None:
        return f"coalesce(({wall.predicate(rule, WRITE)}), false)"
    # The innermost names win: the policy speaks of its own columns, whatever the staging table calls them.
    given = ", ".join(f'{source} AS "{column}"' for column, source in columns.items())
    return f"coalesce((SELECT {wall.predicate(rule, WRITE)} FROM (SELECT {given}) place), false)"


def refuse_unassignable(stage: Stage, name: str, ids: str, linked: str, day: str) -> None:
    """Reject rows whose list names a competence that is not assigned anew: a draft, or one outdated on the day.

    ``ids`` is SQL of the list, ``linked`` SQL that is true where the competence ``c.id`` is stored
    there already, ``day`` SQL of the day. Several applications name competences, none of them owns the framework.
    """
    found = (
        f"(SELECT c.code FROM diagnostics_competence c WHERE c.id = ANY ({ids}) AND NOT ({linked}) AND (c.state ="
        f" 'draft' OR c.state = 'outdated' AND coalesce(c.outdated_on, '-infinity') <= ({day}))"
        " ORDER BY c.code LIMIT 1)"
    )
    head, tail = escape(f"{stage.kind.title_of(name)}: «"), escape("» — " + UNASSIGNABLE)
    stage.reject(name, "state", f"{head} || {found} || {tail}", f"{found} IS NOT NULL")
