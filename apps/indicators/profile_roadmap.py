"""The roadmap of a profile's file: every fault with its place (docs/profile-format.md, «Roadmap»)."""

from collections.abc import Iterator, Mapping
from typing import Any

from apps.core import counters

KINDS = {str: "текст", list: "список", dict: "набор полей", int: "целое число"}
HEAD: Mapping[str, type] = {"title": str, "first_year": int, "last_year": int, "items": list}
ITEM: Mapping[str, type] = {
    "number": str,
    "title": str,
    "executors": list,
    "executor_kinds": list,
    "fan_out": list,
    "term": str,
    "quantities": list,
}
Problem = tuple[str, str]


def check(roadmap: Any) -> Iterator[Problem]:
    """(place, what is wrong) of a roadmap; none where the act has no roadmap."""
    if roadmap is None:
        return
    head = list(shaped(roadmap, HEAD, "roadmap"))
    yield from head
    if head:
        return
    if roadmap["last_year"] < roadmap["first_year"]:
        yield "roadmap.last_year", "последний год раньше первого"
    seen: set[str] = set()
    for place, item in enumerate(roadmap["items"], start=1):
        yield from check_item(item, f"roadmap.items[{place}]", seen)


def shaped(raw: Any, fields: Mapping[str, type], place: str) -> Iterator[Problem]:
    """Fields that are missing or of another type."""
    if not isinstance(raw, dict):
        yield place, "ожидается набор полей"
        return
    for name, kind in fields.items():
        if not isinstance(raw.get(name), kind) or raw[name] == "":
            yield f"{place}.{name}", f"ожидается {KINDS[kind]}"


def check_item(item: Any, place: str, seen: set[str]) -> Iterator[Problem]:
    """One measure; its number stands once."""
    shape = list(shaped(item, ITEM, place))
    yield from shape
    if shape:
        return
    if item["number"] in seen:
        yield f"{place}.number", f"номер «{item['number']}» уже есть"
    seen.add(item["number"])
    if len(item["executors"]) != len(item["executor_kinds"]):
        yield f"{place}.executor_kinds", "ожидается вид для каждого исполнителя"
    for quantity in item["quantities"]:
        if not isinstance(quantity, dict) or not isinstance(quantity.get("value"), int):
            yield f"{place}.quantities", "ожидается value — целое число"
        elif missing := {"unit", "at_least", "period", "per"} - set(quantity):
            yield f"{place}.quantities", f"не хватает: {', '.join(sorted(missing))}"
    yield from check_counters(item, place)


def check_counters(item: Mapping[str, Any], place: str) -> Iterator[Problem]:
    """The counters a measure names."""
    beside = [quantity.get("counter") for quantity in item["quantities"] if isinstance(quantity, dict)]
    known = {counter.code for counter in counters.every()}
    for code in [*beside, *item.get("counters", [])]:
        if code and code not in known:
            yield f"{place}.counters", f"нет счётчика «{code}»"
