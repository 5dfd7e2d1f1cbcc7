"""How the measures of a roadmap stand in a year, as its timeline and its document show them."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.utils import timezone

from apps.core.actor import Actor, current
from apps.core.text import format_interval
from apps.organizations.models import Organization
from apps.roadmap.enums import OPEN_STATES, State
from apps.roadmap.models import Occurrence, Progress, Quantity, Roadmap, RoadmapItem
from apps.roadmap.selectors import against, planned, stored_progress, works

STATES = ("исполнена", "возвращена", "на приёмке", "не представлена", "просрочена")
DONE, RETURNED, REPORTED, PLANNED, LATE = range(len(STATES))
TONES = {State.ACCEPTED: DONE, State.RETURNED: RETURNED, State.REPORTED: REPORTED, State.PLANNED: PLANNED}


def is_late(row: Occurrence, today: date) -> bool:
    """Whether its term has passed while it waits for its executor."""
    return row.state in OPEN_STATES and not row.passed and row.due is not None and row.due < today


@dataclass
class Line:
    """A measure in a year: its execution rows in sight and what its counters show."""

    item: RoadmapItem
    today: date
    rows: list[Occurrence] = field(default_factory=list)
    counts: list[tuple[Quantity, Progress]] = field(default_factory=list)

    @cached_property
    def by_state(self) -> Counter[int]:
        """How many rows stand where; late ones apart."""
        return Counter(LATE if is_late(row, self.today) else TONES[State(row.state)] for row in self.rows)

    @property
    def tone(self) -> int:
        """The state of the whole: late if anything is, carried out only if everything is."""
        order = (LATE, RETURNED, REPORTED, PLANNED, DONE)
        return next((tone for tone in order if self.by_state[tone]), PLANNED)

    @property
    def state(self) -> str:
        """The state in words: «исполнена», «просрочена (2 из 5)»."""
        if not self.rows:
            return "исполнение не заведено"
        count = self.by_state[self.tone]
        return STATES[self.tone] if len(self.rows) == 1 else f"{STATES[self.tone]} ({count} из {len(self.rows)})"

    @property
    def progress(self) -> str:
        """What the counters show: «1 873 из 2 600, 72,0 %; 12»."""
        shown = [against(row.number, planned(q.value, q.period, row.each)) for q, row in self.counts]
        return "; ".join(shown)

    @property
    def span(self) -> tuple[date, date] | None:
        """From the earliest beginning to the latest term; None where no calendar says it."""
        terms = [(row.start or row.due, row.due) for row in self.rows if row.due is not None]
        return (min(start for start, _ in terms), max(due for _, due in terms)) if terms else None

    @property
    def term(self) -> str:
        """The days of the year, or the printed words."""
        return format_interval(*self.span) if self.span else self.item.term


class Standing:
    """A roadmap in a year, as the reader may see it."""

    def __init__(self, roadmap: Roadmap, year: int, actor: Actor | None = None) -> None:
        self.roadmap, self.year = roadmap, year
        self.actor, self.today = actor or current(), timezone.localdate()

    @cached_property
    def lines(self) -> list[Line]:
        """The measures that are due in the year."""
        rows: dict[int, list[Occurrence]] = {}
        found = works(self.actor).filter(item__roadmap=self.roadmap, year=self.year)
        for row in found.order_by("due", "organization_id", "part"):
            rows.setdefault(row.item_id, []).append(row)
        items = list(self.roadmap.items.filter(active=True, pk__in=rows).order_by("position", "pk"))
        counts = stored_progress(items, self.year)
        return [Line(item, self.today, rows[item.pk], counts.get(item.pk, [])) for item in items]

    @cached_property
    def bodies(self) -> dict[int, str]:
        """The names of the executor organizations in sight."""
        wanted = {row.organization_id for line in self.lines for row in line.rows}
        return dict(Organization.objects.filter(pk__in=wanted).values_list("pk", "short_name"))

    @property
    def sections(self) -> list[tuple[str, list[Line]]]:
        """The measures under their sections, in the order of the act."""
        found: dict[str, list[Line]] = {}
        for line in self.lines:
            found.setdefault(line.item.section, []).append(line)
        return list(found.items())

    @cached_property
    def by_state(self) -> Counter[int]:
        """How many execution rows stand where."""
        total: Counter[int] = Counter()
        for line in self.lines:
            total += line.by_state
        return total

    @property
    def late(self) -> list[tuple[Line, Occurrence]]:
        """The execution rows that are late, the oldest first."""
        found = [(line, row) for line in self.lines for row in line.rows if is_late(row, self.today)]
        return sorted(found, key=lambda pair: pair[1].due or self.today)

    def years(self) -> list[int]:
        """The years of the roadmap."""
        return list(range(self.roadmap.first_year, self.roadmap.last_year + 1))


def year_of(roadmap: Roadmap, text: str, wished: int | None = None) -> int:
    """The year an address names, else the wished one (this year), within the roadmap's bounds."""
    year = int(text) if text.isascii() and text.isdecimal() and len(text) == 4 else wished or timezone.localdate().year
    return min(max(year, roadmap.first_year), roadmap.last_year)
