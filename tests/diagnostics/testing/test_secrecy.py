"""Keys and answers are seen by nobody who should not: every role, pages, JSON, exports, history, files, logs."""

import json
import logging
from collections.abc import Iterator

import pytest
from django.core.serializers.json import DjangoJSONEncoder
from django.test import Client

from apps.core.actor import acting, system
from apps.core.models import AccessLogEntry, HistoryEntry
from apps.diagnostics.models import Answer, Attempt, Item, ItemKey
from apps.diagnostics.services import bank
from apps.diagnostics.services.attempts import start_attempt
from tests.cast import HOLDERS, Cast
from tests.diagnostics.conftest import Browse
from tests.diagnostics.testing.rows import make_bank_item, make_online_test
from tests.permissions.matrix.bodies import text_of

pytestmark = pytest.mark.django_db
SYSTEM = system("test")
KEY, ANSWER = "Канарейкаключа", "Канарейкаответа"
ROLES = [role.value for role in HOLDERS]


@pytest.fixture
def attempt(browse: Browse, cast: Cast, caplog: pytest.LogCaptureFixture) -> Attempt:
    """An item whose key and whose answer sing; the answer is given by the page, the item is edited afterwards."""
    caplog.set_level(logging.DEBUG)
    with acting(cast.actor("cnppm")):
        item = make_bank_item(cast.cnppm, "text", answers=KEY)
        test = make_online_test(cast.cnppm, {"Т-01": 1})
    with acting(cast.actor("teacher")):
        made = start_attempt(test=test, person=cast.teacher)
    browse("teacher").post(f"/diagnostics/attempts/{made.pk}/questions/1/", {"answer": ANSWER, "go": "end"})
    with acting(cast.actor("cnppm")):
        bank.update_item(item, answers=f"{KEY}\nдругое")
    return made


def addresses(cast: Cast, attempt: Attempt, item: Item) -> Iterator[tuple[str, str]]:
    """Whatever could speak of the item, the attempt or the person."""
    card, person = f"/diagnostics/items/{item.pk}/", f"/teachers/{cast.teacher.pk}/"
    test, mine = f"/diagnostics/tests/{attempt.test_id}/", f"/diagnostics/attempts/{attempt.pk}/"
    for url in (
        "/", "/diagnostics/", "/diagnostics/testing/", "/diagnostics/items/", card, f"{card}?tab=preview",
        f"{card}?tab=history", f"{card}edit/", "/diagnostics/tests/", test, f"{test}?tab=rows", f"{test}?tab=attempts",
        f"{test}statistics/", "/diagnostics/attempts/", f"{mine}questions/1/", f"{mine}review/", f"{mine}result/",
        person, f"{person}?tab=history", "/api/v1/diagnostics/item/", f"/api/v1/diagnostics/item/{item.pk}/",
        "/api/v1/diagnostics/attempt/", f"/api/v1/diagnostics/attempt/{attempt.pk}/", "/api/v1/schema/?format=json",
        f"/search/?q={KEY[:6]}x",
    ):  # fmt: skip
        yield "get", url
    for url in ("/diagnostics/items/export/", "/diagnostics/attempts/export/", "/diagnostics/export/"):
        yield "post", url


def singing(client: Client, cast: Cast, attempt: Attempt, item: Item) -> dict[str, list[str]]:
    """Where each canary is heard."""
    heard: dict[str, list[str]] = {KEY: [], ANSWER: []}
    for method, url in addresses(cast, attempt, item):
        body = text_of(getattr(client, method)(url))
        for canary, places in heard.items():
            if canary in body:
                places.append(url)
    return heard


def test_keys_are_heard_by_their_keepers_and_answers_by_who_gave_them(
    browse: Browse, cast: Cast, attempt: Attempt
) -> None:
    with acting(SYSTEM):
        item = Item.objects.get(state="published")
    card, question = f"/diagnostics/items/{item.pk}/", f"/diagnostics/attempts/{attempt.pk}/questions/1/"
    nothing: dict[str, list[str]] = {KEY: [], ANSWER: []}
    expected = dict.fromkeys(ROLES, nothing) | {
        "cnppm": {KEY: [f"{card}?tab=preview", f"{card}edit/"], ANSWER: []},
        "teacher": {KEY: [], ANSWER: [question]},
    }
    assert {role: singing(browse(role), cast, attempt, item) for role in ROLES} == expected
    browse("teacher").post(f"/diagnostics/attempts/{attempt.pk}/submit/")
    assert singing(browse("teacher"), cast, attempt, item) == nothing


def test_journals_and_logs_are_silent(
    browse: Browse, cast: Cast, attempt: Attempt, caplog: pytest.LogCaptureFixture
) -> None:
    browse("teacher").post(f"/diagnostics/attempts/{attempt.pk}/submit/")
    with acting(SYSTEM):
        journals = [list(model.objects.values()) for model in (HistoryEntry, AccessLogEntry)]
    written = json.dumps(journals, cls=DjangoJSONEncoder, ensure_ascii=False)
    assert "submit_attempt" in written
    assert [canary for canary in (KEY, ANSWER) if canary in written] == []
    logged = "\n".join(record.getMessage() for record in caplog.records if not record.name.startswith("django.db"))
    assert [canary for canary in (KEY, ANSWER) if canary in logged] == []


def test_wall_shows_answers_to_their_person_alone_and_keys_to_the_bank(cast: Cast, attempt: Attempt) -> None:
    seen = {}
    for role in ROLES:
        with acting(cast.actor(role)):
            seen[role] = (ItemKey.objects.count(), Answer.objects.count())
    assert seen == dict.fromkeys(ROLES, (0, 0)) | {"cnppm": (2, 0), "teacher": (0, 1)}
