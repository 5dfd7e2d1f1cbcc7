"""Demo logins are made in a demonstration only."""

from typing import Any

import pytest

from apps.accounts.models import User
from apps.core.actor import acting, system
from apps.monitoring.services.demo import DemoRefused, make_demo_region

pytestmark = pytest.mark.django_db


def test_portal_with_real_users_is_refused() -> None:
    with acting(system("test")):
        User.objects.create_user("real", None, full_name="Настоящий")
    with pytest.raises(DemoRefused, match="уже есть пользователи"):
        make_demo_region()


def test_production_is_refused(settings: Any) -> None:
    settings.PRODUCTION = True
    with pytest.raises(DemoRefused, match="рабочей установке"):
        make_demo_region()
