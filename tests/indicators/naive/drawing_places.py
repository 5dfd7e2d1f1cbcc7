"""Drawn municipalities and organizations, reorganized at times."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from hypothesis import strategies as st

from tests.indicators.naive.dates import ONE_DAY
from tests.indicators.naive.drawing import Calendar, count
from tests.indicators.naive.world import (
    CNPPM,
    COPMKP,
    EDUCATIONAL,
    FEDERAL,
    IRO,
    MUNICIPAL,
    REGIONAL,
    SCHOOL,
    UNIVERSITY,
    Membership,
    Municipality,
    Organization,
)

INSTITUTE, CENTRE = "ПРОБА-ИРО", "ПРОБА-ЦНППМ"
FOUNDERS = (None, MUNICIPAL, MUNICIPAL, REGIONAL, "федеральный", "частный")
KINDS = (SCHOOL, SCHOOL, *sorted(EDUCATIONAL))


@dataclass(frozen=True)
class Territory:
    """Where a world lies; `municipality` is a municipal profile's own."""

    region: str
    municipality: str | None = None

    @property
    def elsewhere(self) -> str:
        """Another region."""
        return "57000000" if self.region != "57000000" else "17000000"

    def code(self, number: int) -> str:
        """A code of the region that no real municipality has; the first is the profile's own."""
        if number == 0 and self.municipality:
            return self.municipality
        return f"{fictitious_prefix(self.region)}{number}000"


def fictitious_prefix(region: str) -> str:
    """The first four digits of made-up municipalities of a region."""
    return f"{region[:2]}{'8' if region[2] == '8' else '9'}9"


@dataclass(frozen=True)
class Reorganization:
    """On the day `ended` went into `successor`, which is new or was there before."""

    on: date
    ended: tuple[str, ...]
    successor: str


@dataclass(frozen=True)
class Places:
    """The drawn ground."""

    municipalities: tuple[Municipality, ...]
    organizations: tuple[Organization, ...]

    def codes(self, *kinds: str) -> list[str]:
        """Codes of the organizations of the kinds; of all if none is named."""
        return [org.code for org in self.organizations if not kinds or org.kind in kinds]


@st.composite
def places(draw: st.DrawFn, territory: Territory, calendar: Calendar) -> Places:
    """Two to four municipalities, one of another region at times, and their organizations."""
    codes = [territory.code(number) for number in range(draw(count(2, 4)))]
    change = draw(_reorganizations(territory, codes, calendar))
    grounds = [_municipality(code, territory.region, change) for code in codes]
    if change and change.successor not in codes:
        grounds.append(_municipality(change.successor, territory.region, change))
    homes = [*codes, *[codes[0]] * 3]
    if draw(st.booleans()):
        homes.append(f"{fictitious_prefix(territory.elsewhere)}0000")
        grounds.append(Municipality(homes[-1], territory.elsewhere, "Пробный округ иного региона"))
    bodies = [_moved(body, change) for body in draw(_organizations(homes, calendar))]
    return Places(tuple(grounds), tuple(bodies))


@st.composite
def _reorganizations(
    draw: st.DrawFn, territory: Territory, codes: list[str], calendar: Calendar
) -> Reorganization | None:
    """None, a renaming, a merger into a new municipality, or one taken into its neighbour."""
    form = draw(st.sampled_from(["none", "renamed", "merged", "absorbed"]))
    if form == "none":
        return None
    on = draw(calendar.ends())
    last = codes[-1]
    if form == "absorbed":
        return Reorganization(on, (last,), codes[0])
    merged = (last,) if form == "renamed" or len(codes) == 2 else (codes[-2], last)
    return Reorganization(on, merged, territory.code(9))


def _municipality(code: str, region: str, change: Reorganization | None) -> Municipality:
    """The municipality with the validity that the reorganization gives it."""
    name = f"Пробный округ {code}"
    if change and code in change.ended:
        return Municipality(code, region, name, None, change.on - ONE_DAY, change.successor)
    is_new = change is not None and code == change.successor and code.endswith("9000")
    return Municipality(code, region, name, change.on if change and is_new else None)


def _moved(body: Organization, change: Reorganization | None) -> Organization:
    """Organizations follow a reorganization with dated membership."""
    if change is None or body.oktmo not in change.ended:
        return body
    before = Membership(body.oktmo, None, change.on - ONE_DAY)
    return replace(body, memberships=(before, Membership(change.successor, change.on)))


@st.composite
def _organizations(draw: st.DrawFn, homes: list[str], calendar: Calendar) -> list[Organization]:
    """The institute, its centre (or a centre on its own), another provider, and up to five schools."""
    home = st.sampled_from(homes)
    other = draw(st.sampled_from([COPMKP, FEDERAL, UNIVERSITY, "Иная организация", CNPPM]))
    bodies = [
        Organization(INSTITUTE, IRO, draw(home), "Пробный институт"),
        Organization(CENTRE, CNPPM, draw(home), "Пробный центр", draw(st.sampled_from([INSTITUTE, None]))),
        Organization("ПРОБА-ИНАЯ", other, draw(home), "Пробная иная организация"),
    ]
    for number in range(1, draw(count(2, 5)) + 1):
        opened = draw(calendar.rarely())
        bodies.append(
            Organization(
                f"ПРОБА-ОО-{number}",
                draw(st.sampled_from(KINDS)),
                draw(home),
                f"Пробная организация № {number}",
                draw(st.sampled_from([None, None, None, INSTITUTE])),
                draw(st.sampled_from(FOUNDERS)),
                opened,
                draw(calendar.rarely(opened)),
            )
        )
    return bodies
