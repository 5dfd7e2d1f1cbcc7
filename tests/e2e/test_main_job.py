"""The main job as a specialist of the ЦНППМ does it: a spreadsheet in, a report with every figure explained out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from apps.core.actor import acting, system
from apps.core.models import Job
from apps.monitoring.models import Report
from tests.cast import Cast
from tests.e2e.conftest import Browse
from tests.e2e.scene import NEW, YEAR, make_scene, staff_book
from tests.e2e.steps import follow, touch
from tests.workers import Worker

pytestmark = pytest.mark.slow
SOON = 40_000
SENTENCE = re.compile("«Звездочёт» — такой должности нет в справочнике")


@pytest.fixture
def cast(people: Cast) -> Cast:
    """The cast with last year's facts."""
    make_scene(people)
    return people


def section(page: Page, name: str, entry: str) -> None:
    """Open a page of a section of the navigation."""
    for link in (name, entry):
        follow(page.get_by_role("navigation", name="Разделы").get_by_role("link", name=link, exact=True))


def check_file(page: Page, kind: str, file: Path) -> None:
    """Choose a kind, give the file, wait for what was understood."""
    section(page, "Данные", "Загрузка таблиц")
    follow(page.get_by_role("link", name=f"Загрузить {kind}", exact=True))
    page.get_by_label("Файл").set_input_files(file)
    follow(page.get_by_role("button", name="Проверить файл"))
    expect(page.get_by_text("Строк с данными")).to_be_visible(timeout=SOON)


def tiles(page: Page) -> dict[str, str]:
    """The numbers of the tiles by their words."""
    found = page.locator(".tile")
    pairs = [(tile.locator(".tile-title"), tile.locator(".tile-value")) for tile in found.all()]
    return {title.inner_text(): value.inner_text() for title, value in pairs}


def downloaded(page: Page, link: str | re.Pattern[str], folder: Path) -> Path:
    """The file behind a link."""
    with page.expect_download() as waiting:
        touch(page.get_by_role("link", name=link))
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path


def upload(page: Page, file: Path) -> None:
    """The spreadsheet goes in; nothing is written before the last step."""
    check_file(page, "Кадры", file)
    expect(page.get_by_text("Кадры школы")).to_be_visible()
    follow(page.get_by_role("link", name="Дальше: что будет"))
    assert tiles(page) == {"новых": "3", "изменённых": "1", "без изменений": "0", "отклонено": "1"}
    expect(page.get_by_role("table", name="Отклонённые строки").get_by_text(SENTENCE)).to_be_visible()
    change = page.get_by_role("table", name="Изменения").get_by_role("row").filter(has_text="Коллегина-Новая")
    expect(change.locator("del")).to_have_text("Коллегина")
    follow(page.get_by_role("button", name="Записать 4 строки"))
    expect(page.get_by_text("загружен")).to_be_visible(timeout=SOON)
    assert tiles(page)["новых"] == "3"


def compute(page: Page) -> None:
    """Ask for last year's report and open it."""
    section(page, "Показатели и отчёты", "Отчёты")
    follow(page.get_by_role("link", name="Рассчитать отчёт"))
    page.get_by_label("Год").select_option(str(YEAR))
    page.get_by_role("button", name="Рассчитать отчёт").dblclick()
    follow(page.get_by_role("link", name="Открыть результат"), timeout=SOON)
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Отчёт за {YEAR} год")


def computed() -> tuple[int, int]:
    """How many jobs were asked for by the double click, and how many reports they left."""
    with acting(system("test")):
        return Job.objects.filter(kind="report").count(), Report.objects.count()


def figure(page: Page, title: str) -> str:
    """A figure in large print: value and parts."""
    box = page.locator(".figure-box").filter(has_text=title)
    return re.sub(r"\s+", " ", box.locator(".figure-main").inner_text()).strip()


def drill(page: Page, *names: str) -> None:
    """Go down by the names of the units."""
    for name in names:
        follow(page.get_by_role("table").get_by_role("link", name=name, exact=True))
        expect(page.get_by_role("heading", level=1)).to_have_text(name)


def test_spreadsheet_becomes_an_explained_report(browse: Browse, worker: Worker, cast: Cast, tmp_path: Path) -> None:
    page = browse("cnppm")
    upload(page, staff_book(tmp_path / "Кадры.xlsx", cast))
    rejected = load_workbook(downloaded(page, "Скачать отклонённые строки", tmp_path)).worksheets[0]
    assert [row[2].value for row in rejected.iter_rows(min_row=2)] == ["Непонятная"]
    compute(page)
    assert figure(page, "diagnosed") == "28,6 % 2 из 7"
    drill(page, "Район А")
    assert figure(page, "diagnosed") == "16,7 % 1 из 6"
    drill(page, "Школа А-1")
    assert figure(page, "diagnosed") == "20,0 % 1 из 5"
    explain(page)
    assert computed() == (1, 1)


def lists(page: Page, *names: str) -> None:
    """The people of the list are these."""
    expect(page.locator("table.rows tbody tr td:first-child")).to_have_text([f"{name} Тест" for name in names])


def explain(page: Page) -> None:
    """Why so many: who is in, who is out and for which reason, who is no longer in the staff."""
    follow(page.get_by_role("link", name=re.compile("^Почему столько.*diagnosed")))
    lists(page, "Своева")
    follow(page.get_by_role("link", name="Только в знаменателе: 4"))
    follow(page.get_by_role("link", name=re.compile("^Диагностики в учитываемом периоде нет")))
    lists(page, "Директорова", *NEW)
    follow(page.get_by_role("link", name="Не в штате на дату: 1"))
    lists(page, "Ушедшая")


def report_file(page: Page, button: str, folder: Path) -> Path:
    """Ask for a file of the report and wait for it."""
    address = page.url
    touch(page.get_by_text("Скачать", exact=True))
    follow(page.get_by_role("button", name=button))
    expect(page.get_by_text("готово", exact=True)).to_be_visible(timeout=SOON)
    path = downloaded(page, re.compile("^Скачать «"), folder)
    page.goto(address)
    return path


def test_files_of_the_report_open(browse: Browse, worker: Worker, cast: Cast, tmp_path: Path) -> None:
    page = browse("cnppm")
    compute(page)
    book = load_workbook(report_file(page, "Таблицы (XLSX)", tmp_path))
    assert "Район А" in {cell.value for sheet in book for row in sheet.iter_rows() for cell in row}
    text = "".join(sheet.extract_text() for sheet in PdfReader(report_file(page, "(PDF)", tmp_path)).pages)
    assert "Аналитическая справка" in text
    assert "50,0" in text
    note = Document(str(report_file(page, "(DOCX)", tmp_path)))
    assert any("Аналитическая справка" in paragraph.text for paragraph in note.paragraphs)
