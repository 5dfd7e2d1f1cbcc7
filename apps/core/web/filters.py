"""Filters of lists: declared with django-filter, shown as a panel and as chips that can be removed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Protocol, runtime_checkable

import django_filters
from django import forms
from django.db import models
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.timezone import make_aware

from apps.core import access
from apps.core.actor import current
from apps.core.text import natural_key, sort_key
from apps.core.web.controls import RussianDateInput, dress
from apps.core.web.state import ListState

LAST_CHARACTER = "\U0010ffff"


class FilterSet(django_filters.FilterSet):  # type: ignore[misc]
    """The base of the portal's filter sets."""

    def get_form_class(self) -> type[forms.Form]:
        form_class: type[forms.Form] = super().get_form_class()
        return type("FilterForm", (FilterForm, form_class), {})


class FilterForm(forms.Form):
    """A panel of filters: nothing in it is required."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            dress(field, small=True)


class DateFilter(django_filters.DateFilter):  # type: ignore[misc]
    """A date, ДД.ММ.ГГГГ."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"widget": RussianDateInput(), **kwargs})


class MomentFilter(DateFilter):
    """Moments from the beginning of a day (``lookup_expr="gte"``) or up to its end ("lte"), served by an index."""

    def filter(self, rows: QuerySet[Any], value: date | None) -> QuerySet[Any]:
        """The rows of those days, in the portal's own time zone."""
        if value is None:
            return rows
        until = self.lookup_expr == "lte"
        edge = make_aware(datetime.combine(value + timedelta(days=until), time.min))
        return rows.filter(**{f"{self.field_name}__{'lt' if until else 'gte'}": edge})


class ChoiceFilter(django_filters.ChoiceFilter):  # type: ignore[misc]
    """One of a closed list."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"empty_label": "любое значение", **kwargs})


class ManyFilter(django_filters.MultipleChoiceFilter):  # type: ignore[misc]
    """Several of a short closed list, as check boxes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"widget": forms.CheckboxSelectMultiple(), "distinct": False, **kwargs})


class RowFilter(django_filters.ModelChoiceFilter):  # type: ignore[misc]
    """One row of another table, offered anew in each request from what the actor may read.

    ``rows`` is a function request → queryset; without it everything of the model in the actor's scope.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"empty_label": "любое значение", **kwargs})


_added: dict[str, dict[str, django_filters.Filter]] = {}


def add(resource: str, name: str, found: django_filters.Filter) -> None:
    """Add a filter to another application's list ("teachers.person"); called in ``resources`` modules.

    This is how an upper application narrows a lower one's rows by what it alone knows.
    """
    _added.setdefault(resource, {})[name] = found


def extended(resource: str, made: type[FilterSet] | None) -> type[FilterSet] | None:
    """The resource's own filters with those that other applications have added."""
    more = _added.get(resource)
    return type(made.__name__, (made,), {**more, "__doc__": made.__doc__}) if made is not None and more else made


def readable(model: type[models.Model]) -> Any:
    """Choices for ``RowFilter(queryset=…)``: the rows of the model in the actor's scope, fetched per request."""

    def rows(request: HttpRequest | None) -> QuerySet[Any]:
        return model._default_manager.filter(access.scope(model, current()))

    return rows


@dataclass(frozen=True, slots=True)
class Chip:
    """One filter at work: its words and the address without it."""

    title: str
    value: str
    remove: str


@runtime_checkable
class Named(Protocol):
    """A field whose values have names of their own."""

    def name_of(self, value: str) -> str:
        """The name of a value that has been found right."""


def _words(field: forms.Field, value: str) -> str:
    if isinstance(field, Named):
        return field.name_of(value)
    choices = getattr(field, "choices", None)
    if choices is None:
        return value
    if isinstance(field, forms.ModelChoiceField):
        row = field.to_python(value)
        return str(row)
    flat = {str(v): str(label) for v, label in choices if not isinstance(label, list | tuple)}
    return flat.get(value, value)


def chips(form: forms.Form, state: ListState) -> Iterator[Chip]:
    """The filters that are at work (those with a mistake are shown in the panel instead)."""
    for name, values in state.filters.items():
        field = form.fields.get(name)
        if field is None or name in form.errors:
            continue
        for value in values:
            yield Chip(str(field.label or ""), _words(field, value), state.without(name, value))


def starts_with(path: str, text: str) -> Q:
    """Rows whose stored key begins with the text: a range, which an index over COLLATE "C" serves under the wall."""
    key = sort_key(text)
    return Q(**{f"{path}__gte": key, f"{path}__lt": key + LAST_CHARACTER})


def equals(path: str, text: str) -> Q:
    """Rows with exactly this code, as it was typed."""
    return Q(**{path: text.strip()})


def contains_words(path: str, text: str) -> Q:
    """Rows whose stored key contains every word; for tables of a few thousand rows in a scope: no index serves it.

    A number is found in plain keys and in natural ones, where zeros stand before it.
    """
    condition = Q()
    for word in sort_key(text).split():
        spellings = {f"{path}__contains": word}, {f"{path}__contains": natural_key(word)}
        condition &= Q(**spellings[0]) if spellings[0] == spellings[1] else Q(**spellings[0]) | Q(**spellings[1])
    return condition


def contains(path: str, text: str) -> Q:
    """Rows whose field contains the text, without case; for small tables outside of the wall."""
    return Q(**{f"{path}__icontains": text})
