"""Documents beside people's rows: people move between organizations, the folder of their documents does not."""

from dataclasses import dataclass
from typing import Any

from apps.core.services import attachments

# The folder of what belongs to people: no organization has this number.
PEOPLE = 0


@dataclass(slots=True)
class Paper:
    """A kept document as it is handed out."""

    file_key: str
    file_name: str
    organization_id: int = PEOPLE


def keep_paper(row: Any, file: Any) -> dict[str, Any]:
    """Keep an uploaded document; returns the columns of the row that name it. Raises ``ValidationError`` at ``file``.

    No file leaves what the row names already.
    """
    if file is None:
        return {"file_key": row.file_key, "file_name": row.file_name}
    kept = attachments.keep_upload(file, organization=PEOPLE)
    return {"file_key": kept.key, "file_name": kept.name}


def paper_of(row: Any) -> Paper:
    """The document that a row names."""
    return Paper(row.file_key, row.file_name)
