"""Reckoning with days."""

from datetime import date


def add_years(day: date, years: int) -> date:
    """The anniversary of a day; 29 February counts as 28 February in a common year."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 2, 28)


# Трудовой кодекс, ст. 112: month → days. The Government moves days off every year, these dates themselves stay.
HOLIDAYS = {1: range(1, 9), 2: (23,), 3: (8,), 5: (1, 9), 6: (12,), 11: (4,)}


def is_holiday(day: date) -> bool:
    """Whether a day is a public holiday of the country (Трудовой кодекс, ст. 112)."""
    return day.day in HOLIDAYS.get(day.month, ())
