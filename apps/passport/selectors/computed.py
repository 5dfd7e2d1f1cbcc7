"""The computed figures of a passport: counters, the year's report, correlations (DOMAIN 7).

Counted by the system for the whole region: who may see no person still reads the numbers (DOMAIN 8).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from apps.core import counters
from apps.core.counters import Place
from apps.core.text import round_half_up
from apps.monitoring.enums import Level, ReportState
from apps.monitoring.models import Report
from apps.monitoring.selectors.values import value_of
from apps.monitoring.wording import STATES
from apps.passport.models import Passport
from apps.passport.registry import CORRELATION, COUNTED, INDICATOR, POINTS, Declared
from apps.passport.selectors.correlation import Line, Links, year_report
from apps.passport.statistics import Coefficient

REGISTERS = "Реестры портала на {0:%d.%m.%Y}"
NO_REPORT = "отчёт за {0} год не рассчитан"
NOBODY = "знаменатель равен нулю"
PLACES = 4


@dataclass(frozen=True, slots=True)
class Computed:
    """The value of a computed figure, ready to be stored."""

    code: str
    number: Decimal | None = None
    denominator: int | None = None
    source: str = ""
    missing: str = ""
    text: str = ""
    detail: dict[str, Any] | list[dict[str, Any]] | None = None


def bounds(year: int) -> tuple[date, date]:
    """The first and the last day of the year."""
    return date(year, 1, 1), date(year, 12, 31)


def computed(passport: Passport) -> list[Computed]:
    """Every computed figure of the passport's year as the data stand now. Call it as the system."""
    report = year_report(passport.profile, passport.year)
    return [*counted(passport), *indicators(passport, report), correlations(passport, report)]


def counted(passport: Passport) -> Iterator[Computed]:
    """The figures of the counters; a number that stands beneath several shares is counted once."""
    place, (start, end) = Place(region=passport.region_id), bounds(passport.year)
    known: dict[str, int] = {}

    def number(code: str) -> int:
        if code not in known:
            known[code] = counters.get(code).count(place, start, end)
        return known[code]

    for figure in COUNTED:
        yield of_counter(figure, number(figure.counter), number(figure.of) if figure.of else None, end)


def of_counter(figure: Declared, number: int, whole: int | None, day: date) -> Computed:
    """A number, or a share."""
    missing = NOBODY if whole == 0 else ""
    return Computed(figure.code, Decimal(number), whole, REGISTERS.format(day), missing)


def report_words(report: Report) -> str:
    """«Отчёт за 2025 год, версия 1 (утверждён)»."""
    state = STATES[ReportState(report.state)].lower()
    return f"Отчёт за {report.period_to.year} год, версия {report.version} ({state})"


def indicators(passport: Passport, report: Report | None) -> Iterator[Computed]:
    """The indicators of the profile in the year's report; without a report each says so."""
    if report is None:
        for indicator in passport.profile.indicators.filter(active=True).order_by("position"):
            text = f"{indicator.number}. {indicator.title}"
            missing = NO_REPORT.format(passport.year)
            yield Computed(INDICATOR + indicator.code, missing=missing, source="Показатели РСНМС", text=text)
        return
    unit = report.units.get(level=Level.REGION)
    for number, method in enumerate(report.methods):
        value = value_of(unit, number)
        yield Computed(
            INDICATOR + method["code"],
            Decimal(value.numerator),
            value.denominator,
            report_words(report),
            "" if value.denominator else NOBODY,
            text=f"{method['number']}. {method['title']}",
            detail={"report": report.pk, "order": number},
        )


def correlations(passport: Passport, report: Report | None) -> Computed:
    """The links with the students' results, as rows."""
    if report is None:
        return Computed(CORRELATION, missing=NO_REPORT.format(passport.year), source="Результаты обучающихся")
    found = Links(report, region=passport.region_id, year=passport.year).lines()
    missing = "" if found else f"результаты обучающихся за {passport.year} год не внесены"
    source = f"{report_words(report)}; результаты обучающихся за {passport.year} год"
    drawn = strongest(found)
    rows = [line_json(line) | ({POINTS: points_json(line)} if line in drawn else {}) for line in found]
    return Computed(CORRELATION, missing=missing, source=source, detail=rows)


def strongest(lines: list[Line]) -> list[Line]:
    """Of every subject of every examination the link with the greatest |r|: it is drawn in the document."""
    best: dict[tuple[str, str], tuple[float, Line]] = {}
    for line in lines:
        if line.found is not None and line.found.pearson is not None:
            key, strength = (line.exam, line.subject), abs(line.found.pearson.value)
            if key not in best or strength > best[key][0]:
                best[key] = strength, line
    return [line for _, line in best.values()]


def points_json(line: Line) -> list[list[str]]:
    """The schools of a link: name, value in percent with one decimal, average score."""
    return [[one.name, str(round_half_up(one.value, 1)), str(one.score)] for one in line.points]


def line_json(line: Line) -> dict[str, Any]:
    """A link as it is stored and exported."""
    found = line.found
    return {
        "exam": line.exam,
        "subject": line.subject,
        "indicator": line.measure.code,
        "title": line.measure.title,
        "short": line.measure.short,
        "schools": len(line.points),
        "pearson": coefficient(found.pearson if found else None),
        "spearman": coefficient(found.spearman if found else None),
        "refusal": line.refusal,
    }


def coefficient(found: Coefficient | None) -> dict[str, str] | None:
    """A coefficient and its p-value as texts with a point: a stored number never changes by being read."""
    if found is None:
        return None
    return {"value": rounded(found.value), "p": rounded(found.p)}


def rounded(value: float) -> str:
    """Four decimals, half up."""
    return str(round_half_up(Decimal(repr(value)), PLACES))
