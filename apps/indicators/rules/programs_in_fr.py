"""``programs_in_fr``: programmes of the ИРО and its child units carried out in the period that were in the ФР on D."""

from apps.indicators.enums import Population, Record
from apps.indicators.rules.base import Rule, Source, Step

RULE = Rule(
    code="programs_in_fr",
    title="Программы в ФР ДПП",
    population=Population.PROGRAMS,
    words="которые включены в ФР ДПП на {day} и не исключены из него на эту дату",
    nothing="записи в ФР ДПП нет",
    steps=(
        Step("included", "включена в ФР ДПП позже отчётной даты"),
        Step("excluded", "исключена из ФР ДПП"),
    ),
    sources=(
        Source(
            records=(Record.ENTRY,),
            rows="programs_registryentry r WHERE r.program_id IS NOT NULL",
            subject="r.program_id",
            id="r.id",
            on="r.included_on",
            holds={
                "included": "r.included_on <= {day}",
                "excluded": "(r.excluded_on IS NULL OR r.excluded_on > {day})",
            },
        ),
    ),
)
