"""What live counters show for the planned quantities: counted by the system, stored as aggregates (DOMAIN 6, 8)."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from functools import cache

from django.db.models import Max, QuerySet
from django.utils import timezone

from apps.core import counters
from apps.core.actor import acting, system
from apps.core.counters import Place
from apps.roadmap.models import Progress, Quantity, Roadmap
from apps.roadmap.terms import parse

ACTOR = system("roadmap")
FRESH = timedelta(minutes=1)
FIELDS = ("start", "end", "number", "each", "counted_at", "region", "municipality")


def place_of(roadmap: Roadmap) -> Place:
    """Where a roadmap's quantities are counted: its region, or its municipality."""
    own = roadmap.profile.municipality_id
    return Place(roadmap.region_id, own)


def terms_of(quantity: Quantity, years: Collection[int] | None = None) -> dict[int, tuple[date, date]]:
    """Year → the days a quantity is counted for: of a measure due once from the roadmap's beginning to its due day."""
    roadmap = quantity.item.roadmap
    spans = parse(quantity.item.term).spans(roadmap.first_year, roadmap.last_year)
    single = len(spans) == 1
    found = {}
    for span in spans:
        first = date(roadmap.first_year, 1, 1) if single else date(span.year, 1, 1)
        last = span.due if single and span.due else date(span.year, 12, 31)
        found[span.year] = (min(first, last), last)
    return {year: term for year, term in found.items() if years is None or year in years}


def counted(roadmaps: Iterable[Roadmap]) -> QuerySet[Quantity]:
    """The quantities of these roadmaps that a counter stands beside."""
    rows = Quantity.objects.filter(item__roadmap__in=[roadmap.pk for roadmap in roadmaps], item__active=True)
    return rows.exclude(counter="").select_related("item__roadmap__profile")


def each_of(quantity: Quantity) -> str:
    """The counter of those for each of whom the quantity is planned; empty where it is planned for all together."""
    return counters.get(quantity.counter).each if quantity.per else ""


def refresh_progress(roadmaps: Iterable[Roadmap], *, years: Collection[int] | None = None) -> int:
    """Count the quantities of roadmaps in these years (in all of them) and store what came out; returns how many.

    Equal questions (a counter, a place, a term) are asked once. Runs as the system: who may see no person sees the
    number.
    """
    with acting(ACTOR):
        now, made = timezone.now(), []
        number = cache(lambda code, place, start, end: counters.get(code).count(place, start, end))
        for quantity in counted(roadmaps):
            place, each = place_of(quantity.item.roadmap), each_of(quantity)
            for year, (start, end) in terms_of(quantity, years).items():
                made.append(
                    Progress(
                        quantity=quantity, year=year, start=start, end=end, counted_at=now,
                        number=number(quantity.counter, place, start, end),
                        each=number(each, place, start, end) if each else None,
                        region_id=quantity.region_id, municipality_id=quantity.municipality_id,
                    )
                )  # fmt: skip
        Progress.objects.bulk_create(
            made, update_conflicts=True, unique_fields=("quantity", "year"), update_fields=FIELDS
        )
        return len(made)


def freshen(roadmaps: Iterable[Roadmap], *, years: Collection[int]) -> bool:
    """Count anew what was counted over a minute ago, so that a page shows today's numbers; tells whether it did."""
    chosen = list(roadmaps)
    with acting(ACTOR):
        rows = Progress.objects.filter(quantity__item__roadmap__in=[r.pk for r in chosen], year__in=years)
        last = rows.aggregate(last=Max("counted_at"))["last"]
        wanted = counted(chosen).exists() if last is None else last < timezone.now() - FRESH
    return bool(wanted and refresh_progress(chosen, years=years))
