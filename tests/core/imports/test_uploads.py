"""Uploaded files: kept by content, found by their owner only, removed in time."""

import hashlib
import os
from pathlib import Path

import pytest
from pytest_django import Settings

from apps.core.actor import Actor, acting
from apps.core.imports import kinds, uploads
from apps.core.imports.jobs import submit_import
from apps.core.imports.uploads import UploadRefused
from tests.cast import Cast

pytestmark = pytest.mark.django_db
CONTENT = b"abc" * 1000


@pytest.fixture(autouse=True)
def files(settings: Settings, tmp_path: Path) -> Path:
    settings.FILES_DIR = tmp_path / "files"
    return tmp_path / "files"


@pytest.fixture
def actor(cast: Cast) -> Actor:
    return cast.actor("operator")


def test_file_is_kept_by_its_content(actor: Actor, files: Path) -> None:
    with acting(actor):
        first = uploads.keep([CONTENT[:100], CONTENT[100:]], name="../Кадры 1.XLSX")
        second = uploads.keep([CONTENT], name="другое имя.xlsx")
        found = uploads.find(first.key, name=first.name)
    assert (first.key, first.name) == (f"{hashlib.sha256(CONTENT).hexdigest()}.xlsx", "Кадры 1.xlsx")
    assert (second.path, found.path, found.path.read_bytes()) == (first.path, first.path, CONTENT)
    assert [path.name for path in first.path.parent.iterdir()] == [first.key]
    assert first.path.parent == files / "uploads" / str(actor.user_id)


def test_file_of_another_user_is_not_found(cast: Cast, actor: Actor) -> None:
    with acting(actor):
        key = uploads.keep([CONTENT], name="a.csv").key
    with acting(cast.actor("methodist")), pytest.raises(UploadRefused, match="уже удалён"):
        uploads.find(key, name="a.csv")


@pytest.mark.parametrize("key", ["../../etc/passwd", "", "x" * 64, f"{'0' * 64}/../a", f"{'0' * 64}.csv"])
def test_strange_key_is_not_found(actor: Actor, key: str) -> None:
    with acting(actor), pytest.raises(UploadRefused, match="уже удалён"):
        uploads.find(key, name="a.csv")


def test_changed_file_is_refused(actor: Actor) -> None:
    with acting(actor):
        kept = uploads.keep([CONTENT], name="a.csv")
        kept.path.write_bytes(b"other")
        with pytest.raises(UploadRefused, match="изменился"):
            uploads.find(kept.key, name="a.csv")


def test_file_over_the_limit_is_refused_and_leaves_nothing(actor: Actor, files: Path, settings: Settings) -> None:
    settings.UPLOAD_LIMIT = 2 * 2**20
    with acting(actor), pytest.raises(UploadRefused, match="Файл больше 2 МБ"):
        uploads.keep(iter([bytes(2**20)] * 3), name="a.csv")
    assert list((files / "uploads" / str(actor.user_id)).iterdir()) == []


def test_old_uploads_are_removed(actor: Actor, settings: Settings) -> None:
    with acting(actor):
        old = uploads.keep([CONTENT], name="a.csv")
        new = uploads.keep([CONTENT], name="a.xlsx")
    os.utime(old.path, (0, 0))
    assert uploads.expire() == 1
    assert (old.path.exists(), new.path.exists()) == (False, True)


def test_double_click_is_one_job_and_a_preview_another(actor: Actor) -> None:
    kind = kinds.get("staff")
    with acting(actor):
        kept = uploads.keep([CONTENT], name="a.csv")
        assert submit_import(kind, kept) == submit_import(kind, kept)
        assert submit_import(kind, kept) != submit_import(kind, kept, dry_run=True)
