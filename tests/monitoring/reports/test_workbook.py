"""The workbook: its sheets, numbers as numbers, and findings without what the reader may not see."""

from io import BytesIO
from typing import Any

from openpyxl import load_workbook

from apps.core.actor import acting, system
from apps.core.documents.formats import DocumentFormat, render
from apps.monitoring.models import Finding
from apps.monitoring.reports import document
from tests.cast import Cast
from tests.monitoring.scene import Scene
from tests.reports import make_finding


def book(scene: Scene, role: str) -> Any:
    with acting(scene.cast.actor(role)):
        data = render(document(scene.report, DocumentFormat.XLSX), DocumentFormat.XLSX)
    return load_workbook(BytesIO(data))


def doubt(scene: Scene, cast: Cast) -> None:
    with acting(system("test")):
        Finding.objects.filter(report=scene.report).delete()
        for person in (cast.teacher, cast.stranger):
            make_finding(scene.report, person)


def rows(sheet: Any) -> list[tuple[Any, ...]]:
    return [row for row in sheet.iter_rows(min_row=4, values_only=True) if row[0]]


def test_workbook_of_the_centre_has_a_sheet_for_each_table(scene: Scene) -> None:
    assert book(scene, "cnppm").sheetnames == [
        "Сводка",
        "Показатели",
        "Из чего сложились значения",
        "Муниципалитеты",
        "Организации",
        "Полнота данных",
        "Качество данных",
        "Методика",
        "Рисунки",
    ]


def test_workbook_of_the_ministry_has_no_findings(scene: Scene) -> None:
    assert "Качество данных" not in book(scene, "ministry").sheetnames


def test_organizations_stand_with_their_municipality_and_code(scene: Scene) -> None:
    found = rows(book(scene, "methodist")["Организации"])
    assert [row[:3] for row in found[:2]] == [
        ("Район А", scene.cast.school_a.code, "Школа А-1"),
        ("Район А", scene.cast.school_a2.code, "Школа А-2"),
    ]
    assert found[0][3:6] == (50, 1, 2)


def test_findings_name_people_of_the_scope_only(scene: Scene, cast: Cast) -> None:
    doubt(scene, cast)
    whole = rows(book(scene, "cnppm")["Качество данных"])
    assert [row[2:5] for row in whole] == [
        ("Район А", "Школа А-1", cast.teacher.full_name),
        ("Район Б", "Школа Б-1", cast.stranger.full_name),
    ]
    own = rows(book(scene, "methodist")["Качество данных"])
    assert [row[4] for row in own] == [cast.teacher.full_name]


def test_workbook_never_holds_a_snils(scene: Scene, cast: Cast) -> None:
    doubt(scene, cast)
    cells = [str(cell) for sheet in book(scene, "cnppm") for row in sheet.iter_rows(values_only=True) for cell in row]
    assert not any(cast.teacher.snils in cell or cast.teacher.snils[:9] in cell for cell in cells)
