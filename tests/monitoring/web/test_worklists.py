"""Worklists behind today's figures."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from apps.core.actor import acting, system
from apps.core.text import NBSP
from apps.monitoring.models import Report
from apps.routes.models import IndividualRoute
from tests import factories as make
from tests.cast import Cast
from tests.core.web.checks import assert_constant_queries
from tests.monitoring.live.twins import settle
from tests.monitoring.web.conftest import Enter
from tests.reports import make_profile

URL = reverse("teachers:worklist_list")
# Diagnosed, no route drafted: the fourth step of ``routed``.
NOT_DRAFTED = "live.routed.4"
QUERIES = 13


@pytest.fixture
def enter(cast: Cast) -> Enter:
    """Log in as a role, with no other report about."""

    def login(role: str) -> Client:
        client = Client()
        client.force_login(cast.grants[role].user)
        return client

    return login


@pytest.fixture
def live(cast: Cast) -> Cast:
    """The teacher and the stranger are diagnosed and have no route."""
    with acting(system("test")):
        make_profile(cast.region, "diagnosed", "routed", code="live")
        for person in (cast.teacher, cast.stranger):
            make.make_session(person, cast.cnppm, timezone.localdate())
    settle()
    return cast


def body(enter: Enter, role: str, query: str = "") -> str:
    response = enter(role).get(URL + query)
    assert response.status_code == 200
    return response.content.decode()


def test_a_worklist_names_those_whom_a_reason_keeps_out(live: Cast, enter: Enter) -> None:
    text = body(enter, "cnppm", f"?shortfall={NOT_DRAFTED}")
    assert "Своева" in text
    assert "Посторонняя" in text
    assert "Директорова" not in text
    assert "2. ИОМ: диагностика пройдена, ИОМ не составлен".replace("2. ", f"2.{NBSP}") in text


def test_a_methodist_works_with_the_own_people(live: Cast, enter: Enter) -> None:
    text = body(enter, "methodist", f"?shortfall={NOT_DRAFTED}")
    assert "Своева" in text
    assert "Посторонняя" not in text


@pytest.mark.parametrize("role", ["ministry", "moo", "umo", "operator", "teacher", "federal"])
def test_a_worklist_is_closed_to_those_who_see_figures_alone(live: Cast, enter: Enter, role: str) -> None:
    assert enter(role).get(URL).status_code == 403


def test_an_explanation_of_today_leads_to_the_worklist(live: Cast, enter: Enter) -> None:
    with acting(system("test")):
        pk = Report.every.get(kind="live").pk
    address = reverse("monitoring:figure", args=(pk, "routed")) + "?tab=rest&stage=4"
    text = enter("cnppm").get(address).content.decode()
    assert f'href="{URL}?shortfall={NOT_DRAFTED}"' in text
    assert "shortfall" not in enter("ministry").get(address).content.decode()


def test_routes_are_drafted_for_all_of_a_reason_at_once(live: Cast, enter: Enter) -> None:
    client = enter("cnppm")
    address = reverse("teachers:worklist_bulk", args=("draft_routes",)) + f"?shortfall={NOT_DRAFTED}"
    asked = client.post(address, {"everything": "1"}).content.decode()
    assert f"Будет составлено: 2{NBSP}черновика ИОМ." in asked
    with acting(system("test")):
        assert IndividualRoute.objects.count() == 0
    assert client.post(address, {"everything": "1", "confirmed": "1"}).status_code == 302
    with acting(system("test")):
        routes = IndividualRoute.objects.order_by("person__sort_key")
        assert [(one.person, one.state) for one in routes] == [(live.stranger, "draft"), (live.teacher, "draft")]
    assert "Своева" not in body(enter, "cnppm", f"?shortfall={NOT_DRAFTED}")


def test_a_methodist_drafts_no_routes(live: Cast, enter: Enter) -> None:
    address = reverse("teachers:worklist_bulk", args=("draft_routes",))
    assert enter("methodist").post(address, {"everything": "1"}).status_code == 403


def test_a_worklist_asks_the_same_of_any_length(live: Cast, enter: Enter) -> None:
    client = enter("cnppm")
    client.get(URL)

    def row() -> None:
        make.make_person(live.school_a)
        settle()

    assert_constant_queries(client, f"{URL}?shortfall=live.routed.0", row, queries=QUERIES)
