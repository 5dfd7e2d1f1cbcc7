"""A row in every table of roadmaps for each place of the cast, and a roadmap for the tests of this application."""

from datetime import date
from typing import Any

from apps.organizations.models import Municipality, Organization, Profile, Region
from apps.organizations.services.placement import regional_level
from apps.roadmap.models import Evidence, Executor, Move, Occurrence, Progress, Quantity, Roadmap, RoadmapItem
from apps.roadmap.services.loading import derived
from apps.teachers.models import Person
from tests.cast import Cast
from tests.permissions.rows import DAY, filler, place_columns

YEAR = 2025


def make_profile(region: Region, municipality: Municipality | None = None) -> Profile:
    """A profile of the territory."""
    level = "municipality" if municipality else "region"
    code = municipality.oktmo if municipality else region.oktmo
    defaults = {"title": f"Положение {code}", "level": level, "region": region, "municipality": municipality}
    return Profile.objects.get_or_create(code=f"karta-{code}", defaults=defaults)[0]


def make_roadmap(profile: Profile, **fields: Any) -> Roadmap:
    """A roadmap of the profile for the years 2025 and 2026."""
    place = profile.municipality or regional_level(profile.region)
    values = {"title": f"Карта {profile.code}", "first_year": YEAR, "last_year": YEAR + 1, **fields}
    return Roadmap.objects.get_or_create(profile=profile, region=profile.region, municipality=place, **values)[0]


def make_item(roadmap: Roadmap, number: str, **fields: Any) -> RoadmapItem:
    """A measure of the roadmap."""
    words = {"title": f"Мера {number}", "term": "ежегодно", "result": "сделано", **fields}
    place = {"region": roadmap.region, "municipality": roadmap.municipality}
    return RoadmapItem.objects.create(roadmap=roadmap, number=number, **place, **{**words, **derived(words)})


def make_executor(item: RoadmapItem, kind: str, **fields: Any) -> Executor:
    """An executor of the measure."""
    place = {"region": item.region, "municipality": item.municipality}
    return Executor.objects.create(item=item, kind=kind, **place, **{"name": kind, **fields})


def make_quantity(item: RoadmapItem, **fields: Any) -> Quantity:
    """A planned quantity of the measure."""
    return Quantity.objects.create(item=item, region=item.region, municipality=item.municipality, **fields)


def make_occurrence(item: RoadmapItem, organization: Organization, **fields: Any) -> Occurrence:
    """A time the organization has to carry the measure out."""
    values = {"year": YEAR, "due": date(YEAR, 12, 31), "regional": organization.shared, **fields}
    return Occurrence.objects.create(item=item, **place_columns(organization), **values)


@filler
def roadmap_rows(cast: Cast, mark: str, organization: Organization, person: Person) -> None:
    roadmap = make_roadmap(make_profile(organization.region))
    item = make_item(roadmap, mark)
    make_executor(item, "school", fan_out=True)
    quantity = make_quantity(item, value=10, counter="events")
    place = {"region": item.region, "municipality": item.municipality}
    Progress.objects.create(quantity=quantity, year=YEAR, start=DAY, end=DAY, number=3, **place)
    occurrence = make_occurrence(item, organization)
    Evidence.objects.create(
        occurrence=occurrence, **place_columns(organization), text=mark, added_on=DAY, added_by="Тест"
    )
    Move.objects.create(occurrence=occurrence, **place_columns(organization), who="Тест", state="planned")
