"""The tree of a report: data only, checked when it is made, drawn by the renderers beside this module.

Numbers of sections, tables and pictures are given by ``outline``, never written by hand. Every class
raises ``ValueError`` when what it is given cannot be drawn: these are faults of the report's author, so
the messages are in English and no user meets them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, ClassVar

from apps.core.charts import ChartData
from apps.core.charts.model import ChartKind, Value
from apps.core.charts.scatter import ScatterData
from apps.core.documents.cells import Cell, ColumnKind, Missing, Ratio, accepts
from apps.core.printable import printable_fields
from apps.core.text import round_half_up

# Excel and Word hold more, people do not; a longer list belongs to an export of the table itself.
MOST_COLUMNS = 40


class _Node:
    """Makes every text of a node printable; subclasses add their own checks."""

    __slots__ = ()
    __dataclass_fields__: ClassVar[dict[str, Any]]

    def __post_init__(self) -> None:
        printable_fields(self, *self.__dataclass_fields__)


class ParagraphRole(StrEnum):
    """What a paragraph is for: running text, a note in small print, a conclusion that stands out."""

    BODY = "body"
    NOTE = "note"
    CONCLUSION = "conclusion"


class RowStyle(StrEnum):
    """What a row of a table is; a GROUP row is one cell, the heading of the rows beneath it."""

    PLAIN = "plain"
    GROUP = "group"
    SUBTOTAL = "subtotal"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Paragraph(_Node):
    """A paragraph of text; ``[[key]]`` in it becomes the number of the table or picture of that key: «таблица 3»."""

    text: str
    role: ParagraphRole = ParagraphRole.BODY


@dataclass(frozen=True, slots=True)
class Bullets(_Node):
    """A list: with dashes, or numbered when the order matters."""

    items: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Column(_Node):
    """A column of a table; ``weight`` is its share of the width, ``places`` the decimals of a DECIMAL."""

    title: str
    kind: ColumnKind = ColumnKind.TEXT
    weight: float = 1.0
    places: int = 1

    def __post_init__(self) -> None:
        _Node.__post_init__(self)
        if self.weight <= 0:
            raise ValueError(f"column {self.title!r}: weight {self.weight} is not above zero")


@dataclass(frozen=True, slots=True)
class Row(_Node):
    """A row of a table; ``level`` indents its first cell (0 region, 1 municipality, 2 organization)."""

    cells: tuple[Cell, ...]
    style: RowStyle = RowStyle.PLAIN
    level: int = 0


@dataclass(frozen=True, slots=True)
class Table(_Node):
    """A table with its caption; ``empty`` is said in place of rows, ``notes`` stand beneath.

    Paragraphs refer to it by its ``key``.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    empty: str = "Записей нет."
    key: str = ""

    def __post_init__(self) -> None:
        _Node.__post_init__(self)
        if not 1 <= len(self.columns) <= MOST_COLUMNS:
            raise ValueError(f"table {self.caption!r} has {len(self.columns)} columns, not 1 to {MOST_COLUMNS}")
        for number, row in enumerate(self.rows, 1):
            self._check_row(number, row)

    def _check_row(self, number: int, row: Row) -> None:
        group = row.style is RowStyle.GROUP
        kinds = [ColumnKind.TEXT] if group else [column.kind for column in self.columns]
        if len(row.cells) != len(kinds):
            raise ValueError(f"table {self.caption!r}, row {number}: {len(row.cells)} cells, not {len(kinds)}")
        for kind, cell in zip(kinds, row.cells, strict=True):
            if not accepts(kind, cell):
                raise ValueError(f"table {self.caption!r}, row {number}: {cell!r} is no {kind.value}")


@dataclass(frozen=True, slots=True)
class Figure(_Node):
    """One indicator's value in large print: the share, its target, and a note beneath.

    ``target`` is in percent. Nothing is written for a target where the value is missing.
    """

    title: str
    value: Ratio | Missing
    target: Decimal | None = None
    note: str = ""

    @property
    def percent(self) -> Decimal | None:
        """Return the value in percent, None where it is missing or there is nothing to divide by."""
        return self.value.percent if isinstance(self.value, Ratio) else None

    @property
    def difference(self) -> Decimal | None:
        """Return the printed value less the target, so that the three printed numbers add up."""
        if self.percent is None or self.target is None:
            return None
        return self.percent - round_half_up(self.target, 1)


@dataclass(frozen=True, slots=True)
class Chart(_Node):
    """A chart under its caption; paragraphs refer to it by its ``key``."""

    caption: str
    data: ChartData | ScatterData
    key: str = ""

    def table(self) -> Table:
        """Return the data behind the picture as a table; the target is its last row."""
        if isinstance(self.data, ScatterData):
            return _points(self.caption, self.data)
        return _values(self.caption, self.data)


def _values(caption: str, data: ChartData) -> Table:
    unit = f", {data.unit}" if data.unit else ""
    places = _places(value for one in data.series for value in one.values)
    names = tuple(Column(f"{one.name}{unit}", ColumnKind.DECIMAL, 1.0, places) for one in data.series)
    first = Column("Период" if data.kind is ChartKind.LINE else "Наименование", weight=2.0)
    rows = [
        Row((category, *(one.values[index] for one in data.series))) for index, category in enumerate(data.categories)
    ]
    if data.target is not None:
        rows.append(Row(("Цель", *[data.target] * len(names)), RowStyle.TOTAL))
    return Table(caption, (first, *names), tuple(rows))


def _points(caption: str, data: ScatterData) -> Table:
    across = Column(data.x_title, ColumnKind.DECIMAL, 1.0, _places(spot.x for spot in data.spots))
    upright = Column(data.y_title, ColumnKind.DECIMAL, 1.0, _places(spot.y for spot in data.spots))
    rows = tuple(Row((spot.name, spot.x, spot.y)) for spot in data.spots)
    return Table(caption, (Column("Наименование", weight=2.0), across, upright), rows)


def _places(values: Iterable[Value]) -> int:
    """The decimals of the most exact value."""
    exponents = (int(one.normalize().as_tuple().exponent) for one in values if isinstance(one, Decimal))
    return max((-one for one in exponents if one < 0), default=0)


Block = Paragraph | Bullets | Table | Figure | Chart


@dataclass(frozen=True, slots=True)
class Section(_Node):
    """A part of a report with a heading; one with nothing in it says ``empty``.

    ``number`` None lets ``outline`` number it by its place, "" leaves it without a number (an
    introduction), anything else is printed as it is (the regulation's own number).
    """

    title: str
    blocks: tuple[Block, ...] = ()
    children: tuple[Section, ...] = ()
    number: str | None = None
    empty: str = "Сведений за период нет."


@dataclass(frozen=True, slots=True)
class Requisites(_Node):
    """Who issues the document, when, under which number («б/н» until registered) and where."""

    organization: str
    day: date
    number: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Signature(_Node):
    """A place to sign: the position, the person («И. О. Фамилия») and the day, if signed."""

    position: str
    person: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Approval(_Node):
    """The block of approval at the top right: «УТВЕРЖДЁН», by what, and when."""

    lines: tuple[str, ...]
    word: str = "УТВЕРЖДЁН"
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Document(_Node):
    """A whole report.

    ``act`` is the regulation it is made under, in words; ``state`` («ЧЕРНОВИК») stands on every page and
    is empty for an approved report. All dates come from here: rendering never asks the clock.
    """

    title: str
    requisites: Requisites
    sections: tuple[Section, ...]
    subtitle: str = ""
    act: str = ""
    state: str = ""
    approval: Approval | None = None
    signatures: tuple[Signature, ...] = ()
    appendices: tuple[Section, ...] = ()

    def __post_init__(self) -> None:
        _Node.__post_init__(self)
        if not self.title.strip():
            raise ValueError("a document needs a title")
        if not self.sections:
            raise ValueError("a document needs at least one section")
