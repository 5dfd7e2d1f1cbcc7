"""Roadmaps and measures entered by hand: the lists typed as lines are read as in a spreadsheet."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from apps.core import counters
from apps.core.actor import acting, current, system
from apps.core.services import history
from apps.core.services.records import change, create
from apps.organizations.models import Profile
from apps.roadmap import quantities
from apps.roadmap.models import Roadmap, RoadmapItem
from apps.roadmap.policies import leads
from apps.roadmap.services.loading import derived, territory
from apps.roadmap.services.occurrences import Made, make_occurrences
from apps.roadmap.services.parts import rebuild_parts
from apps.roadmap.services.progress import refresh_progress

NOT_LEADING = "Дорожную карту ведёт ЦНППМ, муниципальную — также орган управления образованием."
ACTOR = system("roadmap")
LISTS = ("executor_names", "quantity_texts", "counter_codes")


def require_leader(roadmap: Roadmap) -> None:
    """Refuse who does not lead the roadmap."""
    if not leads(current(), roadmap):
        raise ValidationError(NOT_LEADING, code="role")


@transaction.atomic
def create_roadmap(*, profile: Profile, title: str, first_year: int, last_year: int, clause: str = "") -> Roadmap:
    """A new roadmap of a profile, with no measures yet. Raises ``ValidationError``."""
    values = {"title": title.strip(), "first_year": first_year, "last_year": last_year, "clause": clause}
    made = Roadmap(profile=profile, **values, **territory(profile))
    require_leader(made)
    require_years(first_year, last_year)
    return create(made, "create_roadmap")


@transaction.atomic
def update_roadmap(roadmap: Roadmap, **values: Any) -> Roadmap:
    """Change the title or the years; the execution follows the years. Raises ``ValidationError``."""
    require_leader(roadmap)
    require_years(values.get("first_year", roadmap.first_year), values.get("last_year", roadmap.last_year))
    change(roadmap, "update_roadmap", **values)
    make_occurrences(roadmap)
    return roadmap


def require_years(first: int, last: int) -> None:
    """Refuse an end before the beginning."""
    if last < first:
        raise ValidationError({"last_year": "Последний год раньше первого."})


@transaction.atomic
def renew_occurrences(roadmap: Roadmap) -> Made:
    """Make the execution rows that are missing and count the progress: done again it changes nothing."""
    require_leader(roadmap)
    made = make_occurrences(roadmap)
    refresh_progress([roadmap])
    if made.created or made.changed or made.removed:
        after = {"created": made.created, "changed": made.changed, "removed": made.removed}
        history.record_many([history.entry("renew_occurrences", roadmap, {}, after)])
    return made


@transaction.atomic
def create_item(*, roadmap: Roadmap, number: str, **values: Any) -> RoadmapItem:
    """A new measure; its executors get their execution rows. Raises ``ValidationError``."""
    require_leader(roadmap)
    clean = checked(values)
    last = roadmap.items.aggregate(last=Max("position"))["last"] or 0
    item = new_item(roadmap, number=number.strip(), position=last + 1, **clean)
    create(item, "create_measure")
    return settled(item)


def new_item(roadmap: Roadmap, **values: Any) -> RoadmapItem:
    """An unsaved measure that lies where its roadmap lies."""
    place = {"region_id": roadmap.region_id, "municipality_id": roadmap.municipality_id}
    return RoadmapItem(roadmap=roadmap, **place, **values, **derived(values))


@transaction.atomic
def update_item(item: RoadmapItem, **values: Any) -> RoadmapItem:
    """Change a measure; its execution rows follow the term and the executors. Raises ``ValidationError``."""
    require_leader(item.roadmap)
    values.pop("roadmap", None)
    clean = checked(values)
    merged = {"title": item.title, "term": item.term, **clean}
    change(item, "update_measure", **clean, **derived(merged))
    return settled(item)


@transaction.atomic
def close_item(item: RoadmapItem) -> RoadmapItem:
    """Take a measure out of force: what was reported stays, what waits goes. Raises ``ValidationError``."""
    require_leader(item.roadmap)
    change(item, "drop_measure", active=False)
    make_occurrences(item.roadmap)
    return item


@transaction.atomic
def reopen_item(item: RoadmapItem) -> RoadmapItem:
    """Put a measure into force again. Raises ``ValidationError``."""
    require_leader(item.roadmap)
    change(item, "restore_measure", active=True)
    make_occurrences(item.roadmap)
    return item


def settled(item: RoadmapItem) -> RoadmapItem:
    """The measure with its parts, execution rows and progress in step."""
    with acting(ACTOR):
        rebuild_parts([item])
        make_occurrences(item.roadmap)
        year = timezone.localdate().year
        refresh_progress([item.roadmap], years={min(max(year, item.roadmap.first_year), item.roadmap.last_year)})
    return item


def checked(values: dict[str, Any]) -> dict[str, Any]:
    """The lists as they are stored: counters by code. Raises ``ValidationError`` for what cannot be read."""
    clean = {**values}
    for name in LISTS:
        if name in clean:
            clean[name] = [line for line in clean[name] if line.strip()]
    wrong = [text for text in clean.get("quantity_texts", []) if quantities.read(text) is None]
    if wrong:
        raise ValidationError(
            {"quantity_texts": f"«{wrong[0]}» — не количество; например, «не менее 50 человек в год»."}
        )
    if "counter_codes" in clean:
        clean["counter_codes"] = codes_of(clean["counter_codes"])
    return clean


def codes_of(texts: list[str]) -> list[str]:
    """Counters by their codes. Raises ``ValidationError``."""
    found = [(text, counters.find(text)) for text in texts]
    unknown = [text for text, counter in found if counter is None]
    if unknown:
        raise ValidationError({"counter_codes": f"Нет счётчика «{unknown[0]}»."})
    return [counter.code for _, counter in found if counter is not None]
