"""What a programme consists of and its way to the federal registry."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from apps.core.actor import acting, system
from apps.programs import selectors
from apps.programs.models import Program, RegistryEntry, RegistryStep
from apps.programs.selectors import structure as reads
from apps.programs.services import structure, way
from tests import factories as make
from tests.cast import Cast
from tests.core.web.checks import text_of
from tests.programs.conftest import Browse

pytestmark = pytest.mark.django_db
SYSTEM = system("test")
D1, D2, D3, D4 = date(2025, 2, 1), date(2025, 2, 10), date(2025, 3, 1), date(2025, 6, 1)
TO_EXPERTISE = (("prepared", D1), ("submitted", D2), ("expertise", D3))


@pytest.fixture
def program(cast: Cast) -> Program:
    with acting(SYSTEM):
        return make.make_program(cast.iro, title="Оценивание", hours=72)


def walk(program: Program, *steps: tuple[str, date]) -> None:
    for step, on in steps:
        way.take_step(program, step=step, on=on)


def test_modules_come_one_after_another_and_their_hours_are_compared(cast: Cast, program: Program) -> None:
    with acting(cast.actor("iro")):
        assert reads.hours_finding(program) == ""
        first = structure.add_module(program=program, title="Введение", hours=20, competences=[make.make_competence()])
        second = structure.add_module(program=program, title="Практика", hours=16)
        assert [first.position, second.position] == [1, 2]
        assert reads.hours_finding(program).replace("\u00a0", " ") == (
            "В программе 72 часа, а в её модулях вместе 36 часов: проверьте учебный план."
        )
        structure.update_module(second, hours=52)
        assert reads.hours_finding(program) == ""
        assert list(first.competences.values_list("code", flat=True)) == ["Т-01"]
        structure.remove_module(first)
        assert list(program.programmodules.values_list("position", flat=True)) == [2]


def test_own_organization_is_no_partner(cast: Cast, program: Program) -> None:
    with acting(cast.actor("iro")):
        structure.add_partner(program=program, partner=cast.school_a, role="network")
        with pytest.raises(ValidationError) as caught:
            structure.add_partner(program=program, partner=cast.iro, role="network")
    assert list(caught.value.message_dict) == ["partner"]


def test_inclusion_makes_and_links_the_entry(cast: Cast, program: Program) -> None:
    with acting(cast.actor("iro")):
        walk(program, *TO_EXPERTISE)
        made = way.take_step(program, step="included", on=D4, number="ФР-77")
        entry = RegistryEntry.objects.get(number="ФР-77")
        assert (entry.program_id, entry.included_on, entry.title, made.entry) == (program.pk, D4, "Оценивание", entry)
        assert Program.objects.filter(selectors.in_registry(D4), pk=program.pk).exists()
        assert RegistryStep.objects.first().who == "Тест iro (Специалист ИРО)"  # type: ignore[union-attr]


def test_inclusion_links_an_entry_that_the_mirror_knows(cast: Cast, program: Program) -> None:
    with acting(SYSTEM):
        entry = RegistryEntry.objects.create(number="ФР-8", title="Оценивание", included_on=D3)
    with acting(cast.actor("iro")):
        walk(program, *TO_EXPERTISE)
        way.take_step(program, step="included", on=D4, number="ФР-8")
        entry.refresh_from_db()
        assert (entry.program_id, entry.included_on) == (program.pk, D3)


def test_entry_of_another_programme_is_not_taken(cast: Cast, program: Program) -> None:
    with acting(SYSTEM):
        other = make.make_entry(make.make_program(cast.iro), D1)
    with acting(cast.actor("iro")):
        walk(program, *TO_EXPERTISE)
        with pytest.raises(ValidationError) as caught:
            way.take_step(program, step="included", on=D4, number=other.number)
    assert caught.value.message_dict == {"number": [way.TAKEN]}


def test_exclusion_dates_the_entry_and_is_taken_back(cast: Cast, program: Program) -> None:
    with acting(cast.actor("iro")):
        walk(program, *TO_EXPERTISE)
        way.take_step(program, step="included", on=D3, number="ФР-9")
        way.take_step(program, step="excluded", on=D4)
        assert RegistryEntry.objects.get(number="ФР-9").excluded_on == D4
        way.undo_step(program)
        assert RegistryEntry.objects.get(number="ФР-9").excluded_on is None
        way.undo_step(program)
        assert RegistryEntry.objects.get(number="ФР-9").program_id is None
        assert [one.label for one in way.next_steps(program)] == ["включена в ФР ДПП", "возвращена с замечаниями"]


REFUSALS = {
    "out_of_turn": ({"step": "included", "on": D4}, "step"),
    "future": ({"step": "submitted", "on": timezone.localdate() + timedelta(days=1)}, "on"),
    "before_the_last": ({"step": "submitted", "on": date(2025, 1, 1)}, "on"),
}


@pytest.mark.parametrize("name", REFUSALS)
def test_step_is_refused_at_its_field(cast: Cast, program: Program, name: str) -> None:
    data, field = REFUSALS[name]
    with acting(cast.actor("iro")):
        way.take_step(program, step="prepared", on=D1)
        with pytest.raises(ValidationError) as caught:
            way.take_step(program, **data)  # type: ignore[arg-type]
    assert list(caught.value.message_dict) == [field]


def test_return_wants_remarks_and_inclusion_a_number(cast: Cast, program: Program) -> None:
    with acting(cast.actor("iro")):
        walk(program, *TO_EXPERTISE)
        for step, field in (("returned", "remarks"), ("included", "number")):
            with pytest.raises(ValidationError) as caught:
                way.take_step(program, step=step, on=D4)
            assert list(caught.value.message_dict) == [field]
        way.take_step(program, step="returned", on=D4, remarks="Нет модуля практики")
        assert [str(one.value) for one in way.next_steps(program)] == ["prepared", "submitted"]


def test_nothing_is_undone_before_the_first_step(cast: Cast, program: Program) -> None:
    with acting(cast.actor("iro")), pytest.raises(ValidationError) as caught:
        way.undo_step(program)
    assert caught.value.messages == [way.NO_STEPS]


def test_expertise_is_recorded_corrected_and_removed(cast: Cast, program: Program) -> None:
    with acting(cast.actor("iro")):
        made = way.record_expertise(program=program, expert="Экспертов", verdict="remarks", on=D1, remarks="Мало часов")
        way.update_expertise(made, verdict="accept")
        assert program.expertises.get().verdict == "accept"
        way.remove_expertise(made)
        assert program.expertises.count() == 0


def test_card_shows_the_way_and_takes_a_step(browse: Browse, program: Program) -> None:
    browser = browse("iro")
    assert "Путь ещё не начат" in text_of(browser.get(f"/programs/{program.pk}/?tab=way"))
    browser.post(f"/programs/{program.pk}/do/step/", {"step": "prepared", "on": "01.02.2025"})
    assert "подготовлена" in text_of(browser.get(f"/programs/{program.pk}/?tab=way"))
    assert "Тест iro" in text_of(browser.get("/programs/steps/?step=prepared&columns=who"))
    teacher = browse("teacher")
    assert teacher.get(f"/programs/{program.pk}/?tab=way").status_code == 404
    assert teacher.get(f"/programs/{program.pk}/?tab=modules").status_code == 200


def test_modules_are_added_on_the_card(browse: Browse, program: Program) -> None:
    form = {"program": str(program.pk), "title": "Модуль", "hours": "10"}
    made = browse("iro").post("/programs/modules/create/", form)
    assert made.headers["Location"] == f"/programs/{program.pk}/"
    page = text_of(browse("teacher").get(f"/programs/{program.pk}/"))
    assert "а в её модулях вместе 10 часов" in page
    assert browse("teacher").post("/programs/modules/create/", form).status_code == 403
