"""The columns of a list: what is read, how it is written on the screen and in a file."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

from django.db import models
from django.db.models import F, OuterRef, Subquery
from django.db.models.expressions import BaseExpression, Combinable
from django.utils import timezone
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from apps.core import access
from apps.core.access import Exempt
from apps.core.text import DASH, NBSP, format_date, format_number

Expression = str | BaseExpression | Combinable


class Kind(Enum):
    """How a value is written."""

    TEXT = "text"
    NUMBER = "number"
    PERCENT = "percent"
    DATE = "date"
    MOMENT = "moment"
    FLAG = "flag"
    BADGE = "badge"


NOTHING = mark_safe('<span class="text-secondary">—</span>')
RIGHT_ALIGNED = frozenset({Kind.NUMBER, Kind.PERCENT})


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a resource.

    ``source`` is a path of fields or an expression (an annotation); by default the path equals ``name``. A path through
    a walled table is read by a sub-select: a join would drop the row where the other one is out of scope.
    ``sort`` is the path or expression that the head sorts by (True: the source itself). ``link`` is the resource the
    cell opens: "self", or the label of another resource whose key ``link_key`` names. ``labels`` turns codes into
    words; a field's own choices are found by themselves. ``tones`` gives badges their colours (the word stays).
    ``write`` replaces the whole rendering by a function value → text, used on the screen and in files alike.
    """

    name: str
    title: str
    source: Expression = ""
    kind: Kind = Kind.TEXT
    sort: Expression | bool = False
    visible: bool = True
    link: str = ""
    link_key: str = ""
    labels: Mapping[Any, str] = field(default_factory=dict)
    tones: Mapping[Any, str] = field(default_factory=dict)
    write: Callable[[Any], str] | None = None
    places: int | None = None
    width: int = 18
    help: str = ""

    @property
    def path(self) -> Expression:
        """What is read."""
        return self.source or self.name

    @property
    def sort_path(self) -> Expression:
        """What is sorted by; empty where it is not."""
        if self.sort is True:
            return self.path
        return "" if isinstance(self.sort, bool) else self.sort

    @property
    def numeric(self) -> bool:
        """Whether the cell is set to the right in tabular figures."""
        return self.kind in RIGHT_ALIGNED


def walled(model: type[models.Model]) -> bool:
    """Whether rows of the model lie behind the wall."""
    return hasattr(model, "access") and not isinstance(access.of(model), Exempt)


def expression(model: type[models.Model], path: Expression) -> BaseExpression | Combinable:
    """A path as an expression; a foreign key into a walled table is looked up by a sub-select."""
    if not isinstance(path, str):
        return path
    head, _, rest = path.partition("__")
    related = model._meta.get_field(head).related_model if rest else None
    if isinstance(related, type) and walled(related):
        rows = related._default_manager.filter(pk=OuterRef(f"{head}_id"))
        return Subquery(rows.order_by().annotate(_value=expression(related, rest)).values("_value")[:1])
    return F(path)


def final_field(model: type[models.Model], path: Expression) -> "models.Field[Any, Any] | None":
    """The field a path ends in; None for expressions. Raises ``FieldDoesNotExist`` on a wrong path."""
    if not isinstance(path, str):
        return None
    current, found = model, None
    for name in path.split("__"):
        found = current._meta.pk if name == "pk" else current._meta.get_field(name)
        current = getattr(found, "related_model", None) or current
    return found if isinstance(found, models.Field) else None


def labels_of(model: type[models.Model], column: Column) -> Mapping[Any, str]:
    """The words of a column's codes."""
    if column.labels or column.write:
        return column.labels
    found = final_field(model, column.path)
    return {value: str(label) for value, label in found.flatchoices} if found is not None else {}


def format_moment(value: datetime | None) -> str:
    """A moment in the portal's own time: ДД.ММ.ГГГГ ЧЧ:ММ."""
    if value is None:
        return DASH
    local = timezone.localtime(value)
    return f"{format_date(local)}{NBSP}{local:%H:%M}"


def _day(value: date | datetime) -> str:
    return format_date(timezone.localtime(value)) if isinstance(value, datetime) else format_date(value)


def _shortest(value: Any) -> Any:
    """A number without the zeros that only its column has: 14,5 and 14, not 14,50 and 14,00."""
    return value.normalize() + 0 if isinstance(value, Decimal) else value


def text_of(column: Column, labels: Mapping[Any, str], value: Any) -> str:
    """A value as people read it; «—» where there is none."""
    if column.write is not None:
        return column.write(value)
    if value is None or value == "":
        return DASH
    match column.kind:
        case Kind.NUMBER:
            return format_number(_shortest(value) if column.places is None else value, column.places)
        case Kind.PERCENT:
            return f"{format_number(value, 1 if column.places is None else column.places)}{NBSP}%"
        case Kind.DATE:
            return _day(value)
        case Kind.MOMENT:
            return format_moment(value)
        case Kind.FLAG:
            return "да" if value else "нет"
        case _:
            plain = {True: "да", False: "нет"}[value] if isinstance(value, bool) else value
            return str(labels.get(value, plain))


def file_value(column: Column, labels: Mapping[Any, str], value: Any) -> Any:
    """A value as it is put into a file: numbers and dates stay what they are, codes become words."""
    if value is None or (column.kind in RIGHT_ALIGNED and column.write is None):
        return value
    if column.kind is Kind.DATE and column.write is None:
        return timezone.localtime(value).date() if isinstance(value, datetime) else value
    text = text_of(column, labels, value)
    return None if text == DASH else text


def cell(column: Column, labels: Mapping[Any, str], value: Any, url: str = "") -> SafeString:
    """A value as the inside of a table's cell."""
    text = text_of(column, labels, value)
    if text == DASH:
        return NOTHING
    inside = escape(text)
    if column.kind is Kind.BADGE:
        inside = format_html('<span class="badge bg-{}-lt">{}</span>', column.tones.get(value, "secondary"), inside)
    # Plain joining of escaped parts: a list writes hundreds of cells.
    return mark_safe(f'<a href="{escape(url)}">{inside}</a>') if url else inside
