"""``compute_report --xlsx --pdf --docx``: the files of the command."""

import json
from io import BytesIO, StringIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.core.management import CommandError, call_command
from pypdf import PdfReader

from tests.monitoring.scene import Scene


def test_command_writes_every_file_asked_for(scene: Scene, tmp_path: Path) -> None:
    files = {form: tmp_path / f"report.{form}" for form in ("json", "xlsx", "pdf", "docx")}
    out = StringIO()
    call_command(
        "compute_report", profile="test", year=2025, stdout=out, **{name: str(path) for name, path in files.items()}
    )
    assert json.loads(files["json"].read_text(encoding="utf-8"))["report"] == scene.report.pk
    assert "word/document.xml" in ZipFile(files["docx"]).namelist()
    assert "xl/workbook.xml" in ZipFile(files["xlsx"]).namelist()
    assert "Аналитическая справка" in PdfReader(files["pdf"]).pages[0].extract_text()
    assert out.getvalue() == ""


def test_command_tells_what_it_did_where_only_documents_are_asked_for(scene: Scene, tmp_path: Path) -> None:
    out = StringIO()
    call_command("compute_report", profile="test", year=2025, xlsx=str(tmp_path / "r.xlsx"), stdout=out)
    assert out.getvalue().startswith(f"Отчёт № {scene.report.pk} ")


def test_a_file_on_standard_output_stands_there_alone(scene: Scene, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    call_command("compute_report", profile="test", year=2025, docx="-")
    assert "word/document.xml" in ZipFile(BytesIO(capsysbinary.readouterr().out)).namelist()


def test_command_refuses_a_place_where_nothing_can_be_written(scene: Scene, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="не записан"):
        call_command("compute_report", profile="test", year=2025, pdf=str(tmp_path / "nowhere" / "r.pdf"))
