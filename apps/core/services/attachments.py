"""Documents that belong to rows (a scan of an act, a proof): kept by their content as long as the row names them.

The row holds ``key`` (the sha256 with the ending) and ``name`` (what the user calls it); the wall of the row is that
of the document. The bytes lie under the organization the row belongs to.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File

from apps.core.services import blobs
from apps.core.services.results import clean_name, suffix
from apps.core.text import NBSP, format_number

LIMIT = 20 * 2**20
ENDINGS = (".pdf", ".doc", ".docx", ".xls", ".xlsx", ".odt", ".ods", ".jpg", ".jpeg", ".png", ".zip", ".sig", ".p7s")
FORBIDDEN = f"Такой вид файла не принимается; подойдут: {', '.join(ENDINGS)}."


@dataclass(frozen=True, slots=True)
class Attachment:
    """A kept document."""

    key: str
    name: str


def folder(organization: int) -> Path:
    """Where the documents of an organization's rows lie."""
    found: Path = settings.FILES_DIR / "attachments" / str(organization)
    return found


def keep(chunks: Iterable[bytes], *, name: str, organization: int) -> Attachment:
    """Keep a document; the same content is kept once. Raises ``ValidationError`` for another kind or a large one."""
    if suffix(name) not in ENDINGS:
        raise ValidationError(FORBIDDEN, code="kind")
    too_large = ValidationError(f"Файл больше {format_number(LIMIT // 2**20)}{NBSP}МБ: приложите меньший.", code="size")
    key = blobs.keep(folder(organization), chunks, ending=suffix(name), limit=LIMIT, too_large=too_large)
    return Attachment(key, clean_name(name))


def keep_upload(file: "File[bytes]", *, organization: int) -> Attachment:
    """Keep an uploaded document. Raises ``ValidationError`` at ``file``."""
    try:
        return keep(file.chunks(), name=file.name or "файл", organization=organization)
    except ValidationError as error:
        raise ValidationError({"file": error.messages}) from error


def path_of(key: str, *, organization: int) -> Path | None:
    """The kept document; None where it is not there."""
    found = (folder(organization) / key).resolve()
    return found if key and found.parent == folder(organization).resolve() and found.is_file() else None
