"""The first page: what waits for a role and how much there is, each line leading to exactly the rows it counts."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from apps.core.actor import acting, system
from apps.core.models import Notification
from apps.core.web.agenda import count_words
from apps.programs.models import RegistryEntry
from apps.routes.models import RouteItem
from apps.teachers.models import Consent, Employment, Person
from tests import factories as make
from tests.cast import Cast
from tests.core.web.checks import queries_of, text_of
from tests.core.web.conftest import Browse

pytestmark = pytest.mark.django_db
SYSTEM = system("test")
DAY = date(2025, 3, 1)


def part(client: Client, key: str, query: str = "") -> dict[str, Any] | None:
    """What a block of the first page reads."""
    response = client.get(f"/{query}")
    assert response.status_code == 200
    return next((context for block, context in response.context["blocks"] if block.key == key), None)


def todo(client: Client) -> dict[str, str]:
    """The waiting things by their words."""
    found = part(client, "todo")
    return {line.title: line.count for line in found["lines"]} if found else {}


def tiles(client: Client, query: str = "") -> dict[str, int]:
    found = part(client, "counts", query)
    return {title: number for title, number, _ in found["tiles"]} if found else {}


@pytest.fixture
def work(cast: Cast) -> None:
    """Something of every sort that waits."""
    today = timezone.localdate()
    with acting(SYSTEM):
        Consent.objects.create(person=cast.head, given_on=DAY)
        Employment.objects.filter(person=cast.colleague).update(end=date(2020, 1, 1))
        Person.objects.filter(pk=cast.teacher.pk).update(birth_date=date(today.year - 25, 1, 1), career_start=today)
        make.make_session(cast.head, cast.cnppm, today)
        route = make.make_route(cast.teacher, None, agreed_on=DAY)
        make.make_item(route, make.make_program(cast.iro))
        RouteItem.objects.update(due=today - timedelta(days=1))
        make.make_item(make.make_route(cast.teacher, None), make.make_program(cast.iro))
        make.make_route(cast.teacher, None, number="без пунктов")  # there is nothing in it to agree with
        make.make_enrollment(cast.teacher, make.make_program(cast.iro), DAY, DAY)
        RegistryEntry.objects.create(number="ТЕСТ-9", title="Ничья", included_on=DAY)


def test_each_role_is_told_what_waits_for_it(browse: Browse, cast: Cast, work: None) -> None:
    assert todo(browse("methodist")) == {
        "Просроченные пункты маршрутов": "1",
        "Не проходили диагностику три года и больше": "1",
        "Молодые специалисты без наставника": "1",
        "Не записано согласие на обработку данных": "1",
        "Работники без основного места работы": "1",
        "Организации без ответственных лиц": "2",
    }
    assert todo(browse("cnppm"))["Маршруты ждут утверждения"] == "1"
    assert todo(browse("teacher")) == {"Маршруты ждут вашего согласия": "1", "Просроченные пункты маршрутов": "1"}
    assert todo(browse("iro")) == {
        "Обучение завершено, документ не внесён": "1",
        "Записи ФР ДПП не связаны с программами": "1",
    }


@pytest.mark.parametrize("role", ["cnppm", "methodist", "operator", "iro", "tutor", "council", "teacher"])
def test_line_leads_to_as_many_rows_as_it_counts(browse: Browse, cast: Cast, work: None, role: str) -> None:
    found = part(browse(role), "todo")
    assert found is not None
    for line in found["lines"]:
        listing = browse(role).get(line.url).context["listing"]
        narrowed = listing.narrowed or "?" not in line.url
        assert (line.title, str(listing.table.count), narrowed) == (line.title, line.count, True)


@pytest.mark.parametrize("role", ["cnppm", "methodist", "operator", "iro", "tutor", "ministry", "teacher"])
def test_tile_leads_to_as_many_rows_as_it_counts(browse: Browse, cast: Cast, work: None, role: str) -> None:
    found = part(browse(role), "counts", "?period=2025")
    assert found is not None
    for title, number, url in found["tiles"]:
        listing = browse(role).get(url).context["listing"]
        if not title.startswith("организ"):
            assert (title, listing.table.count) == (title, number)


def test_tiles_follow_the_period_of_the_frame(browse: Browse, cast: Cast, work: None) -> None:
    browser = browse("cnppm")
    assert tiles(browser, "?period=2025")["обучение завершено за период"] == 1
    assert tiles(browser, "?period=2024")["обучений завершено за период"] == 0
    assert tiles(browser, "?period=2025-2")["обучений завершено за период"] == 0


def test_empty_agenda_says_so_and_roles_without_one_have_no_block(browse: Browse, cast: Cast) -> None:
    assert "Сейчас ничего не ждёт вашего решения." in text_of(browse("iro").get("/"))
    assert part(browse("umo"), "todo") is None
    assert tiles(browse("federal")) == {"мероприятий за период": 0}


def test_teacher_finds_her_card_and_nobody_else_does(browse: Browse, cast: Cast) -> None:
    own = part(browse("teacher"), "own")
    assert own is not None
    assert own["links"][0] == ("Моя карточка", f"/teachers/{cast.teacher.pk}/")
    assert [title for title, _ in own["links"]][1:4] == ["Диагностика", "Маршруты", "Обучение"]
    for _, url in own["links"]:
        assert browse("teacher").get(url).status_code == 200
    assert part(browse("methodist"), "own") is None


def test_unread_news_stand_on_the_first_page(browse: Browse, cast: Cast) -> None:
    assert part(browse("operator"), "news") is None
    with acting(SYSTEM):
        Notification.objects.create(user=cast.grants["operator"].user, text="Файл готов")
        Notification.objects.create(user=cast.grants["cnppm"].user, text="Чужое")
    body = text_of(browse("operator").get("/"))
    assert ("Файл готов" in body, "Чужое" in body) == (True, False)


def test_first_page_asks_the_same_number_of_questions_however_much_there_is(
    browse: Browse, cast: Cast, work: None
) -> None:
    before = len(queries_of(browse("cnppm"), "/"))
    with acting(SYSTEM):
        for _ in range(3):
            make.make_route(make.make_person(cast.school_a), None, agreed_on=DAY)
    assert len(queries_of(browse("cnppm"), "/")) == before


@pytest.mark.parametrize(("number", "words"), [(12, "12"), (1000, "1\u202f000"), (1001, "более\u00a01\u202f000")])
def test_counts_are_capped_in_words(number: int, words: str) -> None:
    assert count_words(number) == words
