"""The spreadsheet of mentoring of management teams."""

from __future__ import annotations

from apps.core.imports.checks import kept
from apps.core.imports.kinds import register
from apps.core.imports.plain import PLACE, PlainImport
from apps.core.imports.plain_parts import cells
from apps.core.imports.stage import Stage
from apps.core.imports.types import escape
from apps.events.models import TeamMentoring
from apps.organizations.services.references import organization_cell, owner

LEADER = ("leader_id", "leader_municipality_id", "leader_region_id")
ALONE = "Код школы-лидера: это та же школа, которую сопровождают; ожидается код другой школы."
HALF = "Номер договора: договор называют и номером, и датой; ожидаются обе ячейки."
NO_RESULT = "Результат: ячейка пуста, а менторство завершено; ожидается, к чему пришли."
NOT_OVER = "Результат: указан, а менторство не завершено; ожидается и день в колонке «Завершено»."
HISTORY = "Это менторство завершено: исправить можно только «Завершено» и «Результат»."
CORRECTED = ("closed_on", "result")


@register
class TeamMentoringImport(PlainImport):
    """One row is a leader school with a school whose team it mentors."""

    code = "team_mentoring"
    title = "Менторство команд"
    right = "registers"
    order = 104
    help = (
        "Одна строка — менторство команды: школа с признаком ШНОР или ШНСУ, школа-лидер, договор, стажировка,"
        " результат. Заполненные «Завершено» и «Результат» завершают менторство."
    )
    model = TeamMentoring
    placed = (*PLACE, *LEADER)
    refs = (
        owner(),
        organization_cell(
            "leader_id", "Код школы-лидера", "leader_code",
            take={
                "leader_id": "{t}.id",
                "leader_municipality_id": "{t}.municipality_id",
                "leader_region_id": "{t}.region_id",
            },
        ),
    )  # fmt: skip
    own = cells(
        TeamMentoring, start="С", end="По", contract_number="Номер договора", contract_on="Дата договора",
        url="Ссылка на договор", plan="План", internship_from="Стажировка с", internship_to="Стажировка по",
        interns="Стажёров", closed_on="Завершено", result="Результат",
    )  # fmt: skip
    key = ("organization_code", "leader_code", "start")
    kept = CORRECTED
    ordered = (("end", "start"), ("internship_to", "internship_from"), ("closed_on", "start"))
    past = ("closed_on",)

    def rules(self, stage: Stage) -> None:
        """Two schools, a contract as a whole, a result with its day; what is over is history."""
        stage.reject("leader_code", "alone", escape(ALONE), "r.leader_id = r.organization_id")
        number, day = kept("contract_number", "r.stored_contract_number"), kept("contract_on", "r.stored_contract_on")
        half = f"(coalesce({number}, '') = '') <> ({day} IS NULL)"
        stage.reject("contract_number", "contract", escape(HALF), half)
        closed, result = "coalesce(r.closed_on, r.stored_closed_on)", "coalesce(r.result, r.stored_result, '')"
        stage.reject("result", "required", escape(NO_RESULT), f"{closed} IS NOT NULL AND {result} = ''")
        stage.reject("result", "not_over", escape(NOT_OVER), f"{closed} IS NULL AND {result} <> ''")
        over = f"r.stored_closed_on IS NOT NULL AND ({self.differs(*CORRECTED)})"
        stage.reject("start", "closed", escape(HISTORY), over)
        # Whoever ends it without saying its last day ends it on the day of the result, as the card does.
        ends = "coalesce(r.\"end\", CASE WHEN r.stored_end IS NULL OR 'end' = ANY (r.cleared) THEN r.closed_on END)"
        stage.join(take={"end": ends})
