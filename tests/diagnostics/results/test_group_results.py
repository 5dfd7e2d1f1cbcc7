"""Results of groups kept for those who see no people: what stands in them, what never does."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from apps.core.actor import acting, system
from apps.core.services import jobs
from apps.diagnostics.enums import GroupLevel
from apps.diagnostics.models import GroupResult
from apps.diagnostics.selectors.deficit_map import Axis, Cell, stored_grid
from apps.diagnostics.services.group_results import rebuild_group_results
from tests.cast import Cast
from tests.diagnostics.results.people import assess

pytestmark = pytest.mark.django_db
SYSTEM = system("test")
DAY = date(2025, 12, 31)


def kept(level: str) -> dict[str, Any]:
    """Name of the unit → its figures in Т-01 (None where hidden)."""
    with acting(SYSTEM):
        rows = GroupResult.objects.filter(level=level, competence__code="Т-01", region__oktmo="99000000")
        return {
            str(row.organization or row.municipality or "регион"): None if row.hidden else (row.people, row.deficits)
            for row in rows
        }


def test_figures_of_each_level_are_kept_with_mean_and_spread(cast: Cast) -> None:
    with acting(SYSTEM):
        assess(cast, cast.school_a, [40, 40, 80, 80, 60], DAY)
        assess(cast, cast.school_b, [50] * 6, DAY)
    rebuild_group_results(day=DAY)
    assert kept(GroupLevel.REGION) == {"регион": (11, 8)}
    assert kept(GroupLevel.MUNICIPALITY) == {"Район А": (5, 2), "Район Б": (6, 6)}
    assert kept(GroupLevel.ORGANIZATION) == {"Школа А-1": (5, 2), "Школа Б-1": (6, 6)}
    with acting(SYSTEM):
        row = GroupResult.objects.get(organization=cast.school_a, competence__code="Т-01")
        whole = GroupResult.objects.get(level=GroupLevel.REGION, competence=None)
    assert (row.mean, row.spread, row.on_date) == (Decimal("60.00"), Decimal("17.89"), DAY)
    assert (whole.people, whole.deficits, whole.mean) == (11, 8, None)


def test_a_small_group_is_not_kept_and_takes_another_with_it(cast: Cast) -> None:
    with acting(SYSTEM):
        assess(cast, cast.school_a, [40] * 7, DAY)
        assess(cast, cast.school_a2, [40] * 9, DAY)
        assess(cast, cast.school_b, [40, 80], DAY)
    rebuild_group_results(day=DAY)
    assert kept(GroupLevel.REGION) == {"регион": (18, 17)}
    assert kept(GroupLevel.MUNICIPALITY) == {"Район А": None, "Район Б": None}
    assert kept(GroupLevel.ORGANIZATION) == {"Школа А-1": None, "Школа А-2": (9, 9), "Школа Б-1": None}
    with acting(SYSTEM):
        hidden = set(GroupResult.objects.filter(hidden=True).values_list("people", "deficits", "mean", "spread"))
    assert hidden == {(None, None, None, None)}


def test_made_anew_they_hold_what_is_true_on_the_day(cast: Cast) -> None:
    with acting(SYSTEM):
        assess(cast, cast.school_a, [40] * 5, DAY)
    assert rebuild_group_results(day=date(2025, 12, 30)) == 0
    assert rebuild_group_results(day=DAY) == rebuild_group_results(day=DAY) == 8
    assert kept(GroupLevel.ORGANIZATION) == {"Школа А-1": (5, 5)}


@pytest.mark.parametrize(
    ("role", "levels"),
    [
        ("ministry", {"region", "municipality", "organization", "subject"}),
        ("umo", {"region", "municipality", "organization", "subject"}),
        ("iro", {"region", "municipality", "organization", "subject"}),
        ("moo", {"municipality", "organization"}),
        ("operator", set()),
        ("teacher", set()),
        ("cnppm", set()),
    ],
)
def test_each_role_reads_the_groups_of_its_unit(cast: Cast, role: str, levels: set[str]) -> None:
    with acting(SYSTEM):
        assess(cast, cast.school_a, [40] * 5, DAY)
        assess(cast, cast.school_b, [40] * 5, DAY)
        assess(cast, cast.foreign_school, [40] * 5, DAY)
    rebuild_group_results(day=DAY)
    with acting(cast.actor(role)):
        rows = list(GroupResult.objects.all())
    assert {row.level for row in rows} == levels
    assert {row.region_id for row in rows} <= {cast.region.pk}
    if role == "moo":
        assert {row.municipality_id for row in rows} == {cast.municipality_a.pk}


def test_the_kept_map_shows_the_same_as_the_records(cast: Cast) -> None:
    with acting(SYSTEM):
        assess(cast, cast.school_a, [40, 40, 80, 80, 60], DAY)
        assess(cast, cast.school_b, [50] * 6, DAY)
    rebuild_group_results(day=DAY)
    actor = cast.actor("ministry")
    with acting(actor):
        grid = stored_grid(Axis.MUNICIPALITY, actor)
        schools = stored_grid(Axis.ORGANIZATION, actor, cast.municipality_a.pk)
    one = grid.competences[0].pk
    assert [unit.name for unit in grid.units] == ["Район А", "Район Б"]
    assert grid.cell(one, cast.municipality_a.pk) == Cell(5, 2, Decimal("60.00"))
    assert (grid.cell(one, None).people, grid.whole.deficits) == (11, 8)
    assert [unit.pk for unit in schools.units] == [cast.school_a.pk]
    assert schools.cell(one, None) == Cell(5, 2, Decimal("60.00"))


def test_the_job_says_how_many_groups(cast: Cast) -> None:
    from apps.core.jobs import kind_of

    kind = kind_of("group_results")
    assert (kind.system, kind.daily) == (True, "01:20")
    with acting(cast.actor("cnppm")):
        assert jobs.submit("group_results", {}, title="Сводные").kind == "group_results"
