"""A list page: what the address asks for, under the actor's scope, and everything that stands around the table."""

from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from apps.core.actor import Actor
from apps.core.text import NBSP, format_number
from apps.core.web import saved
from apps.core.web.actions import Action
from apps.core.web.columns import Column
from apps.core.web.filters import Chip, FilterSet, chips, extended
from apps.core.web.paging import COUNT_CAP
from apps.core.web.resource import Resource
from apps.core.web.state import RESERVED, SEARCH, SORT, VIEW, ListState
from apps.core.web.table import Table


class Rows:
    """The rows of a list before paging; the same for the screen, a file and an action over «всё, что найдено»."""

    def __init__(self, resource: Resource, actor: Actor, state: ListState, request: HttpRequest | None = None) -> None:
        self.resource, self.actor, self.state, self.request = resource, actor, state, request

    @cached_property
    def filterset(self) -> FilterSet | None:
        """The filters at work; their choices are fetched now, under the actor."""
        made = extended(self.resource.label(), self.resource.filterset)
        return made(self.state.query, queryset=self._searched(), request=self.request) if made else None

    def _searched(self) -> QuerySet[Any]:
        rows = self.resource.rows(self.actor)
        text = self.state.search if self.resource.search else ""
        return rows.filter(self.resource.find(text)) if text else rows

    @cached_property
    def rows(self) -> QuerySet[Any]:
        """The rows."""
        found: QuerySet[Any] = self.filterset.qs if self.filterset is not None else self._searched()
        return found


class Listing:
    """Everything a list page shows."""

    def __init__(self, resource: Resource, actor: Actor, request: HttpRequest) -> None:
        self.resource, self.actor = resource, actor
        self.state = ListState(request.GET)
        self.source = Rows(resource, actor, self.state, request)

    @cached_property
    def views(self) -> list[Any]:
        """All that the user keeps of this list."""
        return saved.views_of(self.resource.label())

    @property
    def named_views(self) -> list[Any]:
        """The views with a name."""
        return [view for view in self.views if view.name != saved.REMEMBERED]

    @cached_property
    def columns(self) -> list[Column]:
        """The columns shown: of the address, else those chosen last, else the list's own."""
        return chosen(self.resource, self.state.columns or saved.remembered(self.views))

    @cached_property
    def table(self) -> Table:
        """The table."""
        return Table(self.resource, self.source.rows, self.columns, self.state, self.actor)

    @property
    def filter_form(self) -> Any:
        """The panel of filters; None where the resource has none."""
        return self.source.filterset.form if self.source.filterset is not None else None

    @cached_property
    def chips(self) -> list[Chip]:
        """The filters at work."""
        return list(chips(self.filter_form, self.state)) if self.filter_form is not None else []

    @property
    def without_search(self) -> str:
        """The address without the words of the search."""
        return self.state.url(**{SEARCH: None})

    @property
    def hidden_order(self) -> str:
        """The column that the list is sorted by and that is not shown; empty otherwise."""
        column = self.table.order[0]
        asked = bool(self.state.sort) and column not in self.columns
        return column.title if asked else ""

    @property
    def without_order(self) -> str:
        """The address in the list's own order."""
        return self.state.url(**{SORT: None})

    @property
    def kept_pairs(self) -> list[tuple[str, str]]:
        """What the form of filters carries along: order, columns, period."""
        return [(k, v) for k, v in self.state.pairs() if k in RESERVED and k not in (SEARCH, VIEW)]

    @property
    def column_choices(self) -> list[tuple[Column, bool]]:
        """All columns, the shown ones first and in their order."""
        rest = [column for column in self.resource.columns if column not in self.columns]
        return [*((column, True) for column in self.columns), *((column, False) for column in rest)]

    @property
    def narrowed(self) -> bool:
        """Whether the list shows less than all: an empty page says so then."""
        return bool(self.state.search or self.state.filters)

    @cached_property
    def bulk_actions(self) -> list[Action]:
        """What may be done with chosen rows."""
        if not self.resource.may(self.actor, "write"):
            return []
        found = [action for action in self.resource.every_action() if action.bulk and action.open_to(self.actor)]
        return found if found and self.resource.offers_bulk(self.actor, self.source.rows) else []

    @property
    def count_text(self) -> str:
        """How many there are, in words: «1 204 организации», «более 1 000 организаций»."""
        titles, count = self.resource.titles, self.table.count
        if self.table.capped:
            return f"более {format_number(COUNT_CAP)}{NBSP}{titles.many}"
        return f"{format_number(count)}{NBSP}{titles.count(count)}"

    @property
    def can_create(self) -> bool:
        """Whether the button «new» is shown."""
        return self.resource.may_create(self.actor)


def chosen(resource: Resource, names: list[str] | None) -> list[Column]:
    """The named columns in that order; unknown names are dropped; none left means the resource's own choice."""
    found = [column for name in names or [] if (column := resource.column(name)) is not None]
    return found or [column for column in resource.columns if column.visible]
