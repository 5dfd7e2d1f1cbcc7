"""``qualified``: staff who completed any programme in the window."""

from apps.indicators.enums import Population, Record
from apps.indicators.rules.base import Rule, Source, Step

RULE = Rule(
    code="qualified",
    title="Повысили квалификацию или прошли переподготовку",
    population=Population.STAFF,
    words="кто завершил {window} программу ДПО (повышение квалификации или профессиональную переподготовку)",
    nothing="обучения в учитываемом периоде нет",
    steps=(
        Step("stayed", "отчислен до завершения программы"),
        Step("completed", "обучение на отчётную дату не завершено"),
    ),
    sources=(
        Source(
            records=(Record.ENROLLMENT,),
            rows=(
                "programs_enrollment e WHERE e.enrolled_on <= {day} AND (e.completed_on >= {since}"
                " OR e.completed_on IS NULL AND (e.expelled_on IS NULL OR e.expelled_on >= {since}))"
            ),
            subject="e.person_id",
            id="e.id",
            on="COALESCE(e.completed_on, e.enrolled_on)",
            holds={
                "stayed": "(e.expelled_on IS NULL OR e.expelled_on > {day})",
                "completed": "e.completed_on <= {day}",
            },
        ),
    ),
)
