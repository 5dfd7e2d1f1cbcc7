"""Reading a stranger's package without letting it touch the server."""

from __future__ import annotations

import json
import logging
import subprocess
from pathlib import Path
from typing import Any

from apps.core import children
from apps.diagnostics.qti.model import Found, Package, Refused

logger = logging.getLogger(__name__)
PATIENCE = 60
DIED = "Пакет не прочитан: он слишком велик или повреждён. Сократите его и загрузите снова."


def read(path: Path, folder: Path) -> Package:
    """The items of the package; their pictures are laid into the folder. Raises ``Refused``."""
    given = (str(path.resolve()), str(folder.resolve()))
    try:
        done = children.run("apps.diagnostics.qti.child", *given, seconds=PATIENCE, capture_output=True)
    except subprocess.TimeoutExpired:
        raise Refused(DIED) from None
    if done.returncode != 0:
        logger.warning("the reader of a QTI package died with status %s", done.returncode)
        raise Refused(DIED)
    found: dict[str, Any] = json.loads(done.stdout)
    if "refusal" in found:
        raise Refused(found["refusal"])
    return Package([Found(*one) for one in found["items"]], found["refused"])
