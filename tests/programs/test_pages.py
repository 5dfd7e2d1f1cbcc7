"""The pages of programmes: the open catalogue, the registry, training."""

from datetime import date
from typing import Any

import pytest

from apps.core.actor import acting, system
from apps.programs.models import Enrollment, Program, RegistryEntry
from tests import factories as make
from tests.cast import Cast
from tests.core.web.checks import assert_constant_queries, text_of
from tests.programs.conftest import Browse

pytestmark = pytest.mark.django_db
SYSTEM = system("test")
DAY = date(2024, 2, 1)


@pytest.fixture
def program(cast: Cast) -> Program:
    with acting(SYSTEM):
        make.make_program(cast.foreign_school, title="Чужого региона")
        return make.make_program(cast.iro, title="Своя программа")


def titles(response: Any) -> list[str]:
    assert response.status_code == 200
    return [row[2] for row in response.context["listing"].table.page.rows]


@pytest.mark.parametrize("role", ["cnppm", "iro", "ministry", "methodist", "operator", "teacher", "moo"])
def test_catalogue_of_the_region_is_open_to_every_role(browse: Browse, program: Program, role: str) -> None:
    assert titles(browse(role).get("/programs/")) == ["Своя программа"]
    assert browse(role).get(f"/programs/{program.pk}/").status_code == 200


def test_program_of_another_region_is_not_there(browse: Browse, program: Program) -> None:
    with acting(SYSTEM):
        foreign = Program.objects.get(title="Чужого региона")
    assert browse("cnppm").get(f"/programs/{foreign.pk}/").status_code == 404


@pytest.mark.parametrize("role", ["teacher", "methodist", "ministry"])
def test_reader_of_the_catalogue_does_not_write(browse: Browse, program: Program, role: str) -> None:
    assert browse(role).get("/programs/create/").status_code == 403
    assert browse(role).get(f"/programs/{program.pk}/edit/").status_code == 403


def test_registry_state_follows_the_dates(browse: Browse, cast: Cast, program: Program) -> None:
    with acting(SYSTEM):
        gone = make.make_program(cast.iro, title="Исключённая")
        make.make_entry(gone, DAY, date(2024, 5, 1))
        make.make_entry(program, DAY)
        make.make_program(cast.iro, title="Никогда")
    browser = browse("cnppm")
    states = {value: titles(browser.get(f"/programs/?registry={value}")) for value in ("in", "out", "never")}
    assert states == {"in": ["Своя программа"], "out": ["Исключённая"], "never": ["Никогда"]}
    assert "в реестре" in text_of(browser.get("/programs/?q=своя"))


def linked(entry: RegistryEntry) -> int | None:
    return RegistryEntry.objects.get(pk=entry.pk).program_id


def test_entry_is_linked_and_unlinked_on_its_page(browse: Browse, cast: Cast, program: Program) -> None:
    with acting(SYSTEM):
        entry = make.make_entry(program, DAY)
    browser = browse("iro")
    browser.post(f"/programs/registry/{entry.pk}/do/unlink/")
    assert linked(entry) is None
    browser.post(f"/programs/registry/{entry.pk}/do/link/", {"program": str(program.pk)})
    assert linked(entry) == program.pk
    assert browse("teacher").post(f"/programs/registry/{entry.pk}/do/unlink/").status_code == 403


def test_program_is_created_with_a_code_of_its_own(browse: Browse, cast: Cast) -> None:
    form = {"organization": str(cast.iro.pk), "title": "Новая", "kind": "pk", "hours": "36"}
    response = browse("iro").post("/programs/create/", form)
    with acting(SYSTEM):
        made = Program.objects.get(title="Новая")
    assert response.headers["Location"] == f"/programs/{made.pk}/"
    elsewhere = browse("iro").post("/programs/create/", {**form, "organization": str(cast.school_b.pk)})
    assert (elsewhere.status_code, list(elsewhere.context["form"].errors)) == (422, ["organization"])


def test_dates_of_a_program_are_refused_in_words(browse: Browse, program: Program) -> None:
    form = {"title": "Своя", "kind": "pk", "hours": "0", "runs_from": "01.02.2024", "runs_to": "01.01.2024"}
    response = browse("cnppm").post(f"/programs/{program.pk}/edit/", form)
    errors = dict(response.context["form"].errors)
    assert errors["runs_to"] == ["Раньше, чем «Реализуется с»: проверьте обе даты."]


def test_training_is_entered_completed_and_returns_to_its_person(browse: Browse, cast: Cast, program: Program) -> None:
    browser = browse("operator")
    form = {"person": str(cast.teacher.pk), "program": str(program.pk), "enrolled_on": "01.02.2024"}
    made = browser.post("/programs/trainings/create/", form)
    assert made.headers["Location"] == f"/teachers/{cast.teacher.pk}/"
    with acting(SYSTEM):
        training = Enrollment.objects.get()
    done = {"completed_on": "01.03.2024", "document_number": "У-7"}
    browser.post(f"/programs/trainings/{training.pk}/do/complete/", done)
    with acting(SYSTEM):
        training.refresh_from_db()
    assert (training.completed_on, training.document_number) == (date(2024, 3, 1), "У-7")


def test_training_of_a_stranger_is_not_there(browse: Browse, cast: Cast, program: Program) -> None:
    with acting(SYSTEM):
        training = make.make_enrollment(cast.stranger, program, DAY)
    assert browse("operator").get(f"/programs/trainings/{training.pk}/").status_code == 404
    assert browse("ministry").get("/programs/trainings/").status_code == 403
    stranger = {"person": str(cast.stranger.pk), "program": str(program.pk), "enrolled_on": "01.02.2024"}
    refused = browse("operator").post("/programs/trainings/create/", stranger)
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["person"])


def test_lists_ask_the_same_number_of_questions_for_one_row_and_three(browse: Browse, cast: Cast) -> None:
    def make_row() -> None:
        made = make.make_program(cast.iro)
        make.make_entry(made, DAY)
        make.make_enrollment(make.make_person(cast.school_a), made, DAY)

    for url, queries in {"/programs/": 8, "/programs/registry/": 7, "/programs/trainings/": 8}.items():
        assert_constant_queries(browse("cnppm"), url, make_row, queries=queries)
