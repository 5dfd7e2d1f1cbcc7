"""No list keeps the day on which the process started."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# Reads every declaration as a starting process does, with a clock that tells who looks at it.
READING = """
import os, traceback
os.environ["DJANGO_SETTINGS_MODULE"] = "rsnms.settings"
import django
from django.utils import timezone

def clock(*args, **options):
    places = [f"{frame.filename}:{frame.lineno}" for frame in traceback.extract_stack() if "/apps/" in frame.filename]
    raise SystemExit(" <- ".join(reversed(places)))

timezone.localdate = clock
django.setup()
from apps.core.web import resource
print(len(resource.every()))
"""


def test_no_declaration_asks_what_day_it_is() -> None:
    done = subprocess.run([sys.executable, "-c", READING], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert int(done.stdout) > 100


def test_no_moment_is_cut_to_its_day_in_universal_time() -> None:
    """Between midnight in the region and midnight in Greenwich it would be the day before: ``timezone.localdate``."""
    cut = {
        f"{path.relative_to(ROOT)}:{number}"
        for path in (ROOT / "apps").rglob("*.py")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if re.search(r"(_at|\bat|now\(\))\.date\(\)", line)
    }
    assert cut == set()
