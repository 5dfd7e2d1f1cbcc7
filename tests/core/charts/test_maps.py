"""Maps: tiles by the centres, polygons by the boundaries, one sequential scale."""

import re
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest

from apps.core.charts.maps import Conic, Place, cells_of, draw, points_of
from apps.core.charts.shades import FILLS, Shades
from apps.core.text import NBSP


def square(west: float, south: float, side: float = 1.0) -> dict[str, Any]:
    """A square of degrees."""
    east, north = west + side, south + side
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def place(name: str, value: str | None = "10", east: float = 0, north: float = 0, **fields: Any) -> Place:
    return Place(name, None if value is None else Decimal(value), centre=(east, north), **fields)


def test_tiles_stand_as_their_centres_do() -> None:
    found = [place("СЗ", east=30, north=60), place("СВ", east=40, north=60), place("ЮЗ", east=30, north=50),
             place("ЮВ", east=40, north=50)]  # fmt: skip
    cells = {one.name: cell for one, cell in cells_of(found, 2).items()}
    assert cells == {"СЗ": (0, 0), "СВ": (1, 0), "ЮЗ": (0, 1), "ЮВ": (1, 1)}


def test_no_two_tiles_share_a_cell() -> None:
    found = [place(str(n), east=n % 7, north=n % 5) for n in range(61)] + [Place("без центра", None)]
    cells = list(cells_of(found, 10).values())
    assert len(set(cells)) == 62
    assert max(column for column, _ in cells) <= 9


def test_a_place_is_a_link_with_its_words() -> None:
    text = draw([place("Район А", "41.3", url="/a/")], title="Карта", unit="%")
    assert f'<a href="/a/" aria-label="Район А: 41,3{NBSP}%">' in text
    assert f"<title>Район А: 41,3{NBSP}%</title>" in text


def test_a_place_without_a_value_says_so() -> None:
    text = draw([place("Район А", None), place("Район Б", "5")], title="Карта", unit="%")
    assert "<title>Район А: нет данных</title>" in text


def test_polygons_are_drawn_only_where_every_place_has_one() -> None:
    one, other = place("А", boundary=square(30, 50)), place("Б", "20", boundary=square(31, 50))
    assert draw([one, other], title="Карта").count("<path") == 3
    assert 'fill-rule="evenodd"' in draw([one, other], title="Карта")
    assert 'fill-rule="evenodd"' not in draw([one, place("В")], title="Карта")


def test_a_polygon_keeps_its_hole_and_its_parts() -> None:
    inner = square(30.25, 50.25, 0.5)["coordinates"][0]
    outer, other = square(30, 50)["coordinates"], square(33, 50)["coordinates"]
    shape = {"type": "MultiPolygon", "coordinates": [[*outer, inner], other]}
    found = re.findall(r'<path d="([^"]+)" fill="#', draw([place("А", boundary=shape)], title="Карта"))
    assert found[0].count("M") == 3


def test_names_are_escaped() -> None:
    text = draw([place("<Район & Ко>", url="/a?x=1&y=2")], title="<Карта>")
    assert "<Район" not in text
    assert "<Карта>" not in text


def test_a_map_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one place"):
        draw([], title="Карта")


def test_the_projection_keeps_north_above_and_east_to_the_right() -> None:
    conic = Conic.over([(80.0, 51.0), (110.0, 81.0)])
    middle, north, east = conic.at((95, 60)), conic.at((95, 70)), conic.at((100, 60))
    assert north[1] < middle[1]
    assert east[0] > middle[0]


def test_points_that_fall_together_are_drawn_once() -> None:
    assert points_of([(1.0, 1.0), (1.1, 1.1), (2.0, 2.0)]) == ["1 1", "2 2"]


@pytest.mark.parametrize(("value", "step"), [("0", 0), ("19.9", 0), ("20", 1), ("99", 4), ("100", 4)])
def test_shades_are_equal_steps(value: str, step: int) -> None:
    assert Shades(Decimal(0), Decimal(100)).step(Decimal(value)) == step


def test_equal_values_are_one_shade() -> None:
    shades = Shades.of([Decimal(5), Decimal(5), None], "%")
    assert (shades.count, shades.step(Decimal(5))) == (1, 0)
    assert f"5,0{NBSP}%" in shades.legend(0)


def test_each_shade_is_darker_in_grey_than_the_one_before() -> None:
    greys = [0.299 * r + 0.587 * g + 0.114 * b for r, g, b in
             (tuple(int(fill[at : at + 2], 16) for at in (1, 3, 5)) for fill in FILLS)]  # fmt: skip
    assert greys == sorted(greys, reverse=True)
    assert all(a - b > 15 for a, b in pairwise(greys))
