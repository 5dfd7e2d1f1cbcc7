"""The spreadsheet of mentoring pairs (FORMATS.md, kind ``mentoring``)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from apps.core.imports.checks import not_before, require
from apps.core.imports.kinds import Field, ImportKind, register
from apps.core.imports.stage import Stage
from apps.core.imports.stored import stored_rows
from apps.core.imports.types import choice
from apps.core.imports.upsert import Target, upsert
from apps.core.tabular.codes import SNILS
from apps.core.tabular.columns import Column
from apps.core.tabular.values import DATE, TextType
from apps.events.enums import PairForm
from apps.events.models import MentoringPair
from apps.teachers.services.lookup import COLUMNS, STAMPS, look_up_person
from apps.teachers.services.names import NAME

PAIR = Target(
    MentoringPair,
    key={"mentor_id": "mentor_person_id", "person_id": "person_id", "start": "start"},
    fields={"form": "form", "end": "end", "order": "order"},
    insert={
        **STAMPS,
        **{f"mentor_{column}": f"m.{column}" for column in COLUMNS},
        "person_name": NAME,
        "mentor_name": NAME.replace("p.", "m."),
    },
    join="JOIN teachers_person p ON p.id = g.person_id JOIN teachers_person m ON m.id = g.mentor_person_id",
    primary=True,
)


@register
class MentoringImport(ImportKind):
    """One row is a mentor and a mentee, from–to, by an order."""

    code = "mentoring"
    title = "Наставничество"
    right = "activity"
    order = 100
    help = "Одна строка — наставническая пара. Оба работника должны быть вашими; пары двух территорий вносит ЦНППМ."
    models = (MentoringPair,)
    personal = True
    key = ("mentor_snils", "snils", "start")
    fields = (
        Field("mentor_snils", Column("СНИЛС наставника", SNILS, required=True, width=18)),
        Field("snils", Column("СНИЛС наставляемого", SNILS, required=True, width=20)),
        Field("form", Column("Форма", choice(PairForm), required=True, width=34)),
        Field("start", Column("С", DATE, required=True)),
        Field("end", Column("По", DATE)),
        Field("order", Column("Приказ", TextType(300), width=40)),
    )

    def resolve(self, stage: Stage) -> None:
        """Both people, each found neutrally: a pair must not tell whether a stranger exists."""
        alone = stage.sentence("snils", "это тот же человек, что и наставник", "СНИЛС другого работника")
        stage.reject("snils", "alone", alone, "r.snils = r.mentor_snils")
        look_up_person(stage, MentoringPair, name="mentor_snils", prefix="mentor_", more=NO_OTHER)
        look_up_person(stage, MentoringPair, more=NO_OTHER)
        stage.join(
            "LEFT JOIN events_mentoringpair o ON o.mentor_id = r.mentor_person_id AND o.person_id = r.person_id"
            " AND o.start = r.start",
            take={
                "stored_id": "o.id",
                "stored_end": 'o."end"',
                "stored_form": "o.form",
                "stored_order": 'o."order"',
                "stored_outcome": "o.outcome",
            },
        )
        closed = stage.sentence("start", "у этой пары уже внесён итог", "запись без изменений")
        stage.reject("start", "closed", closed, CLOSED)
        require(stage, "form", where="r.stored_id IS NULL")
        not_before(stage, "end", "start", stored_later="r.stored_end")

    def write(self, stage: Stage) -> None:
        """The pairs."""
        upsert(stage, PAIR)

    def stored_rows(self) -> Iterable[Sequence[object]]:
        """The pairs of which both are in sight."""
        return stored_rows(
            MentoringPair,
            ("m.snils", "p.snils", "t.form", "t.start", 't."end"', 't."order"'),
            joins="JOIN teachers_person m ON m.id = t.mentor_id JOIN teachers_person p ON p.id = t.person_id",
            order="t.start, t.id",
        )


# A pair with an outcome is history: its cells may be repeated, not changed.
CLOSED = (
    "r.stored_outcome <> '' AND (r.form <> r.stored_form OR r.\"order\" <> r.stored_order"
    " OR r.\"end\" <> r.stored_end OR ('order' = ANY (r.cleared) AND r.stored_order <> '')"
    " OR ('end' = ANY (r.cleared) AND r.stored_end IS NOT NULL))"
)
# Each of the two is asked for alone: the other side of the pair opens nothing.
NO_OTHER = {f"mentor_{column}": "NULL::bigint" for column in ("id", "organization_id", "municipality_id", "region_id")}
