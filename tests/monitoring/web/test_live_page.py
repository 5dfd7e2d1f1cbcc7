"""The page of today's figures."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from apps.core.actor import acting, system
from apps.core.models import Job
from apps.core.text import NBSP
from apps.indicators.models import Indicator, Target
from apps.monitoring.models import Report
from tests import factories as make
from tests.cast import Cast
from tests.core.web.checks import assert_constant_queries
from tests.core.web.test_agenda import part
from tests.monitoring.live.twins import settle
from tests.monitoring.web.conftest import Enter
from tests.reports import make_profile

URL = reverse("monitoring:live")
OVERVIEW, COMPARISON = 12, 11


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
    """Today's figures of the cast: the teacher was diagnosed this year, the target is 50 %."""
    with acting(system("test")):
        profile = make_profile(cast.region, "diagnosed", "routed", "programs_in_fr", code="live")
        indicator = Indicator.objects.get(profile=profile, code="diagnosed")
        Target.objects.create(indicator=indicator, year=timezone.localdate().year, value=Decimal(50))
        make.make_session(cast.teacher, cast.cnppm, timezone.localdate())
    settle()
    return cast


def body(enter: Enter, role: str, query: str = "") -> str:
    response = enter(role).get(URL + query)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize(
    ("role", "status"),
    [("cnppm", 200), ("methodist", 200), ("operator", 200), ("ministry", 200), ("umo", 200), ("moo", 200),
     ("federal", 403), ("teacher", 403), ("council", 403), ("copmkp", 403), ("administrator", 403)],
)  # fmt: skip
def test_page_opens_to_readers_of_figures(live: Cast, enter: Enter, role: str, status: int) -> None:
    assert enter(role).get(URL).status_code == status


def test_page_shows_value_target_and_what_is_missing(live: Cast, enter: Enter) -> None:
    text = body(enter, "cnppm")
    assert f"25,0{NBSP}%" in text
    assert f"1{NBSP}из{NBSP}4" in text
    assert f"Нужно ещё 1{NBSP}человек до{NBSP}50{NBSP}%" in text
    assert "Район А" in text
    assert "Район Б" in text


def test_page_of_a_methodist_shows_the_own_municipality_alone(live: Cast, enter: Enter) -> None:
    text = body(enter, "methodist")
    assert "Школа А-1" in text
    assert "Район Б" not in text


def test_a_change_shows_at_the_next_opening(live: Cast, enter: Enter) -> None:
    with acting(system("test")):
        make.make_session(live.stranger, live.cnppm, timezone.localdate())
    text = body(enter, "cnppm")
    assert f"2{NBSP}из{NBSP}4" in text
    assert "обновляются" not in text


def test_a_new_date_is_left_to_the_job(live: Cast, enter: Enter) -> None:
    with acting(system("test")):
        Report.every.update(period_to=date(timezone.localdate().year, 1, 1))
    assert "обновляются" in body(enter, "cnppm")
    with acting(system("test")):
        assert list(Job.objects.filter(user=None).values_list("kind", flat=True)) == ["live"]


def test_the_first_opening_asks_for_the_first_figures(cast: Cast, enter: Enter) -> None:
    with acting(system("test")):
        make_profile(cast.region, "diagnosed", code="live")
    assert "ещё не рассчитаны" in body(enter, "cnppm")
    settle()
    assert f"0{NBSP}из{NBSP}4" in body(enter, "cnppm")


def test_units_are_opened_by_address(live: Cast, enter: Enter) -> None:
    assert "<h1>Район Б</h1>" in body(enter, "cnppm", "?unit=99602000")
    assert enter("methodist").get(URL + "?unit=99602000").status_code == 404
    assert enter("cnppm").get(URL + "?profile=nothing").status_code == 404


def test_an_explanation_of_today_leads_back(live: Cast, enter: Enter) -> None:
    with acting(system("test")):
        pk = Report.every.get(kind="live").pk
    response = enter("cnppm").get(reverse("monitoring:figure", args=(pk, "diagnosed")))
    text = response.content.decode()
    assert "Своева" in text
    assert "/monitoring/live/?profile=live" in text


def test_todays_figures_are_no_report(live: Cast, enter: Enter) -> None:
    with acting(system("test")):
        pk = Report.every.get(kind="live").pk
        assert Report.objects.count() == 0
    for name in ("report_detail", "note", "report_findings"):
        assert enter("cnppm").get(reverse(f"monitoring:{name}", args=(pk,))).status_code == 404


def test_municipalities_are_compared_by_map_table_and_bars(live: Cast, enter: Enter) -> None:
    text = enter("cnppm").get(reverse("monitoring:live_compare")).content.decode()
    assert f"<title>Район А: 33,3{NBSP}%</title>" in text
    assert f"<title>Район Б: 0,0{NBSP}%</title>" in text
    assert "К цели" in text
    assert "муниципалитеты по убыванию" in text


def test_a_school_has_no_municipalities_to_compare(live: Cast, enter: Enter) -> None:
    assert enter("operator").get(reverse("monitoring:live_compare")).status_code == 404


def test_a_methodist_compares_the_own_municipality_alone(live: Cast, enter: Enter) -> None:
    text = enter("methodist").get(reverse("monitoring:live_compare")).content.decode()
    assert "Район А" in text
    assert "Район Б" not in text


def test_pages_ask_the_same_of_any_number_of_municipalities(live: Cast, enter: Enter) -> None:
    client = enter("cnppm")
    for address, queries in ((URL, OVERVIEW), (reverse("monitoring:live_compare"), COMPARISON)):
        client.get(address)

        def row() -> None:
            home = make.make_municipality(live.region, f"994{next(make.numbers):05d}", "Новый район")
            make.make_person(make.make_organization(home))
            settle()

        assert_constant_queries(client, address, row, queries=queries)


@pytest.mark.parametrize(
    ("role", "shares"),
    [("ministry", ["25,0", "0,0"]), ("umo", ["25,0", "0,0"]), ("operator", ["50,0", "0,0"])],
)
def test_first_page_shows_the_figures_of_the_own_unit(live: Cast, enter: Enter, role: str, shares: list[str]) -> None:
    found = part(enter(role), "figures")
    assert found is not None
    assert [one.value_text.split(NBSP)[0] for one in found["figures"]][:2] == shares


def test_first_page_of_others_and_of_other_years_has_no_figures_of_today(live: Cast, enter: Enter) -> None:
    assert [part(enter(role), "figures") for role in ("teacher", "council", "federal")] == [None] * 3
    assert part(enter("ministry"), "figures", "?period=2020") is None
