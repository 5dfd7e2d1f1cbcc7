"""Writing of one table from the staged rows: find, compare field by field, insert, update; set-based.

An empty cell keeps what is stored, «-» clears it. Rows that speak of one object are merged (``Stage.contradictions``
has already rejected those that disagree). What changed is kept in ``import_change`` for the preview and the history.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import models

from apps.core.imports.stage import Stage
from apps.core.services import history

UNSEEN = frozenset({"snils"})


@dataclass(frozen=True)
class Target:
    """A table written by an import.

    - ``into``: the staging column that receives the id.
    - ``key``: column → staging column.
    - ``fields``: column → staging column, with keep and clear.
    - ``insert``: column → SQL over the merged row ``g`` (and ``join``), for new rows only; ``take``: staging columns it
      reads beside the fields.
    - ``derived``: column → SQL over ``n``, the final values, recomputed when a row is made or changed.
    - ``where``: which rows speak of it; ``update_where``: of which an existing object may be changed.
    - ``needed``: staging columns a new object must have (see ``check_needed``).
    - ``primary``: this is what the spreadsheet's row stands for.
    """

    model: type[models.Model]
    into: str
    key: Mapping[str, str]
    fields: Mapping[str, str] = field(default_factory=dict)
    insert: Mapping[str, str] = field(default_factory=dict)
    derived: Mapping[str, str] = field(default_factory=dict)
    take: tuple[str, ...] = ()
    join: str = ""
    where: str = "TRUE"
    update_where: str = "TRUE"
    needed: tuple[str, ...] = ()
    primary: bool = False

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
            return str(default).upper() if isinstance(default, bool) else f"'{default}'"
        return "''"

    def nullable_key(self, name: str) -> bool:
        """Whether a column of the key may be empty (then it is compared so)."""
        return bool(self.column(name).null)


def upsert(stage: Stage, target: Target) -> None:
    """Write one target; sets its ``into`` column, the outcomes of the rows, the changes and what was written."""
    stage.add(**{target.into: "bigint"})
    merge(stage, target)
    find(stage, target)
    note_changes(stage, target)
    update(stage, target)
    insert(stage, target)
    give_back(stage, target)


def merge(stage: Stage, target: Target) -> None:
    """One row ``import_group`` per object: the first given value of each field."""
    stage.run("DROP TABLE IF EXISTS import_group")
    names = list(dict.fromkeys([*target.fields.values(), *target.take]))
    keys = list(dict.fromkeys(target.key.values()))
    if target.primary:
        cleared = [f"'{n}' = ANY (r.cleared) AS \"clear_{n}\"" for n in target.fields.values()]
        columns = ", ".join(["r.row", *(f'r."{n}"' for n in [*keys, *(x for x in names if x not in keys)]), *cleared])
        tail = f"FROM import_row r WHERE r.live AND ({target.where})"
    else:
        taken = [f'(array_agg(r."{n}" ORDER BY r.row) FILTER (WHERE r."{n}" IS NOT NULL))[1] AS "{n}"' for n in names]
        cleared = [f"bool_or('{n}' = ANY (r.cleared)) AS \"clear_{n}\"" for n in target.fields.values()]
        columns = ", ".join(["min(r.row) AS row", *(f'r."{n}"' for n in keys), *taken, *cleared])
        grouped = ", ".join(f'r."{n}"' for n in keys)
        tail = f"FROM import_row r WHERE r.live AND ({target.where}) GROUP BY {grouped}"
    stage.run(f"CREATE TEMPORARY TABLE import_group ON COMMIT DROP AS SELECT {columns}, NULL::bigint AS id {tail}")
    stage.run("ALTER TABLE import_group ADD COLUMN fresh boolean NOT NULL DEFAULT false")
    stage.run("ANALYZE import_group")


def matches(target: Target) -> str:
    """The condition that a stored row ``t`` is the object of a merged row ``g``."""
    return " AND ".join(
        f't."{c}" IS NOT DISTINCT FROM g."{n}"' if target.nullable_key(c) else f't."{c}" = g."{n}"'
        for c, n in target.key.items()
    )


def find(stage: Stage, target: Target) -> None:
    """The ids of the objects that exist."""
    stage.run(f'UPDATE import_group g SET id = t.id FROM "{target.table}" t WHERE g.id IS NULL AND {matches(target)}')


def check_needed(stage: Stage, *targets: Target) -> None:
    """Reject rows of new objects that lack what they must have: before anything is written."""
    for target in targets:
        stage.add(**{target.into: "bigint"})
        merge(stage, target)
        find(stage, target)
        demand(stage, target)


def demand(stage: Stage, target: Target) -> None:
    """Reject rows of a new object, merged and looked up, that lack what it must have."""
    for name in target.needed:
        keys = " AND ".join(f'g."{n}" IS NOT DISTINCT FROM r."{n}"' for n in target.key.values())
        new = f'EXISTS (SELECT 1 FROM import_group g WHERE g.id IS NULL AND g."{name}" IS NULL AND {keys})'
        stage.require(name, where=f"({target.where}) AND {new}")
        stage.run(f'DELETE FROM import_group WHERE id IS NULL AND "{name}" IS NULL')


def final(target: Target, column: str, name: str, stored: str) -> str:
    """The value of a column after the import."""
    return (
        f'CASE WHEN g."{name}" IS NOT NULL THEN g."{name}" WHEN g."clear_{name}" THEN {target.empty(column)}'
        f" ELSE {stored} END"
    )


def note_changes(stage: Stage, target: Target) -> None:
    """Keep the final values of the objects that change (``import_changed``) and each changed field, old and new."""
    stage.run("DROP TABLE IF EXISTS import_changed")
    columns = {c: final(target, c, n, f't."{c}"') for c, n in target.fields.items()}
    kept = [f'{value} AS "{c}"' for c, value in columns.items()]
    old = [f't."{c}" AS "old_{c}"' for c in columns]
    rest = [f't."{f.column}"' for f in target.model._meta.concrete_fields if f.column not in {*columns, "id"}]
    differ = " OR ".join(f'{value} IS DISTINCT FROM t."{c}"' for c, value in columns.items()) or "FALSE"
    stage.run(
        f"CREATE TEMPORARY TABLE import_changed ON COMMIT DROP AS SELECT g.row, t.id, {', '.join([*kept, *old, *rest])}"
        f' FROM import_group g JOIN "{target.table}" t ON t.id = g.id WHERE ({target.update_where}) AND ({differ})'
    )
    for column in columns:
        stage.run(
            "INSERT INTO import_change SELECT row, %s, id, %s,"
            f' "old_{column}"::text, "{column}"::text FROM import_changed n'
            f' WHERE n."{column}" IS DISTINCT FROM n."old_{column}"',
            [target.label, column],
        )


def update(stage: Stage, target: Target) -> None:
    """Write the changed objects."""
    if not target.fields:
        return
    values = {c: f'n."{c}"' for c in target.fields} | dict(target.derived)
    assignments = ", ".join(f'"{c}" = {value}' for c, value in values.items())
    stage.run(f'UPDATE "{target.table}" t SET {assignments} FROM import_changed n WHERE n.id = t.id')
    stage.run("INSERT INTO import_written SELECT %s, id, false FROM import_changed", [target.label])
    where = "EXISTS (SELECT 1 FROM import_changed n WHERE n.row = r.row)"
    stage.outcome("updated", where)


def insert(stage: Stage, target: Target) -> None:
    """Write the new objects."""
    values = {c: f'g."{n}"' for c, n in target.key.items()}
    values |= {c: f'coalesce(g."{n}", {target.empty(c)})' for c, n in target.fields.items()}
    values |= dict(target.insert)
    named = ", ".join(f'{value} AS "{c}"' for c, value in values.items())
    columns = ", ".join(f'"{c}"' for c in [*values, *target.derived])
    derived = ", ".join(["n.*", *target.derived.values()])
    stage.run(
        f'INSERT INTO "{target.table}" ({columns}) SELECT {derived} FROM'
        f" (SELECT {named} FROM import_group g {target.join} WHERE g.id IS NULL ORDER BY g.row) n"
    )
    stage.run("UPDATE import_group SET fresh = true WHERE id IS NULL")
    find(stage, target)
    stage.run("INSERT INTO import_written SELECT %s, id, true FROM import_group WHERE fresh", [target.label])
    where = "EXISTS (SELECT 1 FROM import_group g WHERE g.fresh AND g.row = r.row)"
    stage.outcome("created" if target.primary else "updated", where)


def give_back(stage: Stage, target: Target) -> None:
    """Tell every row the id of its object."""
    keys = " AND ".join(f'g."{n}" IS NOT DISTINCT FROM r."{n}"' for n in target.key.values())
    stage.run(f'UPDATE import_row r SET "{target.into}" = g.id FROM import_group g WHERE r.live AND {keys}')


def write_history(stage: Stage, model: type[models.Model], verb: str = "import") -> None:
    """One entry for every object written: what a new one holds, what changed in an old one."""
    columns = {f.column for f in model._meta.concrete_fields}
    place = {
        "region_ref": "region_id",
        "municipality_ref": "municipality_id",
        "organization_ref": "id" if model._meta.label == "organizations.Organization" else "organization_id",
        "person_ref": "id" if model._meta.label == "teachers.Person" else "person_id",
    }
    refs = ", ".join(f't."{c}"' if c in columns else "NULL" for c in place.values())
    changes = (
        "(SELECT jsonb_object_agg(c.field, c.{0}) FROM import_change c WHERE c.model = w.model AND c.object = w.id)"
    )
    hidden = "".join(f" - '{name}'" for name in sorted(UNSEEN))
    who = history.who()
    stage.run(
        "INSERT INTO core_historyentry (at, actor_key, actor_label, user_id, request_id, region_ref, municipality_ref,"
        " organization_ref, person_ref, verb, object_kind, object_ref, object_label, before, after)"
        f" SELECT now(), %(actor_key)s, %(actor_label)s, %(user_id)s, %(request_id)s, {refs}, %(verb)s, w.model,"
        " w.id::text, %(name)s || ' № ' || w.id,"
        f" coalesce({changes.format('old')}, '{{}}'), CASE WHEN w.created THEN to_jsonb(t){hidden}"
        f" ELSE coalesce({changes.format('new')}, '{{}}') END"
        " FROM (SELECT model, id, bool_or(created) AS created FROM import_written WHERE model = %(label)s"
        f' GROUP BY model, id) w JOIN "{model._meta.db_table}" t ON t.id = w.id',
        {**who, "verb": verb, "label": model._meta.label_lower, "name": str(model._meta.verbose_name)},
    )
