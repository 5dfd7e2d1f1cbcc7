"""The parameters of jobs: ids and primitives, checked on the way in and on the way out."""

from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any
from uuid import UUID

import pytest
from django.http import HttpRequest

from apps.core import parameters
from apps.core.jobs import JobContext, job_kind
from apps.core.parameters import BadParameters


class Colour(Enum):
    RED = "red"


CASES: list[tuple[Any, object, object]] = [
    (int, 5, 5),
    (bool, True, True),
    (float, 0.5, 0.5),
    (str, "раз", "раз"),
    (date, date(2025, 12, 31), "2025-12-31"),
    (Decimal, Decimal("0.50"), "0.50"),
    (UUID, UUID(int=1), str(UUID(int=1))),
    (Colour, Colour.RED, "red"),
    (list[int], [1, 2], [1, 2]),
    (date | None, None, None),
    (date | None, date(2025, 1, 1), "2025-01-01"),
    (int | str, "пять", "пять"),
]


@pytest.mark.parametrize(("hint", "value", "stored"), CASES)
def test_value_is_stored_and_read_back(hint: Any, value: object, stored: object) -> None:
    assert parameters.encode(hint, value) == stored
    assert parameters.decode(hint, stored) == value


@pytest.mark.parametrize(
    ("hint", "value"),
    [
        (int, True),
        (int, "5"),
        (str, 5),
        (date, datetime(2025, 1, 1)),
        (list[int], ["1"]),
        (date | None, 5),
        (Colour, "red"),
    ],
)
def test_value_of_another_type_is_not_stored(hint: Any, value: object) -> None:
    with pytest.raises(BadParameters):
        parameters.encode(hint, value)


@pytest.mark.parametrize(
    ("hint", "stored"),
    [(int, "5"), (date, "31.12.2025"), (Colour, "blue"), (list[int], 5), (Decimal, "x"), (int | None, "x")],
)
def test_stored_value_that_does_not_fit_is_refused(hint: Any, stored: object) -> None:
    with pytest.raises(BadParameters):
        parameters.decode(hint, stored)


def with_request(context: JobContext, *, request: HttpRequest) -> None: ...


def with_anything(context: JobContext, *, data: dict[str, int]) -> None: ...


def by_position(context: JobContext, number: int) -> None: ...


@pytest.mark.parametrize("function", [with_request, with_anything, by_position])
def test_kind_that_asks_for_more_than_primitives_cannot_be_declared(function: Any) -> None:
    with pytest.raises(TypeError):
        job_kind("test_wrong", title="Неверный")(function)


def test_lock_of_an_unknown_parameter_cannot_be_declared() -> None:
    def right(context: JobContext, *, number: int) -> None: ...

    with pytest.raises(KeyError):
        job_kind("test_wrong_lock", title="Неверный", lock="{place}")(right)
