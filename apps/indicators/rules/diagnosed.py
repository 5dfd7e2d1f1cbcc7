"""``diagnosed``: staff who completed in the window a session that counts."""

from apps.indicators.enums import Population, Record
from apps.indicators.rules.base import Rule, Source, Step
from apps.indicators.rules.fragments import SESSION_STEPS

RULE = Rule(
    code="diagnosed",
    title="Прошли диагностику",
    population=Population.STAFF,
    words="кто завершил {window} независимую диагностику {provided}, не аннулированную на {day}",
    nothing="диагностики в учитываемом периоде нет",
    steps=(
        Step("independent", "пройдена только самодиагностика"),
        Step("provider", "диагностику провела организация, которая в показателе не учитывается"),
        Step("annulled", "диагностика аннулирована"),
    ),
    sources=(
        Source(
            records=(Record.SESSION,),
            rows="diagnostics_diagnosticsession s WHERE s.completed_on BETWEEN {since} AND {day}",
            subject="s.person_id",
            id="s.id",
            on="s.completed_on",
            holds=SESSION_STEPS,
        ),
    ),
)
