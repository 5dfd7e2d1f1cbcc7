"""The default competence framework."""

from typing import Any

import yaml

from apps.core import dictionaries
from apps.diagnostics.models import Competence


def load() -> None:
    """Insert what is missing."""
    text = (dictionaries.FOLDER / "competences.yaml").read_text(encoding="utf-8")
    dictionaries.insert_missing(Competence, "code", (competence(row) for row in yaml.safe_load(text)["competences"]))


def competence(row: dict[str, Any]) -> Competence:
    """A competence of the file."""
    return Competence(code=row["code"], title=row["title"], block=row["block"], description=row.get("description", ""))
