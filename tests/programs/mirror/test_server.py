"""The mirror against the shipped registry, well and badly behaved: applied whole, or nothing changed and a finding."""

from collections.abc import Iterator
from datetime import date
from functools import partial

import pytest

from apps.core.actor import acting, system
from apps.programs.mirror.http import Patience
from apps.programs.mirror.server import Fault, Registry, RegistryServer, entry
from apps.programs.models import RegistryEntry, StagedEntry, Synchronization
from apps.programs.services.mirror import synchronize
from tests.programs.mirror.conftest import DAY, SYSTEM, Sync, serving

pytestmark = pytest.mark.django_db
ENTRIES = [entry(number, 1) for number in range(1, 41)]


def stored() -> dict[str, tuple[str, date, date | None]]:
    """The mirror by number."""
    with acting(SYSTEM):
        rows = RegistryEntry.objects.values_list("number", "title", "included_on", "excluded_on")
        return {number: (title, start, end) for number, title, start, end in rows}


def plain(text: str) -> str:
    """With plain spaces."""
    return text.replace("\u00a0", " ")


@pytest.fixture
def server() -> Iterator[RegistryServer]:
    """Forty entries on ten pages."""
    with serving(Registry(list(ENTRIES), per_page=4)) as found:
        yield found


def test_whole_registry_of_20000_entries_is_applied_and_a_broken_page_37_changes_nothing(sync: Sync) -> None:
    entries = [entry(number, 1) for number in range(1, 20_001)]
    with serving(Registry(entries)) as server:
        done = sync(server.address)
        again = sync(server.address)
        server.registry.fault = Fault.PAGE
        broken = sync(server.address)
    assert (broken.state, plain(broken.finding)) == (
        "quarantined", "Страница 37 реестра испорчена: содержание не разбирается."
    )  # fmt: skip
    assert (done.state, done.total, done.created, done.place) == ("applied", 20_000, 20_000, 1)
    assert (again.state, again.place, [asked for asked in server.registry.asked.values() if asked < 2]) == (
        "unchanged", None, []
    )  # fmt: skip
    shown = {one["number"]: (one["title"], one["included_on"], one["excluded_on"]) for one in entries}
    found = {n: (t, str(start), str(end) if end else None) for n, (t, start, end) in stored().items()}
    assert found == shown


FINDINGS = {
    Fault.PAGE: ("quarantined", "Страница 6 реестра испорчена: содержание не разбирается."),
    Fault.SLOW: ("failed", "Страница 6 реестра не получена (3 попытки): сервер не отвечает."),
    Fault.REPEAT: (
        "quarantined",
        "В реестре 4 номера повторяются: № ПРОБА-000017, № ПРОБА-000018, № ПРОБА-000019, № ПРОБА-000020."
        " Из реестра исчезло сразу 10,0 % (4 из 40) записей.",
    ),
    Fault.TOTAL: (
        "quarantined",
        "Реестр менялся во время чтения: сначала 40 записей на 10 страницах,"
        " на странице 6 — 41 запись на 10 страницах.",
    ),
    Fault.ERROR: ("failed", "Страница 6 реестра не получена (3 попытки): сервер ответил кодом 500."),
    Fault.CUT: ("failed", "Страница 6 реестра не получена (3 попытки): соединение оборвалось."),
    Fault.HALF: ("quarantined", "Из реестра исчезло сразу 50,0 % (20 из 40) записей."),
}


@pytest.mark.parametrize("fault", list(Fault))
def test_misbehaving_registry_changes_nothing_and_is_told(sync: Sync, server: RegistryServer, fault: Fault) -> None:
    sync(server.address)
    before = stored()
    server.registry = Registry([{**one, "title": "Другое"} for one in ENTRIES], 4, fault)
    done = sync(server.address)
    assert (done.state, plain(done.finding)) == FINDINGS[fault]
    assert (stored(), len(before)) == (before, 40)


@pytest.mark.parametrize("fault", [Fault.PAGE, Fault.SLOW, Fault.ERROR, Fault.CUT])
def test_fault_that_passes_is_outwaited(sync: Sync, server: RegistryServer, fault: Fault) -> None:
    server.registry = Registry(ENTRIES, 4, fault, times=2)
    done = sync(server.address)
    assert (done.state, done.created, server.registry.asked[6]) == ("applied", 40, 3)


def test_change_on_one_page_is_seen_in_spite_of_the_marks(sync: Sync, server: RegistryServer) -> None:
    sync(server.address)
    server.registry.entries[30] = {**ENTRIES[30], "title": "Переименована"}
    done = sync(server.address, date(2026, 3, 2))
    assert (done.state, done.changed, done.created, done.gone) == ("applied", 1, 0, 0)
    assert stored()["ПРОБА-000031"][0] == "Переименована"


def test_what_was_changed_beside_the_feed_is_restored(sync: Sync, server: RegistryServer) -> None:
    sync(server.address)
    before = stored()
    with acting(SYSTEM):
        RegistryEntry.objects.filter(number="ПРОБА-000001").update(included_on=date(2000, 1, 1))
    assert (sync(server.address).state, stored() == before) == ("applied", True)


def test_marks_of_another_source_are_not_believed(sync: Sync, server: RegistryServer) -> None:
    sync(server.address)
    with serving(Registry(ENTRIES[:-1], per_page=4)) as other:
        assert sync(other.address).gone == 1
    assert (sync(server.address).returned, len(stored())) == (1, 40)


def test_nothing_is_left_staged_but_what_waits(sync: Sync, server: RegistryServer) -> None:
    sync(server.address)
    with acting(SYSTEM):
        assert StagedEntry.objects.count() == 0
    server.registry.fault = Fault.HALF
    waiting = sync(server.address)
    with acting(SYSTEM):
        assert StagedEntry.objects.filter(synchronization=waiting).count() == 20


def test_server_that_is_not_there_is_told(sync: Sync) -> None:
    with serving(Registry(ENTRIES)) as gone:
        address = gone.address
    done = sync(address)
    assert (done.state, plain(done.finding)) == (
        "failed",
        "Страница 1 реестра не получена (3 попытки): нет связи.",
    )


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:9", "http://localhost:9/registry", "http://[::1]:9", "http://10.0.0.1"]
)
def test_address_of_ones_own_network_is_refused_to_pages(sync: Sync, address: str) -> None:
    done = sync(address, private=False)
    assert (done.state, done.finding) == (
        "failed",
        "Адрес реестра ведёт во внутреннюю сеть: по нему портал не ходит.",
    )


@pytest.mark.parametrize("address", ["http://", "http://u:p@example.org", "https://example.org:port"])
def test_address_that_is_none_is_refused(sync: Sync, address: str) -> None:
    assert sync(address).finding.startswith("Адрес реестра должен начинаться с http://")


def test_answer_over_the_limit_is_not_taken(server: RegistryServer) -> None:
    patience = Patience(tries=1, page_bytes=100)
    done = synchronize(server.address, step=partial(acting, system("test")), today=DAY, private=True, patience=patience)
    assert (done.state, plain(done.finding)) == (
        "failed",
        "Страница 1 реестра больше 0 МБ: портал её не читает.",
    )


def test_reading_that_was_broken_off_is_closed_by_the_next(sync: Sync, server: RegistryServer) -> None:
    with acting(SYSTEM):
        left = Synchronization.objects.create(source="x", seen_on=DAY, started_at="2026-03-01T03:00Z")
    sync(server.address)
    with acting(SYSTEM):
        left.refresh_from_db()
    assert left.state == "failed"
