"""The real municipalities of the unit, with an invented weight each."""

from dataclasses import dataclass
from random import Random

from django.db.models import Q

from apps.core.text import sort_key
from apps.monitoring.generation.days import iso
from apps.monitoring.generation.plan import Plan
from apps.organizations.models import Municipality

CITY_WEIGHT = 3.0
CAPITAL_WEIGHT = 6.0
STEM = 5


class NoTerritory(ValueError):
    """The dictionary holds no municipality of the region."""


@dataclass(frozen=True, slots=True)
class Place:
    """A municipality: how large, how good its people are at the start, how eagerly its methodists work."""

    municipality: Municipality
    weight: float
    quality: float
    drive: float
    settlement: int


def weight_of(rng: Random, municipality: Municipality, region: str) -> float:
    """The capital is the largest, then cities, then districts."""
    name = sort_key(municipality.name)
    chance = rng.lognormvariate(0, 0.35)
    if "город" not in name:
        return chance
    capital = any(word.startswith(sort_key(region)[:STEM]) for word in name.split())
    return chance * (CAPITAL_WEIGHT if capital else CITY_WEIGHT)


def municipalities(plan: Plan) -> list[Municipality]:
    """Those in force on the first day of the history; a later reorganization moves their organizations by itself."""
    if plan.municipality:
        return [plan.municipality]
    on = iso(plan.first_day)
    found = Municipality.objects.filter(region=plan.region, regional=False).filter(
        Q(valid_from=None) | Q(valid_from__lte=on), Q(valid_to=None) | Q(valid_to__gte=on)
    )
    return list(found.order_by("oktmo", "valid_from"))


def places(plan: Plan) -> list[Place]:
    """The municipalities of the unit. Raises ``NoTerritory``."""
    found = municipalities(plan)
    if not found:
        raise NoTerritory(f"в справочнике нет муниципалитетов региона {plan.region.oktmo}: загрузите их")
    rng = plan.rng("territory")
    return [
        Place(row, weight_of(rng, row, plan.region.name), rng.gauss(0, 0.03), rng.lognormvariate(0, 0.28), number)
        for number, row in enumerate(found)
    ]


def shares(total: int, weights: list[float], minimum: int = 0) -> list[int]:
    """Whole numbers in proportion to the weights that add up to the total (largest remainder)."""
    base = minimum if total >= minimum * len(weights) else 0
    rest, whole = total - base * len(weights), sum(weights)
    exact = [rest * weight / whole for weight in weights]
    counts = [int(value) for value in exact]
    order = sorted(range(len(weights)), key=lambda i: (counts[i] - exact[i], i))
    for index in order[: rest - sum(counts)]:
        counts[index] += 1
    return [base + count for count in counts]
