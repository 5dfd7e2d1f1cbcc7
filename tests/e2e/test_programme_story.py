"""A programme from the draft to the registry, a group from routes, documents, ФИС ФРДО: by the institute's user."""

from __future__ import annotations

import csv
import re
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Locator, Page, expect

from apps.core.actor import acting, system
from apps.programs.frdo.columns import COLUMNS
from apps.programs.models import FrdoPackage, FrdoRow, IssuedDocument, Program, RegistryEntry, StudyGroup
from apps.teachers.models import Consent
from tests import factories as make
from tests.cast import Cast
from tests.e2e.checks import problems, sideways
from tests.e2e.conftest import LAPTOP, PHONE, Browse
from tests.e2e.steps import follow, touch
from tests.workers import Worker

pytestmark = pytest.mark.slow
YEAR = date.today().year - 1
START, END = date(YEAR, 10, 6), date(YEAR, 10, 24)
PEOPLE = 25
TITLE = "Формирующее оценивание"
SOON = 90_000
LETTERS = "абвгдежзиклмнопрстуфхцчшщ"


def sound(page: Page) -> None:
    """Nothing is wrong with the page on a phone and on a laptop."""
    for viewport in (PHONE, LAPTOP):
        page.set_viewport_size(viewport)  # type: ignore[arg-type]
        assert (problems(page), sideways(page)) == ([], 0)


def written(day: date) -> str:
    return f"{day:%d.%m.%Y}"


def field(page: Page, label: str) -> Locator:
    """The field of that label, required or not."""
    return page.get_by_label(re.compile(rf"^\s*{re.escape(label)}(\s+необязательно)?\s*$"))


def do(page: Page, url: str, button: str, fields: dict[str, str], choices: dict[str, str] | None = None) -> None:
    """Fill a page and press its button."""
    page.goto(url)
    for label, value in fields.items():
        field(page, label).fill(value)
    for label, value in (choices or {}).items():
        field(page, label).select_option(label=value)
    follow(page.get_by_role("button", name=button, exact=True))


def to_the_registry(page: Page, cast: Cast) -> int:
    """From the draft to the inclusion; returns the programme's number."""
    words = {"Организация": f"ИРО (№ {cast.iro.pk})", "Наименование": TITLE, "Часы": "36"}
    chosen = {"Вид": "ПК", "Форма": "очная", "Источник финансирования": "государственное (муниципальное) задание"}
    do(page, "/programs/create/", "Завести", words, chosen)
    expect(page.get_by_text("Программа заведена.")).to_be_visible()
    with acting(system("test")):
        pk = Program.objects.get().pk
    for step in ("подготовлена", "подана", "на экспертизе"):
        do(page, f"/programs/{pk}/do/step/", "Шаг к реестру", {}, {"Шаг": step})
    do(page, f"/programs/{pk}/do/step/", "Шаг к реестру", {"Номер": "ФР-2025"}, {"Шаг": "включена в ФР ДПП"})
    page.goto(f"/programs/{pk}/?tab=way")
    expect(page.get_by_text("возвращена с замечаниями")).to_have_count(0)
    expect(page.get_by_text("на экспертизе")).to_be_visible()
    sound(page)
    with acting(system("test")):
        assert RegistryEntry.objects.get(number="ФР-2025").program_id == pk
    return pk


def plan_routes(cast: Cast, program: int) -> None:
    """Twenty-five people have the programme in their approved routes; of one the birth date is not known."""
    with acting(system("test")):
        found = Program.objects.get(pk=program)
        for number, letter in enumerate(LETTERS):
            born = date(1985, 5, 1) if number else None
            person = make.make_person(cast.school_a, last_name=f"Слушателева{letter}", birth_date=born, sex="ж")
            Consent.objects.create(person=person, given_on=START)
            make.make_item(make.make_route(person, None, approved_on=date(YEAR, 9, 1)), found)


def enroll_and_complete(page: Page, program: int) -> int:
    """A group of those whose routes plan the programme, completed; returns its number."""
    dates = {"Начало": written(START), "Окончание": written(END), "Группа": "Г-25"}
    do(page, f"/programs/groups/create/?program={program}", "Открыть", dates)
    with acting(system("test")):
        pk = StudyGroup.objects.get().pk
    page.goto(f"/programs/groups/{pk}/enroll/?way=routes")
    sound(page)
    assert page.get_by_role("table").get_by_role("checkbox").count() == PEOPLE
    follow(page.get_by_role("button", name="Зачислить отмеченных"))
    expect(page.get_by_text("Зачислено: 25")).to_be_visible()
    do(page, f"/programs/groups/{pk}/do/complete/", "Завершить обучение", {"Дата завершения": written(END)})
    do(page, f"/programs/groups/{pk}/do/issue/", "Выдать документы", {"Дата выдачи": written(END)})
    page.goto(f"/programs/groups/{pk}/?tab=course")
    sound(page)
    return pk


def send(page: Page, group: int, folder: Path) -> Path:
    """What is asked is told, the faulty one is named, the others go into a package; returns its workbook."""
    told = {
        "Форма получения образования": "в образовательной организации",
        "Область деятельности": "Образование и наука",
    }
    do(page, f"/programs/groups/{group}/do/frdo/", "Сведения для ФРДО", {"Гражданство (код ОКСМ)": "643"}, told)
    page.goto("/programs/frdo/check/")
    faulty = page.get_by_role("row").filter(has_text="Слушателеваа")
    expect(faulty.get_by_text("Дата рождения получателя: не заполнено")).to_be_visible()
    expect(page.get_by_text("Готовы к передаче: 24")).to_be_visible()
    sound(page)
    follow(page.get_by_role("button", name="Сформировать пакет"))
    follow(page.get_by_role("button", name="Книга из 40 столбцов"))
    ready = page.get_by_role("link", name="Скачать")
    expect(ready.first).to_be_visible(timeout=SOON)
    with page.expect_download() as waiting:
        touch(ready.first)
    target = folder / "package.xlsx"
    waiting.value.save_as(target)
    return target


def answer(page: Page, folder: Path) -> None:
    """The answer: what it would change is shown, what it names that was not sent; then it is applied."""
    with acting(system("test")):
        pk = FrdoPackage.objects.get().pk
        first, second = IssuedDocument.objects.filter(frdo_rows__package=pk).order_by("number")[:2]
    do(page, f"/programs/frdo/{pk}/do/send/", "Отметить отправку", {})
    book = folder / "answer.csv"
    lines = ["Регистрационный номер;Статус;Ошибка", f"{first.registration_number};принят;",
             f"{second.registration_number};отклонён;Нет диплома", "77/1999;принят;"]  # fmt: skip
    book.write_text("\n".join(lines), encoding="utf-8")
    page.goto(f"/programs/frdo/{pk}/answer/")
    page.get_by_label("Файл ответа").set_input_files(book)
    follow(page.get_by_role("button", name="Прочитать ответ"))
    expect(page.get_by_text("документ 77/1999 — в пакете нет такого документа")).to_be_visible()
    expect(page.get_by_role("row").filter(has_text="ошибка: Нет диплома")).to_have_count(1)
    sound(page)
    with acting(system("test")):
        assert FrdoRow.objects.exclude(state="waiting").count() == 0
    follow(page.get_by_role("button", name="Применить ответ"))
    expect(page.get_by_text("Ответ применён: принято 1, с ошибками 1.")).to_be_visible()


def kept(file: Path) -> list[list[str]]:
    """The rows of the workbook as openpyxl reads them."""
    sheet = load_workbook(file).active
    return [["" if cell.value is None else str(cell.value) for cell in row] for row in sheet.iter_rows()]  # type: ignore[union-attr]


def opened(file: Path) -> list[list[str]]:
    """The rows as LibreOffice reads the workbook; without one, as openpyxl does."""
    office = shutil.which("soffice")
    if office is None:
        return kept(file)
    profile = f"-env:UserInstallation=file://{file.parent}/office"
    form = "csv:Text - txt - csv (StarCalc):124,,76"
    command = [office, profile, "--headless", "--convert-to", form, "--outdir", str(file.parent), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    with file.with_suffix(".csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.reader(lines, delimiter="|"))


def test_programme_goes_from_the_draft_to_the_federal_register_of_documents(
    people: Cast, browse: Browse, worker: Worker, tmp_path: Path
) -> None:
    page = browse("iro")
    program = to_the_registry(page, people)
    plan_routes(people, program)
    group = enroll_and_complete(page, program)
    with acting(system("test")):
        numbers = list(IssuedDocument.objects.order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, PEOPLE + 1))
    file = send(page, group, tmp_path)
    rows = opened(file)
    assert rows == kept(file)
    assert (rows[0], len(rows[0]), len(rows)) == ([column.heading for column in COLUMNS], 40, PEOPLE)
    with acting(system("test")):
        assert FrdoRow.objects.count() == PEOPLE - 1
    answer(page, tmp_path)
