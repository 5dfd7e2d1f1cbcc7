"""The forms a term is printed in: one small rule for each, tried in their order. The text is ``calendar.plain``."""

import re
from collections.abc import Callable
from dataclasses import replace

from apps.roadmap.enums import Repeat, TermKind
from apps.roadmap.terms.calendar import (
    DAY,
    MONTH,
    ORDINALS,
    YEAR,
    day_before,
    is_day,
    month_end,
    month_of,
)
from apps.roadmap.terms.model import Term

Rule = Callable[[str], Term | None]
BEFORE = r"(?:до|не позднее|к|по) "
ALL_YEAR = re.compile(r"(?:в течение|на протяжении) (?:всего )?(?:(?:учебного |календарного )?года|периода|срока)")
ALWAYS = re.compile(r"постоянно|непрерывно|весь период|круглогодично")
ON_REQUEST = re.compile(r"(?:по|при) (?:запрос|мере|необходимост|поручени|согласовани|отдельному)")
OFTEN: tuple[tuple[Repeat, str], ...] = (
    (Repeat.QUARTERLY, r"ежеквартально|каждый квартал|(?:1 |один )?раз в квартал"),
    (Repeat.HALF_YEARLY, r"раз в полугодие|(?:2|два) раза в год|по полугодиям|каждое полугодие"),
    (Repeat.MONTHLY, r"ежемесячно|каждый месяц|(?:1 |один )?раз в месяц"),
)
EVERY_YEAR = re.compile(r"ежегодно|каждый год|(?:1 |один )раз в год")


def matched(pattern: str, text: str) -> "re.Match[str] | None":
    """The whole text in that form."""
    return re.fullmatch(pattern, text)


def numeric_day(text: str) -> Term | None:
    """«31.12.2025», «до 31.12.2025», «2025-12-31» (a date cell)."""
    found = matched(r"(до |не позднее )?(\d{1,2})\.(\d{1,2})\.(\d{4})(?: г(?:ода)?)?", text)
    iso = matched(r"()(\d{4})-(\d{1,2})-(\d{1,2})(?:[ t]0?0:00(?::00)?)?", text)
    if not (found or iso):
        return None
    word, *rest = found.groups() if found else (iso.groups() if iso else ())
    day, month, year = (int(part) for part in (rest if found else reversed(rest)))
    return on_day(TermKind.BEFORE if word else TermKind.DAY, day, month, year)


def on_day(kind: TermKind, day: int, month: int, year: int | None) -> Term | None:
    """A day that exists; one «до …» begins with its year."""
    if not (1 <= month <= 12 and is_day(month, day)):
        return None
    start = (1, 1) if kind == TermKind.BEFORE else (month, day)
    return Term(kind, start=start, due=(month, day), first_year=year, last_year=year)


def exact_day(text: str) -> Term | None:
    """«25 июля 2021 года»; without a year: that day of every year."""
    found = matched(rf"{DAY} {MONTH}(?: {YEAR})?", text)
    return on_day(TermKind.DAY, int(found[1]), month_of(found[2]), number(found[3])) if found else None


def before_day(text: str) -> Term | None:
    """«до 31 декабря 2021 года», «не позднее 1 марта»."""
    found = matched(rf"{BEFORE}{DAY} {MONTH}(?: {YEAR})?", text)
    return on_day(TermKind.BEFORE, int(found[1]), month_of(found[2]), number(found[3])) if found else None


def before_month(text: str) -> Term | None:
    """«до декабря 2021 года»: the last day before the month (of January: the end of the year before)."""
    found = matched(rf"до {MONTH}(?: {YEAR})?", text)
    if not found:
        return None
    month, year = month_of(found[1]), number(found[2])
    if month == 1 and year:
        return Term(TermKind.BEFORE, first_year=year - 1, last_year=year - 1)
    return Term(TermKind.BEFORE, due=day_before(month), first_year=year, last_year=year)


def before_year(text: str) -> Term | None:
    """«до 2024 года»: the last day of the year before."""
    found = matched(rf"до {YEAR}", text)
    return Term(TermKind.BEFORE, first_year=int(found[1]) - 1, last_year=int(found[1]) - 1) if found else None


def one_month(text: str) -> Term | None:
    """«август 2021 года», «в декабре»."""
    found = matched(rf"(?:в )?{MONTH}(?: {YEAR})?", text)
    if not found:
        return None
    month, year = month_of(found[1]), number(found[2])
    return Term(TermKind.MONTH, start=(month, 1), due=month_end(month, year), first_year=year, last_year=year)


def months(text: str) -> Term | None:
    """«май – сентябрь 2021 года», «с февраля по май», «декабрь 2021 – март 2022 года»."""
    found = matched(rf"(?:с |в )?{MONTH}(?: {YEAR})?(?:-| по | до ){MONTH}(?: {YEAR})?", text)
    if not found:
        return None
    first, last = month_of(found[1]), month_of(found[3])
    end = number(found[4]) or number(found[2])
    begin = number(found[2]) or (end - 1 if end and last < first else end)
    return Term(TermKind.INTERVAL, start=(first, 1), due=month_end(last, end), first_year=begin, last_year=end)


def days(text: str) -> Term | None:
    """«с 1 по 20 марта 2022 года», «с 15 января по 1 марта», «10 мая 2021 – 1 июня 2021 года»."""
    found = matched(rf"(?:с )?{DAY}(?: {MONTH})?(?: {YEAR})?(?:-| по | до ){DAY} {MONTH}(?: {YEAR})?", text)
    if not found:
        return None
    last, end = month_of(found[5]), number(found[6]) or number(found[3])
    first, begin = month_of(found[2]) if found[2] else last, number(found[3]) or end
    start, due = (first, int(found[1])), (last, int(found[4]))
    if not (is_day(*start) and is_day(*due)):
        return None
    return Term(TermKind.INTERVAL, start=start, due=due, first_year=begin, last_year=end)


def one_year(text: str) -> Term | None:
    """«2021 год», «в течение 2022 года», «до конца 2022 года»."""
    found = matched(rf"(?:в |в течение |до конца |на протяжении )?{YEAR}", text)
    return Term(TermKind.YEAR, first_year=int(found[1]), last_year=int(found[1])) if found else None


def years(text: str) -> Term | None:
    """«2021-2023 годы», «с 2021 по 2023 год»."""
    found = matched(r"(?:с |в )?(\d{4})(?: года)?(?:-| по | и )(\d{4})(?: (?:годы|годах|год|гг|г|годов))?", text)
    if not found or int(found[2]) < int(found[1]):
        return None
    return Term(TermKind.INTERVAL, first_year=int(found[1]), last_year=int(found[2]))


def quarter(text: str) -> Term | None:
    """«II квартал 2022 года», «1 полугодие 2022 года»; without a year: of every year."""
    found = matched(rf"(?:в )?(i|ii|iii|iv|[1-4])(?:-?(?:й|м|е|ом))? (квартал|полугоди)(?:е|а|и|и)?(?: {YEAR})?", text)
    if not found:
        return None
    number_of, year = ORDINALS[found[1]], number(found[3])
    size, kind = (3, TermKind.QUARTER) if found[2] == "квартал" else (6, TermKind.HALF)
    if number_of > 12 // size:
        return None
    last = number_of * size
    return Term(kind, start=(last - size + 1, 1), due=month_end(last), first_year=year, last_year=year)


def on_request(text: str) -> Term | None:
    """«по запросу Федерального оператора», «по мере необходимости»: no term, every year anew."""
    return Term(TermKind.REQUEST, Repeat.YEARLY) if ON_REQUEST.match(text) else None


def all_year(text: str) -> Term | None:
    """«в течение года», «постоянно»: the whole of every year."""
    return Term(TermKind.YEAR, Repeat.YEARLY) if ALL_YEAR.fullmatch(text) or ALWAYS.fullmatch(text) else None


def often(text: str) -> Term | None:
    """«ежеквартально», «раз в полугодие», «ежемесячно»; the years may stand beside."""
    for repeat, pattern in OFTEN:
        if re.search(pattern, text):
            rest = re.sub(pattern, "", text).strip(" ,;")
            bounds = bounding(rest) if rest else Term(TermKind.YEAR)
            return bounds and replace(bounds, repeat=repeat)
    return None


def bounding(text: str) -> Term | None:
    """The years that bound a term which comes back."""
    return years(text) or one_year(text)


def then_yearly(text: str) -> Term | None:
    """«до 31 декабря 2021 года, далее ежегодно»: first as said, then in every year by the same day."""
    found = matched(r"(.+?),? (?:далее|затем)[-,]? ?(?:ежегодно|каждый год)(?: до этой даты)?", text)
    first = first_of(ONCE, found[1]) if found else None
    return replace(first, repeat=Repeat.YEARLY, last_year=None) if first else None


def yearly(text: str) -> Term | None:
    """«ежегодно», «декабрь ежегодно», «февраль – май, ежегодно», «ежегодно до 1 марта», «ежегодно в 2021-2024 гг.»."""
    if not EVERY_YEAR.search(text):
        return None
    rest = EVERY_YEAR.sub("", text).strip(" ,;()").replace(" ,", "")
    if not rest:
        return Term(TermKind.YEAR, Repeat.YEARLY)
    part = first_of((*ONCE, all_year), rest)
    if part and part.kind == TermKind.INTERVAL and part.start == (1, 1) and part.due == (12, 31):
        part = replace(part, kind=TermKind.YEAR)
    return replace(part, repeat=Repeat.YEARLY) if part else None


def every_year_in(text: str) -> Term | None:
    """A month, a day or a quarter with no year: in every year of the roadmap."""
    part = first_of(ONCE, text)
    return replace(part, repeat=Repeat.YEARLY) if part and part.first_year is None else None


def once(text: str) -> Term | None:
    """A form of ``ONCE`` that names its year."""
    part = first_of(ONCE, text)
    return part if part and part.first_year is not None else None


def in_words(text: str) -> Term:
    """«Сроки определяются Минпросвещения РФ»: what no calendar says."""
    return Term(TermKind.WORDS)


def first_of(rules: tuple[Rule, ...], text: str) -> Term | None:
    """What the first rule that knows the form makes of the text."""
    return next((term for rule in rules if (term := rule(text)) is not None), None)


def number(text: str | None) -> int | None:
    """A year, where one is named."""
    return int(text) if text else None


ONCE: tuple[Rule, ...] = (
    numeric_day, before_day, exact_day, before_month, before_year, one_month, months, days, years, one_year, quarter,
)  # fmt: skip
RULES: tuple[Rule, ...] = (then_yearly, yearly, often, on_request, all_year, once, every_year_in, in_words)
