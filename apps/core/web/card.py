"""The page of one object: its facts, its tabs, what may be done with it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.db.models import F, QuerySet
from django.http import Http404, HttpRequest, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from apps.core import access
from apps.core.actor import Actor
from apps.core.web import resource as resources
from apps.core.web.actions import Action
from apps.core.web.columns import Column, cell, expression, final_field, labels_of
from apps.core.web.history import changes_of
from apps.core.web.listing import chosen
from apps.core.web.resource import Resource
from apps.core.web.sections import Fact, Facts, Part, Related
from apps.core.web.state import TAB, ListState
from apps.core.web.table import Table

MAIN, HISTORY = "", "history"


@dataclass(frozen=True, slots=True)
class Line:
    """One fact as it is drawn."""

    title: str
    value: SafeString


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab as it is drawn."""

    key: str
    title: str
    url: str
    active: bool


def as_fact(resource: Resource, item: Fact | str) -> Fact:
    """A bare name is a fact under the field's own words."""
    fact = Fact(item) if isinstance(item, str) else item
    if fact.title:
        return fact
    found = final_field(resource.model, fact.name)
    title = str(found.verbose_name) if found is not None else fact.name
    return replace(fact, title=title[:1].upper() + title[1:])


def find_object(resource: Resource, actor: Actor, pk: Any) -> Any:
    """The object with every value its cards show, in one query. Raises ``Http404`` out of the actor's scope."""
    facts = [as_fact(resource, item) for card in resource.cards(actor) for item in card.facts]
    values = {f"fact_{f.name}": expression(resource.model, f.name) for f in facts if f.write is None}
    keys = {f"key_{f.name}": F(f.link_key) for f in facts if f.link_key}
    return get_object_or_404(resource.objects(actor).annotate(**values, **keys), pk=pk)


class Card:
    """Everything the page of an object shows."""

    def __init__(self, resource: Resource, actor: Actor, obj: Any, request: HttpRequest) -> None:
        self.resource, self.actor, self.obj, self.request = resource, actor, obj, request

    @property
    def title(self) -> str:
        """The heading."""
        return self.resource.title_of(self.obj)

    @property
    def lead(self) -> str:
        """The line under it."""
        return self.resource.lead_of(self.obj)

    @cached_property
    def may_change(self) -> bool:
        """Whether this very object is open to changes."""
        return self.resource.may_change(self.actor, self.obj)

    @cached_property
    def edit_url(self) -> str:
        """The address of the form; empty where it is closed."""
        return self.resource.url("edit", self.obj.pk) if self.resource.may_edit(self.actor, self.obj) else ""

    @property
    def actions(self) -> list[tuple[Action, str]]:
        """What may be done with the object now, with the addresses."""
        open_ones = [
            a for a in self.resource.every_action() if a.single and a.open_to(self.actor) and a.suits(self.obj)
        ]
        addressed = [(a, self.resource.url("action", self.obj.pk, a.name)) for a in open_ones]
        return [(a, url) for a, url in addressed if a.by_reader or self.may_change]

    # --- facts
    @property
    def cards(self) -> list[tuple[Facts, list[Line]]]:
        """The cards of the first tab."""
        return [(card, list(self._lines(card))) for card in self.resource.cards(self.actor)]

    def _lines(self, card: Facts) -> Iterator[Line]:
        for item in card.facts:
            fact = as_fact(self.resource, item)
            if fact.write is not None:
                text = fact.write(self.obj)
                url = self._link(fact) if text else ""
                inside = format_html("{}", text or "—")
                value = format_html('<a href="{}">{}</a>', url, inside) if url else inside
                empty = not text
            else:
                raw = getattr(self.obj, f"fact_{fact.name}")
                value, empty = self._value(fact, raw), raw in (None, "")
            if not (empty and fact.hide_empty):
                yield Line(fact.title, value)

    def _value(self, fact: Fact, raw: Any) -> SafeString:
        column = Column(fact.name, fact.title, kind=fact.kind, places=fact.places, labels=fact.labels)
        return cell(column, labels_of(self.resource.model, column), raw, self._link(fact))

    def _link(self, fact: Fact) -> str:
        if fact.href is not None:
            return fact.href(self.obj)
        if not fact.link:
            return ""
        other = resources.get(fact.link)
        key = getattr(self.obj, f"key_{fact.name}") if fact.link_key else None
        return other.url("detail", key) if key is not None and other.opens(self.actor) else ""

    # --- tabs
    @cached_property
    def _tabs(self) -> list[Related | Part]:
        return self.resource.tabs(self.actor)

    @cached_property
    def active(self) -> str:
        """The key of the open tab. Raises ``Http404`` for one that is not there."""
        key = self.request.GET.get(TAB, MAIN)
        if key not in {MAIN, *(tab.key for tab in self._tabs), *([HISTORY] if self.shows_history else [])}:
            raise Http404(f"Нет вкладки «{key}»")
        return key

    @property
    def shows_history(self) -> bool:
        """Whether the role reads the history of changes."""
        return self.resource.history and bool(
            self.actor.is_system or access.rights().level(self.actor, "history", access.READ)
        )

    @property
    def tabs(self) -> list[Tab]:
        """All tabs; a single one is not drawn."""
        state = ListState(self.request.GET)
        pairs = [(MAIN, "Сведения"), *((tab.key, tab.title) for tab in self._tabs)]
        pairs += [(HISTORY, "История")] if self.shows_history else []
        drawn = [Tab(key, title, state.url(**{TAB: key or None}), key == self.active) for key, title in pairs]
        return drawn if len(drawn) > 1 else []

    @cached_property
    def tab(self) -> Related | Part | None:
        """The open tab, where it is not the first one and not the history."""
        return next((tab for tab in self._tabs if tab.key == self.active), None)

    @cached_property
    def related(self) -> "RelatedTable | None":
        """The table of the open tab."""
        return RelatedTable(self.tab, self) if isinstance(self.tab, Related) else None

    @property
    def part(self) -> dict[str, Any]:
        """What the open tab's own template reads."""
        return self.tab.context(self.obj, self.actor) if isinstance(self.tab, Part) else {}

    @property
    def changes(self) -> list[Any]:
        """The history of the object, the newest first."""
        return changes_of(self.obj)


class RelatedTable:
    """The rows of another resource that belong to the object."""

    def __init__(self, tab: Related, card: Card) -> None:
        self.tab, self.card = tab, card
        self.resource = resources.get(tab.resource)

    @cached_property
    def table(self) -> Table:
        """The table; sorting and paging stand in the page's own address."""
        rows: QuerySet[Any] = self.resource.rows(self.card.actor).filter(self.tab.condition(self.card.obj))
        columns = chosen(self.resource, list(self.tab.columns))
        return Table(self.resource, rows, columns, ListState(self.card.request.GET), self.card.actor)

    @property
    def add_url(self) -> str:
        """The address of the form of a new row with this object filled in; empty where it is closed."""
        if not (self.tab.add and self.card.may_change and self.resource.may_create(self.card.actor)):
            return ""
        if self.tab.adds is not None and not self.tab.adds(self.card.obj):
            return ""
        query = QueryDict(mutable=True)
        query[self.tab.by if isinstance(self.tab.by, str) else self.card.resource.slug] = str(self.card.obj.pk)
        return f"{reverse(self.resource.name('create'))}?{query.urlencode()}"
