"""A field that names one row of a large table: typed with suggestions, resolved by the server.

What is typed may be the suggestion itself («Школа № 5 (№ 17)») or anything the resource's search finds exactly once.
"""

import re
from collections.abc import Callable
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from apps.core import access
from apps.core.access import READ
from apps.core.actor import Actor, current
from apps.core.web import resource as resources
from apps.core.web.period import PARAMETER as PERIOD

NUMBER = re.compile(r"\(№\s*(\d+)\)\s*$")
SHOWN = 12
SHORTEST = 2


def words(label: str, obj: models.Model) -> str:
    """A row as it is suggested and read back: its title and its number."""
    return f"{resources.get(label).title_of(obj)} (№ {obj.pk})"


def candidates(label: str, actor: Actor, text: str) -> QuerySet[Any]:
    """The rows a text may mean, of those the actor may read."""
    found = resources.get(label)
    number = NUMBER.search(text)
    condition = Q(pk=int(number[1])) if number else found.find(text)
    return found.objects(actor).filter(condition)


class LookupInput(forms.TextInput):
    """A line with suggestions that come while one types."""

    def __init__(self, label: str) -> None:
        super().__init__({"autocomplete": "off", "maxlength": "200"})
        self.label = label

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        box = f"{(attrs or {}).get('id', name)}_options"
        dynamic = {
            "list": box,
            "placeholder": f"{resources.get(self.label).search_hint or 'Начните вводить'} — портал подскажет",
            "hx-get": reverse("core:lookup", args=(self.label,)),
            "hx-trigger": "input changed delay:200ms",
            "hx-target": f"#{box}",
            "hx-swap": "innerHTML",
            "hx-push-url": "false",
            "hx-params": name,
        }
        line = super().render(name, value, {**(attrs or {}), **dynamic}, renderer)
        return format_html('{}<datalist id="{}"></datalist>', line, box)


class LookupField(forms.Field):
    """One row of a resource. ``where(actor)`` narrows the choice; ``action`` WRITE wants rows open to changes.

    ``only`` fills a new form in where just one row may be chosen: an institute names itself nowhere.
    """

    def __init__(
        self, label_of_resource: str, *, where: Callable[[Actor], Q] | None = None, action: str = READ,
        only: bool = False, **kwargs: Any,
    ) -> None:  # fmt: skip
        given = {"initial": self.only_one} if only else {}
        super().__init__(widget=LookupInput(label_of_resource), **{**given, **kwargs})
        self.resource, self.where, self.action = label_of_resource, where, action

    def only_one(self) -> models.Model | None:
        """The one row that may be chosen; None where there are several."""
        found = list(self._open(resources.get(self.resource).objects(current()))[:2])
        return found[0] if len(found) == 1 else None

    def prepare_value(self, value: Any) -> Any:
        """A number or a row is shown as a suggestion; what was typed stays as it was typed."""
        if isinstance(value, models.Model):
            return words(self.resource, value)
        if value in (None, "") or not str(value).isdecimal():
            return value
        found = resources.get(self.resource).objects(current()).filter(pk=int(value)).first()
        return words(self.resource, found) if found is not None else ""

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values:
            return None
        if isinstance(value, models.Model):
            return value
        text = str(value).strip()[:200]
        rows = candidates(self.resource, current(), f"(№ {text})" if text.isdecimal() else text)
        found = list(self._open(rows)[:2])
        if not found and text.isdecimal():
            found = list(self._open(candidates(self.resource, current(), text))[:2])
        if len(found) != 1:
            raise ValidationError(self._problem(text, bool(found)))
        return found[0]

    def name_of(self, value: str) -> str:
        """The title of the row that a text names, for the chip of a filter."""
        return resources.get(self.resource).title_of(self.to_python(value))

    def _open(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        actor = current()
        rows = rows.filter(self.where(actor)) if self.where else rows
        return rows if self.action == READ else rows.filter(access.scope(rows.model, actor, self.action))

    @staticmethod
    def _problem(text: str, several: bool) -> str:
        if several:
            return f"«{text}» подходит к нескольким записям: выберите одну из подсказок."
        return f"«{text}» не найдено: наберите начало названия и выберите из подсказок."

    def has_changed(self, initial: Any, data: Any) -> bool:
        return str(self.prepare_value(initial) or "") != str(data or "")


class LookupFilter(django_filters.Filter):  # type: ignore[misc]
    """A filter by one row of a large table."""

    field_class = LookupField


def lookup(request: HttpRequest, label: str) -> HttpResponse:
    """The suggestions for what is typed (the one parameter of the request)."""
    try:
        found = resources.get(label)
    except KeyError as error:
        raise Http404("Нет такого списка") from error
    if not found.opens(current()):
        raise PermissionDenied("Этот раздел не открыт для вашей роли.")
    typed = [str(value) for name, value in request.GET.items() if name != PERIOD]
    text = "".join(typed[:1]).strip()[:200]
    rows = candidates(label, current(), text)[:SHOWN] if len(text) >= SHORTEST and found.search else []
    return TemplateResponse(request, "components/options.html", {"options": [words(label, row) for row in rows]})
