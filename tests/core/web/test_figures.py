"""The component of figures and the tags of templates."""

from decimal import Decimal
from typing import Any

import pytest
from django.template import engines

from apps.core.web.figures import Figure, signed, spark


def render(source: str, **context: Any) -> str:
    """A template with the portal's tags, its spaces made plain."""
    text: str = engines["django"].from_string(source).render(context)
    return " ".join(text.replace("\u00a0", " ").replace("\u202f", " ").split())


def test_share_is_shown_with_what_it_is_made_of() -> None:
    figure = Figure("Прошли диагностику", 124, 300, target=Decimal(40))
    assert (figure.value_text, figure.parts_text) == ("41,3\u00a0%", "124\u00a0из\u00a0300")
    assert (figure.target_text, figure.verdict) == ("цель\u00a040\u00a0% · +1,3", "цель достигнута")


def test_share_under_its_target_says_so_in_a_word() -> None:
    figure = Figure("Прошли", 30, 100, target=Decimal("40.0"))
    assert (figure.target_text, figure.verdict) == ("цель\u00a040\u00a0% · −10,0", "ниже цели")


@pytest.mark.parametrize(
    ("figure", "text", "reason"),
    [
        (Figure("А", 0, 0), "—", "нет данных"),
        (Figure("А", None, None, missing="отчёт не рассчитан"), "—", "отчёт не рассчитан"),
        (Figure("А", 5, 10, applicable=False), "—", "не применимо"),
        (Figure("А", 0, 10), "0\u00a0%", ""),
    ],
)
def test_no_data_and_not_applicable_and_zero_are_three_things(figure: Figure, text: str, reason: str) -> None:
    assert (figure.value_text.replace(",0", ""), figure.reason) == (text, reason)


def test_plain_number_has_its_unit_and_no_parts() -> None:
    figure = Figure("Маршрутов", 1204, unit="шт.", share=False, target=Decimal(1000))
    assert (figure.value_text, figure.parts_text) == ("1\u202f204\u00a0шт.", "")
    assert figure.target_text == "цель\u00a01\u202f000\u00a0шт. · +204"


@pytest.mark.parametrize(("value", "text"), [("1.3", "+1,3"), ("-0.4", "−0,4"), ("0", "0"), ("0.0", "0,0")])
def test_difference_has_its_sign(value: str, text: str) -> None:
    assert signed(Decimal(value)) == text


def test_trend_leaves_out_years_without_a_value() -> None:
    figure = Figure("А", 1, 2, trend=(("2023", Decimal(10)), ("2024", None), ("2025", Decimal(30))))
    assert figure.spark is not None
    assert (figure.spark.line, figure.spark.words) == ("4.0,24.0 92.0,4.0", "2023: 10, 2025: 30")


def test_trend_of_one_value_is_no_trend() -> None:
    assert spark([("2025", Decimal(5))]) is None


def test_even_trend_runs_in_the_middle() -> None:
    found = spark([("2024", Decimal(5)), ("2025", Decimal(5))])
    assert found is not None
    assert found.line == "4.0,14.0 92.0,14.0"


def test_component_shows_everything_a_figure_has() -> None:
    figure = Figure("Доля", 124, 300, target=Decimal(40), why="/why/", extra="ещё 17 не в штате на 31.12", fell=True)
    html = render("{% figure value %}", value=figure)
    for part in ("41,3 %", "124 из 300", "цель 40 % · +1,3", 'href="/why/"', "Почему столько?", "ещё 17 не в штате"):
        assert part in html


def test_component_tells_the_reason_of_a_dash_on_focus() -> None:
    html = render("{% figure value %}", value=Figure("Доля", 0, 0))
    assert 'tabindex="0" title="нет данных"' in html


@pytest.mark.parametrize(
    ("source", "context", "text"),
    [
        ("{{ v|number }}", {"v": 12345}, "12 345"),
        ("{{ v|number:1 }}", {"v": Decimal("2.25")}, "2,3"),
        ("{{ v|day }}", {"v": None}, "—"),
        ('{{ v|counted:"педагог,педагога,педагогов" }}', {"v": 5}, "5 педагогов"),
        ("{{ a|ratio:b }}", {"a": 124, "b": 300}, "41,3 % (124 из 300)"),
        ("{{ a|ratio:b }}", {"a": None, "b": 0}, "—"),
    ],
)
def test_filters_write_as_people_do(source: str, context: dict[str, Any], text: str) -> None:
    assert render(source, **context) == text


def test_icon_is_hidden_from_readers() -> None:
    assert render('{% icon "home" %}') == (
        '<svg class="icon " aria-hidden="true"><use href="/static/vendor/icons.svg#home"></use></svg>'
    )


def test_progress_without_a_total_only_moves() -> None:
    assert 'value="50"' in render("{% progress 5 10 %}")
    assert "value=" not in render('{% progress 5 None "Считаем" %}')


def test_steps_mark_the_present_one() -> None:
    html = render('{% steps "Файл|Что понято|Итог" 2 %}')
    assert (html.count('aria-current="step"'), html.count("Пройден: ")) == (1, 1)


def test_tile_is_a_link_where_it_leads_somewhere() -> None:
    assert render('{% tile "Новых" 12 "/new/" %}').startswith('<a class="tile " href="/new/">')
    assert render('{% tile "Новых" 12 %}').startswith('<div class="tile ">')
