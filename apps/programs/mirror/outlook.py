"""What a reading in quarantine would change: who decides sees it before, those of the region's own programmes first."""

from dataclasses import dataclass

from django.db import transaction

from apps.programs.enums import Fate, SyncState
from apps.programs.mirror import apply
from apps.programs.mirror.past import LABELS
from apps.programs.models import Synchronization

SHOWN = 50
ORDER = (Fate.GONE, Fate.CHANGED, Fate.BACK, Fate.NEW)
# What the fate would be, told of many.
TITLES = {Fate.GONE: "Исчезнут", Fate.CHANGED: "Изменятся", Fate.BACK: "Вернутся", Fate.NEW: "Появятся"}
LINES = """
SELECT fate, number, title, fields, entry, program, own FROM (
    SELECT x.fate, x.number, x.title, x.fields, e.id AS entry, p.id AS program, coalesce(p.title, '') AS own,
        row_number() OVER (PARTITION BY x.fate ORDER BY e.program_id IS NULL, x.number) AS place
    FROM registry_next x LEFT JOIN programs_registryentry e ON e.number = x.number
        LEFT JOIN programs_program p ON p.id = e.program_id
    WHERE x.fate IS NOT NULL
) n WHERE place <= %(shown)s ORDER BY place
"""


@dataclass(frozen=True, slots=True)
class Line:
    """An entry that would change; ``entry`` is stored already, ``program`` is the region's own one linked to it."""

    number: str
    title: str
    fields: str
    entry: int | None
    program: int | None
    own: str


@dataclass(frozen=True, slots=True)
class Group:
    """The entries of one fate, the first of them as lines."""

    title: str
    count: int
    lines: list[Line]

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.count - len(self.lines)


@transaction.atomic
def outlook(sync: Synchronization) -> list[Group]:
    """What accepting the reading would change, by fate; nothing where it waits for nobody."""
    if sync.state != SyncState.QUARANTINED:
        return []
    change = apply.compare(sync, sync.seen_on)
    counts = {Fate.GONE: change.gone, Fate.CHANGED: change.changed, Fate.BACK: change.back, Fate.NEW: change.new}
    lines: dict[str, list[Line]] = {fate: [] for fate in ORDER}
    for fate, number, title, fields, entry, program, own in apply.execute(LINES, {"shown": SHOWN}):
        changed = ", ".join(LABELS[name] for name in fields) if fate == Fate.CHANGED else ""
        lines[fate].append(Line(number, title, changed, entry, program, own))
    return [Group(TITLES[fate], counts[fate], lines[fate]) for fate in ORDER if counts[fate]]
