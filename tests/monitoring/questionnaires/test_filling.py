"""Reports are filled by their addressees, handed in whole, accepted or returned by the makers."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from apps.core.actor import acting
from apps.core.models import HistoryEntry, Notification
from apps.monitoring.models import CriterionAnswer, FormReport
from apps.monitoring.selectors.questionnaires import own_reports, results, to_check
from apps.monitoring.services.questionnaires import checking, filling
from apps.monitoring.services.questionnaires.filling import Given
from tests.cast import Cast
from tests.monitoring.questionnaires.scene import SYSTEM, criteria, fill, hand_in, publish, report_of

pytestmark = pytest.mark.django_db


def answers(report: FormReport) -> dict[str, tuple[Decimal | None, str]]:
    with acting(SYSTEM):
        rows = CriterionAnswer.objects.filter(report=report)
        return {one.criterion.kind: (one.number, one.text) for one in rows}


def test_answers_are_kept_as_they_come(cast: Cast) -> None:
    operator = cast.actor("operator")
    report = report_of(publish(cast.actor("methodist")), cast)
    scale = criteria(report)["scale"].pk
    with acting(operator):
        filling.save_answers(report, {scale: Given(number=Decimal(2))})
        filling.save_answers(report, {scale: Given(number=Decimal(2))})
        filling.save_answers(report, {scale: Given(number=Decimal(3))})
    assert answers(report) == {"scale": (Decimal(3), "")}
    with acting(SYSTEM):
        told = HistoryEntry.objects.filter(verb="fill_form_report").order_by("pk")
        assert [(one.before, one.after) for one in told] == [
            ({"№ 2": ""}, {"№ 2": "2"}),
            ({"№ 2": "2.00"}, {"№ 2": "3"}),
        ]


def test_empty_answer_takes_the_kept_one_away(cast: Cast) -> None:
    operator = cast.actor("operator")
    report = report_of(publish(cast.actor("methodist")), cast)
    fill(report, operator)
    fill(report, operator, text=Given())
    assert sorted(answers(report)) == ["link", "number", "scale", "yes_no"]


def test_criterion_of_another_form_is_not_answered(cast: Cast) -> None:
    methodist, operator = cast.actor("methodist"), cast.actor("operator")
    report = report_of(publish(methodist, "text"), cast)
    other = report_of(publish(methodist, "text", title="Другая"), cast)
    with acting(operator):
        filling.save_answers(report, {criteria(other)["text"].pk: Given(text="мимо")})
    assert answers(report) == {}


def test_report_is_handed_in_whole(cast: Cast) -> None:
    operator = cast.actor("operator")
    report = report_of(publish(cast.actor("methodist")), cast)
    fill(report, operator, link=Given(), text=Given())
    with acting(operator), pytest.raises(ValidationError, match=r"обязательные критерии: 4, 5\."):
        filling.submit_report(report)
    hand_in(report, operator)
    assert (report.state, report.submitted_on) == ("submitted", timezone.localdate())
    assert report.submitted_by == "Тест operator (Оператор организации)"


def test_report_handed_in_is_not_changed_until_it_is_returned(cast: Cast) -> None:
    methodist, operator = cast.actor("methodist"), cast.actor("operator")
    report = hand_in(report_of(publish(methodist), cast), operator)
    with pytest.raises(ValidationError, match="уже сдан"):
        fill(report, operator)
    with acting(methodist):
        checking.return_report(report, remark="Нет ссылки на план")
    assert (report.state, report.remark, report.checked_on) == ("returned", "Нет ссылки на план", timezone.localdate())
    hand_in(report, operator, scale=Given(number=Decimal(5)))
    with acting(methodist):
        checking.accept_report(report, remark="Спасибо")
    assert (report.state, report.checked_by) == ("accepted", "Тест methodist (Муниципальный методист)")


def test_people_are_told_of_every_step(cast: Cast) -> None:
    methodist, operator = cast.actor("methodist"), cast.actor("operator")
    report = hand_in(report_of(publish(methodist), cast), operator)
    with acting(methodist):
        checking.return_report(report, remark="Мало")
    with acting(SYSTEM):
        told = [(one.user.login, one.text) for one in Notification.objects.order_by("pk")]
    assert told[1:] == [
        ("methodist", "Отчёты по форме «Школьная служба» ждут проверки."),
        ("operator", "Отчёт «Школьная служба» возвращён с замечанием."),
    ]


@pytest.mark.parametrize("role", ["methodist", "cnppm", "moo"])
def test_report_is_filled_by_the_addressee_only(cast: Cast, role: str) -> None:
    report = report_of(publish(cast.actor("methodist")), cast)
    with pytest.raises(ValidationError, match="которой он адресован"):
        fill(report, cast.actor(role))


@pytest.mark.parametrize("role", ["operator", "cnppm"])
def test_report_is_decided_by_the_makers_only(cast: Cast, role: str) -> None:
    report = hand_in(report_of(publish(cast.actor("methodist")), cast), cast.actor("operator"))
    with acting(cast.actor(role)), pytest.raises(ValidationError, match="каждая организация свои"):
        checking.accept_report(report)


def test_report_not_handed_in_is_neither_accepted_nor_returned(cast: Cast) -> None:
    report = report_of(publish(cast.actor("methodist")), cast)
    with acting(cast.actor("methodist")):
        with pytest.raises(ValidationError, match="только сданный"):
            checking.accept_report(report)
        with pytest.raises(ValidationError, match="только сданный"):
            checking.return_report(report, remark="?")


@pytest.mark.parametrize("method", ["site", "act"])
def test_check_is_done_by_the_checker_with_link_and_day(cast: Cast, method: str) -> None:
    methodist = cast.actor("methodist")
    report = report_of(publish(methodist, "yes_no", method=method), cast)
    with pytest.raises(ValidationError, match="каждая организация свои"):
        fill(report, cast.actor("operator"))
    fill(report, methodist)
    with acting(methodist):
        with pytest.raises(ValidationError, match="не сдают, а завершают"):
            filling.submit_report(report)
        with pytest.raises(ValidationError, match="ещё не наступила"):
            checking.finish_check(report, checked_on=date(2100, 1, 1))
        checking.finish_check(report, checked_on=date(2026, 6, 1), link="https://school.example")
    assert (report.state, report.checked_on, report.link) == ("accepted", date(2026, 6, 1), "https://school.example")
    assert report.checked_by == "Тест methodist (Муниципальный методист)"


def test_report_of_an_addressee_is_not_finished_as_a_check(cast: Cast) -> None:
    report = report_of(publish(cast.actor("methodist"), "yes_no"), cast)
    fill(report, cast.actor("operator"))
    with acting(cast.actor("operator")), pytest.raises(ValidationError, match="сама организация"):
        checking.finish_check(report, checked_on=date(2026, 6, 1))


def test_todo_names_what_waits_for_whom(cast: Cast) -> None:
    methodist, operator = cast.actor("methodist"), cast.actor("operator")
    report = report_of(publish(methodist), cast)
    counts = []
    for step in (lambda: None, lambda: hand_in(report, operator)):
        step()
        for actor in (operator, methodist):
            with acting(actor):
                counts.append((own_reports(actor).count(), to_check(actor).count()))
    assert counts == [(1, 0), (0, 0), (0, 0), (0, 1)]


def test_results_add_points_and_average_what_was_handed_in(cast: Cast) -> None:
    methodist = cast.actor("methodist")
    round_ = publish(methodist)
    hand_in(report_of(round_, cast), cast.actor("operator"))
    second = report_of(round_, cast, "school_a2")
    fill(second, SYSTEM, scale=Given(number=Decimal(2)), yes_no=Given(number=Decimal(0)))
    with acting(methodist):
        draft = results(round_, methodist)
    assert [(row.name, row.points, row.counts) for row in draft.rows] == [
        ("Школа А-1", Decimal(5), True),
        ("Школа А-2", Decimal(2), False),
    ]
    assert (draft.maximum, draft.average, draft.averages[:3]) == (
        6,
        Decimal(5),
        (Decimal(1), Decimal(4), Decimal("12.5")),
    )
    with acting(SYSTEM):
        filling.submit_report(second)
    with acting(methodist):
        whole = results(round_, methodist)
    assert (whole.average, whole.averages[:3]) == (Decimal("3.5"), (Decimal("0.5"), Decimal(3), Decimal("12.5")))
    assert [cell.words for cell in whole.rows[0].cells] == [
        "да", "4", "12,5", "Служба работает", "https://school.example/service", "—",
    ]  # fmt: skip


def test_results_are_of_the_readers_scope(cast: Cast) -> None:
    cnppm = cast.actor("cnppm")
    round_ = publish(cnppm, "yes_no")
    names = {}
    for role in ("cnppm", "methodist", "moo", "operator", "ministry"):
        with acting(cast.actor(role)):
            names[role] = [row.name for row in results(round_, cast.actor(role)).rows]
    everyone = ["Школа А-1", "Школа А-2", "Школа Б-1"]
    assert names == {
        "cnppm": everyone, "ministry": everyone, "methodist": everyone[:2], "moo": everyone[:2],
        "operator": everyone[:1],
    }  # fmt: skip
