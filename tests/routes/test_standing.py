"""What wants a look: stuck and overdue routes, routes leaning on programmes that have left the ФР."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from apps.core.actor import acting, system
from apps.routes import standing
from apps.routes.models import IndividualRoute, RouteItem
from tests import factories as make
from tests.cast import Cast
from tests.core.web.checks import text_of
from tests.routes.conftest import Browse

pytestmark = pytest.mark.django_db
SYSTEM = system("test")
TODAY, FAR = date(2024, 6, 1), date(2024, 1, 1)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def reasons() -> set[str]:
    """The reasons for which some route wants a look on the day."""
    with acting(SYSTEM):
        return {key for key in standing.ATTENTION if IndividualRoute.objects.filter(standing.wanting(key, TODAY))}


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"drafted_on": ago(14)}, set()),
        ({"drafted_on": ago(15)}, {"draft"}),
        ({"drafted_on": ago(90), "agreed_on": ago(7)}, set()),
        ({"drafted_on": ago(90), "agreed_on": ago(8)}, {"agreed"}),
        ({"approved_on": ago(30)}, set()),
        ({"approved_on": ago(31)}, {"approved"}),
        ({"approved_on": ago(31), "started_on": ago(31)}, set()),
        ({"approved_on": ago(31), "completed_on": ago(1)}, set()),
        ({"drafted_on": ago(90), "cancelled_on": ago(1)}, set()),
        ({}, set()),
    ],
)
def test_route_is_stuck_after_its_days_and_not_before(cast: Cast, fields: dict[str, date], expected: set[str]) -> None:
    with acting(SYSTEM):
        make.make_route(cast.teacher, None, **fields)
    assert reasons() == expected


@pytest.mark.parametrize(
    ("item", "route", "expected"),
    [
        ({"due": ago(1)}, {}, {"late"}),
        ({"due": TODAY}, {}, set()),
        ({"due": ago(1), "done_on": ago(1)}, {}, set()),
        ({"due": ago(1)}, {"completed_on": TODAY}, set()),
        ({"due": ago(1)}, {"cancelled_on": TODAY}, set()),
    ],
)
def test_item_is_late_while_its_route_goes_on(
    cast: Cast, item: dict[str, date], route: dict[str, date], expected: set[str]
) -> None:
    with acting(SYSTEM):
        made = make.make_route(cast.teacher, None, approved_on=ago(5), **route)
        make.make_item(made, make.make_program(cast.iro))
        RouteItem.objects.update(**item)
    assert reasons() == expected


@pytest.mark.parametrize(
    ("excluded", "item", "expected"),
    [
        (None, {}, set()),
        (TODAY, {}, {"registry"}),
        (ago(100), {"done_on": ago(2)}, set()),
        (TODAY + timedelta(days=9), {}, set()),
        (TODAY + timedelta(days=9), {"due": TODAY + timedelta(days=8)}, set()),
        (TODAY + timedelta(days=9), {"due": TODAY + timedelta(days=9)}, {"registry"}),
    ],
)
def test_programme_that_leaves_the_registry_flags_the_routes_on_it(
    cast: Cast, excluded: date | None, item: dict[str, date], expected: set[str]
) -> None:
    with acting(SYSTEM):
        program = make.make_program(cast.iro)
        make.make_entry(program, FAR, excluded)
        make.make_item(make.make_route(cast.teacher, None, approved_on=ago(5)), program)
        RouteItem.objects.update(**item)
    assert reasons() == expected


def test_programme_never_in_the_registry_or_included_anew_flags_nothing(cast: Cast) -> None:
    with acting(SYSTEM):
        again = make.make_program(cast.iro)
        make.make_entry(again, FAR, ago(50))
        make.make_entry(again, ago(20))
        route = make.make_route(cast.teacher, None, approved_on=ago(5))
        for program in (again, make.make_program(cast.iro)):
            make.make_item(route, program)
    assert reasons() == set()


def test_flag_is_seen_on_the_plan_and_narrows_the_list(browse: Browse, cast: Cast) -> None:
    today = timezone.localdate()
    with acting(SYSTEM):
        program = make.make_program(cast.iro)
        make.make_entry(program, FAR, today)
        route = make.make_route(cast.teacher, None, approved_on=today, number="2024-1")
        make.make_item(route, program)
        make.make_route(cast.colleague, None, approved_on=today)
    browser = browse("cnppm")
    assert "Программа выбыла из ФР ДПП" in text_of(browser.get(f"/routes/{route.pk}/?tab=plan"))
    found: Any = browser.get("/routes/?attention=registry").context["listing"].table.page.rows
    assert [row[2] for row in found] == ["2024-1"]
