"""«Ход выполнения дорожной карты»: one tree, drawn as a page and as files."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest

from apps.core.actor import acting
from apps.core.documents.formats import DocumentFormat, render
from apps.core.documents.tree import Document, Table
from apps.core.models import AccessLogEntry, Job
from apps.core.services.runner import execute
from apps.roadmap.course import course, file_name, years
from apps.roadmap.enums import State
from apps.roadmap.models import Occurrence, Roadmap
from apps.roadmap.services.progress import refresh_progress
from apps.roadmap.standing import year_of
from tests import factories as make
from tests.roadmap.conftest import SYSTEM, Browse, Scene

pytestmark = pytest.mark.django_db


@pytest.fixture
def worked(scene: Scene) -> Scene:
    """The ministry's measure is carried out, the school's waits to be accepted, the service's is late."""
    with acting(SYSTEM):
        Occurrence.objects.filter(item=scene.everybody).update(due=date(2999, 12, 31))
        done = {"reported_on": "2025-05-01", "accepted_on": "2025-05-01"}
        Occurrence.objects.filter(item=scene.act, year=2025).update(state=State.ACCEPTED, **done)
        row = scene.of(scene.everybody, "school_a")
        Occurrence.objects.filter(pk=row.pk).update(state=State.REPORTED, reported_on="2025-05-01")
        make.make_event(scene.cast.mms_a, date(2025, 3, 1))
    refresh_progress([scene.roadmap])
    return scene


def document(scene: Scene, role: str = "cnppm") -> Document:
    """The document as a role sees it."""
    with acting(scene.cast.actor(role)):
        return course(scene.roadmap, 2025)


def table(made: Document, caption: str) -> list[tuple[object, ...]]:
    """The rows of a table of the document."""
    blocks = [block for section in made.sections for part in (section, *section.children) for block in part.blocks]
    return [
        row.cells for block in blocks if isinstance(block, Table) and block.caption == caption for row in block.rows
    ]


def test_document_counts_the_execution_by_sections(worked: Scene) -> None:
    assert table(document(worked), "Исполнение по разделам") == [
        ("Раздел 1", 1, 1, 0, 0, 0, 0),
        ("Без раздела", 4, 0, 1, 0, 2, 1),
        ("Всего", 5, 1, 1, 0, 2, 1),
    ]


def test_document_lists_measures_with_progress_and_state(worked: Scene) -> None:
    made = document(worked)
    rows = table(made, "Мероприятия раздела «Раздел 1»") + table(made, "Мероприятия")
    assert [(row[0], row[2], row[4], row[5]) for row in rows] == [
        ("1", "Министерство", None, "исполнена"),
        ("2", "все ММС", None, "просрочена"),
        ("3", "ОО", "1\xa0из\xa04, 25,0\xa0%", "на приёмке (1 из 3)"),
    ]


@pytest.mark.parametrize(("first", "last", "words"), [(2021, 2021, "2021\xa0год"), (2021, 2024, "2021–2024\xa0годы")])
def test_span_of_a_roadmap_of_one_year_is_one_year(first: int, last: int, words: str) -> None:
    assert years(Roadmap(first_year=first, last_year=last)) == words


def test_document_sets_the_plan_beside_the_count(worked: Scene) -> None:
    (row,) = table(document(worked), "План и факт")
    assert row[:4] == ("3", "Проведено мероприятий", 4, 1)


def test_document_names_what_is_late_and_by_whom(worked: Scene) -> None:
    assert table(document(worked), "Просроченные мероприятия") == [
        ("2", "Обучены методисты", "ММС района А", date(2025, 3, 1))
    ]


def test_reader_of_a_school_sees_its_own_execution_only(worked: Scene) -> None:
    totals = table(document(worked, "operator"), "Исполнение по разделам")[-1]
    assert totals == ("Всего", 2, 1, 1, 0, 0, 0)


@pytest.mark.parametrize("form", list(DocumentFormat))
def test_document_is_drawn_in_every_form(worked: Scene, form: DocumentFormat) -> None:
    data = render(document(worked), form)
    assert data[:4] in (b"%PDF", b"PK\x03\x04")


def test_file_is_made_by_a_job_and_logged(worked: Scene, browse: Browse) -> None:
    url = f"/roadmap/maps/{worked.roadmap.pk}/course/file/"
    response = browse("ministry").post(url, {"form": "xlsx", "year": "2025"})
    assert response.status_code == 302
    with acting(SYSTEM):
        job = Job.objects.get(kind="roadmap_file")
    execute(job.pk)
    with acting(SYSTEM):
        job.refresh_from_db()
        assert (job.state, AccessLogEntry.objects.filter(action="export").count()) == ("done", 1)
    book = openpyxl.load_workbook(BytesIO(b"".join(browse("ministry").get(f"/jobs/{job.pk}/file/"))))
    assert len(book.sheetnames) >= 4


def test_file_is_named_by_the_year_and_the_act(worked: Scene) -> None:
    name = file_name(worked.roadmap, 2025, DocumentFormat.PDF)
    assert name == "Ход выполнения дорожной карты за 2025 год, Положение 99000000.pdf"


def test_year_of_an_address_stays_within_the_roadmap(scene: Scene) -> None:
    asked = ("2025", "2019", "2040", "abcd", "٢٠٢٥")
    assert [year_of(scene.roadmap, text, 2026) for text in asked] == [2025, 2025, 2026, 2026, 2026]
