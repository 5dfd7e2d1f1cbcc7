"""The suite runs on a real embedded PostgreSQL of its own (or on the one named by DATABASE_URL).

The settings are named here and not in pyproject.toml: pytest-django would read them before this file is reached, and
the tests would work on the portal's own data.
"""

import os
from pathlib import Path

import django
import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher

os.environ.setdefault("RSNMS_DATA_DIR", str(Path(__file__).resolve().parent.parent / "var" / "test"))
# Tests may lose their data in a power cut.
os.environ.setdefault("RSNMS_PG_FAST", "1")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rsnms.settings")
django.setup()
# Passwords of tests guard nothing: a quarter of a second of work for each of hundreds of logins, and 100 MB.
Argon2PasswordHasher.time_cost, Argon2PasswordHasher.memory_cost, Argon2PasswordHasher.parallelism = 1, 512, 1

pytest_plugins = ["tests.database", "tests.cast", "tests.support_imports", "tests.workers", "tests.webserver"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes long is dealt to all workers and done first: whoever is done with the rest takes from its end."""
    matrix = [item for item in items if "tests/permissions/test_matrix.py" in item.nodeid]
    long = [item for item in items if item.get_closest_marker("slow") and item not in matrix]
    known = {*matrix, *long}
    rest = [item for item in items if item not in known]
    workers = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    # As xdist gives out the whole of them: equal parts of what is left, in this order.
    parts, left = [], len(items)
    for worker in range(workers):
        first = matrix[worker::workers] + long[worker::workers]
        size = max(left // (workers - worker), len(first))
        taken, rest = rest[: size - len(first)], rest[size - len(first) :]
        parts += first + taken
        left -= len(first) + len(taken)
    items[:] = parts
