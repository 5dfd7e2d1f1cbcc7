"""``teams_trained`` and ``teams_cum``: management teams whose members were trained.

A team is the managers of one educational organization by main employment on D; no manager, no team.
"""

from apps.indicators.enums import Population, Record
from apps.indicators.rules.base import Rule, Source, Step

COMPLETED = (
    "programs_enrollment e JOIN programs_program g ON g.id = e.program_id"
    " WHERE e.completed_on BETWEEN {since} AND {day}"
)


def completed(key: str, condition: str) -> Source:
    """Trainings completed in the window, and the programme they must be on."""
    return Source(
        records=(Record.ENROLLMENT,),
        rows=COMPLETED,
        subject="e.person_id",
        id="e.id",
        on="e.completed_on",
        holds={key: condition},
    )


TRAINED = Rule(
    code="teams_trained",
    title="Управленческие команды, повысившие квалификацию по управлению качеством образования",
    population=Population.TEAMS,
    words="в которых не менее {share} состава завершили {window} программу по теме «{theme}»",
    nothing="программ ДПО в учитываемом периоде не завершал",
    steps=(Step("theme", "завершена программа другой тематики"),),
    sources=(completed("theme", "g.theme = ANY ({themes})"),),
    team="share",
)
CUMULATIVE = Rule(
    code="teams_cum",
    title="Управленческие команды, участвовавшие в повышении квалификации, нарастающим итогом",
    population=Population.TEAMS,
    words="в которых хотя бы один член завершил {window} программу повышения квалификации (ПК)",
    nothing="программ ДПО в учитываемом периоде не завершал",
    steps=(Step("kind", "завершена программа переподготовки, а не повышения квалификации"),),
    sources=(completed("kind", "g.kind = 'pk'"),),
    team="any",
    defaults={"window": {"since": "2023-01-01"}},
)
