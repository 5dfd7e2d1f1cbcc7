"""The roadmap of an act becomes measures when its profile is loaded; loading twice changes nothing."""

from typing import Any

from django.utils import timezone

from apps.core.actor import acting, system
from apps.core.services import history
from apps.core.text import sort_key
from apps.organizations.models import Profile
from apps.organizations.services.placement import regional_level
from apps.roadmap.models import Executor, Quantity, Roadmap, RoadmapItem
from apps.roadmap.quantities import Plan
from apps.roadmap.services.occurrences import make_occurrences
from apps.roadmap.services.parts import place_of, replace
from apps.roadmap.terms import parse

ACTOR = system("roadmap")
KEY_LENGTH = 500


def territory(profile: Profile) -> dict[str, Any]:
    """Where the roadmaps of a profile lie: its municipality, or the regional level of its region."""
    place = profile.municipality or regional_level(profile.region)
    return {"region": profile.region, "municipality": place}


def load_roadmap(profile: Profile, raw: dict[str, Any]) -> None:
    """Make the profile's roadmap equal to its file; a measure that is gone becomes inactive."""
    given = raw.get("roadmap")
    if not given:
        return
    with acting(ACTOR):
        roadmap = load_head(profile, given)
        numbers = [load_item(roadmap, item, place) for place, item in enumerate(given["items"], start=1)]
        if numbers:
            for gone in roadmap.items.filter(active=True).exclude(number__in=numbers):
                store(gone, "drop_measure", {"active": False})
        make_occurrences(roadmap)


def load_head(profile: Profile, given: dict[str, Any]) -> Roadmap:
    """The roadmap itself."""
    values = {name: given.get(name) or "" for name in ("title", "clause")}
    values |= {name: given[name] for name in ("first_year", "last_year")}
    found = Roadmap.objects.filter(profile=profile, of_act=True).first()
    found = found or Roadmap.objects.filter(profile=profile, title=values["title"]).first()
    roadmap = found or Roadmap(profile=profile)
    if found is None:
        # What was due before the portal came was carried out (or not) without it: nobody is late with it here.
        values["watched_from"] = timezone.localdate()
    store(roadmap, "load_roadmap", {**values, **territory(profile), "of_act": True})
    return roadmap


def load_item(roadmap: Roadmap, given: dict[str, Any], position: int) -> str:
    """One measure with its executors and quantities; returns its number."""
    plans = [plan_of(quantity) for quantity in given["quantities"]]
    item = roadmap.items.filter(number=given["number"]).first() or RoadmapItem(roadmap=roadmap, number=given["number"])
    values = {name: given[name] or "" for name in ("title", "term", "result", "section")}
    values |= {
        "executor_names": list(given["executors"]),
        "quantity_texts": [plan.text for plan in plans],
        "counter_codes": counter_codes(given),
        "position": position,
        "active": True,
    }
    store(item, "load_measure", {**values, **derived(values)})
    replace(Executor, item, executors_of(item, given))
    replace(Quantity, item, quantities_of(item, plans, item.counter_codes))
    return item.number


def derived(values: dict[str, Any]) -> dict[str, Any]:
    """What follows from a measure's words."""
    return {"sort_key": sort_key(values["title"])[:KEY_LENGTH], "term_kind": parse(values["term"]).kind}


def counter_codes(given: dict[str, Any]) -> list[str]:
    """The counters of a measure in the order of its quantities, then those that stand alone."""
    beside = [quantity.get("counter") or "" for quantity in given["quantities"]]
    codes = [*beside, *given.get("counters", [])]
    return codes if any(codes) else []


def plan_of(given: dict[str, Any]) -> Plan:
    """A quantity of the file."""
    return Plan(given["value"], given["unit"] or "", given["at_least"], given["period"] or "", given["per"] or "")


def executors_of(item: RoadmapItem, given: dict[str, Any]) -> list[Executor]:
    """The executors with the kinds that the file names."""
    pairs = zip(given["executors"], given["executor_kinds"], strict=True)
    return [
        Executor(**place_of(item), position=place, name=name, kind=kind or "", fan_out=kind in given["fan_out"])
        for place, (name, kind) in enumerate(pairs)
    ]


def quantities_of(item: RoadmapItem, plans: list[Plan], codes: list[str]) -> list[Quantity]:
    """The quantities with their counters; counters without a quantity stand alone."""
    beside = [*codes, *[""] * len(plans)]
    made = [
        Quantity(
            **place_of(item), position=place, counter=beside[place], value=plan.value, unit=plan.unit,
            at_least=plan.at_least, period=plan.period, per=plan.per,
        )
        for place, plan in enumerate(plans)
    ]  # fmt: skip
    alone = codes[len(plans) :]
    return made + [
        Quantity(**place_of(item), position=len(plans) + place, counter=code) for place, code in enumerate(alone)
    ]


def store(obj: Any, verb: str, values: dict[str, Any]) -> bool:
    """Save what differs, with its history entry; tells whether anything did."""
    before = history.snapshot(obj) if obj.pk else None
    if isinstance(obj, RoadmapItem):
        values = {**values, "region_id": obj.roadmap.region_id, "municipality_id": obj.roadmap.municipality_id}
    for name, value in values.items():
        setattr(obj, name, value)
    if before == history.snapshot(obj) and before is not None:
        return False
    obj.save()
    history.record(verb, obj, before=before)
    return True
