"""An attempt: started once, answered while it is open, submitted exactly once."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.transaction import TransactionManagementError
from django.utils import timezone

from apps.core.actor import acting, system
from apps.core.models import HistoryEntry
from apps.diagnostics.models import Answer, Attempt, Deficit, DiagnosticSession, Item, Mark, OnlineTest, Score
from apps.diagnostics.services import attempts
from apps.diagnostics.services.attempts import GRACE, save_answer, start_attempt, submit_attempt, submit_overdue
from apps.diagnostics.services.demo_testing import make_demo_test
from tests import factories as make
from tests.cast import Cast
from tests.diagnostics.testing.rows import ITEMS, answer_rightly, make_attempt, make_bank_item, make_online_test
from tests.locks import lock

pytestmark = pytest.mark.django_db
SYSTEM = system("test")


@pytest.fixture
def test(cast: Cast) -> OnlineTest:
    """Six items of every kind in one competence, one of another."""
    with acting(SYSTEM):
        for kind in ITEMS:
            make_bank_item(cast.cnppm, kind)
        make_bank_item(cast.cnppm, competence="Т-02")
        return make_online_test(cast.cnppm, {"Т-01": 6, "Т-02": 1})


def stored(attempt: Attempt) -> dict[int, Any]:
    with acting(SYSTEM):
        return dict(Answer.objects.filter(attempt=attempt).values_list("item_id", "value"))


def refusal(deed: Any) -> list[str]:
    with pytest.raises(ValidationError) as refused:
        deed()
    return list(refused.value.messages)


def test_start_gives_the_attempt_under_way_instead_of_a_second_one(cast: Cast, test: OnlineTest) -> None:
    with acting(cast.actor("teacher")):
        first, second = (start_attempt(test=test, person=cast.teacher) for _ in range(2))
    assert first.pk == second.pk
    assert len(first.paper) == 7
    assert first.deadline - first.started_at == timedelta(minutes=30)


def test_only_the_person_starts_and_submits(cast: Cast, test: OnlineTest) -> None:
    with acting(SYSTEM):
        attempt = make_attempt(test, cast.teacher)
    for role in ("cnppm", "tutor", "methodist", "operator"):
        with acting(cast.actor(role)):
            assert refusal(lambda: start_attempt(test=test, person=cast.teacher)) == [attempts.NOT_YOURS]
            assert refusal(lambda: submit_attempt(attempt)) == [attempts.NOT_YOURS]
            assert refusal(lambda: answer(attempt, 0, "а")) == [attempts.OVER]


def answer(attempt: Attempt, place: int, value: Any, ago: int = 0) -> Any:
    return save_answer(
        attempt_id=attempt.pk, place=place, value=value, given_at=timezone.now() - timedelta(seconds=ago)
    )


def test_start_is_refused_where_it_may_not_be(cast: Cast, test: OnlineTest) -> None:
    with acting(SYSTEM):
        session = make.make_session(cast.teacher, cast.cnppm, timezone.localdate())
        DiagnosticSession.objects.update(tool=test.tool)
    with acting(cast.actor("teacher")):
        assert refusal(lambda: start_attempt(test=test, person=cast.teacher)) == [attempts.TODAY]
    with acting(SYSTEM):
        DiagnosticSession.objects.filter(pk=session.pk).update(completed_on=date(2024, 1, 9))
        made = make_attempt(test, cast.teacher, submitted_at=timezone.now())
    with acting(cast.actor("teacher")):
        assert refusal(lambda: start_attempt(test=test, person=cast.teacher)) == [attempts.NO_MORE]
    with acting(SYSTEM):
        Attempt.objects.filter(pk=made.pk).delete()
        OnlineTest.objects.update(published=False)
        test.refresh_from_db()
    with acting(cast.actor("teacher")):
        assert refusal(lambda: start_attempt(test=test, person=cast.teacher)) == [attempts.CLOSED]


def test_answer_given_last_stays_whatever_arrives_last(cast: Cast, test: OnlineTest) -> None:
    with acting(cast.actor("teacher")):
        attempt = start_attempt(test=test, person=cast.teacher)
        answer(attempt, 0, "а", ago=30)
        answer(attempt, 0, "б", ago=10)
        answer(attempt, 0, "в", ago=20)
        answer(attempt, 3, ["а"])
    assert stored(attempt) == {attempt.paper[0][0]: "б", attempt.paper[3][0]: ["а"]}


def test_answer_of_the_future_does_not_bar_the_next_one(cast: Cast, test: OnlineTest) -> None:
    with acting(cast.actor("teacher")):
        attempt = start_attempt(test=test, person=cast.teacher)
        answer(attempt, 0, "а", ago=-3600)
        answer(attempt, 0, "б")
    assert stored(attempt) == {attempt.paper[0][0]: "б"}


@pytest.mark.parametrize("place", [7, 99])
def test_answer_to_no_question_is_refused(cast: Cast, test: OnlineTest, place: int) -> None:
    with acting(cast.actor("teacher")):
        attempt = start_attempt(test=test, person=cast.teacher)
        assert refusal(lambda: answer(attempt, place, "а")) == [attempts.OVER]
        assert refusal(lambda: answer(attempt, 0, "а" * 9000)) == [attempts.TOO_LONG]


@pytest.mark.parametrize(("late", "taken"), [(-5, True), (40, True), (61, False)])
def test_answer_is_taken_until_the_grace_is_over(cast: Cast, test: OnlineTest, late: int, taken: bool) -> None:
    with acting(SYSTEM):
        attempt = make_attempt(test, cast.teacher)
        Attempt.objects.update(deadline=timezone.now() - timedelta(seconds=late))
    with acting(cast.actor("teacher")):
        if taken:
            answer(attempt, 0, "а")
        else:
            assert refusal(lambda: answer(attempt, 0, "а")) == [attempts.OVER]
    assert len(stored(attempt)) == taken


def test_submission_makes_the_session_its_scores_and_deficits(cast: Cast, test: OnlineTest) -> None:
    with acting(SYSTEM):
        attempt = make_attempt(test, cast.teacher)
        answer_rightly(attempt)
        Answer.objects.filter(item__competence__code="Т-02").delete()
        Answer.objects.filter(item__kind="multiple").update(value=["а"])
    with acting(cast.actor("teacher")):
        done = submit_attempt(attempt)
    with acting(SYSTEM):
        session = DiagnosticSession.objects.get()
        assert done.session_id == session.pk
        assert (session.person, session.provider, session.tool_id) == (cast.teacher, cast.cnppm, test.tool_id)
        assert (session.completed_on, session.independent) == (timezone.localdate(), True)
        scores = Score.objects.order_by("competence__code").values_list("competence__code", "points", "maximum")
        assert list(scores) == [("Т-01", Decimal("5.50"), Decimal(6)), ("Т-02", Decimal(0), Decimal(1))]
        assert [deficit.competence.code for deficit in Deficit.objects.all()] == ["Т-02"]
        assert sorted(Mark.objects.values_list("share", flat=True)) == [0, Decimal("0.5"), 1, 1, 1, 1, 1]


def test_second_submission_changes_nothing(cast: Cast, test: OnlineTest) -> None:
    with acting(cast.actor("teacher")):
        attempt = start_attempt(test=test, person=cast.teacher)
        first, second = submit_attempt(attempt), submit_attempt(attempt)
        assert refusal(lambda: answer(attempt, 0, "а")) == [attempts.OVER]
    assert (first.session_id, first.submitted_at) == (second.session_id, second.submitted_at)
    with acting(SYSTEM):
        assert DiagnosticSession.objects.count() == 1


def test_test_by_invitation_closes_the_invitation_and_takes_its_purpose(cast: Cast, test: OnlineTest) -> None:
    with acting(SYSTEM):
        OnlineTest.objects.update(by_invitation=True)
        test.refresh_from_db()
    with acting(cast.actor("teacher")):
        assert refusal(lambda: start_attempt(test=test, person=cast.teacher)) == [attempts.INVITED_ONLY]
    today = timezone.localdate()
    with acting(SYSTEM):
        campaign = make.make_campaign(cast.cnppm, today, today, tool=test.tool, purpose="attestation")
        invitation = make.make_invitation(campaign, cast.teacher)
    with acting(cast.actor("teacher")):
        attempt = start_attempt(test=test, person=cast.teacher)
        done = submit_attempt(attempt)
    with acting(SYSTEM):
        invitation.refresh_from_db()
        assert (attempt.invitation_id, invitation.session_id) == (invitation.pk, done.session_id)
        assert DiagnosticSession.objects.get().purpose == "attestation"


def test_invitation_of_a_campaign_that_ended_meanwhile_is_closed_too(cast: Cast, test: OnlineTest) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    with acting(SYSTEM):
        campaign = make.make_campaign(cast.cnppm, yesterday, yesterday, tool=test.tool)
        invitation = make.make_invitation(campaign, cast.teacher)
        done = submit_attempt(make_attempt(test, cast.teacher, invitation=invitation))
        invitation.refresh_from_db()
        assert invitation.session_id == done.session_id


def test_self_assessment_counts_as_none(cast: Cast, test: OnlineTest) -> None:
    with acting(SYSTEM):
        OnlineTest.objects.update(independent=False)
        submit_attempt(make_attempt(test, cast.teacher))
        assert DiagnosticSession.objects.get().independent is False


def test_session_entered_by_hand_today_is_completed_and_keeps_its_scores(cast: Cast, test: OnlineTest) -> None:
    with acting(SYSTEM):
        session = make.make_session(cast.teacher, cast.cnppm, timezone.localdate(), scores={"Т-02": 90})
        DiagnosticSession.objects.update(tool=test.tool)
        attempt = make_attempt(test, cast.teacher)
        answer_rightly(attempt)
        assert submit_attempt(attempt).session_id == session.pk
        scores = Score.objects.order_by("competence__code").values_list("competence__code", "points", "maximum")
        assert list(scores) == [("Т-01", Decimal(6), Decimal(6)), ("Т-02", Decimal(90), Decimal(100))]


def test_sweep_submits_what_is_overdue_and_nothing_else(cast: Cast, test: OnlineTest) -> None:
    with acting(SYSTEM):
        late = make_attempt(test, cast.teacher, minutes=-2)
        answer_rightly(late)
        open_one = make_attempt(test, cast.colleague)
        in_grace = make_attempt(test, cast.stranger)
        Attempt.objects.filter(pk=in_grace.pk).update(deadline=timezone.now() - GRACE / 2)
    assert (submit_overdue(), submit_overdue()) == (1, 0)
    with acting(SYSTEM):
        assert list(Attempt.objects.filter(submitted_at=None).order_by("pk")) == [open_one, in_grace]
        late.refresh_from_db()
        assert (late.timed_out, late.session.person) == (True, cast.teacher)  # type: ignore[union-attr]
        assert Score.objects.get(competence__code="Т-01").points == 6


def test_sweep_that_gets_no_attempt_in_hand_ends(db: None) -> None:
    with transaction.atomic():
        transaction.set_rollback(True)
        with pytest.raises(TransactionManagementError):
            submit_overdue()


def test_attempt_of_a_locked_day_waits_and_holds_up_no_other(cast: Cast, test: OnlineTest) -> None:
    with acting(SYSTEM):
        make_attempt(test, cast.teacher, minutes=-9)
        other = make_attempt(test, cast.stranger, minutes=-5)
    year = timezone.localdate().year
    lock(cast.municipality_a, date(year, 1, 1), date(year, 12, 31))
    assert submit_overdue() == 1
    with acting(SYSTEM):
        assert list(Attempt.objects.exclude(submitted_at=None)) == [other]


def test_journal_and_marks_name_no_answer_and_no_person(cast: Cast, test: OnlineTest) -> None:
    with acting(cast.actor("teacher")):
        attempt = start_attempt(test=test, person=cast.teacher)
        submit_attempt(attempt)
    with acting(SYSTEM):
        entries = HistoryEntry.objects.filter(object_kind="diagnostics.attempt").order_by("id")
        assert [(e.verb, "paper" in e.after, "seed" in e.after) for e in entries] == [
            ("start_attempt", False, False),
            ("submit_attempt", False, False),
        ]
        assert "person" not in {field.name for field in Mark._meta.get_fields()}
        assert Item.objects.filter(used=True).count() == 7


def test_demonstration_has_a_test_that_can_be_taken_and_is_made_once(cast: Cast) -> None:
    with acting(SYSTEM):
        made = [make_demo_test(cast.cnppm) for _ in range(2)]
        assert made[0] == made[1]
        assert isinstance(made[0], OnlineTest)
        attempt = start_attempt(test=made[0], person=cast.teacher)
        assert len(attempt.paper) == 6
