"""Results of groups for those who see no people: computed by the system, small groups left out before they are kept.

Why they are stored and not asked for: docs/adr/0011-results-of-groups.md.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from apps.core.actor import acting, system
from apps.core.text import round_half_up
from apps.diagnostics.enums import GroupLevel
from apps.diagnostics.models import GroupResult
from apps.diagnostics.selectors.states import EVERYTHING, Slice, run
from apps.diagnostics.selectors.suppression import hidden_parts, small

SYSTEM = system("group_results")
BATCH = 5000
COUNTED = "count(*), count(*) FILTER (WHERE under), avg(percent), stddev_pop(percent)"
PLACES = f"""{EVERYTHING}
SELECT region_id, municipality_id, organization_id, competence_id, {COUNTED} FROM everything
GROUP BY GROUPING SETS ((region_id, competence_id), (region_id, municipality_id, competence_id),
    (region_id, municipality_id, organization_id, competence_id))"""
SUBJECTS = f"""{EVERYTHING}
SELECT region_id, j.subject_id, competence_id, {COUNTED}
FROM everything x LEFT JOIN teachers_employment_subjects j ON j.employment_id = x.employment_id
GROUP BY region_id, j.subject_id, competence_id"""

Place = tuple[int, int | None, int | None]


@dataclass(frozen=True, slots=True)
class Found:
    """A group before anything is left out; the mean and the spread are in percent of the maximum."""

    people: int
    deficits: int
    mean: Decimal | None
    spread: Decimal | None

    def told(self) -> dict[str, Any]:
        """The figures of a group that may be told."""
        return {
            "people": self.people,
            "deficits": self.deficits,
            "mean": rounded(self.mean),
            "spread": rounded(self.spread),
        }


def rounded(value: Decimal | None) -> Decimal | None:
    """Two decimals, as they are kept."""
    return None if value is None else round_half_up(value, 2)


@transaction.atomic
def rebuild_group_results(*, day: date | None = None) -> int:
    """Make the results of groups anew for all regions as of the day (today); returns how many groups there are.

    Whoever asks, the system computes; what it may not tell it does not keep (``selectors.suppression``).
    """
    with acting(SYSTEM):
        about = Slice(day or timezone.localdate())
        rows = [*place_rows(about), *subject_rows(about)]
        for row in rows:
            row.on_date = about.day
        old = GroupResult.objects.all()
        old._raw_delete(old.db)
        GroupResult.objects.bulk_create(rows, batch_size=BATCH)
        return len(rows)


def place_rows(about: Slice) -> Iterator[GroupResult]:
    """The region, its municipalities and organizations, competence by competence."""
    by_competence: dict[tuple[int, int | None], dict[Place, Found]] = defaultdict(dict)
    for region, municipality, organization, competence, *figures in run(about, SYSTEM, PLACES):
        by_competence[region, competence][region, municipality, organization] = Found(*figures)
    for (_, competence), groups in by_competence.items():
        hidden = hidden_places({place: found.people for place, found in groups.items()})
        for place, found in groups.items():
            region, municipality, organization = place
            told = {"hidden": True} if place in hidden else {"hidden": False, **found.told()}
            yield GroupResult(
                region_id=region,
                municipality_id=municipality,
                organization_id=organization,
                competence_id=competence,
                level=level_of(place),
                **told,
            )


def level_of(place: Place) -> GroupLevel:
    """The level of a place."""
    if place[2] is not None:
        return GroupLevel.ORGANIZATION
    return GroupLevel.REGION if place[1] is None else GroupLevel.MUNICIPALITY


def hidden_places(people: dict[Place, int]) -> set[Place]:
    """From the region down: what may not be told of the places of one competence in one region."""
    parts: dict[Place, dict[Place, int]] = defaultdict(dict)
    for place, count in people.items():
        if level_of(place) != GroupLevel.REGION:
            parts[parent_of(place)][place] = count
    hidden = {place for place, count in people.items() if level_of(place) == GroupLevel.REGION and small(count)}
    for level in (GroupLevel.REGION, GroupLevel.MUNICIPALITY):
        for whole in [place for place in parts if level_of(place) == level]:
            hidden |= hidden_parts(parts[whole], whole_told=whole not in hidden)
    return hidden


def parent_of(place: Place) -> Place:
    """The place that a place is a part of."""
    region, municipality, organization = place
    return (region, None, None) if organization is None else (region, municipality, None)


def subject_rows(about: Slice) -> Iterator[GroupResult]:
    """The subjects of the region; those who teach none are a part of their own."""
    by_competence: dict[tuple[int, int | None], dict[int | None, Found]] = defaultdict(dict)
    for region, subject, competence, *figures in run(about, SYSTEM, SUBJECTS):
        by_competence[region, competence][subject] = Found(*figures)
    for (region, competence), groups in by_competence.items():
        hidden = hidden_parts({subject: found.people for subject, found in groups.items()})
        for subject, found in groups.items():
            told = {"hidden": True} if subject in hidden else {"hidden": False, **found.told()}
            yield GroupResult(
                region_id=region,
                subject_id=subject,
                competence_id=competence,
                level=GroupLevel.SUBJECT,
                **told,
            )
