"""The mark: how far a subject came, by which record, as one number that ``max`` can choose from.

From the left: the stage (0 no candidate, k failed at step k, ``Rule.passed`` met), the record's date (the earlier is
the greater), which of the source's kinds of record it is, the record's id. The furthest candidate wins, of equal ones
the earliest. Stored in two parts: ``outcome`` (all but the id: what the report's hash covers) and ``record`` (the id).
"""

from dataclasses import dataclass
from datetime import date, timedelta

from apps.indicators.enums import Record
from apps.indicators.rules import Rule, Source

ID_BITS, KIND_BITS, DATE_BITS = 39, 2, 17
DATE_MAX = (1 << DATE_BITS) - 1
ID_MASK = (1 << ID_BITS) - 1
KIND_MASK = (1 << KIND_BITS) - 1
EPOCH = date(1900, 1, 1)
# Where the stage begins, in an outcome and in a mark.
SHIFT = DATE_BITS + KIND_BITS
STAGE = SHIFT + ID_BITS


@dataclass(frozen=True, slots=True)
class Mark:
    """What an outcome says."""

    stage: int
    on: date | None
    record: Record | None


def kinds(rule: Rule) -> tuple[Record, ...]:
    """The kinds of record of a rule, in the order in which marks number them."""
    return tuple(record for source in rule.sources for record in source.records)


def read(rule: Rule, outcome: int) -> Mark:
    """An outcome in words of the rule."""
    stage = outcome >> SHIFT
    if stage == 0:
        return Mark(0, None, None)
    days = DATE_MAX - (outcome >> KIND_BITS & DATE_MAX)
    return Mark(stage, EPOCH + timedelta(days=days), kinds(rule)[outcome & KIND_MASK])


def stage_sql(rule: Rule, source: Source) -> str:
    """The first step that fails; NULL is a failure, as in WHERE."""
    whens = [
        f"WHEN ({source.holds[step.key]}) IS NOT TRUE THEN {number}"
        for number, step in enumerate(rule.steps, start=1)
        if step.key in source.holds
    ]
    return f"CASE {' '.join(whens)} ELSE {rule.passed} END" if whens else str(rule.passed)


def mark_sql(rule: Rule, source: Source, first: int) -> str:
    """The mark of a candidate row; ``first`` is the number of the source's first kind of record."""
    days = f"({DATE_MAX} - ({source.on} - DATE '{EPOCH}'))::bigint << {ID_BITS + KIND_BITS}"
    kind = f"({source.pick} + {first})::bigint << {ID_BITS}"
    stage = f"({stage_sql(rule, source)})::bigint << {STAGE}"
    return f"({stage}) | ({days}) | ({kind}) | ({source.id})"


def met_sql(rule: Rule) -> str:
    """The least mark of a candidate that passed every step."""
    return f"({rule.passed}::bigint << {STAGE})"
