"""Pictures of items: kept by their content under the bank's organization, known by their bytes, not by a name."""

from collections.abc import Iterable
from itertools import chain
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError

from apps.core.services import blobs
from apps.diagnostics.picture_kinds import LIMIT, ending_of

WRONG_KIND = "Рисунок — файл PNG или JPEG."
TOO_LARGE = "Рисунок больше 2 МБ: уменьшите его."


def folder(organization_id: int) -> Path:
    """Where the pictures of a bank lie."""
    found: Path = settings.FILES_DIR / "pictures" / str(organization_id)
    return found


def keep(chunks: Iterable[bytes], *, organization_id: int) -> str:
    """Keep a picture; returns its name. Raises ``ValidationError`` at ``picture`` for another kind or a large one."""
    blocks = iter(chunks)
    first = next(blocks, b"")
    ending = ending_of(first)
    if not ending:
        raise ValidationError({"picture": WRONG_KIND})
    too_large = ValidationError({"picture": TOO_LARGE})
    return blobs.keep(folder(organization_id), chain([first], blocks), ending=ending, limit=LIMIT, too_large=too_large)


def path_of(key: str, *, organization_id: int) -> Path | None:
    """The kept picture; None where there is none."""
    home = folder(organization_id).resolve()
    found = (home / key).resolve()
    return found if key and found.parent == home and found.is_file() else None
