"""``trained_fr`` and ``trained_fr_cum``: pedagogues trained on a programme of the ФР chosen by their diagnostics.

The programme was in the ФР on the enrollment date or on the completion date, and stands as an item on a route of
theirs for a deficit of a session that counts; the route approved on or before the completion and not cancelled by D.
"""

from dataclasses import replace

from apps.indicators.enums import Population, Record
from apps.indicators.rules.base import Rule, Source, Step
from apps.indicators.rules.fragments import REGISTRY_SPANS, ROUTE_KEPT, SESSION_COUNTS

COMPLETED = "e.completed_on BETWEEN {since} AND {day}"
HELD = "h.held @> e.enrolled_on OR h.held @> e.completed_on"
REGISTRY = f" LEFT JOIN {REGISTRY_SPANS} h ON h.program_id = e.program_id"
# The items of the person's routes that name the programme, each with every deficit it aims at.
ITEMS = """ JOIN routes_routeitem i ON i.person_id = e.person_id AND i.program_id = e.program_id
    JOIN routes_individualroute r ON r.id = i.route_id
    LEFT JOIN diagnostics_diagnosticsession s ON s.id = r.session_id
    LEFT JOIN (routes_itemaim m JOIN diagnostics_deficit f ON f.competence_id = m.competence_id)
        ON m.item_id = i.id AND f.session_id = r.session_id"""


def completed(rows: str, holds: dict[str, str]) -> Source:
    """Trainings completed in the window."""
    return Source(
        records=(Record.ENROLLMENT,),
        rows=f"programs_enrollment e{rows} WHERE {COMPLETED}",
        subject="e.person_id",
        id="e.id",
        on="e.completed_on",
        holds={"registry": HELD, **holds},
    )


RULE = Rule(
    code="trained_fr",
    title="Освоили программы ФР ДПП, подобранные с учётом диагностики",
    population=Population.PEDAGOGUES,
    words=(
        "кто завершил {window} программу ДПО, которая была в ФР ДПП на дату зачисления или завершения и стоит в его ИОМ"
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
        completed(REGISTRY, {"item": "FALSE"}),
        completed(
            REGISTRY + ITEMS,
            {
                "deficit": "f.id IS NOT NULL",
                "session": SESSION_COUNTS,
                "approved": "r.approved_on <= e.completed_on",
                "kept": ROUTE_KEPT,
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
