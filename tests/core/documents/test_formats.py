"""The choice of a file, and the packing of archives."""

from __future__ import annotations

import subprocess
import sys
from io import BytesIO
from zipfile import ZipFile

import pytest

from apps.core.documents.archive import repack
from apps.core.documents.formats import DocumentFormat, render
from tests.core.documents.samples import report


@pytest.mark.parametrize(
    ("form", "start", "content_type"),
    [
        (DocumentFormat.PDF, b"%PDF-", "application/pdf"),
        (DocumentFormat.XLSX, b"PK", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (DocumentFormat.DOCX, b"PK", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ],
)
def test_render_makes_the_file_that_is_asked_for(form: DocumentFormat, start: bytes, content_type: str) -> None:
    assert (render(report(), form).startswith(start), form.content_type) == (True, content_type)


def test_formats_load_no_renderer_until_asked() -> None:
    code = "import sys, apps.core.documents.formats; print('weasyprint' in sys.modules, 'docx' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]


def test_repack_keeps_names_order_and_content() -> None:
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        archive.writestr("б.xml", "2")
        archive.writestr("а.xml", "1")
    with ZipFile(BytesIO(repack(packed.getvalue(), lambda name, data: data + b"!"))) as archive:
        assert [(entry.filename, archive.read(entry)) for entry in archive.infolist()] == [
            ("б.xml", b"2!"),
            ("а.xml", b"1!"),
        ]
