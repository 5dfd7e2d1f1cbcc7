"""Whom an exclusion from the registry concerns: planned groups, open items of routes, the people who keep them."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from apps.core.actor import acting, system
from apps.core.models import Notification
from apps.programs.mirror.items import Item, Reading
from apps.programs.models import Program, RegistryEntry, StudyGroup
from apps.programs.services.mirror import begin, take
from tests import factories as make
from tests.cast import Cast
from tests.core.web.checks import log_in, text_of

pytestmark = pytest.mark.django_db
SYSTEM = system("test")


def item(number: int, excluded: date | None = None) -> Item:
    return Item(f"ФР-{number}", f"Программа {number}", "pk", 36, "", "", "", date(2024, 1, 1), excluded, "", "")


def read(*items: Item) -> None:
    take(begin("проба", timezone.localdate())[0], Reading(list(items), []))


@pytest.fixture
def leaning(cast: Cast) -> Program:
    """A programme of the ФР with a group that goes on and an open item; then the registry excludes it."""
    today = timezone.localdate()
    with acting(SYSTEM):
        program = make.make_program(cast.iro, title="Опора")
        read(item(1), item(2))
        RegistryEntry.objects.filter(number="ФР-1").update(program=program)
        place = {"organization": cast.iro, "municipality": cast.iro.municipality, "region": cast.region}
        StudyGroup.objects.create(
            **place, program=program, code="Г-1", start=today - timedelta(days=3), end=today + timedelta(days=9)
        )
        session = make.make_session(cast.teacher, cast.cnppm, today - timedelta(days=90))
        make.make_item(make.make_route(cast.teacher, session, approved_on=today - timedelta(days=60)), program)
        read(item(1, today), item(2))
    return program


def told(cast: Cast, role: str) -> list[str]:
    with acting(SYSTEM):
        texts = Notification.objects.filter(user=cast.grants[role].user).order_by("text")
        return [text.replace("\u00a0", " ") for text in texts.values_list("text", flat=True)]


def test_keepers_of_groups_and_of_routes_are_told(cast: Cast, leaning: Program) -> None:
    group = "Программа исключена из ФР ДПП, а по ней учится или назначена 1 группа"
    items = "Программы исключены из ФР ДПП, а на них опирается 1 пункт ИОМ"
    assert (told(cast, "cnppm"), told(cast, "iro"), told(cast, "teacher")) == ([group, items], [group], [])


def test_lists_show_what_leans_on_the_excluded(cast: Cast, leaning: Program) -> None:
    browser = log_in(cast, "cnppm")
    home = text_of(browser.get("/"))
    assert "Учебные группы по программам, исключённым из ФР ДПП" in home
    assert "Пункты маршрутов по программам, исключённым из ФР ДПП" in home
    assert [count(browser, url) for url in ("/programs/groups/", "/routes/items/")] == [(1, 0), (1, 0)]


def count(browser: object, url: str) -> tuple[int, int]:
    """How many rows are left out of the registry, and how many are not."""
    pages = [browser.get(f"{url}?left={value}") for value in ("yes", "no")]  # type: ignore[attr-defined]
    first, second = (len(page.context["listing"].table.page.rows) for page in pages)
    return first, second


def test_second_entry_of_the_programme_keeps_it_in_the_registry(cast: Cast, leaning: Program) -> None:
    with acting(SYSTEM):
        RegistryEntry.objects.filter(number="ФР-2").update(program=leaning)
    assert count(log_in(cast, "cnppm"), "/programs/groups/") == (0, 1)


def test_unlinked_entry_concerns_nobody(cast: Cast) -> None:
    with acting(SYSTEM):
        read(item(1), item(2))
        read(item(1, timezone.localdate()), item(2))
    assert told(cast, "cnppm") == []
