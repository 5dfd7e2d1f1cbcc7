"""The default competence framework."""

from typing import Any

import yaml

from apps.core import dictionaries
from apps.diagnostics.models import Competence


def load() -> None:
    """Insert what is missing, correct the rest."""
    text = (dictionaries.FOLDER / "competences.yaml").read_text(encoding="utf-8")
    made = (competence(row) for row in yaml.safe_load(text)["competences"])
    dictionaries.load(Competence, "code", made, "title", "block", "description")


def competence(row: dict[str, Any]) -> Competence:
    """A competence of the file."""
    return Competence(code=row["code"], title=row["title"], block=row["block"], description=row.get("description", ""))
