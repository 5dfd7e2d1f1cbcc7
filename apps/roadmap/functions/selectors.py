"""Reads of functions: the matrix subject × function with the figure of a period and the confirmations by hand."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from django.db.models import Q

from apps.core import access
from apps.core.access import INSTALLATION
from apps.core.actor import Actor
from apps.core.counters import Counter, Place
from apps.core.web import resource as resources
from apps.indicators.policies import in_place
from apps.indicators.shown import Way, way_of
from apps.organizations.enums import ProfileLevel
from apps.organizations.models import Municipality, Profile
from apps.roadmap.models import FunctionEvidence


class Standing(StrEnum):
    """How a function stands in a period."""

    SHOWN = "shown"
    CONFIRMED = "confirmed"
    OPEN = "open"

    @property
    def words(self) -> str:
        """What the screen says."""
        return {"shown": "видно в портале", "confirmed": "подтверждено вручную", "open": "не подтверждено"}[self.value]

    @property
    def tone(self) -> str:
        """The colour of the badge; the words stay."""
        return {"shown": "green", "confirmed": "blue", "open": "orange"}[self.value]


@dataclass(frozen=True, slots=True)
class Line:
    """One function: its words, what shows it, the figure of the period, the confirmations."""

    code: str
    clause: str
    text: str
    way: Way
    number: int | None = None
    url: str = ""
    evidence: tuple[FunctionEvidence, ...] = ()

    @property
    def standing(self) -> Standing:
        """Shown by the portal, else confirmed by people, else open."""
        if self.number:
            return Standing.SHOWN
        return Standing.CONFIRMED if self.evidence else Standing.OPEN

    @property
    def figure(self) -> str:
        """The figure with its word: «12 маршрутов»; empty where nothing is counted."""
        return self.way.counter.text(self.number) if self.way.counter and self.number is not None else ""


@dataclass(slots=True)
class Subject:
    """A body of the regulation with its functions."""

    key: str
    title: str
    lines: list[Line] = field(default_factory=list)

    def count(self, standing: Standing) -> int:
        """How many functions stand so."""
        return sum(1 for line in self.lines if line.standing == standing)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the matrix is about: a profile, a part of its territory (None: the whole), a period."""

    profile: Profile
    start: date
    end: date
    municipality: Municipality | None = None

    @property
    def place(self) -> Place:
        """Where to count."""
        if self.municipality is not None:
            return Place(municipality=self.municipality.pk)
        if self.profile.level == ProfileLevel.MUNICIPALITY:
            return Place(municipality=self.profile.municipality_id)
        return Place(region=self.profile.region_id)

    @property
    def territory(self) -> str:
        """The territory by name."""
        return str(self.municipality or self.profile.municipality or self.profile.region)


def profiles_in_sight(actor: Actor) -> list[Profile]:
    """The profiles whose functions the actor follows: those of the actor's region, for a municipality also its own."""
    wide = actor.is_system or actor.level == INSTALLATION
    rows = Profile.objects.filter(Q() if wide else Q(region=actor.region_id)).select_related("region", "municipality")
    return [one for one in rows if wide or in_place(actor, one)]


def function_of(profile: Profile, code: str) -> Mapping[str, Any] | None:
    """A function of the profile by its code."""
    return next((one for one in profile.functions if one["code"] == code), None)


def evidence_of(asked: Asked, actor: Actor) -> dict[str, tuple[FunctionEvidence, ...]]:
    """The confirmations whose period shares a day with the asked one, by function, in the actor's scope."""
    scope = access.scope(FunctionEvidence, actor)
    days = {"period_from__lte": asked.end, "period_to__gte": asked.start}
    rows = FunctionEvidence.objects.filter(scope, profile=asked.profile, **days)
    if asked.municipality is not None:
        rows = rows.filter(Q(municipality=asked.municipality) | Q(regional=True))
    found: dict[str, list[FunctionEvidence]] = {}
    for row in rows:
        found.setdefault(row.function, []).append(row)
    return {code: tuple(listed) for code, listed in found.items()}


def numbers_of(ways: Iterable[Way], asked: Asked) -> dict[str, int]:
    """Every counter once, however many functions it shows."""
    used = {way.counter.code: way.counter for way in ways if way.counter}
    return {code: counter.count(asked.place, asked.start, asked.end) for code, counter in used.items()}


def url_of(counter: Counter, asked: Asked, actor: Actor) -> str:
    """The list of what a counter counts, where the reader may open it; else empty."""
    url = counter.url(asked.place, asked.start, asked.end)
    if not url:
        return ""
    app, _, name = counter.page.partition(":")
    try:
        found = resources.get(f"{app}.{name.removesuffix('_list')}")
    except KeyError:
        return ""
    return url if found.opens(actor) else ""


def matrix(asked: Asked, actor: Actor) -> list[Subject]:
    """The functions of the profile by subject, in the order of the regulation, as they stand in the period."""
    ways = {one["code"]: way_of(one) for one in asked.profile.functions}
    numbers, evidence = numbers_of(ways.values(), asked), evidence_of(asked, actor)
    subjects: dict[str, Subject] = {}
    for one in asked.profile.functions:
        title = one.get("subject_title") or one["subject"]
        subject = subjects.setdefault(title, Subject(str(len(subjects) + 1), title))
        subject.lines.append(line_of(one, ways[one["code"]], numbers, evidence, asked, actor))
    return list(subjects.values())


def line_of(
    one: Mapping[str, Any], way: Way, numbers: Mapping[str, int], evidence: Mapping[str, tuple[FunctionEvidence, ...]],
    asked: Asked, actor: Actor,
) -> Line:  # fmt: skip
    """One function as it stands."""
    text = " ".join(part for part in (one.get("lead"), one["text"]) if part)
    confirmed = evidence.get(one["code"], ())
    if way.counter is None:
        return Line(one["code"], one["clause"], text, way, evidence=confirmed)
    number, url = numbers[way.counter.code], url_of(way.counter, asked, actor)
    return Line(one["code"], one["clause"], text, way, number, url, confirmed)


def narrowed(subjects: list[Subject], subject: str = "", standing: str = "") -> list[Subject]:
    """The matrix narrowed to one subject and one standing; subjects with nothing left are left out."""
    chosen = [one for one in subjects if not subject or one.key == subject]
    if not standing:
        return chosen
    kept = [Subject(one.key, one.title, [line for line in one.lines if line.standing == standing]) for one in chosen]
    return [one for one in kept if one.lines]
