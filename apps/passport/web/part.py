"""The tab of a part with its figures: what is filled, from where, by whom."""

from dataclasses import dataclass
from typing import Any

from apps.core.actor import Actor
from apps.passport.models import Figure, Part
from apps.passport.registry import SECTIONS, Declared, Section, entered_by
from apps.passport.selectors.completeness import Filled, contents_of
from apps.passport.selectors.view import value_of


@dataclass(frozen=True, slots=True)
class Line:
    """A figure of the part; ``figure`` is None while it is unknown."""

    declared: Declared
    figure: Figure | None

    @property
    def value(self) -> str:
        """The value; empty while unknown."""
        return value_of(self.figure) if self.figure is not None else ""


@dataclass(frozen=True, slots=True)
class Box:
    """A section of the part."""

    section: Section
    lines: tuple[Line, ...]
    filled: Filled
    absent: bool


def figures_context(part: Part, actor: Actor) -> dict[str, Any]:
    """What the tab «Показатели» reads."""
    stored = {row.code: row for row in Figure.objects.filter(part=part, computed=False)}
    found = contents_of([part])
    boxes = [
        Box(
            section,
            tuple(Line(one, stored.get(one.code)) for one in entered_by(part.kind) if one.section == section.code),
            found.section(part, section.code),
            section.number in part.absent,
        )
        for section in SECTIONS
        if not section.computed
    ]
    return {"boxes": boxes, "all": found.part(part)}
