"""The background kind «report_file»: a file with what the person who asks may see, and the trace it leaves."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from apps.core.actor import acting, system
from apps.core.documents.formats import DocumentFormat
from apps.core.jobs import JobRefused, Outcome, kind_of
from apps.core.models import AccessLogEntry
from apps.monitoring.models import Finding
from tests.contexts import Watching
from tests.monitoring.scene import Scene
from tests.reports import make_finding


def run(scene: Scene, role: str, form: DocumentFormat, folder: Watching) -> Outcome | None:
    """The kind run by somebody in the role."""
    with acting(scene.cast.actor(role)):
        return kind_of("report_file").run(folder, report=scene.report.pk, form=form)


def logged() -> list[tuple[str, int]]:
    """The exports in the access log."""
    with acting(system("test")):
        return list(AccessLogEntry.objects.filter(action="export").values_list("subject", "rows"))


def test_file_is_of_the_own_scope_and_named_by_it(scene: Scene, tmp_path: Path) -> None:
    folder = Watching(tmp_path)
    outcome = run(scene, "methodist", DocumentFormat.DOCX, folder)
    assert folder.name == "Аналитическая справка за 2025 год, Район А.docx"
    assert outcome is not None
    assert outcome.url == f"/monitoring/reports/{scene.report.pk}/"
    with ZipFile(BytesIO(folder.path.read_bytes())) as archive:
        text = archive.read("word/document.xml").decode()
    assert "Школа А-2" in text
    assert "Школа Б-1" not in text


def test_workbook_that_names_people_is_logged_with_their_number(scene: Scene, tmp_path: Path) -> None:
    with acting(system("test")):
        ours = Finding.objects.filter(report=scene.report, municipality=scene.cast.municipality_a)
        named = ours.exclude(person=None).count()
        make_finding(scene.report, scene.cast.teacher)
    run(scene, "methodist", DocumentFormat.XLSX, Watching(tmp_path))
    assert logged() == [("Показатели за 2025 год, Район А.xlsx", named + 1)]


def test_document_without_people_is_logged_too(scene: Scene, tmp_path: Path) -> None:
    run(scene, "ministry", DocumentFormat.DOCX, Watching(tmp_path))
    assert logged() == [(f"Аналитическая справка за 2025 год, {scene.cast.region.name}.docx", 0)]


def test_a_report_out_of_scope_is_refused(scene: Scene, tmp_path: Path) -> None:
    with pytest.raises(JobRefused) as refused:
        run(scene, "teacher", DocumentFormat.PDF, Watching(tmp_path))
    assert str(refused.value) == "Этого отчёта больше нет, или он не открыт вашей роли"
