"""The scene of the report screens."""

import pytest

from tests.cast import Cast
from tests.monitoring.scene import Scene, make_scene


@pytest.fixture
def scene(cast: Cast) -> Scene:
    """Two computed reports over the cast."""
    return make_scene(cast)
