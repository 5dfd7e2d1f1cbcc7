"""Views by role: the teacher's own page, the worklists of those who lead routes, where people stand."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from apps.core.actor import acting, system
from apps.routes import standing, work
from apps.routes.models import IndividualRoute, RouteItem
from apps.teachers.models import Consent, Person, PersonLink
from tests import factories as make
from tests.cast import Cast
from tests.core.web.checks import assert_constant_queries, text_of
from tests.routes.conftest import Browse

pytestmark = pytest.mark.django_db
SYSTEM = system("test")
TODAY = timezone.localdate()
DAY = date(2025, 3, 14)
LONG_AGO = date(2024, 1, 10)


def route_of(person: Person, due: date | None = None, done: date | None = None, **fields: Any) -> IndividualRoute:
    """A route with one item of words."""
    route = make.make_route(person, None, **fields)
    RouteItem.objects.create(
        route=route, person=person, number="1", kind="informal", content="Прочитать", due=due, done_on=done
    )
    return route


def found(key: str, day: date = DAY) -> set[str]:
    with acting(SYSTEM):
        return set(work.worklist(IndividualRoute.objects.all(), key, day).values_list("number", flat=True))


def test_worklists_part_the_routes(cast: Cast) -> None:
    person = cast.teacher
    with acting(SYSTEM):
        make.make_route(person, None, number="пустой черновик", drafted_on=DAY)
        route_of(person, number="черновик", drafted_on=DAY)
        route_of(person, number="согласован", agreed_on=DAY)
        route_of(person, date(2025, 3, 31), number="последний день", approved_on=DAY)
        route_of(person, date(2025, 4, 1), number="следующий месяц", approved_on=DAY)
        route_of(person, DAY - timedelta(days=1), number="опоздал", approved_on=DAY)
        route_of(person, DAY, number="срок сегодня", approved_on=DAY)
        route_of(person, LONG_AGO, LONG_AGO, number="сделан", approved_on=LONG_AGO)
        route_of(person, LONG_AGO, number="завершён", approved_on=LONG_AGO, completed_on=LONG_AGO)
        route_of(person, LONG_AGO, number="отменён", approved_on=LONG_AGO, cancelled_on=LONG_AGO)
    assert found(work.AGREE) == {"черновик"}
    assert found(work.APPROVE) == {"согласован"}
    assert found(work.ENDING) == {"последний день", "опоздал", "срок сегодня"}
    assert found(work.LATE) == {"опоздал"}
    assert found(work.STUCK) == set()


@pytest.mark.parametrize(
    ("step", "days"),
    [("drafted_on", standing.DRAFT_DAYS), ("agreed_on", standing.AGREED_DAYS), ("approved_on", standing.APPROVED_DAYS)],
)
def test_route_stands_still_after_its_last_step(cast: Cast, step: str, days: int) -> None:
    with acting(SYSTEM):
        for late in (days, days + 1):
            route_of(cast.teacher, None, number=str(late), **{step: DAY - timedelta(days=late)})
    assert found(work.STUCK) == {str(days + 1)}


def test_people_stand_by_deficits_and_routes(cast: Cast) -> None:
    with acting(SYSTEM):
        for person in (cast.teacher, cast.colleague, cast.stranger):
            make.make_session(person, cast.cnppm, TODAY, scores={"Т-01": 40})
        make.make_session(cast.head, cast.cnppm, TODAY, scores={"Т-01": 90})
        make.make_session(cast.foreigner, cast.cnppm, TODAY - timedelta(days=1200), scores={"Т-01": 40})
        make.make_route(cast.teacher, None, drafted_on=TODAY)
        make.make_route(cast.colleague, None, approved_on=DAY, completed_on=DAY)
        make.make_route(cast.stranger, None, approved_on=DAY, cancelled_on=DAY)
        names = {
            key: set(work.standing(Person.objects.all(), key).values_list("last_name", flat=True))
            for key, _ in work.STANDINGS
        }
    assert names == {"none": {"Посторонняя"}, "open": {"Своева"}, "done": {"Коллегина"}}


def board(response: Any) -> set[str]:
    assert response.status_code == 200
    return {row[2] for row in response.context["listing"].table.page.rows}


@pytest.mark.parametrize(
    ("role", "title", "people"),
    [
        ("cnppm", "Работа с маршрутами", 3),
        ("methodist", "Работа с маршрутами", 2),
        ("council", "Маршруты педагогов организации", 1),
        ("tutor", "Мои подопечные", 1),
    ],
)
def test_worklists_count_what_the_role_works_with(
    browse: Browse, cast: Cast, role: str, title: str, people: int
) -> None:
    with acting(SYSTEM):
        for person in (cast.teacher, cast.head, cast.colleague, cast.stranger):
            if person is not cast.head or role == "council":
                route_of(person, agreed_on=DAY)
    page = browse(role).get("/routes/work/")
    counts = {name: (count, url) for name, count, url in page.context["lists"]}
    assert (page.context["title"], counts["Ждут утверждения"]) == (title, (people, "/routes/board/?work=approve"))
    assert {name: count for name, count, _ in page.context["people"]}["Маршрут идёт"] == people
    rows = browse(role).get("/routes/board/?work=approve").context["listing"].table.page.rows
    assert len(rows) == people


@pytest.mark.parametrize("role", ["teacher", "ministry", "moo", "umo", "iro", "operator", "copmkp", "federal"])
def test_worklists_are_closed_to_roles_that_lead_no_routes(browse: Browse, role: str) -> None:
    for url in ("/routes/work/", "/routes/board/", "/teachers/standing/"):
        assert browse(role).get(url).status_code == 403


def test_board_tells_the_next_step_and_what_is_late(browse: Browse, cast: Cast) -> None:
    with acting(SYSTEM):
        route_of(cast.teacher, LONG_AGO, approved_on=LONG_AGO)
    page = text_of(browse("council").get("/routes/board/?work=late"))
    assert ("Прочитать" in page, "10.01.2024" in page, "Своева" in page) == (True, True, True)


def test_council_sees_where_teachers_stand_and_not_managers(browse: Browse, cast: Cast) -> None:
    page = text_of(browse("council").get("/teachers/standing/"))
    assert ("Своева" in page, "Директорова" in page) == (True, False)


def test_teacher_sees_everything_of_her_own_on_one_page(browse: Browse, cast: Cast) -> None:
    with acting(SYSTEM):
        make.make_session(cast.teacher, cast.cnppm, DAY, scores={"Т-01": 40})
        route_of(cast.teacher, date(2025, 9, 1), number="2025-7", drafted_on=DAY)
        program = make.make_program(cast.iro, title="Оценивание")
        make.make_enrollment(cast.teacher, program, DAY, DAY)
        make.make_recognition(cast.teacher, title="Летняя школа")
        make.make_question(cast.teacher, theme="Как оценивать?")
        make.make_practice(cast.teacher)
        Consent.objects.create(person=cast.teacher, given_on=DAY)
        route_of(cast.colleague, number="чужой")
    page = text_of(browse("teacher").get("/routes/mine/"))
    for words in (
        "ИОМ № 2025-7", "черновик", "Следующий шаг:", "до 01.09.2025", "Согласиться с планом", "Диагностика 14.03.2025",
        "— 40 % при пороге 60 %", "Оценивание", "Летняя школа", "Как оценивать?", "ждёт ответа",
        "3 из 4", "дано 14.03.2025",
    ):  # fmt: skip
        assert words in page, words
    assert "чужой" not in page


def test_other_routes_that_go_on_are_named_with_what_is_late(browse: Browse, cast: Cast) -> None:
    with acting(SYSTEM):
        route_of(cast.teacher, LONG_AGO, number="2024-1", approved_on=LONG_AGO)
        route_of(cast.teacher, TODAY, number="2025-2", approved_on=DAY)
        route_of(cast.teacher, LONG_AGO, number="2023-9", approved_on=LONG_AGO, completed_on=DAY)
    page = text_of(browse("teacher").get("/routes/mine/"))
    assert [page.count(words) for words in ("ИОМ № 2025-2", "ИОМ № 2024-1", "просрочено 1", "2023-9")] == [1, 1, 1, 0]


def test_page_of_a_teacher_without_anything_says_what_will_be(browse: Browse, cast: Cast) -> None:
    page = text_of(browse("teacher").get("/routes/mine/"))
    for words in ("Маршрута ещё нет", "Диагностики ещё не было", "Задать вопрос", "не записано"):
        assert words in page
    with acting(SYSTEM):
        PersonLink.objects.all().delete()
    assert "не связана с карточкой" in text_of(browse("teacher").get("/routes/mine/"))


def test_own_page_is_the_teachers_only(browse: Browse) -> None:
    assert [browse(role).get("/routes/mine/").status_code for role in ("cnppm", "tutor", "operator")] == [403] * 3


def test_pages_ask_the_same_number_of_questions(browse: Browse, cast: Cast) -> None:
    def of_school() -> None:
        route_of(make.make_person(cast.school_a), TODAY, approved_on=DAY)

    def of_teacher() -> None:
        route = IndividualRoute.objects.filter(person=cast.teacher).first() or route_of(cast.teacher, approved_on=DAY)
        number = str(route.items.count() + 10)
        RouteItem.objects.create(route=route, person=cast.teacher, number=number, kind="informal", content="Ещё")
        make.make_question(cast.teacher)
        make.make_practice(cast.teacher)
        make.make_recognition(cast.teacher)
        make.make_enrollment(cast.teacher, make.make_program(cast.iro), DAY, DAY)

    for url, queries in {"/routes/board/": 8, "/teachers/standing/": 8, "/routes/work/": 13}.items():
        assert_constant_queries(browse("cnppm"), url, of_school, queries=queries)
    assert_constant_queries(browse("teacher"), "/routes/mine/", of_teacher, queries=22)
