"""Reckoning with days."""

from datetime import date


def add_years(day: date, years: int) -> date:
    """The anniversary of a day; 29 February counts as 28 February in a common year."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 2, 28)
