"""What the words of a staff spreadsheet mean: positions and subjects by the dictionaries."""

from __future__ import annotations

from apps.core.imports.stage import Stage
from apps.core.imports.types import escape
from apps.teachers.positions import PositionBook

TABLES = """
DROP TABLE IF EXISTS import_position, import_taught;
CREATE TEMPORARY TABLE import_position (word text, id bigint, subjects bigint[], near text) ON COMMIT DROP;
CREATE TEMPORARY TABLE import_taught (list text[], ids bigint[], missing text) ON COMMIT DROP;
"""
JOINS = (
    "LEFT JOIN import_position ip ON ip.word = r.position",
    "LEFT JOIN import_taught it ON it.list = r.subjects",
)
BOTH = "ARRAY(SELECT DISTINCT x FROM unnest(ip.subjects || it.ids) x ORDER BY x)"
TAKE = {
    "position_id": "ip.id",
    # «учитель математики» names the subject by itself; a list of subjects comes on top of it.
    "subject_ids": f"CASE WHEN it.ids IS NULL THEN ip.subjects WHEN ip.subjects IS NULL THEN it.ids ELSE {BOTH} END",
}


def read_words(stage: Stage) -> None:
    """Look the distinct positions and lists of subjects up once each."""
    book = PositionBook.load()
    stage.run(TABLES)
    for (word,) in stage.rows("SELECT DISTINCT position FROM import_row WHERE live"):
        found = book.meaning(word)
        near = ", ".join(f"«{name}»" for name in found.nearest)
        values = [word, found.position_id, sorted(found.subject_ids) or None, near]
        stage.run("INSERT INTO import_position VALUES (%s, %s, %s, %s)", values)
    for (words,) in stage.rows("SELECT DISTINCT subjects FROM import_row WHERE live AND subjects IS NOT NULL"):
        found_ids = [book.subject(word) for word in words]
        missing = next((word for word, found_id in zip(words, found_ids, strict=True) if found_id is None), None)
        ids = sorted({one for one in found_ids if one is not None})
        stage.run("INSERT INTO import_taught VALUES (%s, %s, %s)", [words, ids, missing])


def refuse_unknown_words(stage: Stage) -> None:
    """Reject what the dictionaries do not know: a position with its nearest entries, a subject by its name."""
    near = (
        "(SELECT CASE WHEN p.near = '' THEN 'ожидается должность из справочника, для прочих — «Иная должность».'"
        " ELSE 'ближайшие: ' || p.near || '.' END FROM import_position p WHERE p.word = r.position)"
    )
    head, tail = escape("Должность: «"), escape("» — такой должности нет в справочнике; ")
    stage.reject("position", "position", f"{head} || left(r.position, 60) || {tail} || {near}", "r.position_id IS NULL")
    missing = "(SELECT t.missing FROM import_taught t WHERE t.list = r.subjects)"
    unknown = f"{escape('Предметы: «')} || left({missing}, 60) || "
    unknown += escape("» — такого предмета нет в справочнике; ожидаются названия учебных предметов через «;».")
    stage.reject("subjects", "subject", unknown, f"r.subjects IS NOT NULL AND {missing} IS NOT NULL")
    stage.run("DROP TABLE import_position, import_taught")
