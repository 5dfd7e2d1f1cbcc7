"""``experts``: staff who acted or were appointed as тьютор-методист, эксперт or член жюри."""

from apps.indicators.enums import Population, Record
from apps.indicators.rules.base import Rule, Source, Step
from apps.indicators.rules.fragments import EXPERT_ROLES
from apps.indicators.rules.participations import of_people

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
        of_people({"role": f"p.role IN {EXPERT_ROLES}"}),
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
