"""A map of places with a value each: polygons where boundaries are known, else tiles placed by the centres.

Drawn on the server as every chart; a place is a link to its page. A place without a centre stands after the others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from hashlib import blake2s
from html import escape
from math import ceil, cos, radians, sin, sqrt
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from apps.core.charts import svg
from apps.core.charts.model import value_text
from apps.core.charts.shades import FILLS, INKS, Shades, empty, filled

WIDTH = 860
PAD = 8
HEAD = 34
TILE_HEIGHT = 58
GAP = 4
LEAST_TILE = 96
Point = tuple[float, float]
Ring = list[Point]


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """One place: ``centre`` is (longitude, latitude) in degrees, ``boundary`` a GeoJSON (multi)polygon."""

    name: str
    value: Decimal | None
    url: str = ""
    centre: tuple[float, float] | None = None
    boundary: dict[str, Any] | None = None


def draw(places: Sequence[Place], *, title: str, unit: str = "") -> SafeString:
    """The map: polygons where every place has its boundary, else tiles. Raises ``ValueError`` for no places."""
    if not places:
        raise ValueError("a map needs at least one place")
    shades = Shades.of([place.value for place in places], unit)
    body, height = (polygons if all(p.boundary for p in places) else tiles)(places, shades)
    name = f"m{blake2s(repr((title, places)).encode(), digest_size=5).hexdigest()}"
    head = svg.tag("title", escape(title, quote=False), id=name)
    drawing = svg.tag(
        "svg", head + shades.legend(PAD) + body, viewBox=f"0 0 {WIDTH} {height:.0f}", role="group",
        aria_labelledby=name, font_family=svg.FONT, font_size=svg.FONT_SIZE, xmlns="http://www.w3.org/2000/svg",
        class_="map",
    )  # fmt: skip
    return mark_safe(drawing)


def linked(place: Place, shape: str, unit: str) -> str:
    """The shape with its words, as a link where there is a page."""
    words = f"{place.name}: {value_text(place.value, unit) if place.value is not None else 'нет данных'}"
    titled = svg.tag("title", escape(words, quote=False)) + shape
    return svg.tag("a", titled, href=place.url, aria_label=words) if place.url else svg.tag("g", titled)


def shade_of(place: Place, shades: Shades) -> tuple[str, str]:
    """Fill and ink of a place; no fill where there is no value."""
    if place.value is None:
        return "", svg.INK
    step = shades.step(place.value)
    return FILLS[step], INKS[step]


# --- tiles


def tiles(places: Sequence[Place], shades: Shades) -> tuple[str, float]:
    """Equal tiles in the places' order on the map, and the height of the whole."""
    columns = min(max(1, ceil(sqrt(len(places) * 1.5))), (WIDTH - 2 * PAD) // LEAST_TILE)
    width = (WIDTH - 2 * PAD - GAP * (columns - 1)) / columns
    cells = cells_of(places, columns)
    body = ""
    for place in places:
        column, row = cells[place]
        x, y = PAD + column * (width + GAP), PAD + HEAD + row * (TILE_HEIGHT + GAP)
        body += linked(place, tile(place, svg.Box(x, y, width, TILE_HEIGHT), shades), shades.unit)
    rows = 1 + max(row for _, row in cells.values())
    return body, PAD * 2 + HEAD + rows * (TILE_HEIGHT + GAP)


def tile(place: Place, box: svg.Box, shades: Shades) -> str:
    """One tile: the name in two lines, the value beneath."""
    fill, ink = shade_of(place, shades)
    ground = filled(box, fill) if fill else empty(box)
    style: dict[str, str | float] = {"fill": ink, "text_anchor": "middle"}
    middle = box.x + box.width / 2
    names = svg.wrap(place.name, (box.width - 8) * svg.FONT_SIZE / 11, 2)
    first = box.y + (14 if len(names) > 1 else 21)
    words = "".join(svg.text(middle, first + 12 * n, row, font_size=11, **style) for n, row in enumerate(names))
    value = svg.text(middle, box.y + box.height - 9, value_text(place.value, shades.unit), font_weight="600", **style)
    return ground + words + value


def cells_of(places: Sequence[Place], columns: int) -> dict[Place, tuple[int, int]]:
    """A cell of the grid for each place: rows from the north, each row from the west.

    Places are cut into rows by latitude, as many a row as there are columns, so that neighbours stay near and no two
    share a cell; those without a centre fill the end.
    """
    known = sorted((p for p in places if p.centre), key=lambda p: (-latitude(p), longitude(p), p.name))
    unknown = sorted((p for p in places if not p.centre), key=lambda p: p.name)
    cells: dict[Place, tuple[int, int]] = {}
    rows = ceil(len(known) / columns)
    for row in range(rows):
        share = known[len(known) * row // rows : len(known) * (row + 1) // rows]
        for place, column in zip(sorted(share, key=longitude), columns_of(share, columns), strict=True):
            cells[place] = (column, row)
    for number, place in enumerate(unknown):
        cells[place] = (number % columns, rows + number // columns)
    return cells


def columns_of(share: Sequence[Place], columns: int) -> list[int]:
    """The columns of a row's places, from the west: the row stands in the middle."""
    first = (columns - len(share)) // 2
    return list(range(first, first + len(share)))


def longitude(place: Place) -> float:
    """Degrees to the east."""
    return place.centre[0] if place.centre else 0.0


def latitude(place: Place) -> float:
    """Degrees to the north."""
    return place.centre[1] if place.centre else 0.0


# --- polygons


def rings_of(boundary: dict[str, Any]) -> list[Ring]:
    """All rings of a polygon or a multipolygon, in degrees."""
    shapes = boundary["coordinates"] if boundary["type"] == "MultiPolygon" else [boundary["coordinates"]]
    return [[(float(point[0]), float(point[1])) for point in ring] for shape in shapes for ring in shape]


@dataclass(frozen=True, slots=True)
class Conic:
    """The equal-area projection of Albers about the middle of the map: a region from 51° to 81° keeps its shape."""

    middle: float
    n: float
    c: float

    @classmethod
    def over(cls, points: Sequence[Point]) -> Conic:
        """The projection whose standard parallels lie a sixth of the height inside the edges."""
        west, east = min(p[0] for p in points), max(p[0] for p in points)
        south, north = min(p[1] for p in points), max(p[1] for p in points)
        sixth = (north - south) / 6
        low, high = sin(radians(south + sixth)), sin(radians(north - sixth))
        n = (low + high) / 2
        return cls((west + east) / 2, n, 1 - low * low + 2 * n * low)

    def at(self, point: Point) -> Point:
        """A point on the plane, the south below."""
        radius = sqrt(max(0.0, self.c - 2 * self.n * sin(radians(point[1])))) / self.n
        turn = self.n * radians(point[0] - self.middle)
        return radius * sin(turn), radius * cos(turn)


def polygons(places: Sequence[Place], shades: Shades) -> tuple[str, float]:
    """The places in their boundaries, and the height of the whole."""
    shapes = {place: rings_of(place.boundary) for place in places if place.boundary}
    every = [point for rings in shapes.values() for ring in rings for point in ring]
    conic = Conic.over(every)
    flat = {place: [[conic.at(point) for point in ring] for ring in rings] for place, rings in shapes.items()}
    points = [point for rings in flat.values() for ring in rings for point in ring]
    left, top = min(p[0] for p in points), min(p[1] for p in points)
    wide, high = max(p[0] for p in points) - left, max(p[1] for p in points) - top
    scale = min((WIDTH - 2 * PAD) / wide, WIDTH / high)
    shift = (WIDTH - wide * scale) / 2

    def on_page(point: Point) -> Point:
        return shift + (point[0] - left) * scale, PAD + HEAD + (point[1] - top) * scale

    placed = {place: [[on_page(point) for point in ring] for ring in rings] for place, rings in flat.items()}
    shown = "".join(linked(place, shape(place, rings, shades), shades.unit) for place, rings in placed.items())
    labels = "".join(label(place, rings, shades) for place, rings in placed.items())
    return shown + labels, 2 * PAD + HEAD + high * scale


def shape(place: Place, rings: list[Ring], shades: Shades) -> str:
    """The outline of a place in its shade; points that fall together on the page are drawn once."""
    fill, _ = shade_of(place, shades)
    path = "".join(f"M{'L'.join(points_of(ring))}Z" for ring in rings)
    style: dict[str, str | float] = {"stroke": svg.INK, "stroke_width": 0.6, "fill_rule": "evenodd"}
    if not fill:
        style |= {"stroke_dasharray": "3 2"}
    return svg.tag("path", d=path, fill=fill or "#ffffff", **style)


def points_of(ring: Ring) -> list[str]:
    """The points of a ring to half a pixel, each once."""
    rounded = [f"{round(x * 2) / 2:g} {round(y * 2) / 2:g}" for x, y in ring]
    return [point for n, point in enumerate(rounded) if n == 0 or point != rounded[n - 1]]


def label(place: Place, rings: list[Ring], shades: Shades) -> str:
    """The value in the middle of a place that is wide enough for it."""
    ring = max(rings, key=area)
    text = value_text(place.value)
    if max(p[0] for p in ring) - min(p[0] for p in ring) < svg.text_width(text) + 6:
        return ""
    x, y = middle_of(ring)
    _, ink = shade_of(place, shades)
    return svg.text(x, y + 5, text, text_anchor="middle", fill=ink, pointer_events="none")


def area(ring: Ring) -> float:
    """Twice the area of a ring."""
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:] + ring[:1], strict=True)))


def middle_of(ring: Ring) -> Point:
    """The centre of gravity of a ring; of one without an area, of its points."""
    pairs = list(zip(ring, ring[1:] + ring[:1], strict=True))
    twice = sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs)
    if abs(twice) < 1e-9:
        return sum(p[0] for p in ring) / len(ring), sum(p[1] for p in ring) / len(ring)
    x = sum((a[0] + b[0]) * (a[0] * b[1] - b[0] * a[1]) for a, b in pairs)
    y = sum((a[1] + b[1]) * (a[0] * b[1] - b[0] * a[1]) for a, b in pairs)
    return x / (3 * twice), y / (3 * twice)
