"""The registry as it was seen: on a day, after a synchronization, between two of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from apps.core.text import DASH, format_date
from apps.programs.enums import Fate, ProgramKind
from apps.programs.mirror.apply import FACTS
from apps.programs.models import RegistryVersion, Synchronization
from apps.programs.models.registry import RegistryFacts

LABELS = {f.name: str(f.verbose_name) for f in RegistryVersion._meta.concrete_fields if f.name in FACTS}


def last_place(day: date) -> int:
    """The place of the last synchronization applied by the end of a day; 0 before the first."""
    rows = Synchronization.objects.filter(place__isnull=False, seen_on__lte=day).order_by("-place")
    return rows.values_list("place", flat=True).first() or 0


def standing(place: int) -> Q:
    """The versions that stood after the synchronization of that place, those of entries that are gone included."""
    return Q(since__lte=place) & (Q(until=None) | Q(until__gt=place))


def seen_at(place: int) -> QuerySet[RegistryVersion]:
    """What the registry showed at a synchronization."""
    return RegistryVersion.objects.filter(standing(place), present=True)


def seen_on(day: date) -> QuerySet[RegistryVersion]:
    """What the registry showed on a day, by the last synchronization applied by its end."""
    return seen_at(last_place(day))


@dataclass(frozen=True, slots=True)
class Difference:
    """An entry that two synchronizations show differently: the words of each changed field before and after."""

    number: str
    title: str
    fate: Fate
    changes: tuple[tuple[str, str, str], ...] = ()

    @property
    def words(self) -> str:
        """«часы: 36 → 72; форма: очная → заочная»."""
        return "; ".join(f"{name}: {old} → {new}" for name, old, new in self.changes)


def differences(earlier: int, later: int) -> Iterator[Difference]:
    """What changed from one synchronization to another, by the entries' numbers, in two queries."""
    touched = RegistryVersion.objects.filter(since__gt=earlier, since__lte=later).values("entry_id")
    rows = RegistryVersion.objects.filter(entry__in=touched).select_related("entry").order_by("entry__number")
    before = {row.entry_id: row for row in rows.filter(standing(earlier))}
    for after in rows.filter(standing(later)):
        if found := difference(before.get(after.entry_id), after):
            yield found


def difference(before: RegistryVersion | None, after: RegistryVersion) -> Difference | None:
    """How two states of one entry differ; None where they do not."""
    was = before is not None and before.present
    if not was and not after.present:
        return None
    fate = Fate.CHANGED if was and after.present else Fate.GONE if was else Fate.BACK if before else Fate.NEW
    changes = tuple(changed(before, after)) if before is not None and fate in (Fate.CHANGED, Fate.BACK) else ()
    if fate is Fate.CHANGED and not changes:
        return None
    return Difference(after.entry.number, after.title, fate, changes)


def changed(before: RegistryFacts, after: RegistryFacts) -> Iterator[tuple[str, str, str]]:
    """The fields that differ, in words."""
    for name in FACTS:
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            yield LABELS[name], word(name, old), word(name, new)


def word(name: str, value: object) -> str:
    """A field's value as people read it."""
    if isinstance(value, date):
        return format_date(value)
    if name == "kind" and value:
        return str(ProgramKind(str(value)).label)
    return str(value) if value not in (None, "") else DASH
