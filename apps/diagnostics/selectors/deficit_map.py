"""The deficit map: competences down, units across, in each cell how many have a current deficit of how many assessed.

What a current deficit is: ``selectors.states``. Those who may see people read the map live, as the wall shows them the
records; the others read the results of groups that the system keeps (``selectors.suppression``).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Any

from django.db.models import Case, F, Q, Value, When

from apps.core import access
from apps.core.access import MUNICIPALITY, ORGANIZATION, READ, REGION
from apps.core.actor import Actor
from apps.core.text import percent
from apps.diagnostics.enums import Block, GroupLevel
from apps.diagnostics.models import Competence, GroupResult
from apps.diagnostics.selectors.states import EVERYTHING, Slice, run
from apps.organizations.models import Municipality, Organization
from apps.teachers.models import Subject

NO_SUBJECT = "предмет не указан"
OUT_OF_SIGHT = "—"
# The row that stands for the organizations of the region's own level bears the region's name.
OWN_LEVEL = Case(When(regional=True, then=Value("региональный уровень")), default=F("name"))


class Axis(StrEnum):
    """What stands across."""

    MUNICIPALITY = "municipality"
    ORGANIZATION = "organization"
    SUBJECT = "subject"

    @property
    def words(self) -> str:
        """The plural for the screen."""
        return {"municipality": "муниципалитеты", "organization": "организации", "subject": "предметы"}[self.value]

    @property
    def one(self) -> str:
        """One of them."""
        return {"municipality": "Муниципалитет", "organization": "Организация", "subject": "Предмет"}[self.value]


UNITS = {
    Axis.MUNICIPALITY: ("municipality_id", ""),
    Axis.ORGANIZATION: ("organization_id", ""),
    Axis.SUBJECT: (
        "coalesce(j.subject_id, 0)",
        "LEFT JOIN teachers_employment_subjects j ON j.employment_id = x.employment_id",
    ),
}
COUNTED = "count(*), count(*) FILTER (WHERE under), avg(percent)"
CELLS = """{everything}
SELECT competence_id, {unit} AS unit, {counted} FROM everything x {join} GROUP BY 1, 2
UNION ALL SELECT competence_id, NULL, {counted} FROM everything GROUP BY 1"""
# A competence of no one, and the unit that is the whole.
ANY, WHOLE = None, None


@dataclass(frozen=True, slots=True)
class Cell:
    """A group in a competence: assessed, with a deficit, the mean in percent; a hidden one has no figures."""

    people: int = 0
    deficits: int = 0
    mean: Decimal | None = None
    hidden: bool = False

    @property
    def share(self) -> Decimal | None:
        """With a deficit of the assessed in percent, one decimal."""
        return percent(self.deficits, self.people)


NOTHING = Cell()


@dataclass(frozen=True, slots=True)
class Unit:
    """What stands over a column."""

    pk: int
    name: str


@dataclass(frozen=True)
class Grid:
    """The map: ``cells`` by (competence or any, unit or whole)."""

    axis: Axis
    units: list[Unit]
    competences: list[Competence]
    cells: Mapping[tuple[int | None, int | None], Cell] = field(default_factory=dict)

    def cell(self, competence: int | None, unit: int | None) -> Cell:
        """The cell; nobody where there is none."""
        return self.cells.get((competence, unit), NOTHING)

    @property
    def whole(self) -> Cell:
        """All people of the map: assessed in anything, with a deficit in anything."""
        return self.cell(ANY, WHOLE)

    @cached_property
    def blocks(self) -> list[tuple[str, list[Competence]]]:
        """The competences by their blocks, in the order of the blocks."""
        pairs = [(block.label, [one for one in self.competences if one.block == block]) for block in Block]
        return [(str(label), found) for label, found in pairs if found]

    @property
    def any_hidden(self) -> bool:
        """Whether something is left out."""
        return any(cell.hidden for cell in self.cells.values())


def sees_people(actor: Actor) -> bool:
    """Whether the actor reads the diagnostics of a whole unit: such a reader gets the map live, with the people."""
    level = access.rights().level(actor, "diagnostics", READ)
    return actor.is_system or level in (REGION, MUNICIPALITY, ORGANIZATION)


def sees_groups(actor: Actor) -> bool:
    """Whether the actor reads the results of groups kept without people."""
    return bool(access.rights().level(actor, "group_results", READ))


def live_grid(about: Slice, axis: Axis, actor: Actor) -> Grid:
    """The map of a slice from the records that the wall shows, in one statement."""
    unit, join = UNITS[axis]
    select = CELLS.format(everything=EVERYTHING, unit=unit, join=join, counted=COUNTED)
    cells = {(competence, unit): Cell(*figures) for competence, unit, *figures in run(about, actor, select)}
    return grid(axis, cells)


def stored_grid(axis: Axis, actor: Actor, municipality: int | None = None) -> Grid:
    """The map that the system keeps, within the actor's scope; organizations are those of one municipality."""
    mine = GroupResult.objects.filter(access.scope(GroupResult, actor))
    above = GroupLevel.MUNICIPALITY if axis == Axis.ORGANIZATION else GroupLevel.REGION
    wanted = Q(level=GroupLevel(axis.value)) | Q(level=above)
    if axis == Axis.ORGANIZATION:
        wanted &= Q(municipality=municipality)
    cells: dict[tuple[int | None, int | None], Cell] = {}
    for row in mine.filter(wanted):
        unit = (getattr(row, f"{axis.value}_id") or 0) if row.level == axis.value else WHOLE
        cells[row.competence_id, unit] = cell_of(row)
    return grid(axis, cells)


def cell_of(row: GroupResult) -> Cell:
    """A kept group as a cell."""
    return Cell(hidden=True) if row.hidden else Cell(row.people or 0, row.deficits or 0, row.mean)


def grid(axis: Axis, cells: Mapping[tuple[int | None, int | None], Cell]) -> Grid:
    """The map of these cells: competences by code, units by name."""
    known = {competence for competence, _ in cells if competence is not None}
    keys = {unit for _, unit in cells if unit is not None}
    competences = list(Competence.objects.filter(pk__in=known).order_by("code"))
    return Grid(axis, units(axis, keys), competences, cells)


def units(axis: Axis, keys: Iterable[int]) -> list[Unit]:
    """The units by name; one out of the reader's sight has none."""
    model = {Axis.MUNICIPALITY: Municipality, Axis.ORGANIZATION: Organization, Axis.SUBJECT: Subject}[axis]
    title: Any = {Axis.MUNICIPALITY: OWN_LEVEL, Axis.ORGANIZATION: F("short_name"), Axis.SUBJECT: F("name")}[axis]
    wanted = set(keys)
    found = [Unit(pk, name) for pk, name in
             model._default_manager.filter(pk__in=wanted).order_by("sort_key").values_list("pk", title)]  # fmt: skip
    missing = sorted(wanted - {unit.pk for unit in found})
    return [*found, *(Unit(pk, NO_SUBJECT if axis == Axis.SUBJECT else OUT_OF_SIGHT) for pk in missing)]
