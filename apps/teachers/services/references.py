"""Cells of plain sheets that name people, subjects and positions."""

from django.db import models

from apps.core.imports.plain_parts import Reference
from apps.core.imports.sheet import Field
from apps.core.imports.stage import LookUp, Stage
from apps.core.imports.types import escape, sort_key_sql
from apps.core.tabular.codes import SNILS
from apps.core.tabular.columns import Column
from apps.core.tabular.values import TextType
from apps.teachers.models import Position, Subject
from apps.teachers.positions import PositionBook
from apps.teachers.services.lookup import look_up_person

TABLE = """
DROP TABLE IF EXISTS import_post;
CREATE TEMPORARY TABLE import_post (word text, id bigint, subject bigint, near text) ON COMMIT DROP;
"""


def who() -> Reference:
    """The person of a row, who places it: found neutrally, by the right to write such rows of theirs."""
    return Reference(
        fields=(Field("snils", Column("СНИЛС", SNILS, required=True, width=16)),),
        column="person_id",
        shown=("who.snils",),
        joins="JOIN teachers_person who ON who.id = t.person_id",
        finds=lambda stage, model: look_up_person(stage, model),
    )


def subject(title: str = "Предмет") -> Reference:
    """A school subject by its name; it may be left out."""
    return Reference(
        fields=(Field("subject", Column(title, TextType(200), width=28)),),
        column="subject_id",
        shown=("taught.name",),
        joins="LEFT JOIN teachers_subject taught ON taught.id = t.subject_id",
        sought=LookUp(
            "subject",
            table="teachers_subject",
            match="{t}.sort_key = " + sort_key_sql("r.subject"),
            take={"subject_id": "{t}.id"},
            what="такого предмета в справочнике",
            expected="название учебного предмета",
        ),
        offered=lambda: {title: list(Subject.objects.values_list("name", flat=True))},
        spelled=True,
    )


def position(title: str = "Должность") -> Reference:
    """A position by its name or synonym; «учитель физики» names the subject too, where the row names none."""
    return Reference(
        fields=(Field("position", Column(title, TextType(200), required=True, width=34)),),
        column="position_id",
        shown=("post.name",),
        joins="JOIN teachers_position post ON post.id = t.position_id",
        finds=find_positions,
        offered=lambda: {title: list(Position.objects.values_list("name", flat=True))},
        spelled=True,
    )


def find_positions(stage: Stage, model: type[models.Model]) -> None:
    """The positions of the dictionary; stands after ``subject`` in the declaration."""
    book = PositionBook.load()
    stage.run(TABLE)
    for (word,) in stage.rows("SELECT DISTINCT position FROM import_row WHERE live"):
        found = book.meaning(word)
        taught = found.subject_ids[0] if len(found.subject_ids) == 1 else None
        near = ", ".join(f"«{name}»" for name in found.nearest)
        stage.run("INSERT INTO import_post VALUES (%s, %s, %s, %s)", [word, found.position_id, taught, near])
    stage.join(
        "LEFT JOIN import_post ip ON ip.word = r.position",
        take={"position_id": "ip.id", "subject_id": "coalesce(r.subject_id, ip.subject)"},
    )
    near = (
        "(SELECT CASE WHEN p.near = '' THEN 'ожидается должность из справочника, для прочих — «Иная должность».'"
        " ELSE 'ближайшие: ' || p.near || '.' END FROM import_post p WHERE p.word = r.position)"
    )
    head = escape(f"{stage.kind.title_of('position')}: «")
    tail = escape("» — такой должности нет в справочнике; ")
    stage.reject("position", "position", f"{head} || left(r.position, 60) || {tail} || {near}", "r.position_id IS NULL")
    stage.run("DROP TABLE import_post")
