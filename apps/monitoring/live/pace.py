"""The rule ``linear_pace``: what is missing to the target, and what the value will be by the end of the period.

From the first day of the period to the reporting date the numerator has grown by so many a day; the rule goes on at the
same pace to the period's last day with the denominator of today. A window that began before the period brings what was
there at its beginning: that part does not grow. No numerator grows over its denominator.
"""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, Decimal

from apps.core.text import percent
from apps.monitoring.selectors.values import Value

# In the first days a pace says more about the calendar than about the work.
ENOUGH_DAYS = 30


@dataclass(frozen=True, slots=True)
class Course:
    """The way to a period's end. ``base``: the numerator before the period began; None where that is not known."""

    start: date
    day: date
    end: date
    base: int | None = 0

    @property
    def passed(self) -> int:
        """Days of the period up to the reporting date, that day included."""
        return (self.day - self.start).days + 1

    @property
    def whole(self) -> int:
        """Days of the period."""
        return (self.end - self.start).days + 1

    @property
    def early(self) -> bool:
        """Whether it is too early to speak of a pace."""
        return self.passed < min(ENOUGH_DAYS, self.whole)


def needed(value: Value, target: Decimal) -> int:
    """How many more in the numerator reach the target as it is shown, with one decimal rounded half up; 0: reached.

    Raises ``ValueError`` for an empty denominator: there is nothing to reach it with.
    """
    if not value.denominator:
        raise ValueError("an empty denominator reaches no target")
    tenths = (target * 10).to_integral_value(ROUND_CEILING)
    least = (value.denominator * (tenths - Decimal("0.5")) / 1000).to_integral_value(ROUND_CEILING)
    return max(0, int(least) - value.numerator)


def projected(value: Value, course: Course) -> Decimal | None:
    """The value by the end of the period at the pace so far, in percent; None where it cannot be told."""
    if not value.denominator or course.base is None or course.early:
        return None
    grown = max(0, value.numerator - course.base)
    at_end = value.numerator + Decimal(grown) * (course.whole - course.passed) / course.passed
    return percent(int(min(Decimal(value.denominator), at_end)), value.denominator)
