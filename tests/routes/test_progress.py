"""What a route has brought by the repeated diagnostics, and the document that tells it."""

from datetime import date
from decimal import Decimal

import pytest

from apps.core.actor import acting, system
from apps.core.documents import html
from apps.core.documents.formats import DocumentFormat, render
from apps.core.models import AccessLogEntry, Job
from apps.core.text import NBSP
from apps.routes.document import route_document
from apps.routes.models import IndividualRoute, RouteItem
from apps.routes.progress import progress_of
from tests import factories as make
from tests.cast import Cast
from tests.core.web.checks import assert_constant_queries, text_of
from tests.routes.conftest import Browse

pytestmark = pytest.mark.django_db
SYSTEM = system("test")
FIRST, SECOND, THIRD = date(2024, 2, 1), date(2024, 9, 1), date(2024, 10, 1)
BEFORE = {"Т-01": 40, "Т-02": 30, "Т-03": 50, "Т-04": 90}


@pytest.fixture
def route(cast: Cast) -> IndividualRoute:
    with acting(SYSTEM):
        session = make.make_session(cast.teacher, cast.cnppm, FIRST, scores=BEFORE)
        made = make.make_route(cast.teacher, session, number="2024-1", drafted_on=FIRST, approved_on=FIRST)
        item = make.make_item(made, make.make_program(cast.iro, title="Урок по-новому", hours=48), "Т-01", "Т-04")
        RouteItem.objects.filter(pk=item.pk).update(hours=48, done_on=SECOND, result="Проведён урок")
    return made


def repeat(cast: Cast, on: date, scores: dict[str, int], **fields: object) -> None:
    with acting(SYSTEM):
        make.make_session(cast.teacher, cast.cnppm, on, scores=scores, **fields)


def test_nothing_is_told_before_a_repeated_diagnostics(cast: Cast, route: IndividualRoute) -> None:
    repeat(cast, date(2024, 1, 1), {"Т-01": 100})
    repeat(cast, SECOND, {"Т-01": 100}, independent=False)
    with acting(SYSTEM):
        found = progress_of(route)
    assert (found.deficits, found.closed, found.repeated_on, found.average) == (3, 0, None, None)
    assert found.summary == "Повторной диагностики после этого ИОМ ещё не было."


def test_closed_deficits_and_gains_are_those_of_the_latest_result(cast: Cast, route: IndividualRoute) -> None:
    repeat(cast, SECOND, {"Т-01": 50, "Т-02": 60})
    repeat(cast, THIRD, {"Т-01": 65, "Т-04": 55})
    with acting(SYSTEM):
        found = progress_of(route)
    assert [(gain.before.code, gain.gain, gain.words, gain.on) for gain in found.gains] == [
        ("Т-01", Decimal(25), "дефицит закрыт", THIRD),
        ("Т-02", Decimal(30), "дефицит закрыт", SECOND),
        ("Т-03", None, "повторно не проверено", None),
        ("Т-04", Decimal(-35), "стало дефицитом", THIRD),
    ]
    assert found.summary == f"Закрыто 2 из{NBSP}3{NBSP}дефицитов; средний прирост +27,5{NBSP}процентного пункта."


def test_gain_is_shown_on_the_route(browse: Browse, cast: Cast, route: IndividualRoute) -> None:
    repeat(cast, SECOND, {"Т-01": 65})
    body = text_of(browse("teacher").get(f"/routes/{route.pk}/?tab=progress"))
    assert ("дефицит закрыт" in body, "+25" in body) == (True, True)


def test_document_tells_of_results_request_plan_and_report(cast: Cast, route: IndividualRoute) -> None:
    repeat(cast, SECOND, {"Т-01": 65})
    with acting(cast.actor("cnppm")):
        text = html.fragment(route_document(route), top=2)
    for words in (
        "Общие сведения", "Своева Тест", "Школа А-1", "Результаты диагностики", "Компетенция",
        "профессиональный дефицит", "точка роста", "Карта развития", "Урок по-новому", "Отчёт о прохождении",
        "Проведён урок", "дефицит закрыт", "Закрыто 1 из",
    ):  # fmt: skip
        assert words in text, words


def test_teacher_reads_in_the_document_who_leads_and_who_approved(
    browse: Browse, cast: Cast, route: IndividualRoute
) -> None:
    """Neither the school nor another person's card is open to a teacher: the document names them all the same."""
    with acting(SYSTEM):
        IndividualRoute.objects.filter(pk=route.pk).update(tutor=cast.colleague, approved_on=None)
        RouteItem.objects.filter(route=route).update(responsible=cast.head)
    browse("cnppm").post(f"/routes/{route.pk}/do/approve/", {"on": f"{FIRST:%d.%m.%Y}"})
    text = text_of(browse("teacher").get(f"/routes/{route.pk}/document/"))
    for words in (cast.colleague.full_name, cast.head.full_name, "Школа А-1", "Тест cnppm"):
        assert words in text, words
    assert cast.colleague.full_name in text_of(browse("teacher").get(f"/routes/{route.pk}/"))


@pytest.mark.parametrize("fields", [{"approved_on": None, "agreed_on": None}, {}])
def test_unapproved_document_is_marked_a_draft(cast: Cast, route: IndividualRoute, fields: dict[str, None]) -> None:
    with acting(SYSTEM):
        for name, value in fields.items():
            setattr(route, name, value)
        tree = route_document(route)
    assert (tree.state, tree.approval is None) == (("ЧЕРНОВИК", True) if fields else ("", False))


@pytest.mark.parametrize("form", [DocumentFormat.PDF, DocumentFormat.DOCX])
def test_document_is_drawn_as_a_file_even_when_the_route_is_empty(cast: Cast, form: DocumentFormat) -> None:
    with acting(SYSTEM):
        bare = make.make_route(cast.teacher, None, number="2024-2")
        assert len(render(route_document(bare), form)) > 1000


def test_document_page_is_logged_and_its_file_is_a_job(browse: Browse, route: IndividualRoute) -> None:
    browser = browse("cnppm")
    assert browser.get(f"/routes/{route.pk}/document/").status_code == 200
    browser.post(f"/routes/{route.pk}/document/file/", {"form": "pdf"})
    assert browser.post(f"/routes/{route.pk}/document/file/", {"form": "xlsx"}).status_code == 404
    with acting(SYSTEM):
        assert AccessLogEntry.objects.filter(subject="ИОМ № 2024-1: документ").count() == 1
        assert list(Job.objects.values_list("kind", "title")) == [("route_file", "Файл: ИОМ № 2024-1.pdf")]


def test_document_asks_the_same_number_of_questions_for_one_item_and_three(
    browse: Browse, cast: Cast, route: IndividualRoute
) -> None:
    def make_row() -> None:
        make.make_item(route, make.make_program(cast.iro), "Т-02")

    assert_constant_queries(browse("cnppm"), f"/routes/{route.pk}/document/", make_row, queries=24)
