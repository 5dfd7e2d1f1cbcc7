"""A history up to a day of a year that runs: nothing has happened after it, something has in it."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from apps.core.actor import acting, system
from apps.monitoring.generation.plan import Plan
from apps.monitoring.generation.region import generate
from apps.organizations.models import Region
from tests.generation.conftest import plan, rolled_back
from tests.generation.digests import number

pytestmark = pytest.mark.django_db
DAYS = (date(2026, 1, 9), date(2026, 3, 20), date(2026, 11, 22))
HAPPENED = {
    "diagnostics_diagnosticsession": "completed_on",
    "routes_individualroute": "approved_on",
    "programs_enrollment": "enrolled_on",
    "teachers_employment": "start",
    "teachers_attestationcategory": "assigned_on",
    "events_mentoringpair": "start",
    "organizations_statusflag": "valid_from",
    "organizations_headcount": "on_date",
    "organizations_organization": "opened_on",
}


@pytest.fixture(scope="module", params=DAYS, ids=str)
def running(request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any) -> Iterator[Plan]:
    """A small region up to a day."""
    with rolled_back(django_db_blocker):
        made = plan(until=request.param)
        generate(made)
        with acting(system("test")):
            yield made


@pytest.mark.parametrize(("table", "column"), HAPPENED.items(), ids=list(HAPPENED))
def test_nothing_has_happened_after_today(running: Plan, table: str, column: str) -> None:
    today = date.fromordinal(running.last_day)
    assert number(f"SELECT count(*) FROM {table} WHERE {column} > '{today}'") == 0


def test_nobody_took_part_in_what_is_planned(running: Plan) -> None:
    today = date.fromordinal(running.last_day)
    rows = "events_participation p JOIN events_event e ON e.id = p.event_id"
    assert number(f"SELECT count(*) FROM {rows} WHERE greatest(p.on_date, e.start) > '{today}'") == 0


def test_as_much_of_a_year_has_happened_as_has_run(running: Plan) -> None:
    this, before = (
        number("SELECT count(*) FROM diagnostics_diagnosticsession WHERE extract(year FROM completed_on) = %s", year)
        for year in (2026, 2025)
    )
    assert this <= before * running.part(2026) * 1.8 + 5


def test_a_full_year_has_run_whole() -> None:
    assert [Plan.part(plan_of(year), year) for year in (2024, 2025)] == [1.0, 1.0]


def plan_of(year: int) -> Plan:
    """A plan up to the end of a year."""
    return Plan(Region(oktmo="99000000", name="Тест"), None, 100, 1, 10, 3, year)
