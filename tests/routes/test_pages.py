"""The pages of routes: scope, the plan, moves by role, items."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from apps.core.actor import acting, system
from apps.core.models import Notification
from apps.organizations.models import Profile
from apps.routes import selectors
from apps.routes.enums import RouteState
from apps.routes.models import IndividualRoute, RouteItem
from tests import factories as make
from tests.cast import Cast
from tests.core.web.checks import assert_constant_queries, text_of
from tests.routes.conftest import Browse

pytestmark = pytest.mark.django_db
SYSTEM = system("test")
DAY = date(2024, 2, 1)


@pytest.fixture
def route(cast: Cast) -> IndividualRoute:
    with acting(SYSTEM):
        session = make.make_session(cast.teacher, cast.cnppm, DAY, scores={"Т-01": 40, "Т-02": 30, "Т-03": 90})
        made = make.make_route(cast.teacher, session, number="2024-1", drafted_on=DAY)
        make.make_item(made, make.make_program(cast.iro, title="Своя программа", hours=48), "Т-01", "Т-03")
        RouteItem.objects.filter(route=made).update(hours=48)
    return made


@pytest.fixture
def foreign(cast: Cast) -> IndividualRoute:
    with acting(SYSTEM):
        return make.make_route(cast.stranger, None, number="2024-2", approved_on=DAY)


def listed(response: Any) -> list[str]:
    assert response.status_code == 200
    return [row[2] for row in response.context["listing"].table.page.rows]


def again(route: IndividualRoute) -> IndividualRoute:
    with acting(SYSTEM):
        return IndividualRoute.objects.get(pk=route.pk)


@pytest.mark.parametrize(
    ("role", "seen"),
    [
        ("cnppm", {"2024-1", "2024-2"}),
        ("methodist", {"2024-1"}),
        ("council", {"2024-1"}),
        ("tutor", {"2024-1"}),
        ("teacher", {"2024-1"}),
    ],
)
def test_list_shows_the_routes_of_the_scope(
    browse: Browse, route: IndividualRoute, foreign: IndividualRoute, role: str, seen: set[str]
) -> None:
    assert set(listed(browse(role).get("/routes/"))) == seen


@pytest.mark.parametrize("role", ["ministry", "moo", "umo", "iro", "operator", "copmkp", "administrator"])
def test_list_is_closed_to_roles_that_see_no_routes(browse: Browse, role: str) -> None:
    assert browse(role).get("/routes/").status_code == 403


def test_route_out_of_scope_is_not_there(browse: Browse, foreign: IndividualRoute) -> None:
    for page in ("", "edit/", "do/approve/"):
        assert browse("council").get(f"/routes/{foreign.pk}/{page}").status_code == 404


def test_plan_tells_coverage_hours_deficits_and_goals(browse: Browse, route: IndividualRoute) -> None:
    body = text_of(browse("teacher").get(f"/routes/{route.pk}/?tab=plan"))
    for words in ("покрыто 1 из 2", "48 часов", "Выполнено 0 из 1", "Т-01", "— дефицит", "— точка роста"):
        assert words in body
    assert "Не покрыто ни одним пунктом:" in body


def test_trail_names_people_to_those_who_read_the_history(browse: Browse, route: IndividualRoute) -> None:
    browse("teacher").post(f"/routes/{route.pk}/do/consent/")
    seen = text_of(browse("cnppm").get(f"/routes/{route.pk}/?tab=plan"))
    assert (f"{timezone.localdate():%d.%m.%Y}" in seen, "Тест teacher (Педагог)" in seen) == (True, True)
    assert "Тест teacher (Педагог)" not in text_of(browse("council").get(f"/routes/{route.pk}/?tab=plan"))


def test_route_goes_through_its_pages_to_approval(browse: Browse, route: IndividualRoute) -> None:
    browse("teacher").post(f"/routes/{route.pk}/do/consent/")
    early = browse("cnppm").post(f"/routes/{route.pk}/do/approve/", {"on": "01.02.2024"})
    assert (early.status_code, again(route).state) == (422, RouteState.AGREED)
    today = timezone.localdate()
    browse("cnppm").post(f"/routes/{route.pk}/do/approve/", {"on": f"{today:%d.%m.%Y}"})
    assert (again(route).agreed_on, again(route).approved_on) == (today, today)


def test_teacher_agrees_by_one_click_on_the_first_page(browse: Browse, route: IndividualRoute) -> None:
    browser = browse("teacher")
    assert f'action="/routes/{route.pk}/do/consent/"' in text_of(browser.get("/"))
    browser.post(f"/routes/{route.pk}/do/consent/")
    assert again(route).state == RouteState.AGREED
    assert "Ваш маршрут ждёт согласия" not in text_of(browser.get("/"))


def test_draft_is_sent_to_the_teacher_who_hears_of_it(browse: Browse, cast: Cast, route: IndividualRoute) -> None:
    browse("council").post(f"/routes/{route.pk}/do/ask/")
    with acting(SYSTEM):
        bell = Notification.objects.get(user=cast.grants["teacher"].user)
    assert (bell.url, "ждёт вашего согласия" in bell.text) == (f"/routes/{route.pk}/", True)


def test_move_of_another_role_is_not_offered_and_not_made(browse: Browse, route: IndividualRoute) -> None:
    assert "do/approve/" not in text_of(browse("teacher").get(f"/routes/{route.pk}/"))
    browse("teacher").post(f"/routes/{route.pk}/do/approve/", {"on": "06.02.2024"})
    assert again(route).state == RouteState.DRAFT
    assert browse("methodist").post(f"/routes/{route.pk}/do/agree/").status_code == 403


def test_routes_are_approved_in_bulk_and_the_rest_is_told(
    browse: Browse, cast: Cast, route: IndividualRoute, foreign: IndividualRoute
) -> None:
    with acting(SYSTEM):
        IndividualRoute.objects.filter(pk=route.pk).update(agreed_on=DAY)
    form = {"ids": [str(route.pk), str(foreign.pk)], "confirmed": "1", "on": "06.02.2024"}
    response = browse("cnppm").post("/routes/bulk/approve/", form, follow=True)
    body = text_of(response)
    assert again(route).approved_on == date(2024, 2, 6)
    assert ("Сделано: 1 запись. Отказано: 1 запись." in body, again(foreign).approved_on) == (True, DAY)


def test_teacher_drafts_a_route_for_herself_with_her_sessions(browse: Browse, cast: Cast) -> None:
    with acting(SYSTEM):
        session = make.make_session(cast.teacher, cast.cnppm, DAY)
        make.make_session(cast.stranger, cast.cnppm, date(2024, 3, 3))
    browser = browse("teacher")
    page = text_of(browser.get(f"/routes/create/?person={cast.teacher.pk}"))
    assert ("01.02.2024 — Тестовый инструмент" in page, "03.03.2024" in page) == (True, False)
    form = {"person": str(cast.teacher.pk), "session": str(session.pk), "drafted_on": "10.02.2024"}
    made = browser.post("/routes/create/", form)
    with acting(SYSTEM):
        route = IndividualRoute.objects.get()
    assert (made.headers["Location"], route.session_id) == (f"/routes/{route.pk}/", session.pk)


def test_item_is_added_with_aims_of_the_session_only(browse: Browse, cast: Cast, route: IndividualRoute) -> None:
    make.make_competence("Т-09")
    browser = browse("council")
    page = text_of(browser.get(f"/routes/items/create/?route={route.pk}"))
    assert ("Т-02" in page, "Т-09" in page) == (True, False)
    aim = make.make_competence("Т-02").pk
    form = {"route": str(route.pk), "kind": "informal", "content": "Чтение", "hours": "4", "competences": [str(aim)]}
    done = browser.post("/routes/items/create/", form)
    assert done.headers["Location"] == f"/routes/{route.pk}/"
    formal = browser.post("/routes/items/create/", {**form, "kind": "formal"})
    assert (formal.status_code, list(formal.context["form"].errors)) == (422, ["program"])
    with acting(SYSTEM):
        item = RouteItem.objects.get(content="Чтение")
        assert [a.competence.code for a in item.aims.all()] == ["Т-02"]
    edit = text_of(browser.get(f"/routes/items/{item.pk}/edit/"))
    assert f'value="{aim}" class="form-check-input" id="id_competences_1" checked' in edit


def test_item_is_not_added_to_a_plan_that_is_closed_to_the_role(browse: Browse, route: IndividualRoute) -> None:
    with acting(SYSTEM):
        IndividualRoute.objects.filter(pk=route.pk).update(agreed_on=DAY)
    form = {"route": str(route.pk), "kind": "informal", "content": "Чтение"}
    refused = browse("council").post("/routes/items/create/", form)
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["route"])
    assert browse("cnppm").post("/routes/items/create/", form).status_code == 302


def test_item_of_an_approved_route_is_confirmed_and_not_edited(
    browse: Browse, cast: Cast, route: IndividualRoute
) -> None:
    with acting(SYSTEM):
        IndividualRoute.objects.filter(pk=route.pk).update(agreed_on=DAY, approved_on=DAY)
        item = RouteItem.objects.get(route=route)
    browser = browse("tutor")
    assert browser.get(f"/routes/items/{item.pk}/edit/").status_code == 403
    browser.post(f"/routes/items/{item.pk}/do/confirm/", {"done_on": "01.03.2024"})
    with acting(SYSTEM):
        item.refresh_from_db()
    assert item.done_on == date(2024, 3, 1)


@pytest.mark.parametrize(
    ("dates", "state"),
    [
        ({}, "draft"),
        ({"agreed_on": DAY}, "agreed"),
        ({"approved_on": DAY}, "approved"),
        ({"approved_on": DAY, "started_on": DAY}, "in_progress"),
        ({"approved_on": DAY, "completed_on": DAY}, "completed"),
        ({"approved_on": DAY, "cancelled_on": DAY}, "cancelled"),
    ],
)
def test_state_in_queries_is_the_state_of_the_object(cast: Cast, dates: dict[str, date], state: str) -> None:
    with acting(SYSTEM):
        made = make.make_route(cast.teacher, None, **dates)
        found = IndividualRoute.objects.annotate(now=selectors.route_state()).get()
        matching = {s.value for s in RouteState if IndividualRoute.objects.filter(selectors.in_state(s)).exists()}
    assert (getattr(found, "now"), made.state, matching) == (state, state, {state})  # noqa: B009 - an annotation


def test_list_is_narrowed_by_state_and_lateness(browse: Browse, cast: Cast, route: IndividualRoute) -> None:
    with acting(SYSTEM):
        RouteItem.objects.filter(route=route).update(due=DAY)
        make.make_route(cast.colleague, None, number="2024-9", approved_on=DAY)
    browser = browse("cnppm")
    assert listed(browser.get("/routes/?state=approved&state=agreed")) == ["2024-9"]
    assert listed(browser.get("/routes/?late=yes")) == ["2024-1"]
    assert len(listed(browser.get("/routes/items/?state=late"))) == 1


def test_lists_ask_the_same_number_of_questions_for_one_row_and_three(browse: Browse, cast: Cast) -> None:
    def make_row() -> None:
        made = make.make_route(make.make_person(cast.school_a), None, approved_on=DAY)
        make.make_item(made, make.make_program(cast.iro))

    for url, queries in {"/routes/": 8, "/routes/items/": 8}.items():
        assert_constant_queries(browse("cnppm"), url, make_row, queries=queries)


def test_plan_asks_the_same_number_of_questions_for_one_item_and_three(
    browse: Browse, cast: Cast, route: IndividualRoute
) -> None:
    def make_row() -> None:
        make.make_item(route, make.make_program(cast.iro), "Т-02")

    assert_constant_queries(browse("cnppm"), f"/routes/{route.pk}/?tab=plan", make_row, queries=15)


def test_next_step_stands_on_top_and_what_is_done_below(browse: Browse, cast: Cast, route: IndividualRoute) -> None:
    today = timezone.localdate()
    with acting(SYSTEM):
        RouteItem.objects.filter(route=route).update(done_on=today - timedelta(days=30), due=today - timedelta(days=40))
        for content, days, done in (("без срока", None, None), ("завтра", 1, None), ("вчера", -1, None),
                                    ("сделано недавно", -99, today)):  # fmt: skip
            due = None if days is None else today + timedelta(days=days)
            RouteItem.objects.create(route=route, person=route.person, number=content, kind="informal", content=content,
                                     due=due, done_on=done)  # fmt: skip
    order = ["вчера", "завтра", "без срока", "сделано недавно", "Своя программа"]
    rows = browse("tutor").get("/routes/items/").context["listing"].table.page.rows
    assert [row[2] for row in rows] == order
    plan = browse("tutor").get(f"/routes/{route.pk}/?tab=plan").context["part"]["plan"]
    assert [item.title for item in plan.in_turn] == order
    body = text_of(browse("tutor").get(f"/routes/{route.pk}/?tab=plan"))
    assert [body.count(words) for words in ("Выполнено: 2", "просрочен")] == [1, 1]


def test_approval_in_bulk_is_offered_to_those_who_approve(browse: Browse, cast: Cast, route: IndividualRoute) -> None:
    def offering() -> list[str]:
        roles = ("cnppm", "council", "teacher", "tutor")
        return [role for role in roles if "/routes/bulk/approve/" in browse(role).get("/routes/").content.decode()]

    assert offering() == ["cnppm"]
    with acting(SYSTEM):
        Profile.objects.create(
            code="test", title="Тест", level="region", region=cast.region, workflow={"route_approver": "council"}
        )
    assert offering() == ["cnppm", "council"]
