"""Regions of the country and the municipalities of the shipped profiles' regions."""

from datetime import date
from decimal import Decimal

from apps.core import dictionaries
from apps.core.text import sort_key
from apps.organizations.models import Municipality, Region
from apps.organizations.services.placement import regional_level

Key = tuple[str, date | None]
# What the file may correct later; dates and successors are changed by reorganizations alone.
DESCRIBED = ("name", "sort_key", "center", "latitude", "longitude")


def load() -> None:
    """Insert what is missing, correct the rest; a region with municipalities also gets its regional level."""
    dictionaries.load(Region, "oktmo", (region(row) for row in dictionaries.rows("regions")), "name", "sort_key")
    load_municipalities(dictionaries.rows("municipalities"))


def region(row: dict[str, str]) -> Region:
    """A region of the file."""
    return Region(oktmo=row["oktmo"], name=row["name"], sort_key=sort_key(row["name"]))


def day(cell: str) -> date | None:
    """A date of the file."""
    return date.fromisoformat(cell) if cell else None


def number(cell: str) -> Decimal | None:
    """A coordinate of the file."""
    return Decimal(cell) if cell else None


def key_of(row: dict[str, str]) -> Key:
    """The key of a municipality."""
    return row["oktmo"], day(row["valid_from"])


def municipality(row: dict[str, str], place: Region) -> Municipality:
    """A municipality of the file; successors are named afterwards."""
    return Municipality(
        region=place,
        oktmo=row["oktmo"],
        name=row["name"],
        sort_key=sort_key(row["name"]),
        center=row["center"],
        latitude=number(row["lat"]),
        longitude=number(row["lon"]),
        valid_from=day(row["valid_from"]),
        valid_to=day(row["valid_to"]),
    )


def load_municipalities(rows: list[dict[str, str]]) -> None:
    """Insert the municipalities that are missing, then the successors of those; correct names and centres of others."""
    known = set(Municipality.objects.filter(regional=False).values_list("oktmo", "valid_from"))
    missing = [row for row in rows if key_of(row) not in known]
    regions = {place.oktmo: place for place in Region.objects.all()}
    there = (municipality(row, regions[row["region_oktmo"]]) for row in rows if key_of(row) in known)
    dictionaries.correct(Municipality, ("oktmo", "valid_from"), there, DESCRIBED)
    if not missing:
        return
    Municipality.objects.bulk_create(municipality(row, regions[row["region_oktmo"]]) for row in missing)
    for oktmo in sorted({row["region_oktmo"] for row in missing}):
        regional_level(regions[oktmo])
    name_successors([row for row in missing if row["successor"]])


def name_successors(rows: list[dict[str, str]]) -> None:
    """The successor of a municipality is the row of that code in force on the day after its end."""
    found = {(place.oktmo, place.valid_from): place for place in Municipality.objects.filter(regional=False)}
    ended = []
    for row in rows:
        place = found[key_of(row)]
        place.successor = successor(row["successor"], place, found)
        ended.append(place)
    Municipality.objects.bulk_update(ended, ["successor"])


def successor(oktmo: str, of: Municipality, found: dict[Key, Municipality]) -> Municipality:
    """The row of that code that goes on after the end; raises ``LookupError`` for a broken file."""
    fit = [place for (code, _), place in found.items() if code == oktmo and place is not of and goes_on(place, of)]
    if not fit:
        raise LookupError(f"municipalities.csv: {of.oktmo} names a successor {oktmo} that is not in force after it")
    return fit[0]


def goes_on(place: Municipality, of: Municipality) -> bool:
    """Whether the place is in force after the end of the other."""
    end = of.valid_to or date.min
    return (place.valid_from is None or place.valid_from > of.valid_from if of.valid_from else True) and (
        place.valid_to is None or place.valid_to > end
    )
