"""The frame around every page: navigation, period, roles, errors, headers."""

from datetime import date

import pytest
from django.test import Client, RequestFactory
from django.utils import timezone

from apps.accounts.models import Assignment, User
from apps.core.actor import acting, system
from apps.core.models import Notification
from apps.core.web import errors, nav, period
from apps.core.web.middleware import POLICY
from apps.core.web.period import Period
from tests.cast import Cast
from tests.core.web.checks import text_of
from tests.core.web.conftest import Browse


def sections(client: Client) -> list[str]:
    """The sections that the navigation shows."""
    return [item.section.key for item in client.get("/").context["frame"].menu]


@pytest.mark.parametrize(
    ("role", "has", "lacks"),
    [
        ("administrator", {"home", "organizations", "administration"}, set()),
        ("moo", {"home", "organizations"}, {"administration"}),
        ("umo", {"home", "organizations"}, {"administration"}),
    ],
)
def test_navigation_shows_what_the_role_may_open(browse: Browse, role: str, has: set[str], lacks: set[str]) -> None:
    shown = set(sections(browse(role)))
    assert (has - shown, shown & lacks) == (set(), set())


def test_every_link_of_the_navigation_opens(browse: Browse, cast: Cast) -> None:
    for role in cast.grants:
        client = browse(role)
        for item in client.get("/").context["frame"].menu:
            for url in {item.url, *(link.url for link in item.links)}:
                assert client.get(url).status_code == 200, f"{role}: {url}"


def test_open_section_shows_its_pages(browse: Browse) -> None:
    menu = browse("cnppm").get("/organizations/flags/").context["frame"].menu
    found = next(item for item in menu if item.section.key == "organizations")
    current = [link.title for link in found.links if link.current]
    assert (found.active, current) == (True, ["Признаки ШНОР и ШНСУ"])


def test_sections_stand_in_the_order_of_the_frame(browse: Browse) -> None:
    order = [section.key for section in nav.SECTIONS]
    shown = sections(browse("cnppm"))
    assert shown == sorted(shown, key=order.index)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2025", Period(2025)),
        ("2025-1", Period(2025, 1)),
        ("2025-2", Period(2025, 2)),
        ("2025-3", None),
        ("1999", None),
        ("", None),
    ],
)
def test_period_is_read_from_the_address(text: str, found: Period | None) -> None:
    assert period.parse(text) == found


@pytest.mark.parametrize(
    ("code", "start", "end", "title"),
    [
        ("2025", date(2025, 1, 1), date(2025, 12, 31), "2025 год"),
        ("2025-1", date(2025, 1, 1), date(2025, 6, 30), "I\u00a0полугодие 2025"),
        ("2025-2", date(2025, 7, 1), date(2025, 12, 31), "II\u00a0полугодие 2025"),
    ],
)
def test_period_has_its_first_and_last_day(code: str, start: date, end: date, title: str) -> None:
    found = period.parse(code)
    assert found is not None
    assert (found.start, found.end, found.title, found.code) == (start, end, title, code)


def test_period_of_the_address_is_kept_by_the_navigation(browse: Browse) -> None:
    body = text_of(browse("cnppm").get("/organizations/?period=2024-1&q=школа"))
    assert 'href="/organizations/flags/?period=2024-1"' in body
    assert '<input type="hidden" name="q" value="школа">' in body
    assert "I полугодие 2024" in body


def test_period_without_an_address_is_this_year(browse: Browse) -> None:
    frame = browse("cnppm").get("/").context["frame"]
    assert (frame.period, frame.kept) == (Period(timezone.localdate().year), "")


def test_role_is_switched_by_a_form_and_changes_what_is_seen(browse: Browse, cast: Cast) -> None:
    user = cast.grants["methodist"].user
    with acting(system("test")):
        other = Assignment.objects.create(
            user=user,
            role="cnppm",
            organization=cast.cnppm,
            municipality=cast.cnppm.municipality,
            region=cast.region,
            valid_from=date(2024, 1, 1),
        )
    client = browse("methodist")
    assert "Школа Б-1" not in text_of(client.get("/organizations/"))
    response = client.post("/accounts/role/", {"assignment": str(other.pk)}, follow=True)
    assert "Теперь вы работаете в роли «Специалист ЦНППМ»." in text_of(response)
    assert "Школа Б-1" in text_of(client.get("/organizations/"))


def test_role_of_somebody_else_cannot_be_taken(browse: Browse, cast: Cast) -> None:
    client = browse("methodist")
    assert client.post("/accounts/role/", {"assignment": str(cast.grants["cnppm"].pk)}).status_code == 404
    assert client.get("/accounts/role/").status_code == 405
    assert "Школа Б-1" not in text_of(client.get("/organizations/"))


def test_notifications_are_ones_own_and_counted(browse: Browse, cast: Cast) -> None:
    with acting(system("test")):
        mine = Notification.objects.create(user=cast.grants["cnppm"].user, text="Отчёт готов", url="/organizations/")
        theirs = Notification.objects.create(user=cast.grants["moo"].user, text="Чужое")
    client = browse("cnppm")
    response = client.get("/notifications/")
    assert (response.context["frame"].unread, "Отчёт готов" in text_of(response)) == ("1", True)
    assert "Чужое" not in text_of(response)
    assert client.post(f"/notifications/{theirs.pk}/").status_code == 404
    assert client.post(f"/notifications/{mine.pk}/").headers["Location"] == "/organizations/"
    assert client.get("/").context["frame"].unread == ""


def test_notification_leads_to_no_other_site(browse: Browse, cast: Cast) -> None:
    with acting(system("test")):
        bad = Notification.objects.create(user=cast.grants["cnppm"].user, text="!", url="https://example.org/")
    assert browse("cnppm").post(f"/notifications/{bad.pk}/").headers["Location"] == "/notifications/"


def test_all_notifications_are_marked_at_once(browse: Browse, cast: Cast) -> None:
    with acting(system("test")):
        for number in range(3):
            Notification.objects.create(user=cast.grants["cnppm"].user, text=f"№ {number}")
    client = browse("cnppm")
    client.post("/notifications/read/")
    assert client.get("/").context["frame"].unread == ""


def test_error_pages_speak_russian_with_a_code(browse: Browse) -> None:
    response = browse("cnppm").get("/nothing/")
    body = text_of(response)
    assert (response.status_code, "Страница не найдена" in body) == (404, True)
    assert f"<code>{response.headers['X-Request-Id']}</code>" in body


def test_page_of_a_broken_portal_needs_no_database() -> None:
    response = errors.server_error(RequestFactory().get("/"))
    assert (response.status_code, "Ошибка портала" in response.content.decode()) == (500, True)


def test_form_without_its_token_is_refused_in_words(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.grants["cnppm"].user)
    response = client.post("/notifications/read/")
    assert (response.status_code, "Страница устарела" in text_of(response)) == (403, True)


def test_every_page_says_what_it_may_load(browse: Browse) -> None:
    headers = browse("cnppm").get("/").headers
    assert (headers["Content-Security-Policy"], headers["X-Frame-Options"]) == (POLICY, "DENY")
    assert headers["Cache-Control"] == "private, no-cache"


def test_no_page_has_scripts_or_styles_inside(browse: Browse, cast: Cast) -> None:
    client = browse("cnppm")
    for url in ("/", "/organizations/", f"/organizations/{cast.school_a.pk}/", "/organizations/create/"):
        body = text_of(client.get(url))
        assert (" style=" in body, " onclick=" in body, "<style" in body) == (False, False, False)
        assert body.count("<script") == body.count("<script src=")


def test_page_begins_with_a_way_past_the_frame_and_has_one_heading(browse: Browse) -> None:
    body = text_of(browse("cnppm").get("/organizations/"))
    assert (body.count('<a class="skip" href="#content">'), body.count("<h1")) == (1, 1)
    assert '<html lang="ru">' in body


def test_part_of_a_page_sends_a_visitor_to_the_login_whole(db: None) -> None:
    response = Client().get("/organizations/", headers={"HX-Request": "true"})
    assert (response.status_code, response.headers["HX-Redirect"]) == (204, "/accounts/login/?next=/organizations/")


def test_search_finds_in_every_list_of_the_role(browse: Browse) -> None:
    body = text_of(browse("methodist").get("/search/?q=школа"))
    assert ("Школа А-1" in body, "Школа Б-1" in body) == (True, False)
    assert "Ничего" not in body


def test_search_for_htmx_is_its_results_alone(browse: Browse) -> None:
    body = text_of(browse("cnppm").get("/search/?q=школа", headers={"HX-Request": "true"}))
    assert ("Школа А-1" in body, "<html" in body) == (True, False)


def test_search_wants_two_letters(browse: Browse) -> None:
    assert "Введите хотя бы две буквы." in text_of(browse("cnppm").get("/search/?q=ш"))
    assert "По запросу «щщщ» ничего не найдено." in text_of(browse("cnppm").get("/search/?q=щщщ"))


def test_user_without_a_role_sees_nothing_but_himself(cast: Cast) -> None:
    with acting(system("test")):
        user = User.objects.create_user("nobody", "pass", full_name="Безролев")
    client = Client()
    client.force_login(user)
    assert "Вам пока не назначена роль" in text_of(client.get("/"))
    assert client.get("/organizations/").status_code == 403
