"""Result files: safe names, nothing outside of the job's folder, kept for a time."""

from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.utils import timezone
from pytest_django.fixtures import Settings

from apps.core.actor import acting, system
from apps.core.models import Job
from apps.core.services import results


@pytest.fixture(autouse=True)
def _files(settings: Settings, tmp_path: Path) -> None:
    settings.FILES_DIR = tmp_path


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("Отчёт за 2025 год.xlsx", "Отчёт за 2025 год.xlsx"),
        ("../../etc/passwd", "etc passwd"),
        ("a\r\nSet-Cookie: x.CSV", "a Set-Cookie x.csv"),
        ("...", "результат"),
        ("", "результат"),
        ("Я" * 300 + ".pdf", "Я" * 146 + ".pdf"),
        ("без окончания", "без окончания"),
    ],
)
def test_name_for_saving_is_safe(name: str, clean: str) -> None:
    assert results.clean_name(name) == clean


def test_place_of_a_result_is_ours() -> None:
    job = Job(pk=uuid4(), fence=2)
    assert results.place_for(job, "../../Отчёт.XLSX") == results.folder(job) / "2.xlsx"
    assert results.folder(job).stat().st_mode & 0o777 == 0o700


def test_file_outside_of_the_folder_is_not_given(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("тайна", encoding="utf-8")
    job = Job(pk=uuid4(), fence=1, result_file="secret")
    assert results.path_of(job) is None
    job.result_file = f"jobs/{job.pk}/../../secret"
    assert results.path_of(job) is None


def test_discard_takes_only_the_files_of_one_start() -> None:
    first, second = Job(pk=uuid4(), fence=1), Job(fence=12)
    second.pk = first.pk
    for job in (first, second):
        results.place_for(job, "a.txt").touch()
    results.discard(first)
    assert [path.name for path in results.folder(first).iterdir()] == ["12.txt"]


@pytest.mark.django_db
def test_files_expire_and_rows_stay() -> None:
    def finished(days: int) -> Job:
        at = timezone.now() - timedelta(days=days)
        job = Job(
            kind="test", title="Файл", actor_key="system:test", key=str(days), state="done", finished_at=at, fence=1
        )
        job.result_file, job.result_name = f"jobs/{job.pk}/1.txt", "a.txt"
        results.place_for(job, "a.txt").touch()
        job.save()
        return job

    with acting(system("test")):
        old, new = finished(31), finished(29)
    assert results.expire() == 1
    with acting(system("test")):
        old.refresh_from_db()
        new.refresh_from_db()
    assert [results.path_of(job) is None for job in (old, new)] == [True, False]
    assert (old.result_file, old.result_name, results.folder(old).exists()) == ("", "a.txt", False)
