"""XLSX and DOCX are zip archives that note the minute they were packed; these are packed the same every time."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

EARLIEST = (1980, 1, 1, 0, 0, 0)

Rewrite = Callable[[str, bytes], bytes]


def _as_it_is(name: str, data: bytes) -> bytes:
    return data


def repack(archive: bytes, rewrite: Rewrite = _as_it_is) -> bytes:
    """Return the archive with every entry dated 1980-01-01, its content passed through ``rewrite``."""
    packed = BytesIO()
    with ZipFile(BytesIO(archive)) as source, ZipFile(packed, "w", ZIP_DEFLATED) as target:
        for entry in source.infolist():
            info = ZipInfo(entry.filename, EARLIEST)
            info.compress_type = ZIP_DEFLATED
            target.writestr(info, rewrite(entry.filename, source.read(entry)))
    return packed.getvalue()
