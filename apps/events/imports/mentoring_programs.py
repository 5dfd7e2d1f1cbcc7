"""The spreadsheet of programmes of mentoring."""

from __future__ import annotations

from apps.core.imports.checks import kept
from apps.core.imports.kinds import register
from apps.core.imports.plain import PlainImport
from apps.core.imports.plain_parts import cells
from apps.core.imports.stage import Stage
from apps.core.imports.types import choice, escape
from apps.core.tabular.values import ListType
from apps.events.enums import PairForm
from apps.events.models import MentoringProgram
from apps.organizations.services.references import owner

ENDED = "Эта программа завершена: её карточка не меняется."
NO_ACT = "Номер акта: действующую программу вводили актом; ожидаются и номер, и дата."


@register
class MentoringProgramsImport(PlainImport):
    """One row is a programme of mentoring of an organization."""

    code = "mentoring_programs"
    title = "Программы наставничества"
    right = "registers"
    order = 98
    help = "Одна строка — программа наставничества организации; в действие её вводят актом на карточке."
    model = MentoringProgram
    refs = (owner(),)
    own = cells(
        MentoringProgram, {"forms": ListType(choice(PairForm))}, title="Программа", forms="Формы пар", goals="Цели",
        start="С", end="По", act_number="Номер акта", act_on="Дата акта", url="Ссылка на текст",
    )  # fmt: skip
    key = ("organization_code", "title", "start")
    kept = ("forms",)
    ordered = (("end", "start"),)

    def rules(self, stage: Stage) -> None:
        """What is over is history; what is in force keeps its act."""
        stage.join(
            "LEFT JOIN events_mentoringprogram l ON l.id = r.stored_id",
            take={"stored_state": "l.state", "forms": "r.forms::varchar[]"},
        )
        stage.reject("title", "closed", escape(ENDED), f"r.stored_state = 'closed' AND ({self.differs()})")
        number, day = kept("act_number", "r.stored_act_number"), kept("act_on", "r.stored_act_on")
        lacks = f"r.stored_state = 'active' AND (coalesce({number}, '') = '' OR {day} IS NULL)"
        stage.reject("act_number", "required", escape(NO_ACT), lacks)
