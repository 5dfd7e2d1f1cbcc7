"""Reading a stranger's package without letting it touch the server."""

from __future__ import annotations

import json
import logging
import subprocess
from pathlib import Path
from typing import Any

from apps.core import children
from apps.diagnostics.qti.model import Refused

logger = logging.getLogger(__name__)
PATIENCE = 60
DIED = "Пакет не прочитан: он слишком велик или повреждён. Сократите его и загрузите снова."


def read(path: Path) -> list[list[Any]]:
    """``[code, kind, text, notation, competence, difficulty]`` of every item. Raises ``Refused``."""
    try:
        done = children.run("apps.diagnostics.qti.child", str(path.resolve()), seconds=PATIENCE, capture_output=True)
    except subprocess.TimeoutExpired:
        raise Refused(DIED) from None
    if done.returncode != 0:
        logger.warning("the reader of a QTI package died with status %s", done.returncode)
        raise Refused(DIED)
    found: dict[str, Any] = json.loads(done.stdout)
    if "refusal" in found:
        raise Refused(found["refusal"])
    items: list[list[Any]] = found["items"]
    return items
