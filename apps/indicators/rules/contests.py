"""``contest_people`` and ``contest_orgs``: took part in a contest of professional craft as one who competes in it."""

from apps.indicators.enums import Population, Record
from apps.indicators.rules.base import Rule, Source, Step
from apps.indicators.rules.fragments import COMPETED, CONTEST, IN_WINDOW, OWN_PART, STAFF_PART, TOOK_PART, TOOK_PART_ON

STEPS = (
    Step("contest", "участие было, но не в конкурсах профессионального мастерства"),
    Step("competed", "в конкурсе — не участник, не призёр и не победитель"),
)
HOLDS = {"contest": CONTEST, "competed": COMPETED}


def took_part(rows: str, subject: str) -> Source:
    """Participations in the window and whether they are a competitor's in a contest."""
    return Source(records=(Record.PARTICIPATION,), rows=rows, subject=subject, id="p.id", on=TOOK_PART_ON, holds=HOLDS)


PEOPLE = Rule(
    code="contest_people",
    title="Участвовали в конкурсах профессионального мастерства",
    population=Population.STAFF,
    words="кто был {window} участником, призёром или победителем конкурса профессионального мастерства любого уровня",
    nothing="в мероприятиях в учитываемом периоде не участвовал",
    steps=STEPS,
    sources=(took_part(f"{TOOK_PART} WHERE p.person_id IS NOT NULL AND {IN_WINDOW}", "p.person_id"),),
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
    sources=(took_part(OWN_PART, "p.organization_id"), took_part(STAFF_PART, "e.organization_id")),
)
