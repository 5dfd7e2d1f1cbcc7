"""The units of a profile that a target may be set for, by their ОКТМО and their names."""

from dataclasses import dataclass
from datetime import date

from apps.core.text import sort_key
from apps.organizations.enums import ProfileLevel
from apps.organizations.models import Municipality, Profile

FIRST, LAST = date(1, 1, 1), date(9999, 12, 31)


@dataclass(frozen=True, slots=True)
class Territory:
    """A unit of a profile: ``code`` is how a target stores it (empty for the profile's own unit).

    ``since`` and ``until`` bound the days on which it goes by this name.
    """

    code: str
    oktmo: str
    name: str
    since: date = FIRST
    until: date = LAST

    @property
    def key(self) -> str:
        """What names are compared by."""
        return sort_key(self.name)


def own_territory(profile: Profile) -> Territory:
    """The unit whose regulation the profile is."""
    unit = profile.municipality or profile.region
    return Territory("", unit.oktmo, unit.name)


def territories(profile: Profile) -> list[Territory]:
    """The profile's own unit and, for a region, its municipalities of all times, by name."""
    found = [own_territory(profile)]
    if profile.level == ProfileLevel.REGION:
        rows = Municipality.objects.filter(region=profile.region_id, regional=False).order_by("sort_key", "valid_from")
        found += [territory_of(row) for row in rows]
    return found


def territory_of(row: Municipality) -> Territory:
    """A municipality of a regional profile."""
    return Territory(row.oktmo, row.oktmo, row.name, row.valid_from or FIRST, row.valid_to or LAST)
