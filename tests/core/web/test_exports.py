"""Files of lists: exactly what the screen shows."""

import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from apps.core.actor import acting, system
from apps.core.models import AccessLogEntry, Job
from apps.core.web import exports, resource
from apps.core.web.columns import Column, Kind
from tests import factories as make
from tests.cast import Cast
from tests.contexts import Watching
from tests.core.web.conftest import Browse

EXPORT = "/organizations/export/"


def sheet(response: Any) -> list[list[Any]]:
    """The rows of a downloaded workbook."""
    assert response.status_code == 200
    content = b"".join(response.streaming_content)
    page = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    return [list(row) for row in page.iter_rows(values_only=True)]


def test_file_has_the_rows_columns_and_order_of_the_screen(browse: Browse) -> None:
    response = browse("cnppm").post(f"{EXPORT}?kind=school&sort=-short_name&columns=short_name,kind,municipality")
    assert sheet(response) == [
        ["Организация", "Тип", "Муниципалитет"],
        ["Школа Б-1", "Школа", "Район Б"],
        ["Школа А-2", "Школа", "Район А"],
        ["Школа А-1", "Школа", "Район А"],
    ]
    assert response.headers["Content-Disposition"].startswith("attachment; filename*=utf-8''")


def test_file_has_nothing_out_of_scope(browse: Browse) -> None:
    found = {row[0] for row in sheet(browse("methodist").post(f"{EXPORT}?columns=short_name"))}
    assert ("Школа А-1" in found, "Школа Б-1" in found, "Чужая школа" in found) == (True, False, False)


def test_file_has_the_columns_chosen_last(browse: Browse) -> None:
    client = browse("cnppm")
    client.post("/organizations/columns/", {"column": ["code"]})
    assert sheet(client.post(f"{EXPORT}?q=школа а-2"))[0] == ["Код"]


def test_text_that_looks_like_a_formula_stays_text(browse: Browse, cast: Cast) -> None:
    with acting(system("test")):
        make.make_organization(cast.municipality_a, short_name="=1+1")
    response = browse("cnppm").post(f"{EXPORT}?columns=short_name&q=1")
    assert ["=1+1"] in sheet(response)


def test_file_is_asked_for_by_a_form_only(browse: Browse) -> None:
    assert browse("cnppm").get(EXPORT).status_code == 405


def test_file_is_closed_with_its_list(browse: Browse) -> None:
    assert browse("teacher").post(EXPORT).status_code == 403


def test_export_of_people_is_logged(browse: Browse, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(resource.get("organizations.organization")), "personal", True)
    sheet(browse("cnppm").post(f"{EXPORT}?kind=school"))
    with acting(system("test")):
        entry = AccessLogEntry.objects.get()
    assert (entry.action, entry.rows, entry.subject) == ("export", 3, "Организации: выгрузка списка")


def test_long_list_becomes_a_job(browse: Browse, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "DIRECT_ROWS", 2)
    response = browse("cnppm").post(f"{EXPORT}?kind=school")
    with acting(system("test")):
        job = Job.objects.get()
    assert response.headers["Location"] == f"/jobs/{job.pk}/"
    assert job.parameters == {"resource": "organizations.organization", "query": "kind=school"}


def test_job_writes_what_its_actor_sees(cast: Cast, tmp_path: Path) -> None:
    place = Watching(tmp_path)
    with acting(cast.actor("methodist")):
        outcome = exports.export_list(
            place,
            resource="organizations.organization",
            query="kind=school&columns=short_name",
        )
    page = openpyxl.load_workbook(place.path).worksheets[0]
    assert [row[0] for row in page.iter_rows(values_only=True)] == ["Организация", "Школа А-1", "Школа А-2"]
    assert (outcome.message, place.name[:12]) == ("Файл готов: 2\u00a0строки", "Организации ")


@pytest.mark.parametrize(
    ("column", "kind"),
    [
        (Column("a", "А"), "TextType"),
        (Column("a", "А", kind=Kind.DATE), "DateType"),
        (Column("a", "А", kind=Kind.NUMBER), "DecimalType"),
        (Column("a", "А", kind=Kind.NUMBER, write=str), "TextType"),
    ],
)
def test_column_of_a_file_has_the_type_of_its_values(column: Column, kind: str) -> None:
    assert type(exports.file_column(column).value).__name__ == kind
