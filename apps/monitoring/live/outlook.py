"""What stands beneath a figure of today: how many more reach the target, and where the pace leads."""

from datetime import date

from apps.core.text import NBSP, count_text, format_number
from apps.indicators.enums import Population, Subject
from apps.indicators.rules import rule_of
from apps.indicators.selectors import methods
from apps.monitoring.live.pace import Course, needed, projected
from apps.monitoring.models import Report
from apps.monitoring.selectors.readings import Reading, Readings
from apps.monitoring.selectors.values import Value

NOUNS = {
    Subject.PERSON: ("человек", "человека", "человек"),
    Subject.TEAM: ("команда", "команды", "команд"),
    Subject.PROGRAM: ("программа", "программы", "программ"),
    Subject.ORGANIZATION: ("организация", "организации", "организаций"),
}
HALF = "half_year"


def ends_of(report: Report) -> list[date]:
    """The last days of the periods that are running: of the half-year where the profile has them, of the year."""
    day = report.period_to
    half, year = date(day.year, 6, 30), date(day.year, 12, 31)
    return [half, year] if report.profile.periodicity == HALF and day <= half else [year]


def base_of(reading: Reading, readings: Readings) -> int | None:
    """The numerator on the eve of the period, where the window began before it: that of the last year's report."""
    report = readings.report
    window = methods([reading.method])[0].parameters.window
    if window.start(report.period_from, report.period_to) >= report.period_from:
        return 0
    eve = [n for n, one in enumerate(readings.earlier) if (report.period_from - one.period_to).days == 1]
    past = reading.past[eve[0]] if eve else None
    return past.value.numerator if past is not None and past.alike and past.value is not None else None


def grows(reading: Reading) -> bool:
    """Whether the numerator grows with the days; programmes are counted as they stand on the date."""
    return rule_of(reading.method["rule"]).population != Population.PROGRAMS


def missing_words(reading: Reading) -> str:
    """«нужно ещё 214 человек до 20 %»; empty where there is no target or it is reached."""
    if reading.target is None or not reading.value.denominator:
        return ""
    more = needed(reading.value, reading.target)
    if not more:
        return ""
    subject = rule_of(reading.method["rule"]).subject
    if reading.value.numerator + more > reading.value.denominator:
        return ""
    return f"нужно ещё {count_text(more, *NOUNS[subject])} до{NBSP}{format_number(reading.target)}{NBSP}%"


def pace_words(reading: Reading, readings: Readings) -> str:
    """«при нынешнем темпе будет 17,4 %»: by the end of the year, and of the half-year while it runs."""
    report = readings.report
    if not grows(reading) or not reading.value.denominator:
        return ""
    base = base_of(reading, readings)
    found = []
    for end in ends_of(report):
        value = projected(Value(reading.value.numerator, reading.value.denominator),
                          Course(report.period_from, report.period_to, end, base))  # fmt: skip
        if value is None:
            return ""
        found.append(f"{format_number(value)}{NBSP}% к{NBSP}{end:%d.%m.%Y}")
    return "при нынешнем темпе будет " + " и ".join(found)


def outlook(reading: Reading, readings: Readings) -> str:
    """The sentence beneath the figure."""
    text = ", ".join(part for part in (missing_words(reading), pace_words(reading, readings)) if part)
    return f"{text[0].upper()}{text[1:]}." if text else ""
