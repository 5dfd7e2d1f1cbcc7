"""A report by a form saves by itself: answer by answer, never over what somebody else has answered meanwhile."""

import json
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from apps.core.actor import acting
from apps.core.models import HistoryEntry
from apps.monitoring.models import CriterionAnswer, FormReport
from apps.monitoring.services.questionnaires import filling, rounds
from apps.monitoring.services.questionnaires.filling import Given
from tests.cast import Cast
from tests.core.web.checks import log_in, text_of
from tests.monitoring.questionnaires.scene import SYSTEM, criteria, fill, hand_in, publish, report_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(cast: Cast) -> FormReport:
    """The report of school А-1, asked by the methodist."""
    return report_of(publish(cast.actor("methodist")), cast)


def field(report: FormReport, kind: str) -> str:
    return f"c{criteria(report)[kind].pk}"


def address(report: FormReport) -> str:
    return f"/monitoring/form-reports/{report.pk}/autosave/"


def send(browser: Client, report: FormReport, place: Any, value: Any, was: Any = "") -> Any:
    """What the script sends for one entry."""
    message = {"place": place, "value": {place: value}, "was": {place: was}, "given": 1_790_000_000_000}
    return browser.post(address(report), message, content_type="application/json")


def stored(report: FormReport, kind: str) -> str | None:
    with acting(SYSTEM):
        found = CriterionAnswer.objects.filter(report=report, criterion__kind=kind).first()
        return None if found is None else filling.written(found) or found.file_name


@pytest.mark.parametrize(
    ("kind", "value", "held"),
    [("yes_no", "1", "1"), ("yes_no", "0", "0"), ("scale", "4", "4"), ("number", "12.50", "12.5"),
     ("text", " План есть ", "План есть"), ("link", "school.example/plan", "https://school.example/plan")],
)  # fmt: skip
def test_answer_is_saved_and_what_is_held_is_told(
    cast: Cast, report: FormReport, kind: str, value: str, held: str
) -> None:
    name = field(report, kind)
    answer = send(log_in(cast, "operator"), report, name, value)
    assert (answer.status_code, answer.json()["now"]) == (200, {name: held})
    assert len(answer.json()["saved"]) == len("14:05:10")
    assert stored(report, kind) == held


def test_the_same_message_twice_is_saved_once(cast: Cast, report: FormReport) -> None:
    browser, name = log_in(cast, "operator"), field(report, "text")
    assert [send(browser, report, name, "План").status_code for _ in range(2)] == [200, 200]
    with acting(SYSTEM):
        assert HistoryEntry.objects.filter(verb="fill_form_report").count() == 1


def test_what_another_answered_meanwhile_is_not_written_over(cast: Cast, report: FormReport) -> None:
    fill(report, SYSTEM, text=Given(text="От соседа"))
    answer = send(log_in(cast, "operator"), report, field(report, "text"), "Моё")
    assert (answer.status_code, answer.json()["now"]) == (409, {field(report, "text"): "От соседа"})
    assert "здесь ответили иначе (" in answer.json()["words"]
    assert stored(report, "text") == "От соседа"


def test_seen_again_it_may_be_changed(cast: Cast, report: FormReport) -> None:
    fill(report, SYSTEM, text=Given(text="От соседа"))
    assert send(log_in(cast, "operator"), report, field(report, "text"), "Моё", "От соседа").status_code == 200
    assert stored(report, "text") == "Моё"


def test_ones_own_message_whose_answer_was_lost_is_no_strangers(cast: Cast, report: FormReport) -> None:
    browser, name = log_in(cast, "operator"), field(report, "scale")
    assert [send(browser, report, name, mark).status_code for mark in ("2", "3")] == [200, 200]
    assert stored(report, "scale") == "3"


def test_answer_taken_away_by_another_is_told(cast: Cast, report: FormReport) -> None:
    answer = send(log_in(cast, "operator"), report, field(report, "text"), "Новое", "Старое")
    assert (answer.status_code, "этот ответ убрали" in answer.json()["words"]) == (409, True)


def test_emptied_answer_is_removed(cast: Cast, report: FormReport) -> None:
    browser, name = log_in(cast, "operator"), field(report, "text")
    send(browser, report, name, "План")
    assert send(browser, report, name, "", "План").json()["now"] == {name: ""}
    assert stored(report, "text") is None


@pytest.mark.parametrize(("kind", "value"), [("scale", "9"), ("number", "-1"), ("link", "нет"), ("yes_no", "2")])
def test_wrong_answer_is_told_and_not_saved(cast: Cast, report: FormReport, kind: str, value: str) -> None:
    answer = send(log_in(cast, "operator"), report, field(report, kind), value)
    assert (answer.status_code, answer.json()["words"].startswith("Не сохранено: ")) == (422, True)
    assert stored(report, kind) is None


@pytest.mark.parametrize("place", ["c0", 7, ["x"], "link", "checked_on"])
def test_message_that_is_none_is_refused(cast: Cast, report: FormReport, place: Any) -> None:
    message = {"place": place, "value": {}, "was": {}, "given": 1}
    answer = log_in(cast, "operator").post(address(report), message, content_type="application/json")
    assert (answer.status_code, answer.json()["words"]) == (422, "Сообщение не понято: обновите страницу.")


def test_document_is_kept_as_soon_as_it_is_chosen(cast: Cast, report: FormReport) -> None:
    fill(report, cast.actor("operator"))
    browser = log_in(cast, "operator")
    answer = browser.post(address(report), {field(report, "document"): SimpleUploadedFile("План.pdf", b"%PDF plan")})
    assert (answer.status_code, stored(report, "document"), stored(report, "text")) == (
        200,
        "План.pdf",
        "Служба работает",
    )
    refused = browser.post(address(report), {field(report, "document"): SimpleUploadedFile("план.exe", b"MZ")})
    assert (refused.status_code, "Такой вид файла не принимается" in refused.json()["words"]) == (422, True)
    nothing = browser.post(address(report), {"other": SimpleUploadedFile("План.pdf", b"%PDF plan")})
    assert (nothing.status_code, nothing.json()["words"]) == (422, "Сообщение не понято: обновите страницу.")


def test_report_handed_in_says_so(cast: Cast, report: FormReport) -> None:
    hand_in(report, cast.actor("operator"))
    browser, name = log_in(cast, "operator"), field(report, "document")
    answers = [
        send(browser, report, field(report, "text"), "Позже", "Служба работает"),
        browser.post(address(report), {name: SimpleUploadedFile("План.pdf", b"%PDF plan")}),
    ]
    assert {(one.status_code, one.json()["words"]) for one in answers} == {
        (410, "Отчёт сдан или сбор закрыт: ответы больше не принимаются.")
    }


def test_closed_round_takes_nothing_more(cast: Cast, report: FormReport) -> None:
    with acting(cast.actor("methodist")):
        rounds.close_round(report.round)
    assert send(log_in(cast, "operator"), report, field(report, "text"), "Поздно").status_code == 410


def test_report_of_another_is_not_written(cast: Cast, report: FormReport) -> None:
    found = {role: send(log_in(cast, role), report, field(report, "text"), "Чужое").status_code
             for role in ("methodist", "ministry", "iro", "teacher")}  # fmt: skip
    assert found == {"methodist": 403, "ministry": 403, "iro": 404, "teacher": 403}
    assert stored(report, "text") is None


def test_check_saves_what_was_looked_at(cast: Cast) -> None:
    report = report_of(publish(cast.actor("methodist"), "yes_no", method="site"), cast)
    browser = log_in(cast, "methodist")
    assert send(browser, report, "link", "https://school.example").json()["now"] == {"link": "https://school.example"}
    with acting(SYSTEM):
        report.refresh_from_db()
        assert (report.link, report.link_by) == ("https://school.example", "Тест methodist (Муниципальный методист)")
        FormReport.objects.filter(pk=report.pk).update(link="https://another.example", link_by="Сосед")
    stale = send(browser, report, "link", "https://third.example", "https://school.example")
    assert (stale.status_code, stale.json()["now"]) == (409, {"link": "https://another.example"})


def test_page_carries_what_was_seen(cast: Cast, report: FormReport) -> None:
    fill(report, cast.actor("operator"))
    page = log_in(cast, "operator").get(f"/monitoring/form-reports/{report.pk}/edit/").content.decode()
    assert f'data-autosave="{address(report)}"' in page
    seen = {kind: json.dumps({field(report, kind): value}).replace('"', "&quot;")
            for kind, value in (("scale", "4"), ("number", "12.5"), ("yes_no", "1"))}  # fmt: skip
    assert [kind for kind, value in seen.items() if value not in page] == []
    assert f'data-entry="{field(report, "document")}"' not in page


def test_button_leaves_what_was_not_touched_and_tells_where_another_was_faster(cast: Cast, report: FormReport) -> None:
    browser, url = log_in(cast, "operator"), f"/monitoring/form-reports/{report.pk}/edit/"
    text, scale = field(report, "text"), field(report, "scale")
    was = {f"was-{name}": json.dumps({name: ""}) for name in (text, scale)}
    fill(report, SYSTEM, text=Given(text="От соседа"), scale=Given(number=Decimal(2)))
    assert browser.post(url, {text: "", scale: "", **was}).status_code == 302
    assert (stored(report, "text"), stored(report, "scale")) == ("От соседа", "2")
    again = browser.post(url, {text: "Моё", scale: "", **was})
    assert (again.status_code, "здесь ответили иначе" in text_of(again)) == (422, True)
    assert stored(report, "text") == "От соседа"
