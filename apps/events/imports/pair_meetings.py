"""The spreadsheet of meetings of pairs."""

from __future__ import annotations

from django.db import models

from apps.core.imports.kinds import Field, register
from apps.core.imports.plain import PlainImport
from apps.core.imports.plain_parts import Reference, cells
from apps.core.imports.stage import LookUp, Stage
from apps.core.imports.types import escape
from apps.core.tabular.codes import SNILS
from apps.core.tabular.columns import Column
from apps.core.tabular.values import DATE
from apps.events.imports.mentoring import NO_OTHER
from apps.events.models import PairMeeting
from apps.events.models.pair_parts import REPEATED
from apps.teachers.services.lookup import look_up_person

PEOPLE = (
    Field("mentor_snils", Column("СНИЛС наставника", SNILS, required=True, width=18)),
    Field("snils", Column("СНИЛС наставляемого", SNILS, required=True, width=20)),
    Field("began", Column("Пара с", DATE, required=True)),
)
PAIR = LookUp(
    "began",
    table="events_mentoringpair",
    match='{t}.mentor_id = r.mentor_person_id AND {t}.person_id = r.person_id AND {t}.start = r."began"',
    take={"pair_id": "{t}.id", "mentor_id": "{t}.mentor_id", "pair_end": '{t}."end"', "outcome_": "{t}.outcome"},
    what="пары этих двух людей с этого дня",
    expected="день, с которого действует внесённая пара",
)
ENDED = "По этой паре уже внесён итог: её встречи больше не меняют."


def find_pair(stage: Stage, model: type[models.Model]) -> None:
    """Both people, each found neutrally, then their pair."""
    look_up_person(stage, model, name="mentor_snils", prefix="mentor_", more=NO_OTHER)
    look_up_person(stage, model, more=NO_OTHER)
    stage.look_up(PAIR)


@register
class PairMeetingsImport(PlainImport):
    """One row is a meeting of a pair, planned or held."""

    code = "pair_meetings"
    title = "Встречи наставнических пар"
    right = "activity"
    order = 102
    help = (
        "Одна строка — встреча пары, запланированная или состоявшаяся. Пару называют СНИЛС обоих и день, с которого она"
        " действует; оба работника должны быть вашими."
    )
    model = PairMeeting
    placed = REPEATED
    refs = (
        Reference(
            fields=PEOPLE,
            column="pair_id",
            shown=("m.snils", "p.snils", 'up."start"'),
            joins="JOIN events_mentoringpair up ON up.id = t.pair_id"
            " JOIN teachers_person m ON m.id = t.mentor_id JOIN teachers_person p ON p.id = t.person_id",
            finds=find_pair,
        ),
    )
    own = cells(PairMeeting, on_date="Дата", theme="Тема", form="Форма", held="Состоялась", note="Заметка")
    key = ("mentor_snils", "snils", "began", "on_date", "theme")
    personal = True

    def rules(self, stage: Stage) -> None:
        """In the term of a pair that is not over; what is to come is not held yet."""
        ended = f"r.outcome_ <> '' AND (r.stored_id IS NULL OR ({self.differs()}))"
        stage.reject("began", "closed", escape(ENDED), ended)
        early = stage.sentence("on_date", "пары в этот день ещё нет", "день не раньше начала пары")
        stage.reject("on_date", "out_of_time", early, 'r."on_date" < r."began"')
        late = stage.sentence("on_date", "пара к этому дню уже закончилась", "день не позже конца пары")
        stage.reject("on_date", "out_of_time", late, 'r."on_date" > r."pair_end"')
        soon = stage.sentence("on_date", "этот день ещё не наступил", "«нет» в колонке «Состоялась»")
        held = "coalesce(r.held, r.stored_held, false) AND NOT ('held' = ANY (r.cleared))"
        stage.reject("on_date", "future", soon, f'{held} AND r."on_date" > %(today)s', {"today": stage.today})
