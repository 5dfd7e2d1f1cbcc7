"""How a group stands: in each competence how many were assessed, the mean, the spread, how many have a deficit."""

from dataclasses import dataclass
from decimal import Decimal

from apps.core import access
from apps.core.actor import Actor
from apps.diagnostics.enums import Block, GroupLevel
from apps.diagnostics.models import Competence, GroupResult
from apps.diagnostics.selectors.states import EVERYTHING, Slice, run

LINES = f"""{EVERYTHING}
SELECT competence_id, count(*), count(*) FILTER (WHERE under), avg(percent), stddev_pop(percent)
FROM everything GROUP BY competence_id"""


@dataclass(frozen=True, slots=True)
class Line:
    """A group in a competence; mean and spread (standard deviation) in percent. A hidden one has no figures."""

    people: int = 0
    deficits: int = 0
    mean: Decimal | None = None
    spread: Decimal | None = None
    hidden: bool = False


@dataclass(frozen=True)
class Group:
    """A group: its lines by competence, and the line of a deficit in any."""

    lines: dict[int, Line]
    whole: Line
    competences: list[Competence]

    @property
    def blocks(self) -> list[tuple[str, list[tuple[Competence, Line]]]]:
        """The lines by blocks of the framework."""
        pairs = [
            (str(block.label), [(one, self.lines[one.pk]) for one in self.competences if one.block == block])
            for block in Block
        ]
        return [(title, found) for title, found in pairs if found]


def live_group(about: Slice, actor: Actor) -> Group:
    """The group of a slice from the records that the wall shows, in one statement."""
    return group({competence: Line(*figures) for competence, *figures in run(about, actor, LINES)})


def stored_group(actor: Actor, municipality: int | None, organization: int | None) -> Group:
    """The region, a municipality or an organization as the system keeps it, within the actor's scope."""
    level = GroupLevel.ORGANIZATION if organization else GroupLevel.MUNICIPALITY if municipality else GroupLevel.REGION
    rows = GroupResult.objects.filter(access.scope(GroupResult, actor), level=level)
    if municipality:
        rows = rows.filter(municipality=municipality)
    if organization:
        rows = rows.filter(organization=organization)
    return group({row.competence_id: line_of(row) for row in rows})


def line_of(row: GroupResult) -> Line:
    """A kept group as a line."""
    return Line(hidden=True) if row.hidden else Line(row.people or 0, row.deficits or 0, row.mean, row.spread)


def group(lines: dict[int | None, Line]) -> Group:
    """The group of these lines."""
    whole = lines.pop(None, Line())
    named = {competence: line for competence, line in lines.items() if competence is not None}
    return Group(named, whole, list(Competence.objects.filter(pk__in=named).order_by("code")))
