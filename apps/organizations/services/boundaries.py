"""Boundaries of municipalities for the maps, from GeoJSON (FORMATS, ``load_boundaries``)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from apps.core.services import history
from apps.organizations.models import Municipality

DIGITS = 5
MOST_POINTS = 100_000
SHAPES = ("Polygon", "MultiPolygon")


class BadBoundary(ValueError):
    """A feature that is no boundary; a Russian sentence."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What came of a file: ОКТМО that got their boundary, and the refusals, each with the feature's number from 1."""

    municipalities: tuple[str, ...]
    refused: tuple[str, ...]


def point(raw: Any) -> list[float]:
    """A pair of degrees. Raises ``BadBoundary``."""
    if not isinstance(raw, list) or len(raw) < 2 or not all(isinstance(part, int | float) for part in raw[:2]):
        raise BadBoundary("точка границы — это долгота и широта числами")
    east, north = float(raw[0]), float(raw[1])
    if not (-180 <= east <= 180 and -90 <= north <= 90):
        raise BadBoundary(f"точка {east:g}, {north:g} лежит вне земного шара: проверьте порядок долготы и широты")
    return [round(east, DIGITS), round(north, DIGITS)]


def ring(raw: Any) -> list[list[float]]:
    """A closed line of at least four points. Raises ``BadBoundary``."""
    if not isinstance(raw, list) or len(raw) < 4:
        raise BadBoundary("контур границы — это не меньше четырёх точек")
    return [point(one) for one in raw]


def rings(raw: Any) -> list[list[list[float]]]:
    """The outline of a shape and its holes. Raises ``BadBoundary``."""
    if not isinstance(raw, list) or not raw:
        raise BadBoundary("у границы нет контуров")
    return [ring(one) for one in raw]


def boundary(raw: Any) -> dict[str, Any]:
    """The geometry of a feature, checked and rounded to about a metre. Raises ``BadBoundary``."""
    if not isinstance(raw, dict) or raw.get("type") not in SHAPES:
        raise BadBoundary("ожидается Polygon или MultiPolygon")
    inside = raw.get("coordinates")
    if raw["type"] == "Polygon":
        return {"type": "Polygon", "coordinates": rings(inside)}
    if not isinstance(inside, list) or not inside:
        raise BadBoundary("у границы нет контуров")
    return {"type": "MultiPolygon", "coordinates": [rings(one) for one in inside]}


def size(shape: dict[str, Any]) -> int:
    """How many points a boundary has."""
    shapes = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
    return sum(len(line) for lines in shapes for line in lines)


def oktmo_of(feature: Any) -> str:
    """The property ``oktmo`` of a feature. Raises ``BadBoundary``."""
    properties = feature.get("properties") if isinstance(feature, dict) else None
    code = str((properties or {}).get("oktmo", "")).strip()
    if not code:
        raise BadBoundary("нет свойства oktmo")
    return code


@transaction.atomic
def load_boundaries(features: Iterable[Any], *, source: str) -> Loaded:
    """Give municipalities the boundaries of these GeoJSON features; ``source`` is named in the history.

    Every municipality of that ОКТМО gets it, whenever it is valid; loading the same again changes nothing.
    """
    done, refused = [], []
    for number, feature in enumerate(features, start=1):
        try:
            done.append(give(feature, source))
        except BadBoundary as error:
            refused.append(f"объект {number}: {error}")
    return Loaded(tuple(done), tuple(refused))


def give(feature: Any, source: str) -> str:
    """Give one municipality its boundary; returns its ОКТМО. Raises ``BadBoundary``."""
    code = oktmo_of(feature)
    found = list(Municipality.objects.filter(oktmo=code, regional=False))
    if not found:
        raise BadBoundary(f"муниципалитета с ОКТМО {code} в портале нет")
    shape = boundary(feature.get("geometry"))
    if size(shape) > MOST_POINTS:
        raise BadBoundary(f"в границе {code} больше {MOST_POINTS} точек: упростите её")
    changed = [one for one in found if one.boundary != shape]
    Municipality.objects.filter(pk__in=[one.pk for one in changed]).update(boundary=shape)
    after = {"source": source, "points": size(shape)}
    history.record_many([history.entry("load_boundary", one, {}, after) for one in changed])
    return code
