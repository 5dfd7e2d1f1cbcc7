"""Writing of one table from the staged rows: find, compare field by field, insert, update; set-based.

An empty cell keeps what is stored, «-» clears it. Rows that speak of one object are merged (``checks.contradictions``
has already rejected those that disagree). What changed is kept in ``import_change`` for the preview and the history.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import connection, models

from apps.core.imports.stage import Stage


@dataclass(frozen=True)
class Target:
    """A table written by an import.

    - ``into``: the staging column that receives the id (empty: nobody asks for it).
    - ``key``: column → staging column; ``only`` narrows the stored rows ``t`` it is compared with.
    - ``fields``: column → staging column, with keep and clear.
    - ``insert``: column → SQL over the merged row ``g`` (and ``join``), for new rows only; ``take``: staging columns it
      reads beside the fields.
    - ``derived``: column → SQL over ``n``, the final values, recomputed when a row is made or changed.
    - ``where``: which rows speak of it; ``update_where``: of which an existing object ``g`` may be changed.
    - ``planned``: a staging column with the ids of new objects, given beforehand.
    - ``primary``: the spreadsheet's row stands for this, one row each; ``stands``: those rows of many that do.
    """

    model: type[models.Model]
    key: Mapping[str, str]
    into: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    insert: Mapping[str, str] = field(default_factory=dict)
    derived: Mapping[str, str] = field(default_factory=dict)
    take: tuple[str, ...] = ()
    join: str = ""
    where: str = "TRUE"
    only: str = "TRUE"
    update_where: str = "TRUE"
    planned: str = ""
    primary: bool = False
    stands: str = "FALSE"

    @property
    def table(self) -> str:
        """The database table."""
        return self.model._meta.db_table

    @property
    def label(self) -> str:
        """The model's label in changes and history."""
        return self.model._meta.label_lower

    def column(self, name: str) -> models.Field[object, object]:
        """The model's field of a column."""
        return next(f for f in self.model._meta.concrete_fields if f.column == name)

    def empty(self, name: str) -> str:
        """What a cleared (or never given) cell leaves in a column, as SQL."""
        found = self.column(name)
        if found.null:
            return "NULL"
        if found.has_default():
            default = found.get_default()
            if default == []:
                return "'{}'"
            return str(default).upper() if isinstance(default, bool) else f"'{default}'"
        return "''" if isinstance(found, models.CharField | models.TextField) else "NULL"

    def equal(self, left: str, right: str) -> str:
        """The condition that two rows have one key; ``left`` has the table's columns or the staging ones (``r``)."""
        return " AND ".join(
            f'{left}."{n if left == "r" else c}" {"IS NOT DISTINCT FROM" if self.column(c).null else "="} {right}."{n}"'
            for c, n in self.key.items()
        )


def upsert(stage: Stage, target: Target) -> None:
    """Write one target; sets its ``into`` column, the outcomes of the rows, the changes and what was written."""
    if target.into:
        stage.add(**{target.into: "bigint"})
    single = gather(stage, target)
    if stage.watching:
        note_origin(stage, target)
    (made, found), *_ = stage.rows("SELECT count(*) FILTER (WHERE fresh), count(id) FROM import_group")
    changed = note_changes(stage, target) if found > made and target.fields else 0
    if changed:
        update(stage, target)
    if made:
        insert(stage, target)
    if made or changed or (target.into and found):
        tell(stage, target, single, bool(changed))


def gather(stage: Stage, target: Target) -> bool:
    """One row ``import_group`` per object, with its id, given beforehand to a new one; whether each is of one row."""
    stage.run("DROP TABLE IF EXISTS import_group")
    keys = list(dict.fromkeys(target.key.values()))
    taken = (target.planned,) if target.planned else ()
    given = [n for n in dict.fromkeys([*target.fields.values(), *target.take, *taken]) if n not in keys]
    cleared = [n for n in dict.fromkeys(target.fields.values()) if n in stage.clears]
    single = target.primary or not stage.has_several(keys, target.where)
    columns = ["r.row", *(f'r."{n}"' for n in [*keys, *given])]
    columns += [f"'{n}' = ANY (r.cleared) AS \"clear_{n}\"" for n in cleared]
    grouped = ""
    if not single:
        # Those that give a value give the same one.
        columns = ["min(r.row) AS row", *(f'r."{n}"' for n in keys)]
        columns += [f'{"bool_or" if stage.types[n] == "boolean" else "max"}(r."{n}") AS "{n}"' for n in given]
        columns += [f"bool_or('{n}' = ANY (r.cleared)) AS \"clear_{n}\"" for n in cleared]
        grouped = "GROUP BY " + ", ".join(f'r."{n}"' for n in keys)
    fresh = f'g."{target.planned}"' if target.planned else f"nextval('{sequence(target.table)}')"
    stage.run(
        f"CREATE TEMPORARY TABLE import_group ON COMMIT DROP AS SELECT g.*, coalesce(t.id, {fresh}) AS id,"
        f" t.id IS NULL AS fresh FROM (SELECT {', '.join(columns)} FROM import_row r"
        f" WHERE r.live AND ({target.where}) {grouped}) g"
        f' LEFT JOIN "{target.table}" t ON {target.equal("t", "g")} AND ({target.only})'
    )
    return single


def note_origin(stage: Stage, target: Target) -> None:
    """Keep which rows speak of which object: a locked object rejects all of them (``apps.core.imports.locked``)."""
    stage.run(
        f"INSERT INTO import_origin SELECT %s, g.id, r.row FROM import_row r JOIN import_group g"
        f" ON {target.equal('r', 'g')} WHERE r.live AND ({target.where})",
        [target.table],
    )


def sequence(table: str) -> str:
    """The sequence of a table's ids."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_serial_sequence(%s, 'id')", [f'"{table}"'])
        return str(cursor.fetchone()[0])


def plan_ids(stage: Stage, target: Target, column: str) -> None:
    """Give every row the id its object has or will have, so that rows of one file can refer to each other."""
    stage.join(
        f'LEFT JOIN "{target.table}" t ON {target.equal("t", "r")}',
        take={column: f"coalesce(t.id, nextval('{sequence(target.table)}'))", f"{column}_stored": "t.id"},
    )


def final(stage: Stage, target: Target, column: str, name: str, stored: str) -> str:
    """The value of a column after the import."""
    given = f'g."{name}"'
    if name not in stage.clears:
        return f"coalesce({given}, {stored})"
    cleared = f'WHEN g."clear_{name}" THEN {target.empty(column)}'
    return f"CASE WHEN {given} IS NOT NULL THEN {given} {cleared} ELSE {stored} END"


def note_changes(stage: Stage, target: Target) -> int:
    """Keep the final values of the objects that change (``import_changed``) and each changed field, old and new."""
    stage.run("DROP TABLE IF EXISTS import_changed")
    columns = {c: final(stage, target, c, n, f't."{c}"') for c, n in target.fields.items()}
    kept = [f'{value} AS "{c}"' for c, value in columns.items()]
    old = [f't."{c}" AS "old_{c}"' for c in columns]
    rest = [f't."{f.column}"' for f in target.model._meta.concrete_fields if f.column not in {*columns, "id"}]
    differ = " OR ".join(f'{value} IS DISTINCT FROM t."{c}"' for c, value in columns.items())
    changed = stage.run(
        f"CREATE TEMPORARY TABLE import_changed ON COMMIT DROP AS SELECT g.row, t.id, {', '.join([*kept, *old, *rest])}"
        f' FROM import_group g JOIN "{target.table}" t ON t.id = g.id'
        f" WHERE NOT g.fresh AND ({target.update_where}) AND ({differ})"
    )
    for column in columns if changed else ():
        stage.run(
            "INSERT INTO import_change SELECT row, %s, id, %s,"
            f' "old_{column}"::text, "{column}"::text FROM import_changed n'
            f' WHERE n."{column}" IS DISTINCT FROM n."old_{column}"',
            [target.label, column],
        )
    return changed


def update(stage: Stage, target: Target) -> None:
    """Write the changed objects."""
    values = {c: f'n."{c}"' for c in target.fields} | dict(target.derived)
    assignments = ", ".join(f'"{c}" = {value}' for c, value in values.items())
    stage.run(f'UPDATE "{target.table}" t SET {assignments} FROM import_changed n WHERE n.id = t.id')
    stage.run("INSERT INTO import_written SELECT %s, id, false FROM import_changed", [target.label])


def insert(stage: Stage, target: Target) -> None:
    """Write the new objects."""
    values = {c: f'g."{n}"' for c, n in target.key.items()}
    values |= {c: f'coalesce(g."{n}", {target.empty(c)})' for c, n in target.fields.items()}
    values |= {"id": "g.id", **target.insert}
    named = ", ".join(f'{value} AS "{c}"' for c, value in values.items())
    others = unnamed(target, {*values, *target.derived})
    columns = ", ".join(f'"{c}"' for c in [*values, *target.derived, *others])
    given = ", ".join(["n.*", *target.derived.values(), *others.values()])
    stage.run(
        f'INSERT INTO "{target.table}" ({columns}) SELECT {given} FROM'
        f" (SELECT {named} FROM import_group g {target.join} WHERE g.fresh ORDER BY g.row) n"
    )
    stage.run("INSERT INTO import_written SELECT %s, id, true FROM import_group WHERE fresh", [target.label])


def unnamed(target: Target, named: set[str]) -> dict[str, str]:
    """What a new row holds in the columns the target says nothing of: the model's own defaults."""
    rest = [str(f.column) for f in target.model._meta.concrete_fields if f.column not in named]
    return {column: value for column in rest if (value := target.empty(column)) != "NULL"}


def tell(stage: Stage, target: Target, single: bool, changed: bool) -> None:
    """Tell every row the id of its object and what became of it."""
    outcome = tell_outcome(target, changed)
    source = "import_group g"
    if changed:
        source = "(SELECT g.*, c.id AS changed FROM import_group g LEFT JOIN import_changed c ON c.id = g.id) g"
    same = "g.row = r.row" if single else target.equal("r", "g")
    met = f"r.live AND ({target.where}) AND {same}"
    if target.into:
        # Every row gets an id: rewritten, not updated.
        told = f"CASE WHEN g.id IS NULL THEN r.outcome ELSE {outcome} END"
        take = {target.into: f'coalesce(g.id, r."{target.into}")', "outcome": told}
        stage.join(f"LEFT JOIN {source} ON {met}", take=take)
        if single and target.where == "TRUE":
            stage.distinct.add(frozenset({target.into}))
    else:
        stage.mark(f"UPDATE import_row r SET outcome = {outcome} FROM {source} WHERE {met} AND r.outcome <> {outcome}")


def tell_outcome(target: Target, changed: bool) -> str:
    """The outcome of a row ``r`` of a merged row ``g``: a row that gives a changed value is «updated»."""
    gives = "FALSE"
    if changed and target.primary:
        gives = "g.changed IS NOT NULL"
    elif changed:
        given = " OR ".join(
            f'((r."{n}" IS NOT NULL OR \'{n}\' = ANY (r.cleared)) AND n."{c}" IS DISTINCT FROM n."old_{c}")'
            for c, n in target.fields.items()
        )
        gives = f"EXISTS (SELECT 1 FROM import_changed n WHERE n.id = g.changed AND ({given}))"
    created = "g.fresh" if target.primary else f"g.fresh AND ({target.stands})"
    return (
        f"CASE WHEN r.outcome = 'created' OR ({created}) THEN 'created' WHEN g.fresh OR {gives} THEN 'updated'"
        " ELSE r.outcome END"
    )
