"""The pieces of a chart: escaped text, hatches that stay within their bars, a legend that fits."""

from __future__ import annotations

import re
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.core.charts import frame, svg
from apps.core.charts.model import MAX_SERIES, ChartData, ChartKind, Series

SIZES = st.floats(1, 400, allow_nan=False)


def data(count: int, kind: ChartKind = ChartKind.GROUPED, name: str = "Показатель") -> ChartData:
    return ChartData(kind, ("2024", "2025"), tuple(Series(f"{name} {n}", (n, n + 1)) for n in range(count)))


def points(path: str) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in re.findall(r"[ML]([-\d.]+) ([-\d.]+)", path)]


def test_tag_escapes_attributes_and_turns_underscores_into_hyphens() -> None:
    assert svg.tag("g", class_='a"b', stroke_width=1.5, x=2.0) == '<g class="a&quot;b" stroke-width="1.5" x="2"/>'


def test_text_escapes_its_content() -> None:
    assert svg.text(1, 2, "А & <б>") == '<text x="1" y="2">А &amp; &lt;б&gt;</text>'


def test_lines_stand_one_under_another() -> None:
    assert re.findall(r'y="(\d+)"', svg.lines(0, 10, ["а", "б", "в"])) == ["10", "26", "42"]


@pytest.mark.parametrize("index", range(MAX_SERIES))
@given(width=SIZES, height=SIZES)
def test_hatch_stays_within_its_bar(index: int, width: float, height: float) -> None:
    drawn = ElementTree.fromstring(f"<g>{svg.bar(index, svg.Box(10, 20, width, height))}</g>")
    corners = [point for path in drawn.iter("path") for point in points(path.get("d", ""))]
    assert all(9.99 <= x <= 10.01 + width and 19.99 <= y <= 20.01 + height for x, y in corners)


def test_every_series_has_its_own_shade_hatch_dash_and_sign() -> None:
    box = svg.Box(0, 0, 40, 40)
    assert len(set(svg.FILLS)) == len(set(svg.HATCHES)) == len(set(svg.DASHES)) == MAX_SERIES
    assert len({svg.bar(index, box) for index in range(MAX_SERIES)}) == MAX_SERIES
    assert len({svg.marker(index, 5, 5) for index in range(MAX_SERIES)}) == MAX_SERIES


def test_shades_of_neighbours_differ_when_printed_in_grey() -> None:
    greys = [
        0.299 * int(shade[1:3], 16) + 0.587 * int(shade[3:5], 16) + 0.114 * int(shade[5:], 16) for shade in svg.FILLS
    ]
    assert min(abs(one - other) for one, other in pairwise(greys)) > 35


def test_wrap_keeps_a_text_that_fits_on_one_line() -> None:
    assert svg.wrap("город Муром", 200, 3) == ["город Муром"]


def test_wrap_never_gives_more_lines_than_allowed() -> None:
    assert len(svg.wrap("слово " * 30, 60, 3)) == 3


def test_shorten_marks_what_is_cut() -> None:
    assert svg.shorten("Александровский округ", 90) == "Александр…"


def test_legend_of_one_series_without_target_is_empty() -> None:
    assert frame.legend(data(1)) == ("", float(frame.PAD))


@pytest.mark.parametrize("kind", [ChartKind.GROUPED, ChartKind.LINE])
def test_legend_goes_on_to_the_next_row_when_it_is_long(kind: ChartKind) -> None:
    drawn, height = frame.legend(data(6, kind, "Доля педагогических работников"))
    places = re.findall(r"translate\(([\d.]+) (\d+)\)", drawn)
    assert (len(places), len({y for _, y in places})) == (6, 3)
    assert height == frame.PAD + 3 * frame.LEGEND_ROW


def test_legend_shortens_a_name_wider_than_the_picture() -> None:
    drawn, _ = frame.legend(data(2, name="Доля " * 60))
    assert drawn.count("…") == 2


def test_describe_says_every_value_of_every_series() -> None:
    assert frame.describe(data(2)) == ("Показатель 0: 2024 — 0, 2025 — 1. Показатель 1: 2024 — 1, 2025 — 2.")
