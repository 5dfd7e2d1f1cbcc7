"""How much of a part, a section, a passport is filled: a figure or a list counts one, a list said to be absent too."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from apps.core.text import percent
from apps.passport.models import Figure, InformationResource, InfrastructureObject, MoneyLine, Part
from apps.passport.models.content import PartRow
from apps.passport.registry import LISTS, SECTIONS, entered_by

LIST_ROWS: dict[str, type[PartRow]] = {
    "infrastructure": InfrastructureObject,
    "financing": MoneyLine,
    "resources": InformationResource,
}
LIST_TITLES = {
    "infrastructure": "объекты инфраструктуры",
    "financing": "финансирование",
    "resources": "информационные ресурсы",
}


@dataclass(frozen=True, slots=True)
class Filled:
    """How many of the fields asked for are filled."""

    done: int
    total: int

    @property
    def percent(self) -> Decimal | None:
        """The share in percent; None where nothing is asked for."""
        return percent(self.done, self.total)

    def __add__(self, other: "Filled") -> "Filled":
        return Filled(self.done + other.done, self.total + other.total)


NOTHING = Filled(0, 0)


@dataclass(frozen=True, slots=True)
class Contents:
    """What of several parts is filled: part → codes of figures, section → parts that have rows in its list."""

    codes: Mapping[int, frozenset[str]]
    lists: Mapping[str, frozenset[int]]

    def section(self, part: Part, code: str) -> Filled:
        """How much of a section the part has filled."""
        asked = [figure.code for figure in entered_by(part.kind) if figure.section == code and not figure.text]
        done = sum(one in self.codes.get(part.pk, frozenset()) for one in asked)
        listed = next((one for one in LISTS if one.code == code), None)
        if listed is None:
            return Filled(done, len(asked))
        has = part.pk in self.lists[code] or listed.number in part.absent
        return Filled(done + has, len(asked) + 1)

    def part(self, part: Part) -> Filled:
        """How much of everything the part has filled."""
        found = NOTHING
        for section in SECTIONS:
            if not section.computed:
                found += self.section(part, section.code)
        return found


def contents_of(parts: Iterable[Part]) -> Contents:
    """What is filled in these parts: four queries, whatever their number."""
    keys = [part.pk for part in parts]
    codes: dict[int, set[str]] = {}
    for part, code in Figure.objects.filter(part__in=keys, computed=False).values_list("part_id", "code"):
        codes.setdefault(part, set()).add(code)
    lists = {
        code: frozenset(model._default_manager.filter(part__in=keys).values_list("part_id", flat=True))
        for code, model in LIST_ROWS.items()
    }
    return Contents({part: frozenset(found) for part, found in codes.items()}, lists)


def lacking(part: Part) -> list[str]:
    """What the part still lacks, in words; texts are never asked for."""
    found = contents_of([part])
    known = found.codes.get(part.pk, frozenset())
    figures = [one.title for one in entered_by(part.kind) if not one.text and one.code not in known]
    lists = [
        LIST_TITLES[one.code] for one in LISTS if part.pk not in found.lists[one.code] and one.number not in part.absent
    ]
    return [title[:1].lower() + title[1:] for title in figures] + lists
