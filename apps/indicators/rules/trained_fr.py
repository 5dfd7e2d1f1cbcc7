"""``trained_fr`` and ``trained_fr_cum``: pedagogues trained on a programme of the ФР chosen by their diagnostics.

The programme was in the ФР on the enrollment date or on the completion date, and stands as an item on a route of
theirs for a deficit of a session that counts; the route approved on or before the completion and not cancelled by D.
"""

from dataclasses import replace

from apps.indicators.enums import Population, Record
from apps.indicators.rules.base import Rule, Source, Step
from apps.indicators.rules.fragments import REGISTRY_SPANS, ROUTE_KEPT, SESSION_COUNTS

AIMED_ITEMS = f"""(
    SELECT i.person_id, i.program_id, r.approved_on, f.id AS deficit_id, {SESSION_COUNTS} AS counts, {ROUTE_KEPT} AS kept
    FROM routes_routeitem i
    JOIN routes_individualroute r ON r.id = i.route_id
    LEFT JOIN routes_itemaim m ON m.item_id = i.id
    LEFT JOIN diagnostics_deficit f ON f.session_id = r.session_id AND f.competence_id = m.competence_id
    LEFT JOIN diagnostics_diagnosticsession s ON s.id = r.session_id
    WHERE i.program_id IS NOT NULL
)"""
RULE = Rule(
    code="trained_fr",
    title="Освоили программы ФР ДПП, подобранные с учётом диагностики",
    population=Population.PEDAGOGUES,
    words=(
        "завершил {window} программу ДПО, которая была в ФР ДПП на дату зачисления или завершения и стоит в его ИОМ"
        " против дефицита по независимой диагностике {provided}, не аннулированной на {day};"
        " ИОМ утверждён не позже завершения и не отменён на {day}"
    ),
    nothing="программ ДПО в учитываемом периоде не завершал",
    steps=(
        Step("registry", "завершённой программы не было в ФР ДПП ни при зачислении, ни при завершении"),
        Step("item", "завершённая программа не стоит в ИОМ"),
        Step("deficit", "пункт ИОМ не направлен на профессиональный дефицит"),
        Step("session", "дефицит выявлен диагностикой, которая в показателе не засчитывается"),
        Step("approved", "ИОМ не был утверждён к завершению программы"),
        Step("kept", "ИОМ отменён"),
    ),
    sources=(
        Source(
            records=(Record.ENROLLMENT,),
            rows=(
                f"programs_enrollment e LEFT JOIN {REGISTRY_SPANS} h ON h.program_id = e.program_id"
                f" LEFT JOIN {AIMED_ITEMS} a ON a.person_id = e.person_id AND a.program_id = e.program_id"
                " WHERE e.completed_on BETWEEN {since} AND {day}"
            ),
            subject="e.person_id",
            id="e.id",
            on="e.completed_on",
            holds={
                "registry": "h.held @> e.enrolled_on OR h.held @> e.completed_on",
                "item": "a.program_id IS NOT NULL",
                "deficit": "a.deficit_id IS NOT NULL",
                "session": "a.counts",
                "approved": "a.approved_on <= e.completed_on",
                "kept": "a.kept",
            },
        ),
    ),
)
CUMULATIVE = replace(
    RULE,
    code="trained_fr_cum",
    title="Освоили программы ФР ДПП, подобранные с учётом диагностики, нарастающим итогом",
    defaults={"window": {"since": "2023-01-01"}},
)
