"""``contest_people`` and ``contest_orgs``: took part in a contest of professional craft as one who competes in it."""

from apps.indicators.enums import Population
from apps.indicators.rules.base import Rule, Step
from apps.indicators.rules.fragments import COMPETED, CONTEST
from apps.indicators.rules.participations import of_organizations, of_people

STEPS = (
    Step("contest", "участие было, но не в конкурсах профессионального мастерства"),
    Step("competed", "в конкурсе — не участник, не призёр и не победитель"),
)
HOLDS = {"contest": CONTEST, "competed": COMPETED}

PEOPLE = Rule(
    code="contest_people",
    title="Участвовали в конкурсах профессионального мастерства",
    population=Population.STAFF,
    words="кто был {window} участником, призёром или победителем конкурса профессионального мастерства любого уровня",
    nothing="в мероприятиях в учитываемом периоде не участвовал",
    steps=STEPS,
    sources=(of_people(HOLDS),),
)
ORGANIZATIONS = Rule(
    code="contest_orgs",
    title="Организации, участвовавшие в профессиональных конкурсах",
    population=Population.ORGANIZATIONS,
    words=(
        "которые сами или через работника, для которого были в тот день основным местом работы,"
        " были {window} участником,"
        " призёром или победителем конкурса профессионального мастерства любого уровня"
    ),
    nothing="в мероприятиях в учитываемом периоде не участвовала",
    steps=STEPS,
    sources=of_organizations(HOLDS),
)
