"""A QTI package leaves and comes back whole; what is none, or means harm, is refused in a sentence."""

import io
import zipfile
from pathlib import Path

import pytest

from apps.diagnostics import notation
from apps.diagnostics.qti.child import BROKEN
from apps.diagnostics.qti.model import MANIFEST, Entry, Refused
from apps.diagnostics.qti.reader import read
from apps.diagnostics.qti.write import package

WRITTEN = {
    "single": "первое\n*второе <b>&</b>\nтретье",
    "multiple": "*первое\nвторое\n*третье",
    "matching": "рожь = хлеб\nлён = ткань\n= мёд",
    "order": "цель\nанализ\nитог",
    "number": "12,5 ± 0,1",
    "text": "Выготский\nЛев Выготский",
}


def entries() -> list[Entry]:
    found = []
    for number, (kind, text) in enumerate(WRITTEN.items(), 1):
        options = notation.read(kind, text)
        found.append(Entry(f"З-{number}", kind, "Что верно?\nПодумайте.", options.options, options.key, "Т-01", 3))
    return found


def kept(folder: Path, data: bytes) -> Path:
    (folder / "package.zip").write_bytes(data)
    return folder / "package.zip"


def refusal(path: Path) -> str:
    with pytest.raises(Refused) as refused:
        read(path)
    return str(refused.value)


def test_items_of_every_kind_leave_and_come_back(tmp_path: Path) -> None:
    found = read(kept(tmp_path, package(entries())))
    expected = [
        [f"З-{number}", kind, "Что верно?\nПодумайте.", text, "Т-01", 3]
        for number, (kind, text) in enumerate(WRITTEN.items(), 1)
    ]
    assert found == expected


def test_same_items_make_the_same_bytes() -> None:
    assert package(entries()) == package(entries())


def changed(old: bytes, new: bytes) -> bytes:
    """The package with a replacement in every document."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package(entries()[:1]))) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(old, new))
    return out.getvalue()


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (b"<assessmentItem", b'<!DOCTYPE a [<!ENTITY b "c">]><assessmentItem', "объявляет тип документа"),
        (b"choiceInteraction", b"hotspotInteraction", "вид задания «hotspotInteraction» не поддерживается"),
        (b"imsqti_item_xmlv2p1", b"webcontent", "В пакете нет заданий QTI 2.1."),
        (b"items/item00001.xml", b"../../etc/passwd.xml", BROKEN),
        (b"</assessmentItem>", b"", BROKEN),
    ],
)
def test_package_that_cannot_be_is_refused_in_words(tmp_path: Path, old: bytes, new: bytes, sentence: str) -> None:
    assert sentence in refusal(kept(tmp_path, changed(old, new)))


def test_bomb_and_what_is_no_archive_are_refused(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(MANIFEST, b" " * 2**26)
    assert refusal(kept(tmp_path, out.getvalue())) == "Архив сжат необычно сильно и не распаковывается."
    assert refusal(kept(tmp_path, b"not a zip")) == BROKEN
