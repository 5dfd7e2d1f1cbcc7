"""Writing of a list beside a row (subjects, competences, aims): a given one replaces the stored one, «-» empties it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import models

from apps.core.imports.stage import Stage

# A list of a new object is a part of its making.
OLD = "NOT EXISTS (SELECT 1 FROM import_written k WHERE k.model = %(label)s AND k.id = w.id AND k.created)"


@dataclass(frozen=True)
class Links:
    """A table of pairs (owner, other).

    ``owner``: its column and the staging column with the owner's id; ``other``: its column and the staging column with
    the wanted ids, ascending; ``name``: the list's own cell, which may clear it. ``title`` is the column of
    ``other_table`` that names a member in changes; ``insert``: further columns → SQL over ``w`` and ``join``.
    """

    table: str
    owner_model: type[models.Model]
    owner: tuple[str, str]
    other: tuple[str, str]
    other_table: str
    title: str
    name: str
    insert: Mapping[str, str] = field(default_factory=dict)
    join: str = ""


def members(links: Links, owner: str = "t.id") -> str:
    """The titles of an owner's members as an array, as SQL (for templates with the stored data)."""
    return (
        f"(SELECT array_agg(o.{links.title} ORDER BY o.{links.title}) FROM {links.table} l"
        f" JOIN {links.other_table} o ON o.id = l.{links.other[0]} WHERE l.{links.owner[0]} = {owner})"
    )


def write_links(stage: Stage, links: Links) -> None:
    """Make the stored lists equal to the given ones."""
    gather(stage, links)
    (mine, own), (theirs, _) = links.owner, links.other
    stage.run(f"DELETE FROM {links.table} s USING import_link w WHERE w.id = s.{mine} AND s.{theirs} <> ALL (w.ids)")
    columns = ", ".join([mine, theirs, *links.insert])
    values = ", ".join(["w.id", "x", *links.insert.values()])
    stage.run(
        f"INSERT INTO {links.table} ({columns}) SELECT {values} FROM import_link w {links.join}"
        " CROSS JOIN unnest(w.ids) x WHERE x <> ALL (w.old)"
    )
    label = links.owner_model._meta.label_lower
    titles = f"(SELECT string_agg(o.{links.title}, '; ' ORDER BY o.{links.title})"
    titles += f" FROM {links.other_table} o WHERE o.id = ANY"
    stage.run(
        f"INSERT INTO import_change SELECT w.row, %(label)s, w.id, %(name)s, {titles} (w.old)), {titles} (w.ids))"
        f" FROM import_link w WHERE {OLD}",
        {"label": label, "name": links.name},
    )
    stage.run(
        f"INSERT INTO import_written SELECT %(label)s, id, false FROM import_link w WHERE {OLD}", {"label": label}
    )
    stage.outcome("updated", f'EXISTS (SELECT 1 FROM import_link w WHERE w.row = r.row AND w.id = r."{own}")')
    stage.run("DROP TABLE import_link")


def gather(stage: Stage, links: Links) -> None:
    """The lists that differ: ``import_link (row, id, ids, old)``."""
    (mine, own), (theirs, wanted) = links.owner, links.other
    cleared = f"'{links.name}' = ANY (r.cleared)"
    ids = f"CASE WHEN {cleared} THEN '{{}}'::bigint[] ELSE r.\"{wanted}\" END"
    stage.run(
        f"CREATE TEMPORARY TABLE import_link ON COMMIT DROP AS"
        f" SELECT w.row, w.id, w.ids, coalesce(s.ids, '{{}}'::bigint[]) AS old"
        f' FROM (SELECT r.row, r."{own}" AS id, {ids} AS ids FROM import_row r'
        f' WHERE r.live AND r."{own}" IS NOT NULL AND (r."{wanted}" IS NOT NULL OR {cleared})) w'
        f" LEFT JOIN (SELECT {mine} AS id, array_agg({theirs} ORDER BY {theirs}) AS ids FROM {links.table}"
        f' WHERE {mine} IN (SELECT "{own}" FROM import_row) GROUP BY {mine}) s ON s.id = w.id'
        " WHERE w.ids IS DISTINCT FROM coalesce(s.ids, '{}'::bigint[])"
    )
