"""``experience_orgs``: organizations that presented their experience, themselves or by a main worker of that day."""

from apps.indicators.enums import Population, Record
from apps.indicators.rules.base import Rule, Source, Step
from apps.indicators.rules.fragments import OWN_PART, STAFF_PART, TOOK_PART_ON


def presented(rows: str, subject: str) -> Source:
    """Participations in the window and whether they present experience."""
    return Source(
        records=(Record.PARTICIPATION,),
        rows=rows,
        subject=subject,
        id="p.id",
        on=TOOK_PART_ON,
        holds={"presented": "p.role = 'experience'"},
    )


RULE = Rule(
    code="experience_orgs",
    title="Организации, представившие опыт",
    population=Population.ORGANIZATIONS,
    words=(
        "которые представили {window} опыт (роль «представление опыта») сами или через работника,"
        " для которого были в тот день основным местом работы"
    ),
    nothing="в мероприятиях в учитываемом периоде не участвовала",
    steps=(Step("presented", "участие было, опыт не представлялся"),),
    sources=(presented(OWN_PART, "p.organization_id"), presented(STAFF_PART, "e.organization_id")),
)
