"""The suite runs on a real embedded PostgreSQL of its own (or on the one named by DATABASE_URL)."""

import os
from pathlib import Path

# Before Django reads the settings: tests never touch the portal's own data, and may lose theirs in a power cut.
os.environ.setdefault("RSNMS_DATA_DIR", str(Path(__file__).resolve().parent.parent / "var" / "test"))
os.environ.setdefault("RSNMS_PG_FAST", "1")

pytest_plugins = ["tests.cast", "tests.workers"]
