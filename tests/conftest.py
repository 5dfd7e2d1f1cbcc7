"""The suite runs on a real embedded PostgreSQL of its own (or on the one named by DATABASE_URL).

The settings are named here and not in pyproject.toml: pytest-django would read them before this file is reached, and
the tests would work on the portal's own data.
"""

import os
from pathlib import Path

import django
import pytest

os.environ.setdefault("RSNMS_DATA_DIR", str(Path(__file__).resolve().parent.parent / "var" / "test"))
# Tests may lose their data in a power cut.
os.environ.setdefault("RSNMS_PG_FAST", "1")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rsnms.settings")
django.setup()

pytest_plugins = ["tests.database", "tests.cast", "tests.support_imports", "tests.workers", "tests.webserver"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest part goes first: whoever is done with the rest takes from its end."""
    items.sort(key=lambda item: "tests/permissions/test_matrix.py" not in item.nodeid)
