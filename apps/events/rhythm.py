"""The days of a series: every N weeks, every N months on the same date or on the same weekday, with exceptions."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice, takewhile
from typing import Any

from dateutil.rrule import MONTHLY, WEEKLY, rrule, weekday

from apps.core.days import is_holiday
from apps.core.text import plural
from apps.events.enums import Rhythm

# How many days the rule is tried for: an exception a week for years must not keep the reader waiting.
TRIED = 2000
DAYS = (
    "по понедельникам",
    "по вторникам",
    "по средам",
    "по четвергам",
    "по пятницам",
    "по субботам",
    "по воскресеньям",
)
NAMED = ("понедельник", "вторник", "среду", "четверг", "пятницу", "субботу", "воскресенье")
MASCULINE, FEMININE, NEUTER = 0, 1, 2
GENDERS = (MASCULINE, MASCULINE, FEMININE, MASCULINE, FEMININE, FEMININE, NEUTER)
ORDINALS = {
    1: ("в первый", "в первую", "в первое"),
    2: ("во второй", "во вторую", "во второе"),
    3: ("в третий", "в третью", "в третье"),
    4: ("в четвёртый", "в четвёртую", "в четвёртое"),
    -1: ("в последний", "в последнюю", "в последнее"),
}
SURE_DAY, LAST_DAY, LAST_WEEK = 28, 31, 5


@dataclass(frozen=True)
class Repetition:
    """What repeats: from the first day every ``step`` weeks or months, but for holidays and the days ``skipped``."""

    start: date
    rhythm: str
    step: int = 1
    holidays: bool = False
    skipped: Collection[date] = ()

    def __iter__(self) -> Iterator[date]:
        """The days from the first one on, without end in sight."""
        for moment in islice(rrule(dtstart=self.start, interval=self.step, **self._rule()), TRIED):
            day = moment.date()
            if day not in self.skipped and not (self.holidays and is_holiday(day)):
                yield day

    def until(self, last: date) -> Iterator[date]:
        """The days up to the last one, inclusive."""
        return takewhile(lambda day: day <= last, self)

    def _rule(self) -> dict[str, Any]:
        if self.rhythm == Rhythm.WEEKS:
            return {"freq": WEEKLY}
        if self.rhythm == Rhythm.WEEKDAY:
            return {"freq": MONTHLY, "byweekday": weekday(self.start.weekday(), place_in_month(self.start))}
        # The 31st of a short month is its last day.
        dates = range(min(self.start.day, SURE_DAY), self.start.day + 1)
        return {"freq": MONTHLY, "bymonthday": tuple(dates), "bysetpos": -1}

    def words(self) -> str:
        """«каждую неделю по средам», «раз в 2 месяца во второй вторник»."""
        return f"{self._how_often()} {self._when()}"

    def _how_often(self) -> str:
        forms = ("неделю", "недели", "недель") if self.rhythm == Rhythm.WEEKS else ("месяц", "месяца", "месяцев")
        if self.step > 1:
            return f"раз в {self.step} {plural(self.step, *forms)}"
        return "каждую неделю" if self.rhythm == Rhythm.WEEKS else "каждый месяц"

    def _when(self) -> str:
        number = self.start.weekday()
        if self.rhythm == Rhythm.WEEKS:
            return DAYS[number]
        if self.rhythm == Rhythm.WEEKDAY:
            return f"{ORDINALS[place_in_month(self.start)][GENDERS[number]]} {NAMED[number]}"
        return "в последний день" if self.start.day == LAST_DAY else f"{self.start.day}-го числа"


def place_in_month(day: date) -> int:
    """Which Tuesday of its month a Tuesday is, 1 to 4; the fifth is «the last»."""
    place = (day.day - 1) // 7 + 1
    return -1 if place == LAST_WEEK else place
