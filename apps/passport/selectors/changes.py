"""What differs between two passports, and between a passport and the data of today."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from apps.core import access
from apps.core.actor import acting, current, system
from apps.core.text import DASH, format_number
from apps.passport.enums import Exam
from apps.passport.models import Passport
from apps.passport.registry import BY_CODE, CORRELATION, INDICATOR, SECTIONS
from apps.passport.selectors.computed import Computed, computed
from apps.passport.selectors.view import Entry, View, plain

Flat = dict[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Change:
    """One thing before and after; «—» where it was not there, or is not there any more."""

    title: str
    before: str
    after: str


def versions_of(passport: Passport) -> list[Passport]:
    """All versions of the year that the reader sees, the newest first."""
    same = {"profile": passport.profile_id, "year": passport.year}
    return list(Passport.objects.filter(access.scope(Passport, current()), **same).order_by("-version"))


def differences(before: Passport, after: Passport) -> list[Change]:
    """What changed from one passport to another, in the order of the later one."""
    return changed(flat(View(before)), flat(View(after)))


def changed(old: Mapping[str, tuple[str, str]], new: Mapping[str, tuple[str, str]]) -> list[Change]:
    """The keys whose values differ."""
    nothing = ("", DASH)
    return [
        Change((new.get(key) or old[key])[0], old.get(key, nothing)[1], new.get(key, nothing)[1])
        for key in dict.fromkeys([*new, *old])
        if old.get(key, nothing)[1] != new.get(key, nothing)[1]
    ]


def flat(view: View) -> Flat:
    """Everything a passport says as key → (title, value)."""
    found: Flat = {}
    for one in SECTIONS:
        for entry in view.entries(one):
            found[entry.code] = (entry.title, entry.value)
    return {**found, **links(view.correlations), **listed(view)}


def links(rows: list[dict[str, Any]]) -> Flat:
    """The correlations."""
    return {
        f"{CORRELATION}.{row['exam']}.{row['subject']}.{row['indicator']}": (
            f"{Exam(row['exam']).label}, {row['subject']}: {row['short']}",
            link_words(row),
        )
        for row in rows
    }


def link_words(row: Mapping[str, Any]) -> str:
    """«r = 0,41; ρ = 0,38; школ 57», or why there is no coefficient."""
    if row["refusal"]:
        return str(row["refusal"])
    return f"r = {decimal(row['pearson'])}; ρ = {decimal(row['spearman'])}; школ: {row['schools']}"


def decimal(coefficient: Mapping[str, str]) -> str:
    """A stored coefficient with a decimal comma."""
    return coefficient["value"].replace(".", ",").replace("-", "\u2212")


def listed(view: View) -> Flat:
    """The rows of the lists."""
    found: Flat = {}
    for line in view.lists["financing"]:
        title = f"Финансирование, {line.get_money_source_display()}, {line.year}: {line.purpose} ({line.part.name})"
        key = f"money.{line.part.name}.{line.money_source}.{line.year}.{line.purpose}"
        found[key] = (title, f"{format_number(plain(line.amount))} тыс. руб.")
    for thing in view.lists["infrastructure"]:
        title = f"{thing.get_kind_display().capitalize()}: {thing.title} ({thing.part.name})"
        found[f"object.{thing.part.name}.{thing.kind}.{thing.title}"] = (title, format_number(thing.quantity))
    for one in view.lists["resources"]:
        title = f"{one.get_kind_display().capitalize()}: {one.title} ({one.part.name})"
        found[f"resource.{one.part.name}.{one.kind}.{one.title}"] = (
            title,
            "; ".join((one.owner, one.purpose, one.url)),
        )
    return found


def against_today(passport: Passport) -> list[Change]:
    """How the computed figures of a passport differ from what the data give now."""
    view = View(passport)
    with acting(system("passport")):
        now = computed(passport)
    rows = next((one.detail for one in now if one.code == CORRELATION), None)
    today: Flat = {one.code: today_of(one) for one in now if one.code != CORRELATION}
    stored = {code: pair for code, pair in flat(view).items() if is_computed(code)}
    return changed(stored, {**today, **links(rows if isinstance(rows, list) else [])})


def is_computed(code: str) -> bool:
    """Whether a key is of a computed figure."""
    return code.startswith((INDICATOR, CORRELATION)) or (code in BY_CODE and BY_CODE[code].computed)


def today_of(one: Computed) -> tuple[str, str]:
    """The title and the value of a figure computed now."""
    declared = BY_CODE.get(one.code)
    title = declared.title if declared is not None else one.text
    entry = Entry(one.code, title, "", one.number, one.denominator, "", one.source, "", one.missing)
    return title, entry.value
