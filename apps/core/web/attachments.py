"""The document beside a row, given to those who see the row."""

from typing import Protocol

from django.http import FileResponse, Http404

from apps.core.services import attachments


class Attached(Protocol):
    """A row with a kept document."""

    file_key: str
    file_name: str
    organization_id: int


def download(row: Attached, missing: str) -> FileResponse:
    """The document as it was uploaded, always a download and never a page. Raises ``Http404`` with ``missing``."""
    path = attachments.path_of(row.file_key, organization=row.organization_id)
    if path is None:
        raise Http404(missing)
    kind = "application/octet-stream"
    return FileResponse(path.open("rb"), as_attachment=True, filename=row.file_name, content_type=kind)
