"""What a measure's printed lists were read as: executors and quantities, kept in step with the lists."""

from collections.abc import Iterable, Sequence
from typing import Any

from apps.core.text import sort_key
from apps.roadmap import quantities
from apps.roadmap.executors import Meaning, meaning_of
from apps.roadmap.models import Executor, Quantity, RoadmapItem


def place_of(item: RoadmapItem) -> dict[str, Any]:
    """The columns that place a part of a measure."""
    return {"item": item, "region_id": item.region_id, "municipality_id": item.municipality_id}


def known_meanings(item: RoadmapItem) -> dict[str, Meaning]:
    """How the names of this roadmap were read so far: an import that repeats a name means the same."""
    rows = Executor.objects.filter(item__roadmap_id=item.roadmap_id).order_by("item_id", "position")
    return {sort_key(e.name): Meaning(e.kind, e.fan_out, e.organization_id) for e in rows}


def read_executors(item: RoadmapItem) -> list[Executor]:
    """The unsaved executors that the names of a measure mean."""
    known = known_meanings(item)
    found = [(name, meaning_of(name, item.roadmap.profile, known)) for name in item.executor_names]
    return [
        Executor(
            **place_of(item),
            position=place,
            name=name,
            kind=meaning.kind,
            fan_out=meaning.fan_out,
            organization_id=meaning.organization,
        )
        for place, (name, meaning) in enumerate(found)
    ]


def read_quantities(item: RoadmapItem) -> list[Quantity]:
    """The unsaved quantities of a measure, each with the counter that stands beside it; left counters stand alone."""
    count = max(len(item.quantity_texts), len(item.counter_codes))
    texts = [*item.quantity_texts, *[""] * count][:count]
    codes = [*item.counter_codes, *[""] * count][:count]
    pairs = [(quantities.read(text), code) for text, code in zip(texts, codes, strict=True)]
    return [
        Quantity(
            **place_of(item),
            position=place,
            counter=code,
            **(
                {}
                if plan is None
                else {name: getattr(plan, name) for name in ("value", "unit", "at_least", "period", "per")}
            ),
        )
        for place, (plan, code) in enumerate(pairs)
        if plan is not None or code
    ]


SAME = {
    Executor: ("position", "name", "kind", "fan_out", "organization_id"),
    Quantity: ("position", "value", "unit", "at_least", "period", "per", "counter"),
}


def replace(model: type[Any], item: RoadmapItem, wanted: Sequence[Any]) -> bool:
    """Make the stored parts of a measure equal to the wanted ones; nothing is written where they are."""
    stored = list(model.objects.filter(item=item))
    if [key(model, part) for part in stored] == [key(model, part) for part in wanted]:
        return False
    model.objects.filter(item=item).delete()
    model.objects.bulk_create(wanted)
    return True


def key(model: type[Any], part: Any) -> tuple[object, ...]:
    """What two equal parts have in common."""
    return tuple(getattr(part, name) for name in SAME[model])


def rebuild_parts(items: Iterable[RoadmapItem]) -> None:
    """Read the lists of measures anew (``roadmap__profile`` is needed of each)."""
    for item in items:
        replace(Executor, item, read_executors(item))
        replace(Quantity, item, read_quantities(item))
