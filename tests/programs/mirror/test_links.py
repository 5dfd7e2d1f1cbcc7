"""Links of registry entries to own programmes: proposed by likeness, decided once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from apps.core.actor import acting, system
from apps.programs.models import LinkProposal, Program, RegistryEntry
from apps.programs.services.links import confirm_link, propose_links, reject_link
from apps.programs.services.registry import link_entry
from tests import factories as make
from tests.cast import Cast, make_cast
from tests.core.web.checks import assert_constant_queries, log_in, text_of

SYSTEM = system("test")
TITLE = "Методика преподавания математики в основной школе"
LIST = "/programs/registry/links/"


def entry(number: str, title: str = TITLE, **fields: Any) -> RegistryEntry:
    """An entry that is linked to nothing."""
    values = {"hours": 36, "kind": "pk", "included_on": date(2024, 1, 1), **fields}
    return RegistryEntry.objects.create(number=number, title=title, mirrored=True, **values)


@pytest.fixture
def program(cast: Cast) -> Program:
    with acting(SYSTEM):
        return make.make_program(cast.iro, title=TITLE)


def proposed() -> list[tuple[str, int]]:
    return list(LinkProposal.objects.order_by("-score", "pk").values_list("entry__number", "score"))


@pytest.mark.django_db
def test_likeness_of_title_and_hours_is_proposed_and_the_rest_is_not(program: Program) -> None:
    with acting(SYSTEM):
        entry("1")
        entry("2", "Методика преподавания в основной школе математики")
        entry("3", hours=72)
        entry("4", hours=None)
        entry("5", kind="pp")
        entry("6", organization_inn="7707083893")
        entry("7", excluded_on=date(2025, 1, 1))
        entry("8", "Инклюзивное образование")
        program.organization.__class__.objects.filter(pk=program.organization_id).update(inn="5000000000")
        assert (propose_links(), proposed()) == (3, [("1", 100), ("2", 100), ("4", 90)])


@pytest.mark.django_db
def test_rejected_link_is_not_proposed_again(program: Program) -> None:
    with acting(SYSTEM):
        entry("1")
        propose_links()
        reject_link(LinkProposal.objects.get())
        assert (propose_links(), LinkProposal.objects.get().state) == (0, "rejected")


@pytest.mark.django_db
def test_confirmed_link_makes_the_others_needless(program: Program, cast: Cast) -> None:
    with acting(SYSTEM):
        found = entry("1")
        other = make.make_program(cast.cnppm, title=TITLE)
        propose_links()
        confirm_link(LinkProposal.objects.get(program=program))
        found.refresh_from_db()
        assert (found.program_id, LinkProposal.objects.get(program=other).state) == (program.pk, "needless")
        with pytest.raises(ValidationError, match="уже не нужна"):
            confirm_link(LinkProposal.objects.get(program=other))


@pytest.mark.django_db
def test_link_made_by_hand_leaves_nothing_to_decide(program: Program) -> None:
    with acting(SYSTEM):
        found = entry("1")
        propose_links()
        link_entry(found, program=program)
        assert LinkProposal.objects.get().state == "needless"


@pytest.mark.django_db
def test_links_are_confirmed_together_on_the_page(program: Program, cast: Cast) -> None:
    with acting(SYSTEM):
        second = make.make_program(cast.iro, title="Робототехника в школе", hours=72)
        entry("1")
        entry("2", "Робототехника в школе", hours=72)
        propose_links()
    browser = log_in(cast, "iro")
    assert "Похожие записи ФР ждут подтверждения" in text_of(browser.get("/"))
    assert "Сходство" in text_of(browser.get(f"{LIST}?state=proposed"))
    with acting(SYSTEM):
        ids = [str(pk) for pk in LinkProposal.objects.values_list("pk", flat=True)]
    browser.post(f"{LIST}bulk/confirm/", {"ids": ids})
    with acting(SYSTEM):
        linked = dict(RegistryEntry.objects.values_list("number", "program_id"))
    assert linked == {"1": program.pk, "2": second.pk}


@pytest.mark.django_db
def test_page_tells_the_second_who_decided(program: Program, cast: Cast) -> None:
    with acting(SYSTEM):
        entry("1")
        propose_links()
        found = LinkProposal.objects.get()
    url = f"{LIST}{found.pk}/do/confirm/"
    assert log_in(cast, "cnppm").post(url).status_code == 302
    late = log_in(cast, "iro").post(url)
    who = cast.grants["cnppm"].user.full_name
    assert (late.status_code, f"По этой связи уже решено: подтверждена, {who}" in text_of(late)) == (422, True)


@pytest.mark.django_db
def test_links_of_another_region_are_not_there(cast: Cast) -> None:
    with acting(SYSTEM):
        make.make_program(cast.foreign_school, title=TITLE)
        entry("1")
        propose_links()
        found = LinkProposal.objects.get()
    assert log_in(cast, "iro").get(f"{LIST}{found.pk}/").status_code == 404
    assert log_in(cast, "ministry").get(LIST).status_code == 403


@pytest.mark.django_db
def test_list_asks_the_same_number_of_questions_for_one_row_and_three(cast: Cast) -> None:
    numbers = iter(range(9))

    def make_row() -> None:
        number = next(numbers)
        make.make_program(cast.iro, title=f"{number} {TITLE}", hours=36 + number)
        entry(f"ФР-{number}", f"{number} {TITLE}", hours=36 + number)
        propose_links()

    assert_constant_queries(log_in(cast, "cnppm"), LIST, make_row, queries=7)


@pytest.mark.django_db(transaction=True)
def test_of_two_people_confirming_one_link_one_is_told() -> None:
    with acting(SYSTEM):
        cast = make_cast()
        entry("1")
        make.make_program(cast.iro, title=TITLE)
        propose_links()
        found = LinkProposal.objects.get()
    together = Barrier(2)

    def confirm(role: str) -> str:
        try:
            together.wait(timeout=20)
            with acting(cast.actor(role)):
                return str(confirm_link(found).state)
        except ValidationError as error:
            return error.messages[0]
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        told = sorted(pool.map(confirm, ("cnppm", "iro")), key=len)
    assert (told[0], told[1].startswith("По этой связи уже решено: подтверждена, ")) == ("confirmed", True)
