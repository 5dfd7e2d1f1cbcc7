"""Uploaded spreadsheets: kept by their content under their owner, so that a job is given a name and no file."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from apps.core.actor import Actor, current
from apps.core.services import blobs
from apps.core.services.results import clean_name, suffix
from apps.core.text import format_number

NAME = re.compile(r"[0-9a-f]{64}(\.[a-z0-9]{1,5})?")
BLOCK = 1 << 20


class UploadRefused(Exception):
    """The file cannot be kept, or is not there any more. ``message`` is one Russian sentence."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True)
class Upload:
    """A kept file: ``key`` is its sha256 with the ending, ``name`` what the user calls it."""

    key: str
    name: str
    path: Path


def folder(actor: Actor) -> Path:
    """Where the actor's uploads lie: nobody else's job can name them."""
    return settings.FILES_DIR / "uploads" / str(actor.user_id or "system")


def keep(chunks: Iterable[bytes], *, name: str) -> Upload:
    """Keep an uploaded file for the current actor; the same content is kept once. Raises ``UploadRefused``."""
    home, limit = folder(current()), settings.UPLOAD_LIMIT
    too_large = UploadRefused(f"Файл больше {format_number(limit // 2**20)} МБ; разделите его на несколько.")
    key = blobs.keep(home, chunks, ending=suffix(name), limit=limit, too_large=too_large)
    return Upload(key, clean_name(name), home / key)


def find(key: str, *, name: str) -> Upload:
    """A kept file of the current actor, whole and unchanged. Raises ``UploadRefused``."""
    path = folder(current()) / key
    if not NAME.fullmatch(key) or not path.is_file():
        raise UploadRefused("Загруженный файл уже удалён; выберите его ещё раз.")
    if not key.startswith(digest_of(path)):
        raise UploadRefused("Загруженный файл изменился на диске; выберите его ещё раз.")
    return Upload(key, name, path)


def digest_of(path: Path) -> str:
    """The sha256 of a file."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            digest.update(block)
    return digest.hexdigest()


def expire() -> int:
    """Remove uploads kept for ``JOBS_KEEP_DAYS``; returns how many."""
    limit = (timezone.now() - timedelta(days=settings.JOBS_KEEP_DAYS)).timestamp()
    old = [path for path in (settings.FILES_DIR / "uploads").glob("*/*") if path.stat().st_mtime < limit]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)
