"""The fixed phrases of a document, said the same way by every renderer."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from apps.core.documents.cells import Missing
from apps.core.documents.tree import Approval, Document, Figure, Signature
from apps.core.text import NBSP, format_date, format_number, format_percent

CONTENTS = "Содержание"
CHART_DATA = "Данные рисунка"
FIGURES = "Основные показатели"
SIGN_HERE = ("подпись", "инициалы, фамилия")  # under the lines that a person fills in by hand


def requisites_line(document: Document) -> str:
    """Return «15.02.2026 № 12-А, г. Владимир»; a document without a number yet is «№ б/н»."""
    requisites = document.requisites
    number = f"{format_date(requisites.day)} №{NBSP}{requisites.number or 'б/н'}"
    return f"{number}, {requisites.place}" if requisites.place else number


def act_line(document: Document) -> str:
    """Return «Основание: приказ …», empty where no regulation is named."""
    return f"Основание: {document.act}" if document.act else ""


def approval_lines(approval: Approval) -> list[str]:
    """Return the lines of the block of approval, the word first and the day last."""
    return [approval.word, *approval.lines, *_day(approval.day)]


def signed_on(signature: Signature) -> str:
    """Return the day of signing, empty until then."""
    return "".join(_day(signature.day))


def _day(day: date | None) -> list[str]:
    return [] if day is None else [format_date(day)]


def figure_value(figure: Figure) -> str:
    """Return the value in large print: «41,3 %», «—», «не применимо»."""
    value = figure.value
    return value.mark if isinstance(value, Missing) else format_percent(value.numerator, value.denominator)


def figure_parts(figure: Figure) -> str:
    """Return «124 из 300», or the reason why there is no value."""
    value = figure.value
    if isinstance(value, Missing):
        return value.reason
    return f"{format_number(value.numerator)}{NBSP}из{NBSP}{format_number(value.denominator)}"


def figure_target(figure: Figure) -> str:
    """Return «цель 40 % · +1,3, достигнута»; empty where there is no target."""
    if figure.target is None:
        return ""
    text = f"цель{NBSP}{format_number(figure.target)}{NBSP}%"
    if figure.difference is None:
        return text
    verdict = "достигнута" if figure.difference >= 0 else "не достигнута"
    return f"{text} · {signed(figure.difference)}, {verdict}"


def signed(value: Decimal) -> str:
    """Return a difference with its sign: «+1,3», «−2,7», «0,0»."""
    return f"+{format_number(value)}" if value > 0 else format_number(value)
