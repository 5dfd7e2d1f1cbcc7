"""The verbs of the registers."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from apps.core.actor import acting, system
from apps.core.models import HistoryEntry
from apps.organizations.models import SiteStatus
from apps.registers.models import Application, Practice, Selection
from apps.registers.services import registers
from tests import factories as make
from tests.cast import Cast

pytestmark = pytest.mark.django_db
DAY, LATER = date(2025, 3, 1), date(2025, 4, 1)
POINTS: dict[str, Any] = {"relevance": 5, "novelty": 4, "result": 3, "transfer": 2}


def refused(caught: Any) -> list[str]:
    return sorted(caught.value.message_dict)


def make_practice(cast: Cast) -> Practice:
    return registers.practices.add(
        organization=cast.school_a, title="Урок-квест", annotation="Как", authors="Коллектив", submitted_on=DAY
    )


def test_a_book_writes_corrects_and_strikes_out_with_history(cast: Cast) -> None:
    with acting(cast.actor("operator")):
        row = registers.contracts.add(
            organization=cast.school_a, number="7", partner="Колледж", subject="Профпробы", start=DAY
        )
        registers.contracts.correct(row, partner="Техникум")
        registers.contracts.correct(row, partner="Техникум")
        pk = str(row.pk)
        registers.contracts.strike(row)
    with acting(system("test")):
        verbs = HistoryEntry.objects.filter(object_kind="registers.contract", object_ref=pk).order_by("id")
        assert list(verbs.values_list("verb", flat=True)) == ["add_contract", "update_contract", "remove_contract"]


def test_the_organization_of_a_row_stays(cast: Cast) -> None:
    with acting(cast.actor("cnppm")):
        row = registers.contracts.add(organization=cast.school_a, number="7", partner="К", subject="П", start=DAY)
        with pytest.raises(ValidationError) as caught:
            registers.contracts.correct(row, organization=cast.school_b)
    assert refused(caught) == ["organization"]


def test_an_end_before_its_start_is_refused_at_the_end(cast: Cast) -> None:
    with acting(cast.actor("cnppm")), pytest.raises(ValidationError) as caught:
        registers.contracts.add(organization=cast.school_a, number="7", partner="К", subject="П", start=LATER, end=DAY)
    assert refused(caught) == ["end"]


def test_a_document_is_kept_beside_the_row(cast: Cast) -> None:
    with acting(cast.actor("methodist")):
        row = registers.meetings.add(
            organization=cast.mms_a,
            body="umo",
            number="3",
            held_on=DAY,
            file=SimpleUploadedFile("Протокол.pdf", b"%PDF"),
        )
        assert (row.file_name, row.file_key.endswith(".pdf")) == ("Протокол.pdf", True)
        with pytest.raises(ValidationError):
            registers.meetings.correct(row, file=SimpleUploadedFile("Протокол.exe", b"MZ"))


def test_decisions_are_numbered_one_after_another(cast: Cast) -> None:
    with acting(cast.actor("council")):
        meeting = registers.meetings.add(organization=cast.school_a, body="school_council", number="1", held_on=DAY)
        numbers = [registers.decide(meeting=meeting, text="Решили").number for _ in range(2)]
        numbers.append(registers.decide(meeting=meeting, text="Решили", number=7).number)
        assert numbers == [1, 2, 7]


def test_a_meeting_to_come_has_no_protocol(cast: Cast) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    with acting(cast.actor("council")), pytest.raises(ValidationError) as caught:
        registers.meetings.add(organization=cast.school_a, body="school_council", number="1", held_on=tomorrow)
    assert refused(caught) == ["held_on"]


def test_a_decision_is_carried_out_and_taken_back(cast: Cast) -> None:
    with acting(cast.actor("methodist")):
        meeting = registers.meetings.add(organization=cast.mms_a, body="umo", number="1", held_on=DAY)
        decision = registers.decide(meeting=meeting, text="Провести")
        with pytest.raises(ValidationError) as caught:
            registers.carry_out(decision, done_on=timezone.localdate() + timedelta(days=1))
        assert refused(caught) == ["done_on"]
        registers.carry_out(decision, done_on=DAY, outcome="Проведено")
        assert (decision.done_on, decision.outcome) == (DAY, "Проведено")
        registers.reopen_decision(decision)
        assert (decision.done_on, decision.outcome) == (None, "")


def test_an_answer_is_not_older_than_its_letter(cast: Cast) -> None:
    with acting(cast.actor("cnppm")):
        letter = registers.letters.add(
            organization=cast.cnppm, kind="research", number="1", sent_on=LATER, subject="О выборке"
        )
        with pytest.raises(ValidationError) as caught:
            registers.answer_letter(letter, answered_on=DAY)
        assert refused(caught) == ["answered_on"]
        assert registers.answer_letter(letter, answered_on=LATER, answer_number="9").answer_number == "9"


def test_a_practice_is_published_only_after_an_expert(cast: Cast) -> None:
    with acting(cast.actor("cnppm")):
        practice = make_practice(cast)
        with pytest.raises(ValidationError):
            registers.publish_practice(practice, published_on=LATER)
        judgement = registers.judge(practice=practice, expert="Э", judged_on=DAY, conclusion="Да", **POINTS)
        assert (judgement.points, judgement.organization_id) == (14, cast.school_a.pk)
        registers.publish_practice(practice, published_on=LATER)
        assert (practice.published, practice.published_on) == (True, LATER)


def test_a_returned_practice_leaves_the_bank_and_comes_back(cast: Cast) -> None:
    with acting(cast.actor("cnppm")):
        practice = make_practice(cast)
        registers.judge(practice=practice, expert="Э", judged_on=DAY, conclusion="Да", **POINTS)
        registers.publish_practice(practice, published_on=LATER)
        with pytest.raises(ValidationError):
            registers.return_practice(practice, remarks=" ")
        registers.return_practice(practice, remarks="Уточните")
        assert (practice.published, practice.published_on, practice.remarks) == (False, None, "Уточните")
        registers.resubmit_practice(practice)
        assert (practice.returned_on, practice.submitted_on) == (None, timezone.localdate())


@pytest.mark.parametrize("points", [6, -1])
def test_points_lie_between_0_and_5(cast: Cast, points: int) -> None:
    with acting(cast.actor("cnppm")), pytest.raises(ValidationError) as caught:
        registers.judge(
            practice=make_practice(cast), expert="Э", judged_on=DAY, conclusion="Да", **{**POINTS, "novelty": points}
        )
    assert refused(caught) == ["novelty"]


def test_an_expert_judges_one_thing(cast: Cast) -> None:
    with acting(cast.actor("cnppm")), pytest.raises(ValidationError):
        registers.judge(expert="Э", judged_on=DAY, conclusion="Да", **POINTS)


def test_the_history_keeps_the_competences_of_a_practice(cast: Cast) -> None:
    with acting(system("test")):
        competence = make.make_competence("П-01")
    with acting(cast.actor("cnppm")):
        practice = make_practice(cast)
        registers.practices.correct(practice, competences=[competence])
        entry = HistoryEntry.objects.filter(object_kind="registers.practice", verb="update_practice").latest("id")
        assert (entry.before["competences"], len(entry.after["competences"])) == ([], 1)


@pytest.fixture
def selection(cast: Cast) -> Selection:
    with acting(cast.actor("cnppm")):
        return registers.selections.add(organization=cast.cnppm, title="РИП 2025", kind="rip", start=DAY, end=LATER)


def applied(cast: Cast, selection: Selection, day: date = DAY) -> Application:
    return registers.apply_for(
        organization=cast.school_a, selection=selection, submitted_on=day, topic="Наставничество"
    )


def test_an_application_comes_in_the_days_of_the_selection(cast: Cast, selection: Selection) -> None:
    with acting(cast.actor("operator")), pytest.raises(ValidationError) as caught:
        applied(cast, selection, LATER + timedelta(days=1))
    assert refused(caught) == ["submitted_on"]


def test_an_accepted_application_gives_the_status_once(cast: Cast, selection: Selection) -> None:
    with acting(cast.actor("operator")):
        application = applied(cast, selection)
    with acting(cast.actor("cnppm")):
        with pytest.raises(ValidationError):
            registers.accept_application(application, decided_on=LATER, decision="Приказ № 1")
        registers.judge(application=application, expert="Э", judged_on=DAY, conclusion="Да", **POINTS)
        registers.accept_application(application, decided_on=LATER, decision="Приказ № 1")
        with pytest.raises(ValidationError):
            registers.decline_application(application, decided_on=LATER, decision="Нет")
        found = SiteStatus.objects.filter(organization=cast.school_a).values_list("kind", "act", "valid_from")
        assert list(found) == [("rip", "Приказ № 1", LATER)]


def test_a_declined_application_gives_nothing(cast: Cast, selection: Selection) -> None:
    with acting(cast.actor("operator")):
        application = applied(cast, selection)
    with acting(cast.actor("cnppm")):
        registers.decline_application(application, decided_on=LATER, decision="Не та тема")
        assert (application.accepted, SiteStatus.objects.count()) == (False, 0)
