"""A campaign of the centre that runs today."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from apps.core.actor import acting, system
from apps.diagnostics.models import Campaign
from tests import factories as make
from tests.cast import Cast
from tests.diagnostics.conftest import browse

__all__ = ["browse"]


@pytest.fixture
def today() -> date:
    return timezone.localdate()


@pytest.fixture
def campaign(cast: Cast, today: date) -> Campaign:
    with acting(system("test")):
        return make.make_campaign(cast.cnppm, today, today + timedelta(days=10), title="Зима", place="Каб. 5")


@pytest.fixture
def draft(cast: Cast, today: date) -> Campaign:
    with acting(system("test")):
        return make.make_campaign(cast.cnppm, today, today + timedelta(days=10), title="Весна", announced_on=None)
