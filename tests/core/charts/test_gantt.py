"""The timeline."""

from datetime import date

import pytest

from apps.core.charts.gantt import LABEL, PAD, WIDTH, Bar, Gantt, GanttRow, draw, ticks

STATES = ("исполнена", "просрочена")
START, END = date(2025, 1, 1), date(2025, 12, 31)


def chart(*rows: GanttRow, today: date | None = None) -> Gantt:
    return Gantt("Карта", rows, START, END, STATES, today)


def test_bar_says_its_term_and_state_aloud() -> None:
    drawn = draw(chart(GanttRow("1. Мера", (Bar(date(2025, 3, 1), date(2025, 3, 31), 1),))))
    assert "с\xa001.03.2025 по\xa031.03.2025: просрочена" in drawn
    assert 'role="img"' in drawn


def test_names_are_escaped() -> None:
    drawn = draw(chart(GanttRow("<script>", (Bar(START, END, 0, "<b>"),), group="A & B")))
    assert "<script>" not in drawn
    assert "<b>" not in drawn
    assert "A &amp; B" in drawn


def test_days_stand_in_their_proportion() -> None:
    one = chart(GanttRow("1"))
    assert (one.x(START), one.x(END), one.x(date(2030, 1, 1))) == (LABEL, WIDTH - PAD, WIDTH - PAD)


def test_year_is_cut_into_months_and_longer_terms_into_years() -> None:
    assert [label for _, label in ticks(START, END)][:3] == ["янв", "фев", "мар"]
    assert [label for _, label in ticks(START, date(2027, 12, 31))] == ["2025", "2026", "2027"]


def test_today_is_drawn_only_within_the_picture() -> None:
    row = GanttRow("1", (Bar(START, END, 0),))
    assert "сегодня" in draw(chart(row, today=date(2025, 6, 1)))
    assert "сегодня" not in draw(chart(row, today=date(2026, 6, 1)))


def test_bar_outside_of_the_picture_is_left_out() -> None:
    drawn = draw(chart(GanttRow("1", (Bar(date(2020, 1, 1), date(2020, 2, 1), 0),))))
    assert "01.01.2020" not in drawn


def test_group_is_named_once() -> None:
    drawn = draw(chart(GanttRow("1", group="Раздел"), GanttRow("2", group="Раздел"), GanttRow("3", group="Другой")))
    assert (drawn.count("Раздел"), drawn.count("Другой")) == (1, 1)


def test_wrong_pictures_are_refused() -> None:
    with pytest.raises(ValueError, match="at least one row"):
        Gantt("Карта", (), START, END, STATES)
    with pytest.raises(ValueError, match="at most"):
        Gantt("Карта", (GanttRow("1"),), START, END, tuple("абвгдеж"))
    with pytest.raises(ValueError, match="before it starts"):
        Bar(END, START, 0)
