"""The fixed phrases of a document."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal as D

import pytest

from apps.core.documents import wording
from apps.core.documents.cells import Missing, Ratio
from apps.core.documents.tree import Approval, Figure, Signature
from tests.core.documents.samples import REQUISITES, report


def test_requisites_line_names_day_number_and_place() -> None:
    assert wording.requisites_line(report()) == "15.02.2026 №\u00a012-А, г. Примерск"


def test_requisites_line_of_an_unregistered_document_says_so() -> None:
    document = report(requisites=replace(REQUISITES, number="", place=""))
    assert wording.requisites_line(document) == "15.02.2026 №\u00a0б/н"


@pytest.mark.parametrize(
    ("value", "target", "text"),
    [
        (Ratio(124, 300), D(40), "цель\u00a040\u00a0% · +1,3, достигнута"),
        (Ratio(120, 300), D(40), "цель\u00a040\u00a0% · 0,0, достигнута"),
        (Ratio(119, 300), D("40.5"), "цель\u00a040,5\u00a0% · \u22120,8, не достигнута"),
        (Missing("нет данных"), D(40), "цель\u00a040\u00a0%"),
        (Ratio(1, 2), None, ""),
    ],
)
def test_figure_target_says_the_difference_by_sign_and_word(
    value: Ratio | Missing, target: D | None, text: str
) -> None:
    assert wording.figure_target(Figure("Доля", value, target)) == text


@pytest.mark.parametrize(
    ("value", "printed", "parts"),
    [
        (Ratio(124, 1300), "9,5\u00a0%", "124\u00a0из\u00a01\u202f300"),
        (Ratio(0, 0), "—", "0\u00a0из\u00a00"),
        (Missing("нет педагогов"), "—", "нет педагогов"),
        (Missing("округа ещё не было", applicable=False), "не применимо", "округа ещё не было"),
    ],
)
def test_figure_tells_no_data_from_not_applicable_and_from_zero(
    value: Ratio | Missing, printed: str, parts: str
) -> None:
    figure = Figure("Доля", value)
    assert (wording.figure_value(figure), wording.figure_parts(figure)) == (printed, parts)


def test_approval_and_signature_show_their_days_only_when_signed() -> None:
    day = date(2026, 3, 1)
    assert wording.approval_lines(Approval(("Министерство",), day=day)) == ["УТВЕРЖДЁН", "Министерство", "01.03.2026"]
    assert wording.approval_lines(Approval(("Министерство",))) == ["УТВЕРЖДЁН", "Министерство"]
    assert [wording.signed_on(Signature("Директор", day=one)) for one in (day, None)] == ["01.03.2026", ""]
