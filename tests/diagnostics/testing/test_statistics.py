"""The statistics of items equal an independent computation, and are told of thirty attempts or more."""

import random
import statistics as py
from decimal import Decimal
from typing import Any

import pytest

from apps.core.actor import acting, system
from apps.core.documents.formats import DocumentFormat, render
from apps.diagnostics.models import Item, Mark, OnlineTest
from apps.diagnostics.selectors.item_statistics import FEWEST, statistics
from apps.diagnostics.web.item_document import document
from tests import factories as make
from tests.cast import Cast
from tests.core.web.checks import queries_of, text_of
from tests.diagnostics.conftest import Browse
from tests.diagnostics.testing.rows import make_bank_item, make_online_test
from tests.permissions.rows import place_columns

pytestmark = pytest.mark.django_db
SYSTEM = system("test")
PLAN = {"Т-01": 4, "Т-02": 3}


@pytest.fixture
def test(cast: Cast) -> OnlineTest:
    with acting(SYSTEM):
        for code, count in PLAN.items():
            for _ in range(count):
                make_bank_item(cast.cnppm, competence=code)
        return make_online_test(cast.cnppm, PLAN)


def marked(test: OnlineTest, people: int) -> list[list[float]]:
    """Marks of so many attempts: a row each, in the order of the items."""
    rng = random.Random(people)
    items = list(Item.objects.order_by("competence__code", "pk"))
    rows = []
    for number in range(people):
        ability = rng.random()
        row = [rng.choice([0.0, 0.25, 0.5, 1.0]) if rng.random() < 0.3 else float(rng.random() < ability)
               for _ in items]  # fmt: skip
        Mark.objects.bulk_create(
            Mark(attempt_ref=number, test=test, item=item, competence_id=item.competence_id, share=share,
                 **place_columns(test.provider))
            for item, share in zip(items, row, strict=True)
        )  # fmt: skip
        rows.append(row)
    return rows


def alpha(rows: list[list[float]]) -> float:
    """Cronbach's alpha by its definition."""
    k = len(rows[0])
    spread = sum(py.variance(column) for column in zip(*rows, strict=True))
    return float(k / (k - 1) * (1 - spread / py.variance([sum(row) for row in rows])))


def test_figures_equal_those_computed_by_their_definitions(cast: Cast, test: OnlineTest) -> None:
    with acting(SYSTEM):
        rows = marked(test, 40)
    with acting(cast.actor("cnppm")):
        found = statistics(test)
    assert [line.n for line in found.items] == [40] * 7
    lines = {line.id: line for line in found.items}
    for place, line in enumerate(lines[pk] for pk in sorted(lines)):
        own = [row[place] for row in rows]
        rest = [sum(row) - row[place] for row in rows]
        assert float(line.difficulty or 0) == pytest.approx(py.mean(own), abs=0.0006)
        assert float(line.discrimination or 0) == pytest.approx(py.correlation(own, rest), abs=0.0006)
    expected = [alpha([row[:4] for row in rows]), alpha([row[4:] for row in rows])]
    assert [float(line.alpha or 0) for line in found.competences] == pytest.approx(expected, abs=0.0006)
    assert [(line.code, line.n, line.items) for line in found.competences] == [("Т-01", 40, 4), ("Т-02", 40, 3)]


def test_nothing_is_told_of_fewer_attempts(cast: Cast, test: OnlineTest) -> None:
    with acting(SYSTEM):
        marked(test, FEWEST - 1)
    with acting(cast.actor("cnppm")):
        found = statistics(test)
    assert (found.attempts, found.items, found.competences) == (29, [], [])


def test_item_that_few_had_and_one_that_never_varies_have_no_figures(cast: Cast, test: OnlineTest) -> None:
    with acting(SYSTEM):
        marked(test, 31)
        first, second = Item.objects.order_by("competence__code", "pk")[:2]
        Mark.objects.filter(item=first, attempt_ref__lt=10).delete()
        Mark.objects.filter(item=second).update(share=1)
    with acting(cast.actor("cnppm")):
        lines = {line.id: line for line in statistics(test).items}
    assert (lines[first.pk].n, lines[first.pk].difficulty, lines[first.pk].discrimination) == (21, None, None)
    assert (lines[second.pk].difficulty, lines[second.pk].discrimination) == (Decimal(1), None)


def test_marks_are_of_their_bank_alone(cast: Cast, test: OnlineTest) -> None:
    with acting(SYSTEM):
        marked(test, 30)
    for role in ("copmkp", "methodist", "teacher", "ministry"):
        with acting(cast.actor(role)):
            assert statistics(test).attempts == 0


def test_page_and_files_tell_the_same_by_a_constant_number_of_questions(
    browse: Browse, cast: Cast, test: OnlineTest
) -> None:
    client, url = browse("cnppm"), f"/diagnostics/tests/{test.pk}/statistics/"
    assert "Сдано: 0 попыток. Статистика появится" in text_of(client.get(url))
    counts = []
    with acting(SYSTEM):
        marked(test, 30)
    counts.append(len(queries_of(client, url)))
    with acting(SYSTEM):
        extra = make_bank_item(cast.cnppm)
        Mark.objects.create(attempt_ref=0, test=test, item=extra, competence=make.make_competence(), share=1,
                            **place_columns(cast.cnppm))  # fmt: skip
    counts.append(len(queries_of(client, url)))
    assert counts == [8, 8]
    assert "Надёжность по компетенциям" in text_of(client.get(url))
    assert browse("copmkp").get(url).status_code == 404
    assert browse("methodist").get(url).status_code == 403
    with acting(cast.actor("cnppm")):
        found: Any = statistics(test)
        for form in DocumentFormat:
            assert len(render(document(test, found), form)) > 1000
