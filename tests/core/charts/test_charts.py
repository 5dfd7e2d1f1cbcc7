"""Charts: well-formed SVG, every number written out, legible without colour, same data — same bytes."""

from __future__ import annotations

from decimal import Decimal as D
from xml.etree import ElementTree

import pytest
import vl_convert

from apps.core.charts import ChartData, ChartKind, Series, bar_chart, grouped_bars, hbar_chart, line_chart
from apps.core.charts.render import pictures

SVG = "{http://www.w3.org/2000/svg}"
YEARS = [("2023", D("12.4")), ("2024", None), ("2025", D("41.3"))]


def parse(picture: str) -> ElementTree.Element:
    return ElementTree.fromstring(picture)


def texts(picture: str) -> list[str]:
    return [node.text or "" for node in parse(picture).iter(f"{SVG}text")]


def bars(picture: str) -> list[ElementTree.Element]:
    return [node for node in parse(picture).iter(f"{SVG}rect") if node.get("stroke")]


def test_bar_chart_labels_every_value_and_the_target() -> None:
    picture = bar_chart("Доля прошедших диагностику", YEARS, target=D(40), unit="%")
    written = texts(picture)
    assert written[0] == "цель\u00a040\u00a0%"
    assert [text for text in written if text in ("12,4", "—", "41,3")] == ["12,4", "—", "41,3"]
    assert written[-3:] == ["2023", "2024", "2025"]


def test_bar_chart_draws_no_bar_where_there_is_no_value() -> None:
    assert len(bars(bar_chart("Доля", YEARS))) == 2


def test_bar_chart_of_zero_draws_the_number_and_no_bar() -> None:
    picture = bar_chart("Доля", [("2025", D("0.0"))])
    assert (len(bars(picture)), texts(picture)[-2:]) == (0, ["0,0", "2025"])


def test_bar_chart_height_is_in_proportion_to_the_value() -> None:
    low, high = bars(bar_chart("Доля", [("а", 10), ("б", 40)]))
    assert float(high.get("height", "0")) == 4 * float(low.get("height", "0"))


def test_bar_chart_hangs_negative_bars_under_zero() -> None:
    up, down = bars(bar_chart("Связь", [("а", D("0.4")), ("б", D("-0.4"))]))
    assert float(up.get("y", "0")) + float(up.get("height", "0")) == pytest.approx(float(down.get("y", "0")))


def test_bar_chart_lies_down_when_names_do_not_fit() -> None:
    names = [(f"Муниципальный округ со сложным названием {n}", n) for n in range(1, 9)]
    lying = bars(bar_chart("По округам", names))
    assert len({bar.get("x") for bar in lying}) == 1


def test_bars_that_lie_part_into_pictures_of_about_equal_height_none_taller_than_a_page() -> None:
    names = tuple(f"Большемуртинско-Сухобузимский муниципальный округ № {n}" for n in range(41))
    data = ChartData(ChartKind.HBAR, names, (Series("Доля", tuple(range(41))),))
    heights = [int(parse(picture).get("height", "0")) for picture in pictures(data)]
    assert (len(heights), max(heights) < 960, max(heights) - min(heights) < 60) == (2, True, True)


def test_a_long_unit_stays_inside_the_picture() -> None:
    unit = next(node for node in parse(bar_chart("Деньги", YEARS, unit="тыс. руб.")).iter(f"{SVG}text"))
    assert (unit.text, unit.get("x"), unit.get("text-anchor")) == ("тыс. руб.", "8", None)


def test_chart_is_described_in_words_for_those_who_do_not_see_it() -> None:
    root = parse(bar_chart("Доля", YEARS, target=D(40), unit="%"))
    title, description = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None
    assert description is not None
    assert title.text == "Доля"
    assert description.text == "Доля: 2023 — 12,4\u00a0%, 2024 — нет данных, 2025 — 41,3\u00a0%. Цель: 40\u00a0%."
    assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"


def test_chart_escapes_names() -> None:
    picture = bar_chart("<script>alert(1)</script>", [('"><img src=x>', 1), ("А & Б", 2)])
    assert "<script>" not in picture
    assert texts(picture)[-2:] == ['"><img src=x>', "А & Б"]


def test_chart_of_the_same_data_is_the_same_bytes() -> None:
    assert bar_chart("Доля", YEARS) == bar_chart("Доля", YEARS)


def test_two_charts_on_a_page_share_no_id() -> None:
    first, second = (parse(bar_chart("Доля", [("2025", value)])) for value in (1, 2))
    ids = [{node.get("id") for node in root.iter() if node.get("id")} for root in (first, second)]
    assert ids[0] & ids[1] == set()


def test_grouped_bars_tell_series_apart_without_colour() -> None:
    series = [Series(str(2020 + n), (n + 1, n + 2)) for n in range(6)]
    picture = grouped_bars("Показатели", ["Диагностика", "Маршруты"], series)
    hatches = {node.get("stroke") for node in parse(picture).iter(f"{SVG}path")}
    assert (len(bars(picture)), len(hatches)) == (18, 5)
    assert texts(picture)[:6] == ["2020", "2021", "2022", "2023", "2024", "2025"]


def test_line_chart_of_one_series_labels_its_points() -> None:
    picture = line_chart("Динамика", ["2024", "2025"], [Series("Регион", (D("24.0"), D("41.3")))])
    assert texts(picture)[-4:] == ["24,0", "41,3", "2024", "2025"]


def test_line_chart_breaks_where_a_value_is_missing() -> None:
    picture = line_chart("Динамика", ["а", "б", "в", "г"], [Series("Регион", (1, 2, None, 4))])
    path = next(node for node in parse(picture).iter(f"{SVG}path") if node.get("fill") == "none")
    assert path.get("d", "").count("M") == 2


def test_line_chart_of_several_series_gives_each_its_own_dash_and_sign() -> None:
    series = [Series(f"Показатель {n}", (n, n + 1)) for n in range(6)]
    root = parse(line_chart("Динамика", ["2024", "2025"], series))
    dashes = {n.get("stroke-dasharray") for n in root.iter(f"{SVG}path") if n.get("fill") == "none"}
    assert len(dashes) == 6


def test_long_chart_becomes_several_pictures_to_one_scale() -> None:
    values = tuple(range(1, 62))
    names = tuple(f"Округ {n}" for n in values)
    data = ChartData(ChartKind.HBAR, names, (Series("Людей", values),), title="Люди")
    parts = pictures(data)
    assert [len(bars(part)) for part in parts] == [31, 30]
    assert [texts(part)[:5] for part in parts] == [["0", "20", "40", "60", "80"]] * 2


def test_hbar_chart_keeps_every_category_in_order() -> None:
    picture = hbar_chart("Люди", [("Муром", 3), ("Ковров", 2)], unit="чел.")
    assert texts(picture)[-4:] == ["3\u00a0чел.", "2\u00a0чел.", "Муром", "Ковров"]


def test_chart_turns_into_a_picture_for_word() -> None:
    png = vl_convert.svg_to_png(bar_chart("Доля", YEARS), scale=1)
    assert png[:8] == b"\x89PNG\r\n\x1a\n"


@pytest.mark.parametrize(
    ("categories", "series", "message"),
    [
        ((), (), "a chart needs at least one category and one series"),
        (("а",), (Series("с", (1, 2)),), "series 'с' has 2 values for 1 categories"),
        (("а",), (Series("с", (1.5,)),), "series 'с': 1.5 is neither an int nor a Decimal"),  # type: ignore[arg-type]
        (("а",), (Series("с", (True,)),), "series 'с': True is neither an int nor a Decimal"),
        (("а",), tuple(Series(str(n), (n,)) for n in range(7)), "at most 6 series can be told apart, got 7"),
    ],
)
def test_chart_data_refuses_what_cannot_be_drawn(
    categories: tuple[str, ...], series: tuple[Series, ...], message: str
) -> None:
    with pytest.raises(ValueError) as refusal:  # noqa: PT011 - the message is compared below
        ChartData(ChartKind.BAR, categories, series)
    assert str(refusal.value) == message
