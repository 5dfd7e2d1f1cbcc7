"""The page of the deficit map: the grid in words, with the addresses behind its cells."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.http import QueryDict
from django.urls import reverse

from apps.core.actor import Actor
from apps.core.text import NBSP, THIN, format_date, format_number, ratio_text, round_half_up
from apps.diagnostics.selectors.deficit_map import Axis, Cell, Grid, Unit, live_grid, sees_people, stored_grid
from apps.diagnostics.selectors.states import Slice
from apps.diagnostics.web.group_page import kept_on, territory
from apps.diagnostics.web.map_form import MapForm

# One sequential scale from light to dark, the same on every map: five steps of a fifth each.
STEPS = 5
WIDE = 10
NOBODY = "никто не оценён"
HIDDEN = "не показывается: группа меньше 5 человек или выдала бы такую группу"
LEGEND = tuple((step, f"{step * 20}–{step * 20 + 20}{NBSP}%") for step in range(STEPS))


@dataclass(frozen=True, slots=True)
class Box:
    """A cell as it is drawn."""

    text: str
    title: str
    css: str
    label: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A row: the competence, its cell over all units, its cells."""

    code: str
    title: str
    whole: Box
    boxes: tuple[Box, ...]


def step_of(cell: Cell) -> int:
    """The step of the scale that a cell is drawn in."""
    return min(STEPS - 1, 100 * cell.deficits // (cell.people * (100 // STEPS)))


class MapPage:
    """What the page shows to its reader."""

    legend = LEGEND

    def __init__(self, actor: Actor, query: QueryDict) -> None:
        self.actor, self.form = actor, MapForm(query, actor)
        self.people = sees_people(actor)

    @property
    def axis(self) -> Axis:
        """What stands across."""
        return self.form.axis_asked

    @cached_property
    def about(self) -> Slice:
        """The slice; over organizations it needs a municipality, over subjects no subject."""
        return self.form.about()

    @property
    def needs_municipality(self) -> bool:
        """Whether a municipality must be chosen first: a region's organizations do not stand side by side."""
        return self.axis == Axis.ORGANIZATION and self.form.municipality_asked is None

    @cached_property
    def grid(self) -> Grid:
        """The map."""
        if self.people:
            return live_grid(self.about, self.axis, self.actor)
        return stored_grid(self.axis, self.actor, self.form.municipality_asked)

    @cached_property
    def day(self) -> str:
        """The date of the figures in words; empty where the system has kept none yet."""
        if self.people:
            return format_date(self.about.day)
        return kept_on()

    @cached_property
    def where(self) -> str:
        """The territory in words."""
        return territory(self.form)

    @property
    def summary(self) -> str:
        """The whole in a sentence."""
        whole = self.grid.whole
        if whole.hidden or not whole.people:
            return ""
        return f"Хотя бы один дефицит — у{NBSP}{ratio_text(whole.deficits, whole.people)} оценённых."

    @property
    def wide(self) -> bool:
        """Whether there are many columns: their names stand upright then."""
        return len(self.grid.units) > WIDE

    @property
    def units(self) -> list[Unit]:
        """The columns."""
        return self.grid.units

    @cached_property
    def blocks(self) -> list[tuple[str, list[Line]]]:
        """The rows by blocks."""
        return [(title, [self.line(one.pk, one.code, one.title) for one in found]) for title, found in self.grid.blocks]

    @cached_property
    def foot(self) -> Line:
        """The last row: a deficit in any competence."""
        return self.line(None, "", "Хотя бы один дефицит")

    def line(self, competence: int | None, code: str, title: str) -> Line:
        """One row."""
        whole = self.box(competence, None, "Всего", title)
        return Line(code, title, whole, tuple(self.line_boxes(competence, title)))

    def line_boxes(self, competence: int | None, title: str) -> Iterator[Box]:
        """The cells of a row."""
        for unit in self.grid.units:
            yield self.box(competence, unit.pk, unit.name, title)

    def box(self, competence: int | None, unit: int | None, label: str, title: str) -> Box:
        """One cell in words."""
        cell = self.grid.cell(competence, unit)
        head = f"{title}. {label}: "
        if cell.hidden:
            return Box("", head + HIDDEN, "hatched", label, "#hidden")
        if not cell.people:
            return Box("", head + NOBODY, "nobody", label)
        words = head + ratio_text(cell.deficits, cell.people)
        return Box(self.text(cell), words, f"shade-{step_of(cell)}", label, self.url(competence, unit, cell))

    def text(self, cell: Cell) -> str:
        """What stands in a cell: «34 %», or «12 из 35»."""
        if self.form.numbers:
            return f"{format_number(cell.deficits)}{THIN}из{THIN}{format_number(cell.people)}"
        return f"{round_half_up(Decimal(100 * cell.deficits) / cell.people, 0)}{THIN}%"

    def url(self, competence: int | None, unit: int | None, cell: Cell) -> str:
        """The list of the people of a cell, for those who may see them."""
        if competence is None or unit == 0 or not (self.people and cell.deficits):
            return ""
        across = f"&{self.axis.value}={unit}" if unit else ""
        return f"{self.list_url}&competence={competence}{across}"

    @cached_property
    def list_url(self) -> str:
        """The list of open deficits under the filters of the map."""
        about, query = self.about, QueryDict(mutable=True)
        query["state"] = "open"
        if self.form.chosen("day"):
            query["on"] = format_date(about.day)
        for name in ("tool", "subject", "kind", "municipality"):
            if getattr(about, name):
                query[name] = str(getattr(about, name))
        return f"{reverse('diagnostics:deficit_list')}?{query.urlencode()}"
