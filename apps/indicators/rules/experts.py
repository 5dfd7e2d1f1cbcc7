"""``experts``: staff who acted or were appointed as тьютор-методист, эксперт or член жюри."""

from apps.indicators.enums import Population, Record
from apps.indicators.rules.base import Rule, Source, Step
from apps.indicators.rules.fragments import EXPERT_ROLES, IN_WINDOW, TOOK_PART, TOOK_PART_ON

RULE = Rule(
    code="experts",
    title="Тьюторы-методисты, эксперты, члены жюри",
    population=Population.STAFF,
    words=(
        "кто выступил {window} в мероприятии тьютором-методистом, экспертом или членом жюри"
        " либо был назначен одним из них хотя бы на один день этого времени"
    ),
    nothing="ни участия в мероприятиях, ни назначений в учитываемом периоде нет",
    steps=(Step("role", "участие или назначение было, но не тьютором-методистом, экспертом или членом жюри"),),
    sources=(
        Source(
            records=(Record.PARTICIPATION,),
            rows=f"{TOOK_PART} WHERE p.person_id IS NOT NULL AND {IN_WINDOW}",
            subject="p.person_id",
            id="p.id",
            on=TOOK_PART_ON,
            holds={"role": f"p.role IN {EXPERT_ROLES}"},
        ),
        Source(
            records=(Record.APPOINTMENT,),
            rows='teachers_appointment t WHERE t.start <= {day} AND (t."end" IS NULL OR t."end" >= {since})',
            subject="t.person_id",
            id="t.id",
            on="t.start",
            holds={"role": f"t.kind IN {EXPERT_ROLES}"},
        ),
    ),
)
