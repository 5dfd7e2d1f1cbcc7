"""The life of a pair: consent, plan, meetings, the end; after it nothing changes but the outcome itself."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from apps.core.actor import acting, system
from apps.core.models import HistoryEntry
from apps.events import pairs
from apps.events.enums import PairForm
from apps.events.models import MentoringPair, MentoringProgram, PairItem, PairMeeting
from apps.events.services import mentoring, mentoring_programs, pair_end, pair_parts
from tests import factories as make
from tests.cast import Cast
from tests.permissions.rows import place_columns

pytestmark = pytest.mark.django_db
SYSTEM = system("test")
START, TODAY = date(2024, 2, 1), timezone.localdate()


@pytest.fixture
def pair(cast: Cast) -> MentoringPair:
    with acting(SYSTEM):
        return make.make_pair(cast.colleague, cast.teacher, START)


def refusal(run: Callable[[], Any]) -> dict[str, list[str]] | list[str]:
    """What a service says no with."""
    with pytest.raises(ValidationError) as caught:
        run()
    error = caught.value
    return dict(error.message_dict) if hasattr(error, "error_dict") else error.messages


def make_programme(cast: Cast, **fields: Any) -> MentoringProgram:
    values = {"title": "Шаг навстречу", "sort_key": "шаг навстречу", "forms": ["young"], "start": START, **fields}
    with acting(SYSTEM):
        return MentoringProgram.objects.create(**place_columns(cast.mms_a), **values)


def test_pair_belongs_to_a_programme_that_runs_and_has_such_pairs(cast: Cast) -> None:
    draft = make_programme(cast)
    values: dict[str, Any] = {"mentor": cast.colleague, "person": cast.teacher, "start": START}
    with acting(cast.actor("methodist")):
        create = mentoring.create_pair
        said = refusal(lambda: create(**values, form=PairForm.YOUNG, program=draft))
        assert said == {"program": [mentoring.NOT_ACTIVE]}
        mentoring_programs.start_program(draft, act_number="17", act_on=START)
        said = refusal(lambda: create(**values, form=PairForm.SUBJECT, program=draft))
        assert said == {"program": [mentoring.OTHER_FORM]}
        made = create(**values, form=PairForm.YOUNG, program=draft, goal="Войти в профессию")
    assert (made.program_id, made.goal) == (draft.pk, "Войти в профессию")


def test_programme_goes_from_preparation_to_its_outcome(cast: Cast) -> None:
    with acting(cast.actor("methodist")):
        said = refusal(
            lambda: mentoring_programs.create_program(organization=cast.mms_a, title="Ёж", start=START, forms=[])
        )
        assert said == {"forms": [mentoring_programs.NO_FORMS]}
        made = mentoring_programs.create_program(organization=cast.mms_a, title="Ёж", start=START, forms=["young"])
        assert (made.sort_key, made.state, made.municipality_id) == ("еж", "draft", cast.municipality_a.pk)
        mentoring_programs.start_program(made, act_number="17", act_on=START)
        said = refusal(lambda: mentoring_programs.update_program(made, act_number=""))
        assert said == {"act_number": [mentoring_programs.NO_ACT]}
        going = mentoring.create_pair(
            mentor=cast.colleague, person=cast.teacher, start=START, form=PairForm.YOUNG, program=made
        )
        finish: dict[str, Any] = {"closed_on": date(2025, 5, 1), "outcome": "Все освоились"}
        assert refusal(lambda: mentoring_programs.close_program(made, **finish)) == [
            "В программе ещё 1\u00a0пара без итога: сначала завершите их."
        ]
        pair_end.close_pair(going, end=date(2025, 4, 1), outcome_text="Освоился")
        mentoring_programs.close_program(made, **finish)
        assert refusal(lambda: mentoring_programs.update_program(made, title="Иначе")) == [mentoring_programs.CLOSED]


def test_both_sides_agree_and_nobody_else_for_them(cast: Cast, pair: MentoringPair) -> None:
    with acting(cast.actor("methodist")):
        assert refusal(lambda: pair_end.agree(pair)) == [pair_end.NOT_YOURS]
    with acting(cast.actor("teacher")):
        pair_end.agree(pair, on=START)
        assert refusal(lambda: pair_end.agree(pair)) == [pair_end.AGREED]
        pair_end.say(pair, word=" Полезно ")
    with acting(SYSTEM):
        pair.refresh_from_db()
        entry = HistoryEntry.objects.filter(verb="agree_pair").get()
    assert (pair.person_agreed_on, pair.mentor_agreed_on, pair.person_word) == (START, None, "Полезно")
    assert (entry.actor_label, entry.after) == ("Тест teacher (Педагог)", {"person_agreed_on": "2024-02-01"})


def test_items_of_a_plan_are_done_and_taken_back(cast: Cast, pair: MentoringPair) -> None:
    with acting(cast.actor("teacher")):
        item = pair_parts.add_item(pair=pair, theme="Рабочая программа", due=date(2024, 3, 1))
        assert (item.person_id, item.mentor_id) == (cast.teacher.pk, cast.colleague.pk)
        assert (item.municipality_id, item.mentor_organization_id) == (cast.municipality_a.pk, cast.school_a2.pk)
        pair_parts.do_item(item)
        assert item.done_on == TODAY
        pair_parts.reopen_item(item)
        assert PairItem.objects.get().done_on is None
        said = refusal(lambda: pair_parts.do_item(item, on=TODAY + timedelta(days=1)))
        assert said == {"done_on": [pair_parts.NOT_COME]}


def test_one_click_writes_a_meeting_about_the_next_item(cast: Cast, pair: MentoringPair) -> None:
    with acting(cast.actor("teacher")):
        first = pair_parts.note_meeting(pair, on=TODAY)
        assert (first.theme, first.held) == (pair_parts.DEFAULT_THEME, True)
        late = pair_parts.add_item(pair=pair, theme="Родительское собрание", due=date(2024, 9, 1))
        pair_parts.add_item(pair=pair, theme="Рабочая программа", due=date(2024, 3, 1))
        assert pair_parts.note_meeting(pair, on=TODAY, note=" Разобрали ").note == "Разобрали"
        assert [m.theme for m in PairMeeting.objects.order_by("pk")] == [pair_parts.DEFAULT_THEME, "Рабочая программа"]
        assert refusal(lambda: pair_parts.note_meeting(pair, on=TODAY)) == {"theme": [pair_parts.TWICE]}
        assert late.done_on is None


def test_meeting_planned_for_the_day_becomes_the_one_that_was_held(cast: Cast, pair: MentoringPair) -> None:
    with acting(cast.actor("methodist")):
        pair_parts.add_meeting(pair=pair, on_date=TODAY, theme="Урок", form="lesson")
        noted = pair_parts.note_meeting(pair, on=TODAY)
        assert (noted.theme, noted.form, noted.held, PairMeeting.objects.count()) == ("Урок", "lesson", True, 1)


def test_meeting_lies_in_the_term_of_the_pair_and_is_not_held_beforehand(cast: Cast, pair: MentoringPair) -> None:
    with acting(cast.actor("methodist")):
        early = refusal(lambda: pair_parts.add_meeting(pair=pair, on_date=date(2024, 1, 31), theme="Урок"))
        assert early == {"on_date": ["Пара действует с 01.02.2024: выберите день из этого срока."]}
        mentoring.end_pair(pair, end=TODAY + timedelta(days=9))
        coming = pair_parts.add_meeting(pair=pair, on_date=TODAY + timedelta(days=3), theme="Урок")
        assert refusal(lambda: pair_parts.hold_meeting(coming)) == {"on_date": [pair_parts.FUTURE]}
        late = refusal(lambda: pair_parts.update_meeting(coming, on_date=TODAY + timedelta(days=10)))
        assert list(late) == ["on_date"]


def test_pair_ends_with_a_result_and_its_life_is_history(cast: Cast, pair: MentoringPair) -> None:
    with acting(SYSTEM):
        item, meeting = make.make_pair_item(pair), make.make_meeting(pair, START)
        competence = make.make_competence("НЕТ-7")
    end = date(2024, 5, 31)
    with acting(cast.actor("methodist")):
        assert refusal(lambda: pair_end.close_pair(pair, end=end, outcome_text=" ")) == {
            "outcome_text": [pair_end.NO_RESULT]
        }
        assert refusal(lambda: pair_end.close_pair(pair, end=TODAY + timedelta(days=1), outcome_text="Да")) == {
            "end": [pair_end.FUTURE]
        }
        pair_end.close_pair(pair, end=end, outcome_text="Ведёт уроки сам", gained=[competence], person_word="Спасибо")
        closed: dict[str, Any] = {"theme": "Ещё"}
        for deed in (
            lambda: mentoring.update_pair(pair, order="№ 9"),
            lambda: mentoring.end_pair(pair, end=TODAY),
            lambda: mentoring.remove_pair(pair),
            lambda: pair_end.break_pair(pair, end=end, reason="Уволился"),
            lambda: pair_parts.add_item(pair=pair, **closed),
            lambda: pair_parts.update_item(item, **closed),
            lambda: pair_parts.remove_item(item),
            lambda: pair_parts.add_meeting(pair=pair, on_date=START, theme="Ещё"),
            lambda: pair_parts.update_meeting(meeting, **closed),
            lambda: pair_parts.remove_meeting(meeting),
        ):
            assert refusal(deed) == [mentoring.CLOSED]
        assert (pairs.STATES.text(pair), pairs.gained_text(pair)) == (
            "завершена с результатом", "НЕТ-7 Компетенция НЕТ-7",
        )  # fmt: skip
    with acting(cast.actor("teacher")):
        assert refusal(lambda: pair_end.say(pair, word="Поздно")) == [mentoring.CLOSED]


def test_outcome_is_corrected_and_the_history_keeps_what_stood_there(cast: Cast, pair: MentoringPair) -> None:
    with acting(cast.actor("methodist")):
        end = date(2024, 5, 31)
        assert refusal(lambda: pair_end.correct_outcome(pair, end=end, outcome_text="Х")) == [pair_end.NOT_CLOSED]
        assert refusal(lambda: pair_end.break_pair(pair, end=end, reason="")) == {"reason": [pair_end.NO_REASON]}
        pair_end.break_pair(pair, end=end, reason="Уволился")
        pair_end.correct_outcome(pair, end=end, outcome_text="Перешёл в другую школу")
        assert (pair.outcome, pair.outcome_text) == ("early", "Перешёл в другую школу")
    with acting(SYSTEM):
        entry = HistoryEntry.objects.get(verb="correct_outcome")
    assert (entry.before, entry.after) == (
        {"outcome_text": "Уволился"}, {"outcome_text": "Перешёл в другую школу"},
    )  # fmt: skip


def test_pair_whose_term_is_over_waits_for_its_outcome(cast: Cast, pair: MentoringPair) -> None:
    with acting(cast.actor("methodist")):
        assert pairs.STATES.text(pair) == "действует"
        mentoring.end_pair(pair, end=TODAY - timedelta(days=1))
        assert pairs.STATES.text(pair) == "итог не внесён"
        mentoring.update_pair(pair, start=TODAY + timedelta(days=1), end=None)
        assert pairs.STATES.text(pair) == "предстоит"


def test_progress_is_told_in_words(cast: Cast, pair: MentoringPair) -> None:
    with acting(cast.actor("methodist")):
        assert pairs.progress_text(pair) == "плана ещё нет; встреч ещё не было"
        done = pair_parts.add_item(pair=pair, theme="Раз")
        pair_parts.add_item(pair=pair, theme="Два")
        pair_parts.do_item(done)
        pair_parts.note_meeting(pair, on=TODAY)
        said = pairs.progress_text(pair).replace("\u00a0", " ").replace("\u202f", " ")
    assert said == f"выполнено 1 из 2 пунктов плана; 1 встреча, последняя {TODAY:%d.%m.%Y}"
