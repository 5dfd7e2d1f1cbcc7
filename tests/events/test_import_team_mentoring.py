"""The spreadsheet of mentoring of teams."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from apps.core.actor import acting
from apps.core.imports import kinds
from apps.events.models import TeamMentoring
from tests.cast import Cast
from tests.support_imports import CREATED, REJECTED, SYSTEM, UNCHANGED, UPDATED, Load, counts, messages

pytestmark = pytest.mark.django_db
KIND = "team_mentoring"


def row(cast: Cast, **cells: object) -> dict[str, object]:
    return {
        "Код организации": cast.school_a.code,
        "Код школы-лидера": cast.school_a2.code,
        "С": "01.09.2024",
        **{name.replace("_", " "): value for name, value in cells.items()},
    }


def stored() -> TeamMentoring:
    with acting(SYSTEM):
        return TeamMentoring.objects.get()


def test_new_mentoring_lies_with_the_school_and_with_its_leader(cast: Cast, load: Load) -> None:
    result = load(row(cast, Номер_договора="7", Дата_договора="02.09.2024", План="Две встречи", Стажёров="4"))
    assert (counts(result), result.errors) == (CREATED, [])
    made = stored()
    assert (made.organization_id, made.leader_id) == (cast.school_a.pk, cast.school_a2.pk)
    assert (made.leader_municipality_id, made.leader_region_id) == (cast.municipality_a.pk, cast.region.pk)
    assert (made.contract_number, made.contract_on, made.interns) == ("7", date(2024, 9, 2), 4)


def test_same_file_twice_changes_nothing_and_a_cell_updates(cast: Cast, load: Load) -> None:
    assert counts(load(row(cast, План="Две встречи"))) == CREATED
    assert counts(load(row(cast, План="Две встречи"))) == UNCHANGED
    assert counts(load(row(cast, План="", Стажировка_с="01.10.2024", Стажировка_по="05.10.2024"))) == UPDATED
    assert (stored().plan, stored().internship_to) == ("Две встречи", date(2024, 10, 5))


def test_result_ends_it_and_may_only_be_corrected(cast: Cast, load: Load) -> None:
    whole = row(cast, Завершено="31.05.2025", Результат="План составлен")
    assert counts(load(whole)) == CREATED
    assert (stored().end, stored().result) == (date(2025, 5, 31), "План составлен")
    assert counts(load(whole)) == UNCHANGED
    assert counts(load({**whole, "Результат": "План составлен и идёт"})) == UPDATED
    late = load({**whole, "Стажёров": "5"})
    assert messages(late) == ["Это менторство завершено: исправить можно только «Завершено» и «Результат»."]
    reopened = load({**whole, "Завершено": "-"})
    assert (counts(reopened), [error.code for error in reopened.errors]) == (REJECTED, ["required"])


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"Номер договора": "7"}, "Номер договора: договор называют и номером, и датой; ожидаются обе ячейки."),
        ({"Завершено": "31.05.2025"}, "Результат: ячейка пуста, а менторство завершено; ожидается, к чему пришли."),
        ({"Результат": "Есть"}, "Результат: указан, а менторство не завершено; ожидается и день в колонке"
         " «Завершено»."),
        ({"По": "31.08.2024"}, "По: «31.08.2024» раньше, чем «С» (01.09.2024); ожидается дата не раньше неё."),
        ({"Стажировка с": "02.09.2024", "Стажировка по": "01.09.2024"},
         "Стажировка по: «01.09.2024» раньше, чем «Стажировка с» (02.09.2024); ожидается дата не раньше неё."),
    ],
)  # fmt: skip
def test_bad_row_is_rejected_with_its_reason(cast: Cast, load: Load, cells: dict[str, str], message: str) -> None:
    result = load({**row(cast), **cells})
    assert (counts(result), messages(result)) == (REJECTED, [message])


def test_a_school_does_not_lead_itself(cast: Cast, load: Load) -> None:
    assert messages(load({**row(cast), "Код школы-лидера": cast.school_a.code})) == [
        "Код школы-лидера: это та же школа, которую сопровождают; ожидается код другой школы."
    ]


def test_end_is_not_to_come(cast: Cast, load: Load) -> None:
    tomorrow = f"{timezone.localdate() + timedelta(days=1):%d.%m.%Y}"
    result = load(row(cast, Завершено=tomorrow, Результат="Есть"))
    assert [error.code for error in result.errors] == ["future"]


def test_either_school_keeps_it_and_a_stranger_does_not(cast: Cast, load: Load) -> None:
    other = {**row(cast), "Код организации": cast.school_b.code, "Код школы-лидера": cast.foreign_school.code}
    result = load(other, actor=cast.actor("operator"))
    assert (counts(result), len(messages(result))) == (REJECTED, 1)
    led = {**row(cast), "Код организации": cast.school_a2.code, "Код школы-лидера": cast.school_a.code}
    assert counts(load(led, actor=cast.actor("methodist"))) == CREATED


@pytest.mark.parametrize(("role", "may"), [("cnppm", True), ("methodist", True), ("teacher", False), ("umo", False)])
def test_who_keeps_registers_may_import(cast: Cast, role: str, may: bool) -> None:
    assert kinds.get(KIND).may(cast.actor(role)) is may
