"""Figures as the parts of a page: the large component, and the cells of a table of units."""

from decimal import Decimal

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from apps.core.text import DASH, NBSP, count_text, format_date, format_number
from apps.core.web.figures import NOT_APPLICABLE, Figure, Spark, signed
from apps.monitoring.selectors.readings import Reading
from apps.monitoring.web.links import figure_url
from apps.monitoring.wording import full_name, nobody, period_label

NONE = mark_safe('<span class="text-secondary">—</span>')


def trend(reading: Reading) -> list[tuple[str, Decimal | None]]:
    """The values of the years, the report's own last."""
    report = reading.unit.report
    earlier = [(past.label, past.value.percent if past.value and past.alike else None) for past in reading.past]
    return [*earlier, (period_label(report.period_from, report.period_to), reading.percent)]


def outside(reading: Reading) -> str:
    """«ещё 17 не в штате на 31.12.2025»."""
    if not reading.value.extra:
        return ""
    day = format_date(reading.unit.report.period_to)
    return f"ещё{NBSP}{format_number(reading.value.extra)} не{NBSP}в{NBSP}штате на{NBSP}{day}"


def notes(reading: Reading) -> str:
    """What stands beneath a figure."""
    borrowed = "своей цели нет: показана цель профиля" if reading.borrowed and reading.target is not None else ""
    return "; ".join(text for text in (outside(reading), borrowed) if text)


def component(reading: Reading) -> Figure:
    """The figure in large print."""
    return Figure(
        title=full_name(reading.method),
        numerator=reading.value.numerator,
        denominator=reading.value.denominator,
        target=reading.target,
        trend=trend(reading),
        why=figure_url(reading.unit.report, reading.method["code"], reading.unit) if reading.applicable else "",
        missing=nobody(reading.method),
        extra=notes(reading),
        applicable=reading.applicable,
        fell=bool(reading.value.lost),
    )


def parts(reading: Reading) -> str:
    """«124 из 300»."""
    return f"{format_number(reading.value.numerator)}{NBSP}из{NBSP}{format_number(reading.value.denominator)}"


def missing(reading: Reading) -> SafeString:
    """The place of a value that is not there, with the reason on hover and focus."""
    if not reading.applicable:
        return format_html('<span class="text-secondary">{}</span>', NOT_APPLICABLE)
    reason = nobody(reading.method)
    return format_html(
        '<span class="none" tabindex="0" title="{}">{}<span class="visually-hidden"> {}</span></span>',
        reason,
        DASH,
        reason,
    )


def share(reading: Reading) -> SafeString:
    """The value as a link to its explanation, with what it is made of and whether it is under the target."""
    if reading.percent is None or not reading.applicable:
        return missing(reading)
    low = reading.difference is not None and reading.difference < 0
    mark = mark_safe(' <span class="low" title="ниже цели">▼<span class="visually-hidden"> ниже цели</span></span>')
    return format_html(
        '<a href="{}">{}{}%</a>{}<small>{}</small>',
        figure_url(reading.unit.report, reading.method["code"], reading.unit),
        format_number(reading.percent),
        NBSP,
        mark if low else "",
        parts(reading),
    )


def points(value: Decimal | None) -> SafeString:
    """A difference in points, with its sign."""
    return NONE if value is None else format_html("{}", signed(value))


def percent(value: Decimal | None) -> SafeString:
    """A percent alone."""
    return NONE if value is None else format_html("{}{}%", format_number(value), NBSP)


def spark_svg(spark: Spark | None) -> SafeString:
    """A small trend."""
    if spark is None:
        return NONE
    return format_html(
        '<svg class="spark" viewBox="0 0 96 28" width="96" height="28" role="img" aria-label="Динамика: {}">'
        '<title>{}</title><polyline points="{}"></polyline><circle cx="{}" cy="{}" r="2.5"></circle></svg>',
        spark.words, spark.words, spark.line, f"{spark.x:.1f}", f"{spark.y:.1f}",
    )  # fmt: skip


def people_outside(reading: Reading) -> SafeString:
    """How many met the condition and are not in the staff."""
    extra = reading.value.extra
    return format_html("{}", count_text(extra, "человек", "человека", "человек")) if extra else NONE
