"""The answer of ФИС ФРДО: shown before it is applied, applied once, with history."""

from io import BytesIO
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.core.actor import acting
from apps.core.models import AccessLogEntry, HistoryEntry
from apps.programs.frdo.workbook import Answer
from apps.programs.models import FrdoPackage, FrdoRow
from apps.programs.services import frdo
from apps.programs.services.frdo_answer import Plan, apply_answer, plan_answer
from tests.core.web.checks import text_of
from tests.programs.conftest import Browse
from tests.programs.test_frdo import CARD, SYSTEM, TODAY, Scene, answer_book, formed, scene, waiting

__all__ = ["scene"]


@pytest.fixture
def package(scene: Scene) -> FrdoPackage:
    """Both documents, sent."""
    with acting(scene.cast.actor("iro")):
        frdo.fill_card(enrollment=scene.faulty.enrollment, **CARD)
    made = formed(scene, scene.ready, scene.faulty)
    with acting(scene.cast.actor("iro")):
        return frdo.send_package(made, sent_on=TODAY)


def answers(scene: Scene, *errors: str) -> list[Answer]:
    """Answers to the two documents in their order."""
    numbers = (scene.ready.registration_number, scene.faulty.registration_number)
    return [Answer(2 + place, numbers[place], error) for place, error in enumerate(errors)]


def applied(scene: Scene, package: FrdoPackage, *errors: str, file: str = "a", **options: Any) -> Plan:
    with acting(scene.cast.actor("iro")):
        return apply_answer(package, answers=answers(scene, *errors), file=file, on=TODAY, **options)


def states() -> list[tuple[str, str]]:
    with acting(SYSTEM):
        return list(FrdoRow.objects.order_by("package__number", "position").values_list("state", "error"))


def test_plan_tells_what_changes_and_what_it_does_not_know(scene: Scene, package: FrdoPackage) -> None:
    given = [
        *answers(scene, "", "Нет диплома"), Answer(4, "77/2025", ""), Answer(5, "", "?"),
        Answer(6, scene.ready.registration_number, "Ошибка"),
    ]  # fmt: skip
    with acting(scene.cast.actor("iro")):
        plan = plan_answer(package, given)
    assert [(step.name, step.before, step.after) for step in plan.steps] == [
        ("Своева Тест", "ожидает ответа", "принят"), ("Коллегина Тест", "ожидает ответа", "ошибка: Нет диплома"),
    ]  # fmt: skip
    assert ([one.row for one in plan.unknown], [one.row for one in plan.doubled]) == ([4, 5], [6])
    assert states() == [("waiting", ""), ("waiting", "")]


def test_unsent_package_has_no_answer(scene: Scene) -> None:
    unsent = formed(scene, scene.ready)
    with pytest.raises(ValidationError, match="ещё не отправлен"):
        applied(scene, unsent, "")


def test_answer_is_kept_row_by_row_and_the_refused_wait_again(scene: Scene, package: FrdoPackage) -> None:
    applied(scene, package, "", "Нет диплома")
    with acting(scene.cast.actor("iro")):
        package.refresh_from_db()
        with pytest.raises(ValidationError, match="уже отправлен"):
            frdo.withdraw_package(package)
    assert (package.answered_on, waiting(scene)) == (TODAY, [scene.faulty.pk])
    formed(scene, scene.faulty)
    assert states() == [("accepted", ""), ("faulty", "Нет диплома"), ("waiting", "")]
    with acting(SYSTEM):
        told = HistoryEntry.objects.filter(verb="read_answer", object_kind="programs.frdorow").order_by("id")
        assert [entry.after for entry in told] == [{"state": "accepted"}, {"error": "Нет диплома", "state": "faulty"}]


def test_file_is_applied_once_and_never_for_nothing(scene: Scene, package: FrdoPackage) -> None:
    applied(scene, package, "Нет диплома")
    for file, words in (("a", "уже применён"), ("b", "Применять нечего")):
        with pytest.raises(ValidationError, match=words):
            applied(scene, package, "Нет диплома", file=file)
    applied(scene, package, "", file="c")
    with pytest.raises(ValidationError, match="уже применён"):
        applied(scene, package, "Нет диплома", file="a")
    assert states()[0] == ("accepted", "")


def test_plan_that_was_not_seen_is_not_applied(scene: Scene, package: FrdoPackage) -> None:
    with acting(scene.cast.actor("iro")):
        seen = plan_answer(package, answers(scene, "")).mark
    applied(scene, package, "Нет диплома", file="b")
    with pytest.raises(ValidationError, match="ответы этого пакета изменились"):
        applied(scene, package, "", seen=seen)
    with acting(scene.cast.actor("iro")):
        seen = plan_answer(package, answers(scene, "")).mark
    assert len(applied(scene, package, "", seen=seen).steps) == 1


def test_document_sent_anew_is_answered_in_its_new_package(scene: Scene, package: FrdoPackage) -> None:
    applied(scene, package, "Нет диплома")
    formed(scene, scene.ready)
    with acting(scene.cast.actor("iro")):
        plan = plan_answer(package, answers(scene, ""))
    assert (plan.steps, [one.row for one in plan.resent]) == ([], [2])


def upload(scene: Scene, *rows: tuple[str, ...]) -> dict[str, BytesIO]:
    file = BytesIO(answer_book(*rows))
    file.name = "ответ.xlsx"
    return {"file": file}


def test_answer_is_uploaded_looked_at_and_applied(browse: Browse, scene: Scene, package: FrdoPackage) -> None:
    browser, url = browse("iro"), f"/programs/frdo/{package.pk}/answer/"
    rows = ((scene.ready.registration_number, "принят", ""), ("77/2025", "принят", ""))
    looked = browser.post(url, upload(scene, *rows)).headers["Location"]
    page = browser.get(looked)
    body = text_of(page)
    assert "Строка 3, документ 77/2025 — в пакете нет такого документа." in body.replace("\xa0", " ")
    assert ("Своева Тест" in body, states()[0]) == (True, ("waiting", ""))
    form = {"upload": page.context["upload"], "seen": page.context["plan"].mark}
    assert browser.post(f"{url}apply/", form).headers["Location"] == f"/programs/frdo/{package.pk}/?tab=rows"
    assert states() == [("accepted", ""), ("waiting", "")]
    assert "второй раз он ничего не изменит" in text_of(browser.post(f"{url}apply/", form, follow=True))
    with acting(SYSTEM):
        assert AccessLogEntry.objects.filter(subject__startswith="Ответ ФИС ФРДО").count() == 1


def test_unreadable_answer_is_refused_at_the_form(browse: Browse, scene: Scene, package: FrdoPackage) -> None:
    browser, url = browse("iro"), f"/programs/frdo/{package.pk}/answer/"
    broken = BytesIO(b"nothing")
    broken.name = "ответ.xlsx"
    assert browser.post(url, {"file": broken}).status_code == 422
    gone = browser.get(f"{url}preview/?upload=../../etc", follow=True)
    assert "Загруженный файл уже удалён" in text_of(gone)
    assert browser.post(f"{url}apply/", {"upload": "x", "seen": ""}).headers["Location"] == url


def test_preview_asks_the_same_number_of_questions_for_one_row_and_two(scene: Scene, package: FrdoPackage) -> None:
    counts = []
    for errors in (("",), ("", "")):
        with acting(scene.cast.actor("iro")), CaptureQueriesContext(connection) as caught:
            plan_answer(package, answers(scene, *errors))
        counts.append(len(caught))
    assert counts[0] == counts[1]
