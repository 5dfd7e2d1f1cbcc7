"""The pages of the mirror: synchronizations and their decisions, the registry as it was seen, the source."""

from datetime import date
from typing import Any

import pytest
from django.test import Client, override_settings

from apps.core.actor import acting, system
from apps.core.models import HistoryEntry, Job
from apps.programs.mirror.items import Item, Reading
from apps.programs.mirror.outlook import outlook
from apps.programs.models import RegistryEntry, RegistrySource, Synchronization
from apps.programs.services.mirror import begin, take
from tests import factories as make
from tests.cast import Cast
from tests.core.web.checks import assert_constant_queries, log_in, text_of

pytestmark = pytest.mark.django_db
SYSTEM = system("test")
LIST = "/programs/registry/synchronizations/"


def item(number: int, title: str = "Название", **fields: Any) -> Item:
    """An entry included in 2024."""
    empty = dict.fromkeys(("form", "organization_name", "organization_inn", "competences", "audience"), "")
    values = {**empty, "kind": "pk", "hours": 36, "included_on": date(2024, 1, 1), "excluded_on": None, **fields}
    return Item(number=f"ФР-{number}", title=title, **values)


def read(day: date, *items: Item) -> Synchronization:
    """One reading as the system."""
    with acting(SYSTEM):
        return take(begin("реестр.json", day)[0], Reading(list(items), []))


@pytest.fixture
def waiting(cast: Cast) -> Synchronization:
    """Three of four entries are gone."""
    read(date(2025, 1, 1), *map(item, range(4)))
    return read(date(2025, 2, 1), item(0))


@pytest.fixture
def browser(cast: Cast) -> Client:
    return log_in(cast, "iro")


def plain(text: str) -> str:
    """With plain spaces."""
    return text.replace("\u00a0", " ")


def excluded() -> list[tuple[str, date]]:
    with acting(SYSTEM):
        rows = RegistryEntry.objects.exclude(excluded_on=None).order_by("number")
        return list(rows.values_list("number", "excluded_on"))  # type: ignore[arg-type]


def test_person_accepts_what_vanished(browser: Client, waiting: Synchronization) -> None:
    page = text_of(browser.get(f"{LIST}{waiting.pk}/"))
    assert "Из реестра исчезло сразу 75,0 % (3 из 4) записей." in page
    browser.post(f"{LIST}{waiting.pk}/do/accept/", {"note": "Проверено письмом"})
    day = date(2025, 2, 1)
    assert excluded() == [("ФР-1", day), ("ФР-2", day), ("ФР-3", day)]
    with acting(SYSTEM):
        waiting.refresh_from_db()
        verbs = HistoryEntry.objects.filter(object_kind="programs.synchronization", object_ref=str(waiting.pk))
        assert [entry.actor_label != "" for entry in verbs] == [True, True]
    assert (waiting.state, waiting.note, waiting.place) == ("applied", "Проверено письмом", 2)
    assert "Проверено письмом" in text_of(browser.get(f"{LIST}{waiting.pk}/"))


def test_who_decides_sees_before_what_would_change(browser: Client, cast: Cast) -> None:
    with acting(SYSTEM):
        program = make.make_program(cast.iro, title="Своя программа")
    read(date(2025, 1, 1), *map(item, range(5)))
    with acting(SYSTEM):
        RegistryEntry.objects.filter(number="ФР-3").update(program=program)
    waits = read(date(2025, 2, 1), item(0, "Новое имя"), item(9))
    with acting(cast.actor("iro")):
        found = outlook(waits)
    assert [(group.title, group.count, group.more) for group in found] == [
        ("Исчезнут", 4, 0), ("Изменятся", 1, 0), ("Появятся", 1, 0),
    ]  # fmt: skip
    assert [line.number for line in found[0].lines] == ["ФР-3", "ФР-1", "ФР-2", "ФР-4"]
    assert (found[0].lines[0].own, found[1].lines[0].fields, found[2].lines[0].entry) == (
        "Своя программа", "наименование", None,
    )  # fmt: skip
    page = text_of(browser.get(f"{LIST}{waits.pk}/?tab=outlook"))
    assert ("Исчезнут: 4 записи" in plain(page), "Новое имя (наименование)" in page) == (True, True)
    assert excluded() == []
    browser.post(f"{LIST}{waits.pk}/do/reject/", {"note": "Ошибка источника"})
    assert "Решать нечего" in text_of(browser.get(f"{LIST}{waits.pk}/?tab=outlook"))


def test_person_rejects_and_nothing_changes(browser: Client, waiting: Synchronization) -> None:
    browser.post(f"{LIST}{waiting.pk}/do/reject/", {"note": "Реестр был на ремонте"})
    with acting(SYSTEM):
        waiting.refresh_from_db()
        assert (waiting.state, waiting.staged.count(), excluded()) == ("rejected", 0, [])


def test_decision_is_made_once(browser: Client, waiting: Synchronization) -> None:
    browser.post(f"{LIST}{waiting.pk}/do/reject/", {"note": "Нет"})
    late = browser.post(f"{LIST}{waiting.pk}/do/accept/", {}, follow=True)
    assert excluded() == []
    assert (late.status_code, "уже" in text_of(late)) == (422, True)


def test_newer_reading_makes_the_waiting_one_outdated(waiting: Synchronization) -> None:
    read(date(2025, 2, 2), *map(item, range(5)))
    with acting(SYSTEM):
        waiting.refresh_from_db()
    assert (waiting.state, excluded()) == ("outdated", [])


def test_reading_that_waits_stands_on_the_first_page(browser: Client, waiting: Synchronization) -> None:
    assert "Чтение реестра ждёт решения" in text_of(browser.get("/"))


def test_registry_of_a_day_is_listed(browser: Client, cast: Cast) -> None:
    read(date(2025, 1, 1), item(1, "Прежнее"))
    read(date(2025, 3, 1), item(1, "Новое", hours=72))
    listed = browser.get("/programs/registry/changes/?on=15.02.2025")
    assert [row[2] for row in listed.context["listing"].table.page.rows] == ["ФР-1"]
    assert "Прежнее" in text_of(listed)
    assert "Новое" not in text_of(listed)
    assert "наименование, часы" in text_of(browser.get("/programs/registry/changes/?fate=changed"))


def test_entry_shows_how_it_was_seen_and_is_not_edited_by_hand(browser: Client, cast: Cast) -> None:
    read(date(2025, 1, 1), item(1), *map(item, range(2, 40)))
    read(date(2025, 2, 1), *map(item, range(2, 40)))
    read(date(2025, 3, 1), *map(item, range(1, 40)))
    with acting(SYSTEM):
        entry = RegistryEntry.objects.get(number="ФР-1")
    page = text_of(browser.get(f"/programs/registry/{entry.pk}/"))
    assert "с 01.01.2024 по 01.02.2025" in page
    assert (entry.included_on, entry.excluded_on) == (date(2025, 3, 1), None)
    assert browser.get(f"/programs/registry/{entry.pk}/edit/").status_code == 403
    tab = text_of(browser.get(f"/programs/registry/{entry.pk}/?tab=versions"))
    assert [word in tab for word in ("появилась", "исчезла", "вернулась")] == [True, True, True]


@pytest.mark.parametrize("role", ["teacher", "methodist", "ministry", "moo", "umo", "operator", "administrator"])
def test_journal_is_for_those_who_keep_the_registry(cast: Cast, waiting: Synchronization, role: str) -> None:
    browser = log_in(cast, role)
    assert browser.get(LIST).status_code == 403
    assert browser.post(f"{LIST}{waiting.pk}/do/accept/").status_code == 403


def test_source_of_ones_own_network_is_refused(browser: Client) -> None:
    form = {"address": "http://127.0.0.1:8099", "enabled": "on"}
    refused = browser.post("/programs/registry/sources/create/", form)
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["address"])


@override_settings(REGISTRY_PRIVATE=True)
def test_one_source_is_on_and_read_at_once(browser: Client) -> None:
    browser.post("/programs/registry/sources/create/", {"address": "http://127.0.0.1:8099", "enabled": "on"})
    second = {"address": "http://127.0.0.1:8098", "enabled": "on"}
    response = browser.post("/programs/registry/sources/create/", second)
    assert "Уже включён другой источник" in text_of(response)
    with acting(SYSTEM):
        source = RegistrySource.objects.get()
    browser.post(f"/programs/registry/sources/{source.pk}/do/read/")
    with acting(SYSTEM):
        assert Job.objects.filter(kind="sync_registry", state="queued").count() == 1


def test_lists_ask_the_same_number_of_questions_for_one_row_and_three(browser: Client) -> None:
    days = iter(range(1, 28))

    def make_row() -> None:
        number = next(days)
        read(date(2025, 1, number), *map(item, range(number)))

    for url, queries in {LIST: 7, "/programs/registry/changes/": 7}.items():
        assert_constant_queries(browser, url, make_row, queries=queries)
