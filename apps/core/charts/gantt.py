"""A timeline: one row for each thing, its bars over months or years, today as a line. Legible in grey."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import blake2s
from html import escape

from django.utils.safestring import SafeString, mark_safe

from apps.core.charts import svg
from apps.core.printable import printable_fields
from apps.core.text import format_date, format_interval

WIDTH = 1040
LABEL = 400
PAD = 8
ROW = 40
HEAD = 30
GROUP = 26
BAR = 16
LEGEND = 28
LABEL_LINES = 2
MONTHS = ("янв", "фев", "мар", "апр", "май", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
LONGEST_OF_MONTHS = 400
LEAST_WIDTH = 9


@dataclass(frozen=True, slots=True)
class Bar:
    """A term on the timeline; ``tone`` is the number of its state in the legend, ``words`` say it aloud."""

    start: date
    end: date
    tone: int
    words: str = ""

    def __post_init__(self) -> None:
        printable_fields(self, "words")
        if self.end < self.start:
            raise ValueError(f"a bar ends on {self.end} before it starts on {self.start}")


@dataclass(frozen=True, slots=True)
class GanttRow:
    """A row: what it is called, its bars; a row with a ``group`` other than the one above begins a new group."""

    label: str
    bars: tuple[Bar, ...] = ()
    group: str = ""

    def __post_init__(self) -> None:
        printable_fields(self, "label", "group")


@dataclass(frozen=True, slots=True)
class Gantt:
    """What is drawn: rows over the days from ``start`` to ``end``, the states of the legend, today.

    Raises ValueError when there is nothing to draw or when there are more states than can be told apart.
    """

    title: str
    rows: tuple[GanttRow, ...]
    start: date
    end: date
    states: tuple[str, ...]
    today: date | None = None

    def __post_init__(self) -> None:
        printable_fields(self, "title", "states")
        if not self.rows or self.end <= self.start:
            raise ValueError("a timeline needs at least one row and two days")
        if len(self.states) > len(svg.FILLS):
            raise ValueError(f"at most {len(svg.FILLS)} states can be told apart")

    def x(self, day: date) -> float:
        """Where a day begins."""
        share = (min(max(day, self.start), self.end) - self.start).days / (self.end - self.start).days
        return LABEL + (WIDTH - LABEL - PAD) * share


def draw(chart: Gantt) -> SafeString:
    """Draw the timeline as one ``<svg>``; every name in it is escaped where it is written."""
    top = LEGEND + HEAD
    parts, y, group = [], float(top), ""
    for row in chart.rows:
        if row.group and row.group != group:
            parts.append(_group(row.group, y))
            y, group = y + GROUP, row.group
        parts.append(_row(chart, row, y))
        y += ROW
    body = _legend(chart.states) + _grid(chart, top, y) + "".join(parts) + _today(chart, top, y)
    return mark_safe(_root(chart, y + PAD, body))


def _root(chart: Gantt, height: float, body: str) -> str:
    prefix = f"g{blake2s(repr(chart).encode(), digest_size=5).hexdigest()}-"
    title = svg.tag("title", escape(chart.title, quote=False), id=f"{prefix}t")
    words = f"Временная шкала {format_interval(chart.start, chart.end)}; строк: {len(chart.rows)}. Таблица — ниже."
    description = svg.tag("desc", escape(words, quote=False), id=f"{prefix}d")
    ground = svg.tag("rect", width=WIDTH, height=round(height), fill="#ffffff")
    return svg.tag(
        "svg", title + description + ground + body, xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {WIDTH} {height:.0f}", width=WIDTH, height=round(height), class_="chart gantt", role="img",
        aria_labelledby=f"{prefix}t {prefix}d", font_family=svg.FONT, font_size=svg.FONT_SIZE, fill=svg.INK,
    )  # fmt: skip


def _legend(states: Sequence[str]) -> str:
    x, parts = float(PAD), []
    for index, state in enumerate(states):
        sign = svg.bar(index, svg.Box(0, 1, 22, 14))
        parts.append(svg.tag("g", sign + svg.text(28, 13, state), transform=f"translate({x:.1f} {PAD})"))
        x += 28 + svg.text_width(state) + 20
    return "".join(parts)


def _group(name: str, y: float) -> str:
    ground = svg.tag("rect", x=0, y=y, width=WIDTH, height=GROUP, fill="#eef1f4")
    return ground + svg.text(PAD, y + 18, svg.shorten(name, WIDTH - 2 * PAD), font_weight="600")


def _row(chart: Gantt, row: GanttRow, y: float) -> str:
    line = svg.tag("line", x1=0, y1=y + ROW, x2=WIDTH, y2=y + ROW, stroke=svg.GRID, stroke_width=1)
    rows = svg.wrap(row.label, LABEL - 2 * PAD, LABEL_LINES)
    names = svg.lines(PAD, y + (16 if len(rows) > 1 else 24), rows)
    return line + names + "".join(_bar(chart, bar, y) for bar in row.bars)


def _bar(chart: Gantt, bar: Bar, y: float) -> str:
    if bar.end < chart.start or bar.start > chart.end:
        return ""
    left, right = chart.x(bar.start), chart.x(bar.end + timedelta(days=1))
    width = max(right - left, LEAST_WIDTH)
    box = svg.Box(min(left, WIDTH - PAD - width), y + (ROW - BAR) / 2, width, BAR)
    words = f"{format_interval(bar.start, bar.end)}: {bar.words or chart.states[bar.tone]}"
    return svg.tag("g", svg.tag("title", escape(words, quote=False)) + svg.bar(bar.tone, box))


def _grid(chart: Gantt, top: float, bottom: float) -> str:
    parts = []
    for day, label in ticks(chart.start, chart.end):
        x = chart.x(day)
        parts.append(svg.tag("line", x1=x, y1=top - 4, x2=x, y2=bottom, stroke=svg.GRID, stroke_width=1))
        parts.append(svg.text(x + 3, top - 10, label, fill=svg.MUTED))
    return "".join(parts)


def ticks(start: date, end: date) -> list[tuple[date, str]]:
    """The first days of months within a year and a month, else of years, with their names."""
    days: list[tuple[date, str]] = []
    short = (end - start).days <= LONGEST_OF_MONTHS
    for year in range(start.year, end.year + 1):
        for month in range(1, 13) if short else (1,):
            day = date(year, month, 1)
            if start <= day <= end:
                days.append((day, MONTHS[month - 1] if short else str(year)))
    return days or [(start, format_date(start))]


def _today(chart: Gantt, top: float, bottom: float) -> str:
    if chart.today is None or not chart.start <= chart.today <= chart.end:
        return ""
    x = chart.x(chart.today)
    line = svg.tag("line", x1=x, y1=top - 4, x2=x, y2=bottom, stroke=svg.TARGET_INK, stroke_width=2,
                   stroke_dasharray="6 4")  # fmt: skip
    return line + svg.plate(min(x, WIDTH - 50), LEGEND - 2, "сегодня", "middle")
