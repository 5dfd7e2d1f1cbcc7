"""The spreadsheet of meetings of pairs."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from apps.core.actor import acting
from apps.core.imports import kinds
from apps.core.models import HistoryEntry
from apps.events.models import MentoringPair, PairMeeting
from tests import factories as make
from tests.cast import Cast
from tests.support_imports import CREATED, REJECTED, SYSTEM, UNCHANGED, UPDATED, Load, counts, messages

pytestmark = pytest.mark.django_db
KIND = "pair_meetings"
BEGAN = date(2024, 9, 1)


@pytest.fixture(autouse=True)
def pair(cast: Cast) -> MentoringPair:
    """The colleague leads the teacher."""
    with acting(SYSTEM):
        return make.make_pair(cast.colleague, cast.teacher, BEGAN, end=date(2025, 5, 31))


def row(cast: Cast, **cells: object) -> dict[str, object]:
    return {
        "СНИЛС наставника": cast.colleague.snils,
        "СНИЛС наставляемого": cast.teacher.snils,
        "Пара с": "01.09.2024",
        "Дата": "10.10.2024",
        "Тема": "Первый урок",
        **{name.replace("_", " "): value for name, value in cells.items()},
    }


def test_new_meeting_is_of_its_pair_and_lies_with_both(cast: Cast, pair: MentoringPair, load: Load) -> None:
    result = load(row(cast, Форма="посещение урока наставляемого", Состоялась="да", Заметка="Разобрали начало"))
    assert (counts(result), result.errors) == (CREATED, [])
    with acting(SYSTEM):
        made = PairMeeting.objects.get()
        assert (made.pair_id, made.person_id, made.mentor_id) == (pair.pk, cast.teacher.pk, cast.colleague.pk)
        assert (made.organization_id, made.mentor_organization_id) == (cast.school_a.pk, cast.school_a2.pk)
        assert (made.form, made.held, made.note) == ("lesson", True, "Разобрали начало")
        assert HistoryEntry.objects.get(object_kind="events.pairmeeting").person_ref == cast.teacher.pk


def test_same_file_twice_changes_nothing_and_a_cell_updates(cast: Cast, load: Load) -> None:
    rows = (row(cast), row(cast, Тема="Второй урок", Состоялась="да"))
    assert counts(load(*rows)) == (2, 0, 0, 0)
    assert counts(load(*rows)) == (0, 0, 2, 0)
    assert counts(load(row(cast, Состоялась="да"))) == UPDATED
    assert counts(load(row(cast, Состоялась=""))) == UNCHANGED


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"Пара с": "02.09.2024"}, "Пара с: «02.09.2024» — пары этих двух людей с этого дня нет; ожидается день, с"
         " которого действует внесённая пара."),
        ({"Дата": "31.08.2024"}, "Дата: «31.08.2024» — пары в этот день ещё нет; ожидается день не раньше начала"
         " пары."),
        ({"Дата": "01.06.2025"}, "Дата: «01.06.2025» — пара к этому дню уже закончилась; ожидается день не позже конца"
         " пары."),
        ({"Тема": ""}, "Тема: ячейка пуста; ожидается текст не длиннее 300 знаков."),
    ],
)  # fmt: skip
def test_bad_row_is_rejected_with_its_reason(cast: Cast, load: Load, cells: dict[str, str], message: str) -> None:
    result = load({**row(cast), **cells})
    assert (counts(result), messages(result)) == (REJECTED, [message])


def test_what_is_to_come_is_not_held_yet(cast: Cast, load: Load) -> None:
    with acting(SYSTEM):
        MentoringPair.objects.update(end=None)
    soon = f"{timezone.localdate() + timedelta(days=3):%d.%m.%Y}"
    result = load(row(cast, Дата=soon, Состоялась="да"))
    assert messages(result) == [f"Дата: «{soon}» — этот день ещё не наступил; ожидается «нет» в колонке «Состоялась»."]
    assert counts(load(row(cast, Дата=soon))) == CREATED


def test_meetings_of_a_pair_with_an_outcome_are_history(cast: Cast, load: Load) -> None:
    load(row(cast))
    with acting(SYSTEM):
        MentoringPair.objects.update(outcome="done", outcome_text="Ведёт уроки сам", closed_on=date(2025, 6, 1))
    assert counts(load(row(cast))) == UNCHANGED
    ended = ["По этой паре уже внесён итог: её встречи больше не меняют."]
    assert messages(load(row(cast, Состоялась="да"))) == ended
    assert messages(load(row(cast, Тема="Ещё одна"))) == ended


@pytest.mark.parametrize("side", ["СНИЛС наставника", "СНИЛС наставляемого"])
def test_stranger_on_either_side_is_told_as_nobody(cast: Cast, load: Load, side: str) -> None:
    actor = cast.actor("methodist")
    told = [
        messages(load({**row(cast), side: snils}, actor=actor))[0].partition("»")[2]
        for snils in (cast.stranger.snils, make.make_snils(782))
    ]
    assert told[0] == told[1]
    assert counts(load(row(cast), actor=actor)) == CREATED


@pytest.mark.parametrize(
    ("role", "may"), [("cnppm", True), ("methodist", True), ("operator", False), ("teacher", False)]
)
def test_who_keeps_mentoring_may_import(cast: Cast, role: str, may: bool) -> None:
    assert kinds.get(KIND).may(cast.actor(role)) is may
