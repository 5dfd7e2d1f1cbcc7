"""The times each measure is due become rows of its executor organizations; made again they stay as they are."""

from collections.abc import Iterable
from dataclasses import dataclass

from apps.core.actor import acting, system
from apps.organizations.models import Organization
from apps.roadmap.enums import State
from apps.roadmap.executors import SINGLE, of_kind, within
from apps.roadmap.models import Evidence, Executor, Occurrence, Roadmap, RoadmapItem
from apps.roadmap.terms import Span, parse

ACTOR = system("roadmap")
# Who answers for a measure whose executors the portal does not know, first found first.
KEEPERS = ("cnppm", "iro", "ministry", "mms", "moo")
Key = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Made:
    """What making the occurrences of a roadmap did."""

    created: int
    changed: int
    removed: int


def make_occurrences(roadmap: Roadmap, *, years: Iterable[int] | None = None) -> Made:
    """Make the execution rows of a roadmap (of these years only) equal to its measures, terms and executors.

    A row that nobody worked on follows its measure or goes with it; one that was reported stays. Runs as the system:
    fan-out reaches organizations the asking person may not write.
    """
    with acting(ACTOR):
        chosen = set(years) if years is not None else None
        wanted = {key: pair for key, pair in wanted_rows(roadmap).items() if chosen is None or pair[0].year in chosen}
        stored = {key_of(row): row for row in Occurrence.objects.filter(item__roadmap=roadmap)}
        stored = {key: row for key, row in stored.items() if chosen is None or row.year in chosen}
        fresh = [new_row(roadmap, key, *pair) for key, pair in wanted.items() if key not in stored]
        Occurrence.objects.bulk_create(fresh, batch_size=1000)
        changed = [row for key, row in stored.items() if key in wanted and follow(row, wanted[key][0])]
        Occurrence.objects.bulk_update(changed, ["start", "due", "label"], batch_size=1000)
        removed = remove_untouched([row.pk for key, row in stored.items() if key not in wanted])
        return Made(len(fresh), len(changed), removed)


def key_of(row: Occurrence) -> Key:
    """What makes an occurrence the same one."""
    return row.item_id, row.organization_id, row.year, row.part


def wanted_rows(roadmap: Roadmap) -> dict[Key, tuple[Span, Organization]]:
    """Every row there should be: measure × time × executor organization that exists then."""
    bodies = Bodies(roadmap)
    items = roadmap.items.filter(active=True).prefetch_related("executors")
    return {
        (item.pk, body.pk, span.year, span.number): (span, body)
        for item in items
        for span in parse(item.term).spans(roadmap.first_year, roadmap.last_year)
        for body in bodies.of(item)
        if exists(body, span)
    }


def exists(body: Organization, span: Span) -> bool:
    """Whether an organization is there in the time of the term."""
    closed = body.closed_on is not None and span.start is not None and body.closed_on <= span.start
    late = body.opened_on is not None and span.due is not None and body.opened_on > span.due
    return not (closed or late)


class Bodies:
    """The organizations of a roadmap's territory, found once for each kind."""

    def __init__(self, roadmap: Roadmap) -> None:
        self.profile = roadmap.profile
        self.known: dict[str, list[Organization]] = {}

    def of_kind(self, kind: str) -> list[Organization]:
        """Organizations of a kind, by their codes."""
        if kind not in self.known:
            self.known[kind] = list(Organization.objects.filter(within(self.profile), of_kind(kind)).order_by("code"))
        return self.known[kind]

    def of(self, item: RoadmapItem) -> list[Organization]:
        """The executor organizations of a measure, each once; its keeper where the portal knows none of them."""
        found = {body.pk: body for executor in item.executors.all() for body in self.named(executor)}
        return list(found.values()) or self.keeper()

    def named(self, executor: Executor) -> list[Organization]:
        """Whom one executor means."""
        if executor.organization_id is not None:
            return [executor.organization] if executor.organization else []
        if not executor.kind:
            return []
        bodies = self.of_kind(executor.kind)
        if executor.fan_out:
            return bodies
        named = [body for body in bodies if executor.name in (body.short_name, body.full_name)]
        return named[:1] or (bodies[:1] if executor.kind in SINGLE else [])

    def keeper(self) -> list[Organization]:
        """Who answers where nobody else can."""
        return next((bodies[:1] for kind in KEEPERS if (bodies := self.of_kind(kind))), [])


def new_row(roadmap: Roadmap, key: Key, span: Span, body: Organization) -> Occurrence:
    """An unsaved row."""
    item, organization, year, part = key
    return Occurrence(
        item_id=item, organization_id=organization, year=year, part=part, label=span.label, start=span.start,
        due=span.due, passed=has_passed(roadmap, span), municipality_id=body.municipality_id,
        region_id=body.region_id, regional=body.shared,
    )  # fmt: skip


def has_passed(roadmap: Roadmap, span: Span) -> bool:
    """Whether the term was over before the roadmap came into the portal: the row is shown, never late."""
    return roadmap.watched_from is not None and span.due is not None and span.due < roadmap.watched_from


def follow(row: Occurrence, span: Span) -> bool:
    """Take over a changed term; tells whether it has changed."""
    if (row.start, row.due, row.label) == (span.start, span.due, span.label):
        return False
    row.start, row.due, row.label = span.start, span.due, span.label
    return True


def remove_untouched(ids: list[int]) -> int:
    """Remove rows nobody worked on."""
    worked = Evidence.objects.filter(occurrence_id__in=ids).values("occurrence_id")
    rows = Occurrence.objects.filter(pk__in=ids, state=State.PLANNED, report="").exclude(pk__in=worked)
    count = rows.count()
    rows.delete()
    return count
