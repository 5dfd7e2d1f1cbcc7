"""The December reports of an assessment centre: figures, the year before, small municipalities, conclusions."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.http import QueryDict

from apps.core.actor import acting, system
from apps.core.documents.cells import Ratio
from apps.core.documents.formats import DocumentFormat
from apps.core.documents.tree import Document, Table
from apps.diagnostics.documents.assessment import FEW, NONE_BEFORE
from apps.diagnostics.documents.groups import SMALL
from apps.diagnostics.models import YearConclusion
from apps.diagnostics.selectors.assessment import year_report, years_of
from apps.diagnostics.services.files import MAKERS
from apps.organizations.models import Organization
from tests import factories as make
from tests.cast import Cast
from tests.core.web.checks import assert_constant_queries, text_of
from tests.diagnostics.conftest import Browse

pytestmark = pytest.mark.django_db
SYSTEM = system("test")
URL = "/diagnostics/assessment/"


def assess(cast: Cast, school: Organization, points: list[int], on: date, **fields: Any) -> None:
    """New people of a school assessed by the centre; called under ``acting``."""
    for score in points:
        make.make_session(make.make_person(school, **fields), cast.copmkp, on, scores={"Т-01": score})


def document(cast: Cast, query: str = "year=2025") -> Document:
    actor = cast.actor("copmkp")
    with acting(actor):
        made = MAKERS["assessment"](actor, QueryDict(query), DocumentFormat.PDF)
    assert made is not None
    return made.document


def rows(found: Document, section: int) -> list[tuple[Any, ...]]:
    (table,) = [block for block in found.sections[section].blocks if isinstance(block, Table)]
    return [row.cells for row in table.rows]


def test_the_year_stands_beside_the_year_before(cast: Cast) -> None:
    with acting(SYSTEM):
        assess(cast, cast.school_a, [40] * 5 + [80], date(2025, 3, 1))
        assess(cast, cast.school_a, [40] * 3 + [80] * 3, date(2024, 3, 1))
    found = document(cast)
    assert rows(found, 0) == [("Район А", 6, Ratio(5, 6)), ("Всего", 6, Ratio(5, 6))]
    (line,) = rows(found, 1)
    assert line[1:] == (6, Decimal("46.7"), Decimal("60.0"), Ratio(5, 6), Decimal("50.0"))


def test_the_last_session_of_the_year_speaks_and_others_do_not_count(cast: Cast) -> None:
    with acting(SYSTEM):
        person = make.make_person(cast.school_a)
        make.make_session(person, cast.copmkp, date(2025, 2, 1), scores={"Т-01": 40})
        make.make_session(person, cast.copmkp, date(2025, 9, 1), scores={"Т-01": 80})
        make.make_session(cast.teacher, cast.cnppm, date(2025, 9, 1))
        make.make_session(cast.colleague, cast.copmkp, date(2025, 9, 1), annulled_on=date(2025, 10, 1))
        make.make_session(cast.head, cast.copmkp, date(2025, 9, 1))
        report = year_report(cast.copmkp, 2025, managerial=False)
        managers = year_report(cast.copmkp, 2025, managerial=True)
        assert years_of(cast.copmkp) == [2025]
    assert (report.now.whole.people, report.now.whole.deficits) == (1, 0)
    assert (managers.now.whole.people, managers.now.whole.deficits) == (1, 1)


def test_small_municipalities_are_left_out_of_the_report(cast: Cast) -> None:
    with acting(SYSTEM):
        assess(cast, cast.school_a, [40] * 6, date(2025, 3, 1))
        assess(cast, cast.school_b, [40] * 2, date(2025, 3, 1))
    assert rows(document(cast), 0) == [("Район А", SMALL, SMALL), ("Район Б", SMALL, SMALL), ("Всего", 8, Ratio(8, 8))]


def test_competence_in_which_few_were_assessed_is_told_without_figures(cast: Cast) -> None:
    with acting(SYSTEM):
        assess(cast, cast.school_a, [80] * 5, date(2025, 3, 1))
        for on in (date(2024, 3, 1), date(2025, 3, 1)):
            make.make_session(make.make_person(cast.school_a), cast.copmkp, on, scores={"Т-02": 40})
    found = document(cast)
    assert [line[1:] for line in rows(found, 1)] == [
        (5, Decimal("80.0"), NONE_BEFORE, Ratio(0, 5), NONE_BEFORE), (SMALL, SMALL, SMALL, SMALL, SMALL),
    ]  # fmt: skip
    assert [block.text for block in found.sections[2].blocks] == [FEW]  # type: ignore[union-attr]


def test_report_on_four_people_tells_nothing_of_them(cast: Cast) -> None:
    with acting(SYSTEM):
        assess(cast, cast.school_a, [40] * 4, date(2025, 3, 1))
    found = document(cast)
    assert [block.text for block in found.sections[0].blocks] == [FEW]  # type: ignore[union-attr]
    assert rows(found, 1)[0][1:] == (SMALL, SMALL, NONE_BEFORE, SMALL, NONE_BEFORE)


def test_conclusions_are_written_by_the_centre_and_printed(browse: Browse, cast: Cast) -> None:
    with acting(SYSTEM):
        assess(cast, cast.school_a, [40], date(2025, 3, 1))
    address = f"{URL}?year=2025&about=managers"
    assert browse("copmkp").post(address, {"text": "Первый абзац.\n\nВторой."}).status_code == 302
    assert browse("copmkp").post(f"{URL}?year=2025", {"text": ""}).status_code == 422
    assert "Первый абзац." in text_of(browse("copmkp").get(address))
    assert browse("copmkp").post(address, {"text": "Иначе."}).status_code == 302
    with acting(SYSTEM):
        assert list(YearConclusion.objects.values_list("managerial", "text")) == [(True, "Иначе.")]
    assert [block.text for block in document(cast, "year=2025&about=managers").sections[3].blocks] == ["Иначе."]  # type: ignore[union-attr]


def test_the_centre_of_the_region_reads_the_reports_others_do_not(browse: Browse, cast: Cast) -> None:
    with acting(SYSTEM):
        assess(cast, cast.school_a, [40] * 5, date(2025, 3, 1))
    assert "Аналитическая справка по выявленным проблемам" in text_of(browse("cnppm").get(URL))
    for role in ("ministry", "methodist", "council", "teacher", "tutor", "iro", "operator"):
        assert browse(role).get(URL).status_code == 403
        assert browse(role).post(f"{URL}file/", {"form": "pdf"}).status_code == 403
    assert browse("copmkp").post(f"{URL}file/?year=2025", {"form": "pdf"}).status_code == 302


def test_without_diagnostics_the_page_says_what_will_be_here(browse: Browse) -> None:
    assert "Справок пока нет" in text_of(browse("copmkp").get(URL))
    assert browse("copmkp").post(f"{URL}file/", {"form": "pdf"}).status_code == 404


def test_the_page_asks_the_same_with_one_and_three(browse: Browse, cast: Cast) -> None:
    schools = iter((cast.school_a, cast.school_a2, cast.school_b))
    assert_constant_queries(
        browse("copmkp"), URL, lambda: assess(cast, next(schools), [40] * 5, date(2025, 3, 1)), queries=10
    )
