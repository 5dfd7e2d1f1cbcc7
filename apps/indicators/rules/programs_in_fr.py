"""``programs_in_fr``: programmes of the ИРО and its child units carried out in the period that were in the ФР on D."""

from apps.indicators.enums import Population, Record
from apps.indicators.rules.base import Rule, Source, Step


def stay(rows: str, entry: str) -> Source:
    """The stays ``s`` of entries in the registry: the last ones, or those before an exclusion that was taken back."""
    return Source(
        records=(Record.ENTRY,),
        rows=f"{rows} WHERE {entry}.program_id IS NOT NULL",
        subject=f"{entry}.program_id",
        id=f"{entry}.id",
        on="s.included_on",
        holds={
            "included": "s.included_on <= {day}",
            "excluded": "(s.excluded_on IS NULL OR s.excluded_on > {day})",
        },
    )


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
        stay("programs_registryentry s", "s"),
        stay("programs_registryentry r JOIN programs_earlierstay s ON s.entry_id = r.id", "r"),
    ),
)
