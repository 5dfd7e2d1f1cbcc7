"""The browser tests click by the words of their steps: a bare click races with the page that it leads to."""

import re
from pathlib import Path

BROWSER = Path(__file__).resolve().parents[1] / "e2e"
STEPS = BROWSER / "steps.py"


def test_no_browser_test_clicks_by_itself() -> None:
    bare = {
        f"{path.name}:{number}"
        for path in BROWSER.glob("*.py")
        if path != STEPS
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if re.search(r"\.click\(", line)
    }
    assert bare == set()
