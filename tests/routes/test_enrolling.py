"""Who may be offered to a group by routes: open items of approved routes, without a sight of the routes."""

from datetime import date

import pytest

from apps.core.actor import acting, system
from apps.programs.models import StudyGroup
from apps.routes.models import IndividualRoute, RouteItem
from apps.routes.services.enrolling import people_by_routes
from tests import factories as make
from tests.cast import Cast
from tests.core.web.checks import log_in

pytestmark = pytest.mark.django_db
SYSTEM = system("test")
DAY = date(2025, 3, 3)


@pytest.fixture
def group(cast: Cast) -> StudyGroup:
    with acting(SYSTEM):
        program = make.make_program(cast.iro)
        return StudyGroup.objects.create(program=program, code="Г-1", start=DAY, end=DAY)


def planned(cast: Cast, group: StudyGroup, name: str, **fields: object) -> RouteItem:
    with acting(SYSTEM):
        return make.make_item(make.make_route(getattr(cast, name), None, **fields), group.program)


def offered(cast: Cast, group: StudyGroup) -> set[str]:
    actor = cast.actor("iro")
    with acting(actor):
        return {person.last_name for person in people_by_routes(group, actor)}


def test_open_item_of_an_approved_route_is_offered(cast: Cast, group: StudyGroup) -> None:
    planned(cast, group, "teacher", approved_on=DAY)
    planned(cast, group, "foreigner", approved_on=DAY)
    planned(cast, group, "colleague")
    assert offered(cast, group) == {"Своева"}
    with acting(cast.actor("iro")):
        assert IndividualRoute.objects.count() == 0


def test_done_item_cancelled_and_completed_routes_are_not(cast: Cast, group: StudyGroup) -> None:
    done = planned(cast, group, "teacher", approved_on=DAY)
    with acting(SYSTEM):
        RouteItem.objects.filter(pk=done.pk).update(done_on=DAY)
    planned(cast, group, "colleague", approved_on=DAY, cancelled_on=DAY, cancel_reason="ошибка")
    planned(cast, group, "stranger", approved_on=DAY, completed_on=DAY)
    assert offered(cast, group) == set()


def test_way_stands_on_the_page_of_enrolling(cast: Cast, group: StudyGroup) -> None:
    planned(cast, group, "teacher", approved_on=DAY)
    page = log_in(cast, "iro").get(f"/programs/groups/{group.pk}/enroll/?way=routes")
    assert [row.person.pk for row, _ in page.context["rows"]] == [cast.teacher.pk]
    assert log_in(cast, "iro").get(f"/programs/groups/{group.pk}/enroll/?way=dreams").status_code == 404
