"""What the tests of the rules share: the outcome of one person of the cast under one rule."""

from collections.abc import Callable
from typing import Any

import pytest

from apps.core.actor import acting, system
from tests.cast import Cast
from tests.reports import compute, make_profile, outcome

OutcomeOf = Callable[..., str]


@pytest.fixture
def outcome_of(cast: Cast) -> OutcomeOf:
    """``outcome_of("diagnosed", person, providers=["cnppm"])``: the explanation of the report for 2025."""

    def found(rule: str, subject: Any, **parameters: Any) -> str:
        with acting(system("test")):
            profile = make_profile(cast.region, rule, parameters=parameters)
        return outcome(compute(profile), rule, subject)

    return found
