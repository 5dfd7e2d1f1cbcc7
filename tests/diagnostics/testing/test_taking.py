"""Taking a test on the pages: start, answer with and without a script, resume, submit, result."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from apps.core.actor import acting, system
from apps.diagnostics.models import Answer, Attempt, DiagnosticSession, OnlineTest
from apps.diagnostics.services.attempts import INVITED_ONLY, OVER
from tests import factories as make
from tests.cast import Cast
from tests.core.web.checks import FRAME, queries_of, text_of
from tests.diagnostics.conftest import Browse
from tests.diagnostics.testing.rows import ITEMS, make_attempt, make_bank_item, make_online_test

pytestmark = pytest.mark.django_db
SYSTEM = system("test")


@pytest.fixture
def test(cast: Cast) -> OnlineTest:
    """An item of every kind, in the order of ``ITEMS``."""
    with acting(SYSTEM):
        for kind in ITEMS:
            make_bank_item(cast.cnppm, kind)
        return make_online_test(cast.cnppm, {"Т-01": len(ITEMS)}, title="Тест педагога", shuffle=False)


@pytest.fixture
def attempt(cast: Cast, test: OnlineTest) -> Attempt:
    """The teacher's attempt; the items stand in the order of ``ITEMS``."""
    with acting(SYSTEM):
        made = make_attempt(test, cast.teacher)
        made.paper.sort()
        made.save(update_fields=["paper"])
    return made


def page(attempt: Attempt, tail: str) -> str:
    return f"/diagnostics/attempts/{attempt.pk}/{tail}"


def send(client: Client, attempt: Attempt, place: int, value: Any) -> Any:
    message = {"place": place, "value": value, "given": timezone.now().timestamp() * 1000}
    return client.post(page(attempt, "answers/"), json.dumps(message), content_type="application/json")


def answers(attempt: Attempt) -> list[Any]:
    with acting(SYSTEM):
        given = dict(Answer.objects.filter(attempt=attempt).values_list("item_id", "value"))
    return [given.get(pk) for pk, _ in attempt.paper]


def test_test_is_found_started_and_opened_at_its_first_question(browse: Browse, test: OnlineTest) -> None:
    client = browse("teacher")
    assert "Тест педагога" in text_of(client.get("/diagnostics/testing/"))
    body = text_of(client.get(f"/diagnostics/testing/{test.pk}/"))
    assert "Вопросов: 6. На всё даётся 30 минут" in body
    begun = client.post(f"/diagnostics/testing/{test.pk}/")
    with acting(SYSTEM):
        attempt = Attempt.objects.get()
    assert begun["Location"] == page(attempt, "questions/1/")
    assert client.get(page(attempt, "go/"))["Location"] == page(attempt, "questions/1/")
    assert "Продолжить" in text_of(client.get("/diagnostics/testing/"))


def test_invitation_stands_on_the_first_page_and_in_the_list(browse: Browse, cast: Cast, test: OnlineTest) -> None:
    today = timezone.localdate()
    with acting(SYSTEM):
        OnlineTest.objects.update(by_invitation=True)
    client = browse("teacher")
    assert "Тестов для вас сейчас нет" in text_of(client.get("/diagnostics/testing/"))
    assert client.get(f"/diagnostics/testing/{test.pk}/").status_code == 404
    assert "Диагностика ждёт вас" not in text_of(client.get("/"))
    with acting(SYSTEM):
        campaign = make.make_campaign(cast.cnppm, today, today, tool=test.tool, title="Осень")
        make.make_invitation(campaign, cast.teacher)
    assert f"Осень, до {today:%d.%m.%Y}" in text_of(client.get("/diagnostics/testing/"))
    assert "Диагностика ждёт вас" in text_of(client.get("/"))
    assert INVITED_ONLY not in text_of(client.post(f"/diagnostics/testing/{test.pk}/", follow=True))


FORMS: dict[str, tuple[dict[str, Any], Any]] = {
    "single": ({"answer": "б"}, "б"),
    "multiple": ({"answer": ["а", "в"]}, ["а", "в"]),
    "matching": ({"answer-1": "б", "answer-2": ""}, {"1": "б"}),
    "order": ({"answer-в": "1", "answer-а": "2", "answer-б": "3"}, ["в", "а", "б"]),
    "number": ({"answer": " 12,5 "}, "12,5"),
    "text": ({"answer": "Выготский"}, "Выготский"),
}


@pytest.mark.parametrize("kind", FORMS)
def test_answer_of_every_kind_is_saved_by_a_plain_form_and_shown_again(
    browse: Browse, attempt: Attempt, kind: str
) -> None:
    number = list(ITEMS).index(kind) + 1
    data, value = FORMS[kind]
    client, url = browse("teacher"), page(attempt, f"questions/{number}/")
    going = client.post(url, {**data, "go": "2"})
    assert going["Location"] == page(attempt, "questions/2/")
    assert answers(attempt)[number - 1] == value
    shown = client.get(url)
    assert shown.context["question"].value == value
    marks = text_of(shown).partition("test-question")[2]
    assert (" checked" in marks, " selected" in marks) == (
        kind in ("single", "multiple"),
        kind in ("matching", "order"),
    )


def test_where_a_form_goes_is_within_the_test(browse: Browse, attempt: Attempt) -> None:
    client, url = browse("teacher"), page(attempt, "questions/1/")
    for going in ("end", "0", "7", "https://elsewhere.example/"):
        assert client.post(url, {"answer": "а", "go": going})["Location"] == page(attempt, "review/")
    assert client.get(page(attempt, "questions/7/")).status_code == 404


def test_script_saves_and_is_told_when(browse: Browse, attempt: Attempt) -> None:
    response = send(browse("teacher"), attempt, 1, ["а"])
    assert (response.status_code, list(response.json())) == (200, ["saved"])
    assert answers(attempt) == [None, ["а"], None, None, None, None]


@pytest.mark.parametrize(
    "body",
    ["", "[]", "{}", '{"place": -1, "value": 1, "given": 1}', '{"place": true, "value": 1, "given": 1}',
     '{"place": 0, "value": 1, "given": "x"}', '{"place": 0, "value": 1, "given": 1e30}'],
)  # fmt: skip
def test_message_that_is_no_answer_is_refused(browse: Browse, attempt: Attempt, body: str) -> None:
    response = browse("teacher").post(page(attempt, "answers/"), body, content_type="application/json")
    assert response.status_code == 422


def test_answer_after_submission_is_refused_kindly_and_changes_nothing(browse: Browse, attempt: Attempt) -> None:
    client = browse("teacher")
    send(client, attempt, 0, "б")
    assert client.post(page(attempt, "submit/"))["Location"] == page(attempt, "result/")
    late = send(client, attempt, 0, "а")
    assert (late.status_code, late.json()) == (410, {"words": OVER})
    assert answers(attempt)[0] == "б"
    for tail in ("questions/1/", "review/", "go/"):
        assert client.get(page(attempt, tail))["Location"] == page(attempt, "result/")
    client.post(page(attempt, "submit/"))
    with acting(SYSTEM):
        assert DiagnosticSession.objects.count() == 1


def test_result_shows_levels_and_no_keys(browse: Browse, attempt: Attempt) -> None:
    client = browse("teacher")
    send(client, attempt, 0, "б")
    body = text_of(client.post(page(attempt, "submit/"), follow=True))
    assert "16,7 % при пороге 60 %: дефицит" in body
    assert ("Выготский" in body, "хлеб" in body, "12,5" in body) == (False, False, False)


def test_another_browser_goes_on_where_the_first_one_stopped(browse: Browse, attempt: Attempt) -> None:
    one, other = browse("teacher"), browse("teacher")
    send(one, attempt, 0, "б")
    assert other.get(page(attempt, "go/"))["Location"] == page(attempt, "questions/2/")
    assert "Отвечено: 1 из 6." in text_of(other.get(page(attempt, "review/")))


def test_next_request_after_the_time_submits(browse: Browse, attempt: Attempt) -> None:
    client = browse("teacher")
    send(client, attempt, 0, "б")
    with acting(SYSTEM):
        Attempt.objects.update(deadline=timezone.now() - timedelta(seconds=30))
    assert client.get(page(attempt, "questions/1/"))["Location"] == page(attempt, "review/")
    assert "Время вышло. Ответы сохранены, сдайте тест." in text_of(client.get(page(attempt, "review/")))
    with acting(SYSTEM):
        Attempt.objects.update(deadline=timezone.now() - timedelta(seconds=61))
    assert client.get(page(attempt, "questions/1/"))["Location"] == page(attempt, "result/")
    body = text_of(client.get(page(attempt, "result/")))
    assert "время вышло, учтены сохранённые ответы" in body


def test_page_never_carries_the_key(browse: Browse, cast: Cast, attempt: Attempt) -> None:
    client = browse("teacher")
    bodies = [text_of(client.get(page(attempt, f"questions/{number}/"))) for number in (5, 6)]
    assert ["12,5" in bodies[0], "12.5" in bodies[0], "Выготский" in bodies[1]] == [False, False, False]


def test_saving_an_answer_asks_four_questions_whatever_the_test(browse: Browse, attempt: Attempt) -> None:
    client = browse("teacher")
    with CaptureQueriesContext(connection) as captured:
        send(client, attempt, 0, "б")
    statements = [query["sql"] for query in captured.captured_queries]
    asked = [sql for sql in statements if not any(word in sql for word in FRAME)]
    # The session, the user, the roles; then one statement that keeps the answer.
    assert [len(asked), asked[-1].split()[0]] == [4, "WITH"]


def test_pages_ask_the_same_number_of_questions_for_one_test_and_three(
    browse: Browse, cast: Cast, attempt: Attempt
) -> None:
    client = browse("teacher")
    urls = {"/diagnostics/testing/": 10, page(attempt, "questions/1/"): 8, page(attempt, "review/"): 6}
    first = {url: len(queries_of(client, url)) for url in urls}
    with acting(SYSTEM):
        for name in ("Второй", "Третий"):
            tool = make.make_tool(cast.cnppm, name)
            make_attempt(make_online_test(cast.cnppm, {"Т-01": 6}, tool=tool), cast.teacher)
    assert [first, {url: len(queries_of(client, url)) for url in urls}] == [urls, urls]
