"""Doubts about figures: a unit against its last year and against like units.

Median and median absolute deviation (``apps.monitoring.robust``): a few odd units move neither. A unit takes part with
a denominator of at least ``LEAST_DENOMINATOR``; under ``LEAST_UNITS`` like units nothing is compared.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from apps.core.text import NBSP, format_number, ratio_text
from apps.monitoring.enums import About, Severity
from apps.monitoring.robust import deviations

LEAST_UNITS, LEAST_DENOMINATOR = 8, 10
# Robust standard deviations, and points of percent, from which a value is odd.
DISTANCE, POINTS = 3.5, 10.0
FLOOR = 2.0
STAFF_SHARE, STAFF_PEOPLE = 0.3, 10
VANISHED = 5

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Point:
    """A unit's figure (numerator, denominator) now and a year before; ``before`` is None where there was none."""

    unit: int
    now: Pair
    before: Pair | None = None

    @property
    def value(self) -> float:
        """The figure in percent."""
        return 100 * self.now[0] / self.now[1]

    @property
    def past(self) -> float | None:
        """The figure of the year before in percent; None where it stands on too few."""
        if self.before is None or self.before[1] < LEAST_DENOMINATOR:
            return None
        return 100 * self.before[0] / self.before[1]


Found = Iterator[tuple[Point, str]]


@dataclass(frozen=True, slots=True)
class OutlierRule:
    """A comparison of like units in one indicator: which are odd, each with a sentence with the numbers."""

    code: str
    title: str
    severity: Severity
    advice: str
    find: Callable[[Sequence[Point]], Found]
    about: About = About.UNIT
    kept_from_operators: bool = False


def solid(points: Sequence[Point]) -> list[Point]:
    """The units whose figure stands on enough."""
    return [point for point in points if point.now[1] >= LEAST_DENOMINATOR]


def signed(value: float) -> str:
    """«+2,1»."""
    return f"{'+' if value >= 0 else ''}{format_number(value, 1)}"


def against_last_year(points: Sequence[Point]) -> Found:
    """Units whose change since last year is unlike that of the others."""
    known = [(point, point.value - past) for point in solid(points) if (past := point.past) is not None]
    if len(known) < LEAST_UNITS:
        return
    changes = [change for _, change in known]
    usual = median(changes)
    for (point, change), distance in zip(known, deviations(changes, FLOOR), strict=True):
        if abs(distance) > DISTANCE and abs(change - usual) >= POINTS and point.before:
            yield (
                point,
                f"{ratio_text(*point.now)}, годом раньше {ratio_text(*point.before)}: изменение {signed(change)}"
                f" при обычном {signed(usual)}",
            )


def against_like_units(points: Sequence[Point]) -> Found:
    """Units whose value is unlike that of the others."""
    known = solid(points)
    if len(known) < LEAST_UNITS:
        return
    values = [point.value for point in known]
    usual = median(values)
    for point, distance in zip(known, deviations(values, FLOOR), strict=True):
        if abs(distance) > DISTANCE and abs(point.value - usual) >= POINTS:
            yield (
                point,
                f"{ratio_text(*point.now)}, у половины похожих территорий и организаций"
                f" {'больше' if point.value < usual else 'меньше'} {format_number(usual, 1)}{NBSP}%",
            )


def vanished(points: Sequence[Point]) -> Found:
    """Units whose figure was there a year ago and is zero now."""
    for point in solid(points):
        if point.now[0] == 0 and point.before and point.before[0] >= VANISHED:
            yield point, f"{ratio_text(*point.now)}, годом раньше {ratio_text(*point.before)}: не внесено?"


def resized(points: Sequence[Point]) -> Found:
    """Units whose denominator grew or shrank by a third."""
    for point in points:
        if point.before is None or not point.before[1]:
            continue
        now, then = point.now[1], point.before[1]
        if abs(now - then) >= STAFF_PEOPLE and abs(now - then) > STAFF_SHARE * then:
            yield (
                point,
                f"в знаменателе {format_number(now)}, годом раньше {format_number(then)}:"
                f" изменение {signed(100 * (now - then) / then)}{NBSP}%",
            )


RULES = (
    OutlierRule(
        "outlier_last_year",
        "Значение резко изменилось за год",
        Severity.NOTE,
        "Проверьте, всё ли внесено в оба года; если изменение настоящее, поясните его.",
        against_last_year,
    ),
    OutlierRule(
        "outlier_like_units",
        "Значение непохоже на соседние",
        Severity.NOTE,
        "Проверьте полноту данных; если значение верно, поясните его.",
        against_like_units,
    ),
    OutlierRule(
        "outlier_vanished",
        "Показатель обнулился",
        Severity.WARNING,
        "Проверьте, внесены ли диагностики, обучение и мероприятия за период.",
        vanished,
    ),
    OutlierRule(
        "outlier_resized",
        "Знаменатель изменился больше чем на треть",
        Severity.WARNING,
        "Проверьте даты приёма и увольнения и состав организаций.",
        resized,
    ),
)
OUTLIERS: Mapping[str, OutlierRule] = {rule.code: rule for rule in RULES}
