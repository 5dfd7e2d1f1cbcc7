"""ФИС ФРДО: the forty columns, what is checked, packages, answers, who may see."""

from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from openpyxl import Workbook, load_workbook

from apps.core.actor import acting, system
from apps.core.models import AccessLogEntry, HistoryEntry
from apps.core.snils import format_snils
from apps.programs.frdo import columns as form
from apps.programs.frdo.checking import faults
from apps.programs.frdo.filling import values_of
from apps.programs.frdo.workbook import Answer, AnswerUnreadable, read_answers, write
from apps.programs.models import FrdoPackage, FrdoRow, IssuedDocument
from apps.programs.services import documents, frdo
from apps.programs.services.frdo_answer import apply_answer
from apps.teachers.models import Person
from tests import factories as make
from tests.cast import Cast
from tests.core.web.checks import assert_constant_queries, text_of
from tests.programs.conftest import Browse

SYSTEM = system("test")
START, DONE, ISSUED, TODAY = date(2025, 3, 3), date(2025, 3, 20), date(2025, 3, 25), date(2025, 4, 1)
CARD = {"citizenship": "643", "receipt": "inside", "level": "higher"}
GOOD = {
    **dict.fromkeys(form.KEYS, ""),
    "kind": form.CERTIFICATE, "status": form.ORIGINAL, "lost": "Нет", "exchanged": "Нет", "destroyed": "Нет",
    "series": "Нет", "number": "000001", "issued_on": "25.03.2025", "registration": "1/2025",
    "program_kind": form.QUALIFICATION, "title": "Оценивание: «формирующее»", "began": "2025", "ended": "2025",
    "hours": "36", "last_name": "Своева", "first_name": "Анна", "middle_name": "Нет", "born": "01.05.1980",
    "sex": form.FEMALE, "snils": format_snils(make.make_snils(1)), "study_form": "Очная",
    "payment": "Бюджетное обучение", "receipt": "в образовательной организации", "citizenship": "643",
}  # fmt: skip


# --- the form


def test_form_has_forty_columns_with_headings_of_their_own() -> None:
    headings = [column.heading for column in form.COLUMNS]
    assert (len(headings), len(set(headings)), headings[0], headings[-1]) == (
        40,
        40,
        "Вид документа",
        "Номер документа для изменения",
    )


def test_good_row_has_no_faults() -> None:
    assert faults(GOOD, TODAY) == []


WRONG: dict[str, tuple[dict[str, str], str]] = {
    "empty": ({"born": ""}, "Дата рождения получателя: не заполнено"),
    "not_in_list": ({"sex": "Ж"}, "Пол получателя: «Ж» нет в списке; ожидается: Муж, Жен"),
    "latin_name": ({"last_name": "Svoeva"},
                   "Фамилия получателя: «Svoeva» записано не так; ожидается: кириллица, без крайних и двойных пробелов"
                   " и дефисов"),
    "double_space": ({"first_name": "Анна  Мария"},
                     "Имя получателя: «Анна  Мария» записано не так; ожидается: кириллица, без крайних и двойных"
                     " пробелов и дефисов"),
    "no_such_day": ({"issued_on": "31.02.2025"}, "Дата выдачи документа: «31.02.2025» — такого дня нет"),
    "born_too_early": ({"born": "01.01.1899"}, "Дата рождения получателя: «01.01.1899» вне 1900–2100 годов"),
    "ends_before_it_begins": ({"ended": "2024"},
                              "Год окончания обучения (для документа о квалификации): раньше года начала обучения"),
    "year_to_come": ({"ended": "2026"},
                     "Год окончания обучения (для документа о квалификации): 2026 год ещё не наступил"),
    "too_long": ({"registration": "1" * 31}, "Регистрационный номер: длиннее 30 знаков (31)"),
    "snils_is_not_repeated": ({"snils": "900-000-001 99"}, "СНИЛС: контрольное число не сходится"),
    "unknown_area": ({"area": "Волшебство"},
                     "Наименование области профессиональной деятельности: «Волшебство» нет в списке областей"
                     " профессиональной деятельности"),
    "original_has_no_original": ({"o_number": "5"}, "Номер (оригинала): должно быть пусто"),
    "nothing_to_change": ({"to_change": "5"}, "Номер документа для изменения: должно быть пусто"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_fault_is_named_by_its_column(name: str) -> None:
    changed, sentence = WRONG[name]
    assert [str(one) for one in faults({**GOOD, **changed}, TODAY)] == [sentence]


def test_more_is_asked_since_2021() -> None:
    late = ("snils", "study_form", "payment", "receipt", "citizenship")
    bare = {**GOOD, **dict.fromkeys(late, "")}
    assert len(faults(bare, TODAY)) == len(late)
    assert faults({**bare, "issued_on": "25.12.2020", "began": "2020", "ended": "2020"}, TODAY) == []


def test_duplicate_names_its_original() -> None:
    found = [one.heading for one in faults({**GOOD, "status": form.DUPLICATE}, TODAY)]
    assert found == [column.heading for column in form.COLUMNS if column.key.startswith("o_")]


def test_workbook_has_the_columns_in_order_and_texts_only(tmp_path: Path) -> None:
    file = tmp_path / "пакет.xlsx"
    assert write([[GOOD[key] for key in form.KEYS]], file) == 1
    sheet = load_workbook(file).active
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0] == tuple(column.heading for column in form.COLUMNS)
    assert [value or "" for value in rows[1]] == [GOOD[key] for key in form.KEYS]


def answer_book(
    *rows: tuple[str, ...], heads: tuple[str, ...] = ("Регистрационный номер", "Статус", "Ошибка")
) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (heads, *rows):
        sheet.append(row)
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def test_answers_are_read_by_their_headings(tmp_path: Path) -> None:
    file = tmp_path / "ответ.xlsx"
    file.write_bytes(
        answer_book(("1/2025", "Принят", ""), ("2/2025", "Отклонён", "Неверный СНИЛС"), ("3/2025", "?", ""))
    )
    assert read_answers(file) == [
        Answer(2, "1/2025", ""), Answer(3, "2/2025", "Неверный СНИЛС"), Answer(4, "3/2025", "?"),
    ]  # fmt: skip
    file.write_bytes(answer_book(("1", "x"), heads=("Номер", "Итог")))
    with pytest.raises(AnswerUnreadable) as caught:
        read_answers(file)
    assert caught.value.message.startswith("В таблице нет столбца «Регистрационный номер»")


# --- packages


@dataclass
class Scene:
    """Two documents of the institute: one is ready to be sent, of the other nothing was asked yet."""

    cast: Cast
    ready: IssuedDocument
    faulty: IssuedDocument


def issued(cast: Cast, person: Person, **program: Any) -> IssuedDocument:
    with acting(SYSTEM):
        made = make.make_program(cast.iro, title="Оценивание", form="full_time", funding="task", **program)
        training = make.make_enrollment(person, made, START, DONE)
    with acting(cast.actor("iro")):
        return documents.issue_document(training, issued_on=ISSUED)


@pytest.fixture
def scene(cast: Cast, db: None) -> Scene:
    with acting(SYSTEM):
        Person.objects.filter(pk__in=[cast.teacher.pk, cast.colleague.pk]).update(sex="ж")
    ready, faulty = issued(cast, cast.teacher), issued(cast, cast.colleague)
    with acting(cast.actor("iro")):
        frdo.fill_card(enrollment=ready.enrollment, **CARD)
    return Scene(cast, ready, faulty)


def formed(scene: Scene, *rows: IssuedDocument, on: date = TODAY) -> FrdoPackage:
    with acting(scene.cast.actor("iro")):
        return frdo.form_package(organization=scene.cast.iro, documents=[one.pk for one in rows], on=on)


def waiting(scene: Scene) -> list[int]:
    with acting(scene.cast.actor("iro")):
        return [one.pk for one in frdo.unsent(scene.cast.iro.pk)]


def test_values_come_from_what_is_known(scene: Scene) -> None:
    with acting(scene.cast.actor("iro")):
        training, person = scene.ready.enrollment, scene.cast.teacher
        person.refresh_from_db()
        values = values_of(scene.ready, person, training, training.program, training.frdo_card)
    shown = ("kind", "series", "registration", "began", "hours", "middle_name", "study_form", "payment", "level")
    assert [values[key] for key in shown] == [
        form.CERTIFICATE, "Нет", "1/2025", "2025", "36", "Нет", "Очная", "Бюджетное обучение", "Высшее образование",
    ]  # fmt: skip
    assert values["snils"] == format_snils(person.snils)


def test_faults_name_the_person_and_the_field_before_sending(scene: Scene) -> None:
    with acting(scene.cast.actor("iro")):
        good, bad = frdo.drafts(frdo.unsent(scene.cast.iro.pk), TODAY)
    assert (good.faults, bad.name) == ((), "Коллегина Тест")
    assert [str(one) for one in bad.faults] == [
        "Форма получения образования на момент прекращения образовательных отношений: не заполнено",
        "Гражданство получателя (код страны по ОКСМ): не заполнено",
    ]
    assert scene.cast.colleague.snils[:6] not in bad.whose.replace("-", "")


def test_faulty_document_is_not_packed(scene: Scene) -> None:
    with pytest.raises(ValidationError, match=r"с ошибками \(1\)"):
        formed(scene, scene.ready, scene.faulty)
    with pytest.raises(ValidationError, match="нечего включать"):
        formed(scene)
    with acting(SYSTEM):
        assert FrdoPackage.objects.count() == 0


def test_package_freezes_its_values(scene: Scene) -> None:
    package = formed(scene, scene.ready)
    with acting(SYSTEM):
        Person.objects.filter(pk=scene.cast.teacher.pk).update(last_name="Другая")
        row = FrdoRow.objects.get()
    assert (package.number, package.rows_count, len(row.values)) == (1, 1, 40)
    assert row.values[form.KEYS.index("last_name")] == "Своева"
    assert waiting(scene) == [scene.faulty.pk]


def test_withdrawn_package_lets_its_documents_go(scene: Scene) -> None:
    package = formed(scene, scene.ready)
    with acting(scene.cast.actor("iro")):
        frdo.withdraw_package(package)
        with pytest.raises(ValidationError, match="отозван"):
            frdo.send_package(package, sent_on=TODAY)
    assert sorted(waiting(scene)) == sorted([scene.ready.pk, scene.faulty.pk])
    assert formed(scene, scene.ready).number == 2


def test_history_of_answers_and_cards_tells_no_values(scene: Scene) -> None:
    package = formed(scene, scene.ready)
    with acting(scene.cast.actor("iro")):
        frdo.send_package(package, sent_on=TODAY)
        apply_answer(package, answers=[Answer(2, scene.ready.registration_number, "")], file="a", on=TODAY)
    with acting(SYSTEM):
        kept = HistoryEntry.objects.filter(object_kind__startswith="programs.frdo")
        texts = [f"{one.before}{one.after}" for one in kept]
        cards = list(kept.filter(verb="fill_card").values_list("after", flat=True))
    assert [
        text for text in texts if scene.cast.teacher.snils in text or format_snils(scene.cast.teacher.snils) in text
    ] == []
    assert cards == [{"fields": sorted(CARD)}]


def test_lost_document_is_told_again_and_its_duplicate_names_it(scene: Scene) -> None:
    package = formed(scene, scene.ready)
    with acting(scene.cast.actor("iro")):
        frdo.send_package(package, sent_on=TODAY)
        apply_answer(package, answers=[Answer(2, scene.ready.registration_number, "")], file="a", on=TODAY)
        duplicate = documents.issue_duplicate(scene.ready, on=TODAY, fate="lost", reason="Заявление")
        found = {one.document.pk: one for one in frdo.drafts(frdo.unsent(scene.cast.iro.pk), TODAY)}
    lost, again = found[scene.ready.pk], found[duplicate.pk]
    assert (lost.values["lost"], lost.faults, again.faults) == (form.YES, (), ())
    assert (again.values["status"], again.values["o_registration"], again.values["o_last_name"]) == (
        form.DUPLICATE, scene.ready.registration_number, "Своева",
    )  # fmt: skip


def test_spoilt_blank_is_never_sent(scene: Scene) -> None:
    with acting(scene.cast.actor("iro")):
        documents.spoil_document(scene.faulty, on=ISSUED, reason="Порван")
    assert waiting(scene) == [scene.ready.pk]


# --- pages


def test_page_names_faults_and_forms_a_package(browse: Browse, scene: Scene) -> None:
    browser = browse("iro")
    page = text_of(browser.get("/programs/frdo/check/"))
    assert "Коллегина Тест (СНИЛС" in page
    assert "Гражданство получателя (код страны по ОКСМ): не заполнено" in page
    assert [one.document.pk for one in browser.get("/programs/frdo/check/").context["ready"]] == [scene.ready.pk]
    made = browser.post("/programs/frdo/check/", {"documents": [str(scene.ready.pk)]})
    with acting(SYSTEM):
        package = FrdoPackage.objects.get()
        assert AccessLogEntry.objects.filter(subject__startswith="Документы к передаче").count() == 2
    assert made.headers["Location"] == f"/programs/frdo/{package.pk}/?tab=exchange"
    assert browser.post(f"/programs/frdo/{package.pk}/file/").headers["Location"].startswith("/jobs/")
    refused = browser.post("/programs/frdo/check/", {"documents": [str(scene.faulty.pk)]})
    assert (refused.status_code, "с ошибками (1)" in text_of(refused)) == (422, True)


def test_card_is_filled_on_its_page_and_for_a_group_at_once(browse: Browse, scene: Scene) -> None:
    browser = browse("iro")
    data = {"enrollment": str(scene.faulty.enrollment_id), "citizenship": "643", "receipt": "inside"}
    browser.post("/programs/frdocards/create/", data)
    with acting(scene.cast.actor("iro")):
        assert [one.faults for one in frdo.drafts(frdo.unsent(scene.cast.iro.pk), TODAY)] == [(), ()]


@pytest.mark.parametrize(("role", "status"), [("ministry", 403), ("operator", 403), ("teacher", 403), ("cnppm", 200)])
def test_register_is_for_its_keepers(browse: Browse, scene: Scene, role: str, status: int) -> None:
    package = formed(scene, scene.ready)
    assert browse(role).get("/programs/frdo/").status_code == status
    page = browse(role).get("/programs/frdo/check/")
    assert page.status_code == status
    assert "Коллегина" not in text_of(page)
    assert browse(role).get(f"/programs/frdo/{package.pk}/answer/").status_code == (404 if role == "cnppm" else 403)


def test_pages_ask_the_same_number_of_questions_for_one_row_and_three(browse: Browse, cast: Cast) -> None:
    def make_row() -> None:
        issued(cast, make.make_person(cast.school_a))

    assert_constant_queries(browse("iro"), "/programs/frdo/check/", make_row, queries=13)
