"""``experience_orgs``: organizations that presented their experience, themselves or by a main worker of that day."""

from apps.indicators.enums import Population
from apps.indicators.rules.base import Rule, Step
from apps.indicators.rules.participations import of_organizations

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
    sources=of_organizations({"presented": "p.role = 'experience'"}),
)
