"""What the main job begins with: the cast, a regulation of three indicators, last year's facts, a staff spreadsheet."""

from datetime import date
from pathlib import Path

from openpyxl import Workbook

from apps.core.actor import acting, system
from apps.organizations.models import Organization
from tests import factories as make
from tests.cast import Cast
from tests.reports import make_profile

YEAR = date.today().year - 1
START, END = date(YEAR, 1, 1), date(YEAR, 12, 31)
SPRING, MAY = date(YEAR, 3, 12), date(YEAR, 5, 20)
HEADINGS = ("СНИЛС", "Фамилия", "Имя", "Код организации", "Должность", "Основное место работы", "Дата приёма")
NEW = ("Новикова", "Новичкова", "Новодельская")


def make_scene(cast: Cast) -> None:
    """Two of the region passed the diagnostics, one of them has a route; one who passed it has left."""
    with acting(system("test")):
        make_profile(cast.region, "diagnosed", "routed", "programs_in_fr")
        session = make.make_session(cast.teacher, cast.cnppm, SPRING)
        make.make_session(cast.stranger, cast.cnppm, SPRING)
        make.make_route(cast.teacher, session, approved_on=MAY, number="ИОМ-1")
        left = make.make_person(cast.school_a, last_name="Ушедшая", first_name="Тест", end=MAY)
        make.make_session(left, cast.cnppm, SPRING)
        program = make.make_program(cast.iro, title="Оценка образовательных результатов")
        make.make_entry(program, SPRING)
        make.make_enrollment(cast.teacher, program, SPRING, MAY)


def row(number: int, name: str, school: Organization, position: str = "Учитель") -> list[str]:
    """A row of the staff spreadsheet."""
    return [make.make_snils(70_000 + number), name, "Тест", school.code, position, "да", "01.09.2020"]


def staff_book(path: Path, cast: Cast) -> Path:
    """Three new teachers, a corrected name, one row nobody can import."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Кадры школы"
    sheet.append(HEADINGS)
    for number, name in enumerate(NEW):
        sheet.append(row(number, name, cast.school_a))
    known = [cast.colleague.snils, "Коллегина-Новая", "Тест", cast.school_a2.code, "Учитель", "да", "01.09.2015"]
    sheet.append(known)
    sheet.append(row(9, "Непонятная", cast.school_a, "Звездочёт"))
    book.save(path)
    return path
