"""``routed``: staff with a route approved in the window, built from a session that counts, not cancelled by D.

The session may be earlier than the window.
"""

from apps.indicators.enums import Population, Record
from apps.indicators.rules.base import Rule, Source, Step
from apps.indicators.rules.fragments import ROUTE_KEPT, SESSION_STEPS

RULE = Rule(
    code="routed",
    title="Имеют ИОМ по результатам диагностики",
    population=Population.STAFF,
    words=(
        "кто имеет ИОМ, утверждённый {window}, построенный на независимой диагностике {provided},"
        " не аннулированной на {day}, и не отменённый на {day}"
    ),
    nothing="диагностика не пройдена, ИОМ нет",
    steps=(
        Step("independent", "пройдена только самодиагностика, засчитываемого ИОМ нет"),
        Step("provider", "диагностику провела организация, которая в показателе не учитывается"),
        Step("annulled", "диагностика аннулирована, ИОМ на ней не засчитывается"),
        Step("drafted", "диагностика пройдена, ИОМ не составлен"),
        Step("approved", "диагностика пройдена, ИОМ не утверждён"),
        Step("in_window", "ИОМ утверждён раньше учитываемого периода"),
        Step("kept", "ИОМ отменён"),
    ),
    sources=(
        Source(
            records=(Record.SESSION, Record.ROUTE),
            rows=(
                "diagnostics_diagnosticsession s LEFT JOIN routes_individualroute r ON r.session_id = s.id"
                " WHERE s.completed_on <= {day} OR r.id IS NOT NULL"
            ),
            subject="s.person_id",
            id="COALESCE(r.id, s.id)",
            on="COALESCE(r.approved_on, s.completed_on)",
            pick="CASE WHEN r.id IS NULL THEN 0 ELSE 1 END",
            holds={
                **SESSION_STEPS,
                "drafted": "r.id IS NOT NULL",
                "approved": "r.approved_on <= {day}",
                "in_window": "r.approved_on >= {since}",
                "kept": ROUTE_KEPT,
            },
        ),
    ),
)
