"""Every address × every role × every relation: the status of each cell, and no word of a foreign scope in any body."""

import logging
from collections import Counter
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, reverse

from apps.core.actor import acting, system
from apps.core.documents.formats import DocumentFormat, render
from apps.monitoring.reports import document
from tests.cast import HOLDERS, make_cast
from tests.permissions.matrix.addresses import Address, every_address
from tests.permissions.matrix.bodies import FORBIDDEN, MENTORS, STRANGER, leaks, text_of, unpacked
from tests.permissions.matrix.cells import Cell, Unclassified, cells_of
from tests.permissions.matrix.figure_pages import SEES_FIGURES
from tests.permissions.matrix.world import World, make_world

pytestmark = pytest.mark.django_db
ROLES = [role.value for role in HOLDERS]
OPEN_TO_VISITORS = {"accounts:login", "events:check"}
# A refusal is asked for without the frame: drawing the same one ten thousand times would take minutes.
BARE = {"HX-Request": "true"}


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """The cast with a row of everything, and a computed report: made once, every cell takes back what it has done."""
    with django_db_blocker.unblock(), transaction.atomic():
        with acting(system("test")):
            cast = make_cast()
        yield make_world(cast)
        transaction.set_rollback(True)


class Visitor(Client):
    """A client that keeps no copies of what templates were given: thousands of pages are only read."""

    def request(self, **request: Any) -> Any:
        response = self.handler(self._base_environ(**request))  # type: ignore[attr-defined]
        self.cookies.update(response.cookies)
        return response


def enter(world: World, role: str) -> Client:
    """A client logged in as a role; it leaves 500 to be told by its number."""
    client = Visitor(raise_request_exception=False)
    client.force_login(world.cast.grants[role].user)
    return client


def ask(client: Client, cell: Cell) -> Any:
    """The response of a cell; nothing that it has done stays."""
    cookies = client.cookies.output()
    with transaction.atomic():
        response = getattr(client, cell.method)(cell.url, cell.data, headers=BARE if cell.refused else None)
        response.text_read = text_of(response)
        transaction.set_rollback(True)
    client.cookies.load(cookies.replace("Set-Cookie: ", ""))
    return response


def faults(client: Client, role: str, cell: Cell) -> list[str]:
    """What is wrong with a cell: the status, or words of a foreign scope in the body."""
    response = ask(client, cell)
    found = []
    if response.status_code not in cell.expected:
        found.append(f"{response.status_code}, not {sorted(cell.expected)}")
    found += [f"says «{word}»" for word in leaks(role, response.text_read)]
    return [f"{cell.method} {cell.url} ({cell.address}, {cell.relation}): {fault}" for fault in found]


@pytest.mark.slow
@pytest.mark.parametrize("role", ROLES)
def test_every_cell_of_a_role_ends_as_it_must(world: World, role: str, capsys: pytest.CaptureFixture[str]) -> None:
    logging.disable(logging.WARNING)
    client, wrong, sizes = enter(world, role), [], Counter[str]()
    for address in every_address():
        for cell in cells_of(address, world, role):
            sizes[cell.relation] += 1
            wrong += faults(client, role, cell)
    logging.disable(logging.NOTSET)
    with capsys.disabled():
        print(f"\n{role}: {sizes.total()} cells over {len(every_address())} addresses: {dict(sizes)}")
    assert not wrong, "\n".join([f"{len(wrong)} cells are wrong", *wrong])


def test_every_address_is_classified(world: World) -> None:
    unknown = []
    for address in every_address():
        try:
            cells_of(address, world, "cnppm")
        except Unclassified as error:
            unknown.append(str(error))
    assert unknown == []


WORDS = ("label", "model", "name", "code", "step", "indicator", "profile", "form")
NUMBERS = ("pk", "report", "organization", "file", "number")


def visitor_url(address: Address) -> str:
    """An address with some arguments."""
    known: dict[str, object] = {**dict.fromkeys(WORDS, "x"), **dict.fromkeys(NUMBERS, 1)}
    arguments = {name: known[name] for name in address.arguments}
    try:
        return reverse(address.name, kwargs=arguments)
    except NoReverseMatch:
        return reverse(address.name, kwargs={**arguments, "pk": UUID(int=0)})


def test_a_visitor_is_sent_to_the_login(db: None) -> None:
    client, wrong = Client(), []
    for address in every_address():
        if address.name in OPEN_TO_VISITORS:
            continue
        for method in ("get", "post"):
            response = getattr(client, method)(visitor_url(address))
            sent = response.status_code == 302 and response["Location"].startswith(reverse("accounts:login"))
            if not (sent or response.status_code in (401, 403)):
                wrong.append(f"{method} {address.name}: {response.status_code}")
    assert wrong == []


@pytest.mark.parametrize("form", [DocumentFormat.XLSX, DocumentFormat.DOCX])
def test_a_file_of_the_report_says_nothing_of_a_foreign_scope(world: World, form: DocumentFormat) -> None:
    wrong = []
    for role in sorted(SEES_FIGURES):
        with acting(world.cast.actor(role)):
            data = render(document(world.report, form), form)
        wrong += [f"{role}: {word}" for word in leaks(role, unpacked(data))]
    assert wrong == []


@pytest.mark.parametrize(
    ("method", "url"),
    [("get", "/teachers/"), ("get", "/api/v1/teachers/person/"), ("post", "/teachers/export/")],
    ids=["page", "json", "xlsx"],
)
def test_a_foreign_name_is_noticed_in_every_form_of_body(world: World, method: str, url: str) -> None:
    response = ask(enter(world, "cnppm"), Cell("people", "everything", url, frozenset({200}), method))
    assert response.status_code == 200
    assert leaks("cnppm", response.text_read) == []
    assert leaks("methodist", response.text_read) == [STRANGER, MENTORS["stranger"], "Школа Б-1"]


def test_every_role_has_words_it_may_never_read() -> None:
    assert sorted(FORBIDDEN) == sorted(ROLES)
    assert all(FORBIDDEN.values())
