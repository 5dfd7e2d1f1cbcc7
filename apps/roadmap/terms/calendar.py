"""Words of the calendar as regulations print them: months in any case, days, years, quarters."""

import re
from calendar import monthrange

STEMS = (*("январ", "феврал", "март", "апрел", "ма", "июн", "июл", "август", "сентябр", "октябр", "ноябр", "декабр"),)
MONTH = r"(январ|феврал|март|апрел|ма|июн|июл|август|сентябр|октябр|ноябр|декабр)(?:ь|я|е|й|а)?"
DAY, YEAR = r"(\d{1,2})", r"(\d{4})(?: (?:год|года|году|г))?"
ORDINALS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
DASHES = re.compile(r"\s*[-‐‑‒–—]\s*")
MonthDay = tuple[int, int]


def plain(text: str) -> str:
    """A term in one form: small letters, «е» for «ё», one dash, no final mark, «г.» without its point."""
    lowered = DASHES.sub("-", text.lower().replace("ё", "е").replace("г.", "г"))
    return " ".join(lowered.split()).strip(" .,;")


def month_of(stem: str) -> int:
    """The number of a month by its stem."""
    return STEMS.index(stem) + 1


def last_day(month: int, year: int | None = None) -> int:
    """The last day of a month; of an unknown year February has 28 days."""
    return monthrange(year or 2023, month)[1]


def month_end(month: int, year: int | None = None) -> MonthDay:
    """The last day of a month as (month, day)."""
    return month, last_day(month, year)


def is_day(month: int, day: int) -> bool:
    """Whether a month has such a day (29 February exists in some years)."""
    return 1 <= day <= (29 if month == 2 else last_day(month))


def day_before(month: int) -> MonthDay:
    """The last day before a month of the same year; of January there is none, so the month itself is meant."""
    return month_end(month - 1) if month > 1 else month_end(1)
