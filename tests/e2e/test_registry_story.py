"""The mirror of the federal registry by the people who keep it, against the registry server that ships."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from apps.core.actor import acting, system
from apps.core.models import Job
from apps.core.text import NBSP
from apps.programs.mirror.server import Fault, Registry, entry
from apps.programs.models import LinkProposal, Program, RegistryEntry, StudyGroup, Synchronization
from tests import factories as make
from tests.cast import Cast
from tests.e2e.checks import problems, sideways
from tests.e2e.conftest import LAPTOP, PHONE, Browse
from tests.e2e.steps import act, follow
from tests.programs.mirror.conftest import serving
from tests.workers import Worker, wait_until

pytestmark = pytest.mark.slow
SYSTEM = system("test")
ENTRIES, PER_PAGE = 60, 20
OURS, OLD, NEW = 7, "Прежнее название записи", "Новое название записи"
RENAMED = 12
PATIENCE = 120.0
JOURNAL, LINKS = "/programs/registry/synchronizations/", "/programs/registry/links/"


@pytest.fixture(scope="module", autouse=True)
def own_network() -> Iterator[None]:
    """The worker of this module may read a registry of this machine."""
    os.environ["RSNMS_REGISTRY_PRIVATE"] = "1"
    yield
    del os.environ["RSNMS_REGISTRY_PRIVATE"]


@pytest.fixture
def registry() -> Registry:
    """Sixty entries in three pages, none of them excluded."""
    entries = [{**entry(number, 1), "excluded_on": None} for number in range(1, ENTRIES + 1)]
    entries[RENAMED]["title"], entries[OURS]["title"] = OLD, "Чтение карты на уроках географии"
    return Registry(entries, PER_PAGE)


def sound(page: Page) -> None:
    """Nothing is wrong with the page on a phone and on a laptop."""
    for viewport in (PHONE, LAPTOP):
        page.set_viewport_size(viewport)  # type: ignore[arg-type]
        assert (problems(page), sideways(page)) == ([], 0)


def press(page: Page, name: str) -> None:
    """A button of the page's own content that leads on."""
    follow(page.locator("main").get_by_role("button", name=name, exact=True))


def readings() -> int:
    """How many jobs of reading have come to an end: one that still runs is not asked for again."""
    with acting(SYSTEM):
        return Job.objects.filter(kind="sync_registry", state="done").count()


def read(page: Page, source: str) -> Synchronization:
    """«Прочитать сейчас» on the source's card; the reading as it ended."""
    before = readings()
    page.goto(source)
    act(page, "Прочитать сейчас")
    expect(page.get_by_text("Чтение поставлено в очередь")).to_be_visible()
    wait_until(lambda: readings() > before, PATIENCE)
    with acting(SYSTEM):
        return Synchronization.objects.latest("started_at")


def set_source(page: Page, address: str) -> str:
    """The centre names the registry; returns the card of the source."""
    page.goto("/programs/registry/sources/create/")
    page.get_by_label("адрес").fill(address)
    page.get_by_label("читать каждую ночь").check()
    press(page, "Задать")
    expect(page.get_by_text("Источник задан.")).to_be_visible()
    sound(page)
    return page.url


def plan(cast: Cast, registry: Registry) -> Program:
    """A programme of the institute that an entry is like, with a group that has just begun."""
    like = registry.entries[OURS]
    today = timezone.localdate()
    with acting(SYSTEM):
        kind = "pk" if like["kind"] == "ПК" else "pp"
        program = make.make_program(cast.iro, title=like["title"], hours=like["hours"], kind=kind)
        StudyGroup.objects.create(program=program, code="Г-1", start=today, end=today + timedelta(days=9))
        return program


def see_differences(page: Page) -> None:
    """The last two readings compared: what is new, what was renamed."""
    page.goto("/programs/registry/differences/")
    renamed = page.get_by_role("row").filter(has_text=f"ПРОБА-{RENAMED + 1:06d}")
    expect(renamed).to_contain_text("изменилась")
    expect(page.get_by_role("row").filter(has_text=f"ПРОБА-{ENTRIES + 1:06d}")).to_contain_text("появилась")
    sound(page)


def decide(page: Page, sync: Synchronization) -> None:
    """Half the registry is gone at once: the first page says so, a person gives the reading up."""
    page.goto("/")
    expect(page.get_by_text("Чтение реестра ждёт решения")).to_be_visible()
    page.goto(f"{JOURNAL}{sync.pk}/")
    expect(page.get_by_text("Из реестра исчезло сразу")).to_be_visible()
    sound(page)
    act(page, "Отклонить", Почему_отклоняется="Реестр на ремонте, проверено письмом")
    expect(page.get_by_text("Прочитанное отклонено, зеркало осталось прежним.")).to_be_visible()
    with acting(SYSTEM):
        sync.refresh_from_db()
        assert (sync.state, RegistryEntry.objects.filter(excluded_on=None).count()) == ("rejected", ENTRIES + 1)


def see_the_past(page: Page, day: date) -> None:
    """The entry as it was seen on a day, and every way it was ever seen."""
    page.goto(f"/programs/registry/changes/?on={day:%d.%m.%Y}&q={OLD}")
    expect(page.get_by_role("row").filter(has_text=OLD)).to_have_count(1)
    page.goto(f"/programs/registry/changes/?on={day:%d.%m.%Y}&q={NEW}")
    expect(page.get_by_role("row").filter(has_text=NEW)).to_have_count(0)
    with acting(SYSTEM):
        found = RegistryEntry.objects.get(title=NEW)
    page.goto(f"/programs/registry/{found.pk}/?tab=versions")
    for words in (OLD, NEW):
        expect(page.locator("main").get_by_text(words).first).to_be_visible()
    sound(page)


def confirm_together(browse: Browse, program: Program) -> None:
    """The centre and the institute look at one proposal: one links it, the other is told who did."""
    with acting(SYSTEM):
        found = LinkProposal.objects.get(program=program)
    first, second = browse("cnppm"), browse("iro")
    for page in (first, second):
        page.goto(f"{LINKS}{found.pk}/")
        sound(page)
    act(first, "Подтвердить")
    expect(first.get_by_text("Запись связана с программой.")).to_be_visible()
    act(second, "Подтвердить")
    expect(second.get_by_text("По этой связи уже решено: подтверждена")).to_be_visible()
    with acting(SYSTEM):
        linked = RegistryEntry.objects.get(program=program)
        assert (linked.number, LinkProposal.objects.get(pk=found.pk).state) == (f"ПРОБА-{OURS + 1:06d}", "confirmed")


def see_the_alert(page: Page) -> None:
    """Whom the exclusion concerns is told, and led to the groups that lean on it."""
    page.goto("/")
    line = page.get_by_role("link", name="Учебные группы по программам, исключённым из ФР ДПП")
    expect(line).to_be_visible()
    follow(line)
    expect(page.get_by_role("row").filter(has_text="Г-1")).to_have_count(1)
    page.goto("/notifications/")
    told = "Программа исключена из ФР ДПП, а по ней учится или назначена 1 группа"
    expect(page.get_by_text(told.replace(" ДПП", f"{NBSP}ДПП")).or_(page.get_by_text(told)).first).to_be_visible()


def test_registry_is_mirrored_decided_linked_and_watched(
    people: Cast, browse: Browse, worker: Worker, registry: Registry, settings: object
) -> None:
    settings.REGISTRY_PRIVATE = True  # type: ignore[attr-defined]
    page, long_ago = browse("cnppm"), timezone.localdate() - timedelta(days=30)
    program = plan(people, registry)
    with serving(registry) as server:
        source = set_source(page, server.address)
        assert (read(page, source).state, read(page, source).state) == ("applied", "unchanged")
        with acting(SYSTEM):
            Synchronization.objects.filter(place=1).update(seen_on=long_ago)
        registry.entries[RENAMED]["title"] = NEW
        registry.entries.append({**entry(ENTRIES + 1, 1), "excluded_on": None})
        assert read(page, source).state == "applied"
        page.goto(JOURNAL)
        sound(page)
        see_differences(page)
        registry.fault = Fault.HALF
        decide(page, read(page, source))
        registry.fault = None
        see_the_past(page, long_ago)
        confirm_together(browse, program)
        registry.entries[OURS]["excluded_on"] = f"{timezone.localdate():%Y-%m-%d}"
        assert read(page, source).state == "applied"
        see_the_alert(browse("iro"))
