"""Browsers of the cast, for the pages of this section."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.cast import Cast
from tests.core.web.checks import log_in

Browse = Callable[[str], Client]


@pytest.fixture
def browse(cast: Cast) -> Browse:
    """A browser of the cast's user in a role: ``browse("cnppm").get("/")``."""
    return lambda role: log_in(cast, role)
