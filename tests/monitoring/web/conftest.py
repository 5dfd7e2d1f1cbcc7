"""A browser without a browser: a client logged in as the cast's user of a role."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.monitoring.scene import Scene

Enter = Callable[[str], Client]


@pytest.fixture
def enter(scene: Scene) -> Enter:
    """Log in as a role."""

    def login(role: str) -> Client:
        client = Client()
        client.force_login(scene.cast.grants[role].user)
        return client

    return login
