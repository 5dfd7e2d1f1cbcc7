"""The profile of a group: figures under filters, small groups, the page and its files."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.http import QueryDict
from django.utils import timezone

from apps.core.actor import acting, system
from apps.core.documents.formats import DocumentFormat
from apps.core.documents.tree import Document, Table
from apps.core.jobs import JobRefused, kind_of
from apps.core.models import AccessLogEntry, Job
from apps.diagnostics.documents.certificate import number_of
from apps.diagnostics.selectors.groups import Line, live_group
from apps.diagnostics.selectors.states import Slice
from apps.diagnostics.services.files import MAKERS, Made
from apps.diagnostics.services.group_results import rebuild_group_results
from tests import factories as make
from tests.cast import Cast
from tests.contexts import Watching
from tests.core.web.checks import assert_constant_queries, text_of
from tests.diagnostics.conftest import Browse
from tests.diagnostics.results.people import assess

pytestmark = pytest.mark.django_db
SYSTEM = system("test")
URL = "/diagnostics/group/"


@pytest.fixture
def today() -> date:
    return timezone.localdate()


def made(cast: Cast, role: str, page: str, query: str = "", form: DocumentFormat = DocumentFormat.PDF) -> Made | None:
    """What a role gets as the document of a page."""
    actor = cast.actor(role)
    with acting(actor):
        return MAKERS[page](actor, QueryDict(query), form)


def tables(document: Document) -> list[Table]:
    return [block for section in document.sections for block in section.blocks if isinstance(block, Table)]


def test_mean_spread_and_deficits_of_a_group(cast: Cast, today: date) -> None:
    with acting(SYSTEM):
        assess(cast, cast.school_a, [40, 60, 80], today)
        assess(cast, cast.school_b, [20], today)
        group = live_group(Slice(today, organization=cast.school_a.pk), SYSTEM)
    line = group.lines[group.competences[0].pk]
    assert (line.people, line.deficits, line.mean) == (3, 1, Decimal(60))
    assert round(line.spread or 0, 2) == Decimal("16.33")
    assert group.whole == Line(3, 1, None, None)


@pytest.mark.parametrize("role", ["cnppm", "methodist", "council", "ministry", "moo", "umo", "iro"])
def test_the_page_reads_as_a_document(browse: Browse, cast: Cast, today: date, role: str) -> None:
    with acting(SYSTEM):
        assess(cast, cast.school_a, [40] * 3 + [80] * 5, today)
    rebuild_group_results()
    body = text_of(browse(role).get(URL))
    assert "Сводный профиль группы по результатам диагностики" in body
    assert "37,5 % (3 из 8)" in body


def test_a_small_group_is_not_told_to_the_ministry(browse: Browse, cast: Cast, today: date) -> None:
    with acting(SYSTEM):
        assess(cast, cast.school_a, [40] * 4, today)
    rebuild_group_results()
    body = text_of(browse("ministry").get(URL))
    assert "Оценено меньше 5 человек: результаты группы не показываются." in body
    assert "4 из 4" not in body
    assert "4 из 4" in text_of(browse("cnppm").get(URL))


def test_a_campaign_narrows_to_the_sessions_that_closed_its_invitations(cast: Cast, today: date) -> None:
    with acting(SYSTEM):
        assess(cast, cast.school_a, [40], today)
        assert live_group(Slice(today, campaign=0), SYSTEM).whole.people == 1
        assert live_group(Slice(today, campaign=1), SYSTEM).whole.people == 0


@pytest.mark.parametrize("role", ["federal", "administrator", "operator", "teacher", "tutor"])
def test_the_page_is_closed_to_others(browse: Browse, role: str) -> None:
    assert browse(role).get(URL).status_code == 403
    assert browse(role).post("/diagnostics/results/group/file/", {"form": "pdf"}).status_code == 403


def test_the_summary_says_where_deficits_are_most_frequent(cast: Cast, today: date) -> None:
    with acting(SYSTEM):
        assess(cast, cast.school_a, [40, 40, 80], today, "Т-01")
        assess(cast, cast.school_a, [40, 80, 80], today, "Т-02")
    found = made(cast, "cnppm", "group", f"municipality={cast.municipality_a.pk}&kind=pedagogue")
    assert found is not None
    assert found.document.subtitle == f"Район А, педагогические работники, на {today:%d.%m.%Y}"
    shares = [row.cells[-1] for row in tables(found.document)[0].rows if len(row.cells) > 1]
    assert [(share.numerator, share.denominator) for share in shares] == [(2, 3), (1, 3)]  # type: ignore[union-attr]


def test_the_map_as_a_workbook_holds_every_cell(cast: Cast, today: date) -> None:
    with acting(SYSTEM):
        assess(cast, cast.school_a, [40, 80], today)
        assess(cast, cast.school_b, [40], today)
    book, paper = (made(cast, "cnppm", "map", form=form) for form in (DocumentFormat.XLSX, DocumentFormat.PDF))
    assert book is not None
    assert paper is not None
    assert [row.cells[3:6] for row in tables(book.document)[-1].rows] == [("Район А", 2, 1), ("Район Б", 1, 1)]
    assert len(tables(book.document)) == len(tables(paper.document)) + 1
    assert made(cast, "cnppm", "map", "axis=organization") is None
    assert made(cast, "teacher", "map") is None


def test_hidden_cells_stay_hidden_in_files(cast: Cast, today: date) -> None:
    with acting(SYSTEM):
        assess(cast, cast.school_a, [40] * 7, today)
        assess(cast, cast.school_b, [40, 80], today)
    rebuild_group_results()
    found = made(cast, "ministry", "map", form=DocumentFormat.XLSX)
    assert found is not None
    rows = tables(found.document)[-1].rows
    assert {cell.mark for row in rows for cell in row.cells[4:]} == {"—"}  # type: ignore[union-attr]


def test_the_certificate_has_number_day_tool_and_results(cast: Cast, today: date) -> None:
    with acting(SYSTEM):
        session = make.make_session(cast.teacher, cast.cnppm, today, scores={"Т-01": 40, "Т-02": 80})
    found = made(cast, "methodist", "certificate", f"session={session.pk}")
    assert found is not None
    document = found.document
    assert (document.requisites.number, document.requisites.organization) == (number_of(session), "ЦНППМ")
    assert document.subtitle == "Своева Тест"
    assert [(row.cells[1], row.cells[4]) for row in tables(document)[0].rows] == [
        (Decimal("40.0"), "дефицит"), (Decimal("80.0"), "в норме"),
    ]  # fmt: skip
    with acting(SYSTEM):
        assert AccessLogEntry.objects.filter(subject__startswith="Справка о диагностике", action="view").count() == 1
    assert made(cast, "council", "certificate", f"session={session.pk + 1}") is None


@pytest.mark.parametrize(("role", "status"), [("teacher", 302), ("methodist", 302), ("copmkp", 404), ("ministry", 403)])
def test_who_may_ask_for_a_certificate(browse: Browse, cast: Cast, today: date, role: str, status: int) -> None:
    with acting(SYSTEM):
        session = make.make_session(cast.teacher, cast.cnppm, today)
    url = f"/diagnostics/{session.pk}/certificate/"
    assert browse(role).post(url, {"form": "pdf"}).status_code == status
    assert browse("teacher").post(url, {"form": "exe"}).status_code == 404


def test_the_job_writes_the_file_and_logs_that_it_left(cast: Cast, today: date, tmp_path: Any) -> None:
    with acting(SYSTEM):
        assess(cast, cast.school_a, [40] * 3, today)
    run = kind_of("diagnostics_file").run
    with acting(cast.actor("cnppm")):
        run(Watching(tmp_path), page="group", query="", form=DocumentFormat.XLSX)
        with pytest.raises(JobRefused):
            run(Watching(tmp_path), page="nothing", query="", form=DocumentFormat.XLSX)
    (file,) = tmp_path.iterdir()
    assert file.read_bytes()[:2] == b"PK"
    with acting(SYSTEM):
        assert AccessLogEntry.objects.get(action="export").subject == file.name


def test_a_file_of_the_page_is_a_job_with_its_filters(browse: Browse, cast: Cast) -> None:
    answer = browse("cnppm").post("/diagnostics/results/map/file/?axis=subject", {"form": "xlsx"})
    assert answer.status_code == 302
    with acting(SYSTEM):
        assert Job.objects.get(kind="diagnostics_file").parameters["query"] == "axis=subject"
    assert browse("cnppm").post("/diagnostics/results/certificate/file/", {"form": "xlsx"}).status_code == 404


@pytest.mark.parametrize(("role", "queries"), [("cnppm", 13), ("ministry", 11)])
def test_the_page_asks_the_same_with_one_and_three(
    browse: Browse, cast: Cast, today: date, role: str, queries: int
) -> None:
    codes = iter(("Т-01", "Т-02", "Т-03"))

    def one() -> None:
        assess(cast, cast.school_a, [40] * 6, today, next(codes))
        rebuild_group_results()

    assert_constant_queries(browse(role), URL, one, queries=queries)
