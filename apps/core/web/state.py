"""The state of a list: everything of it stands in the address, so «back», a bookmark and a saved view are the same."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict

from apps.core.web.period import PARAMETER as PERIOD

SEARCH, SORT, COLUMNS, AFTER, BEFORE, VIEW, TAB = "q", "sort", "columns", "after", "before", "view", "tab"
PLACE = frozenset({AFTER, BEFORE})
RESERVED = frozenset({SEARCH, SORT, COLUMNS, VIEW, TAB, PERIOD, *PLACE})
MAX_LENGTH = 200


@dataclass(frozen=True, slots=True)
class ListState:
    """What an address asks a list to show."""

    query: QueryDict

    @property
    def search(self) -> str:
        """The words looked for."""
        return self.query.get(SEARCH, "").strip()[:MAX_LENGTH]

    @property
    def sort(self) -> str:
        """The name of the column sorted by, with a minus for «from the end»; empty for the resource's own order."""
        return self.query.get(SORT, "")

    @property
    def columns(self) -> list[str] | None:
        """The names of the columns asked for; None where the address says nothing of them."""
        text = self.query.get(COLUMNS)
        return None if text is None else [name for name in text.split(",") if name]

    @property
    def filters(self) -> dict[str, list[str]]:
        """The parameters that are filters, empty values left out."""
        pairs = {key: [v for v in values if v] for key, values in self.query.lists() if key not in RESERVED}
        return {key: values for key, values in pairs.items() if values}

    def pairs(self, *, keep_place: bool = False) -> list[tuple[str, str]]:
        """The state as parameters without empty ones and, unless asked for, without the place in the pages."""
        dropped = frozenset() if keep_place else PLACE
        return [(k, v) for k, values in self.query.lists() for v in values if v and k not in dropped]

    def url(self, **changes: str | None) -> str:
        """The address of the same list with these parameters set (None removes one), from its first page."""
        kept = [(k, v) for k, v in self.pairs() if k not in changes]
        added = [(k, v) for k, v in changes.items() if v]
        return "?" + urlencode([*kept, *added])

    def without(self, name: str, value: str) -> str:
        """The address without one value of a filter."""
        return "?" + urlencode([pair for pair in self.pairs() if pair != (name, value)])

    def cleared(self) -> str:
        """The address without filters and search; sorting and columns stay."""
        return "?" + urlencode([(k, v) for k, v in self.pairs() if k in RESERVED and k != SEARCH])

    def saved(self) -> str:
        """What a saved view keeps: all but the place and the view's own number."""
        return urlencode([(k, v) for k, v in self.pairs() if k != VIEW])
