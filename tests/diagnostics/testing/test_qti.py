"""A QTI package leaves and comes back whole; what is none, or means harm, is refused in a sentence."""

import io
import zipfile
from pathlib import Path

import pytest

from apps.diagnostics import notation
from apps.diagnostics.picture_kinds import LIMIT
from apps.diagnostics.qti.child import BROKEN
from apps.diagnostics.qti.model import MANIFEST, Entry, Package, Refused
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
PNG, JPEG = b"\x89PNG\r\n\x1a\n" + b"0" * 64, b"\xff\xd8\xff\xe0" + b"1" * 64


def entries() -> list[Entry]:
    found = []
    for number, (kind, text) in enumerate(WRITTEN.items(), 1):
        options = notation.read(kind, text)
        found.append(Entry(f"З-{number}", kind, "Что верно?\nПодумайте.", options.options, options.key, "Т-01", 3))
    return found


def packed(given: list[Entry]) -> bytes:
    out = io.BytesIO()
    package(given, out)
    return out.getvalue()


def pictured(folder: Path, number: int, data: bytes, ending: str = ".png", words: str = "График") -> Entry:
    (folder / f"{number}{ending}").write_bytes(data)
    options = notation.read("single", "*да\nнет")
    return Entry(f"Р-{number}", "single", "Что на рисунке?", options.options, options.key, "Т-01", 3,
                 folder / f"{number}{ending}", words)  # fmt: skip


def unpacked(folder: Path, data: bytes) -> Package:
    """What the child reads; its pictures lie in the folder «out»."""
    (folder / "package.zip").write_bytes(data)
    (folder / "out").mkdir(exist_ok=True)
    return read(folder / "package.zip", folder / "out")


def refusal(folder: Path, data: bytes) -> str:
    with pytest.raises(Refused) as refused:
        unpacked(folder, data)
    return str(refused.value)


def test_items_of_every_kind_leave_and_come_back(tmp_path: Path) -> None:
    expected = [
        (f"З-{number}", kind, "Что верно?\nПодумайте.", text, "Т-01", 3, "", "")
        for number, (kind, text) in enumerate(WRITTEN.items(), 1)
    ]
    assert unpacked(tmp_path, packed(entries())) == Package(expected, [])  # type: ignore[arg-type]


def test_pictures_leave_and_come_back_the_same_one_once(tmp_path: Path) -> None:
    given = [pictured(tmp_path, 1, PNG), pictured(tmp_path, 2, JPEG, ".jpg"), pictured(tmp_path, 3, PNG, words="")]
    data = packed(given)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert sum(name.startswith("images/") for name in archive.namelist()) == 2
    found = unpacked(tmp_path, data)
    shown = [
        ((tmp_path / "out" / one.picture).read_bytes(), one.picture[-4:], one.picture_words) for one in found.items
    ]
    assert shown == [(PNG, ".png", "График"), (JPEG, ".jpg", "График"), (PNG, ".png", "")]
    assert [one.text for one in found.items] == ["Что на рисунке?"] * 3


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (b'src="../images/', b'src="../../images/', "в пакете нет."),
        (b'src="../images/', b'src="/etc/', "в пакете нет."),
        (b'src="../images/', b'src="https://example.org/', "в пакете нет."),
        (b"\x89PNG", b"<svg", "рисунок — файл PNG или JPEG"),
        (b"</itemBody>", b'<p><img src="x.png" alt=""/></p></itemBody>', "у задания бывает один рисунок, здесь их 2."),
        (b"</simpleChoice>", b'<img src="x.png" alt=""/></simpleChoice>', "рисунки в вариантах ответа не читаются"),
    ],
)
def test_item_whose_picture_cannot_be_taken_is_refused_alone(
    tmp_path: Path, old: bytes, new: bytes, sentence: str
) -> None:
    found = unpacked(tmp_path, changed([pictured(tmp_path, 1, PNG)], old, new))
    assert (found.items, len(found.refused), sentence in found.refused[0]) == ([], 1, True)
    assert list((tmp_path / "out").iterdir()) == []


def test_picture_larger_than_allowed_is_refused(tmp_path: Path) -> None:
    found = unpacked(tmp_path, packed([pictured(tmp_path, 1, PNG + b"0" * LIMIT), pictured(tmp_path, 2, JPEG, ".jpg")]))
    assert (found.refused, [one.code for one in found.items]) == (
        ["items/item00001.xml: рисунок больше 2 МБ."],
        ["Р-2"],
    )


def test_question_of_another_maker_is_read_without_its_options(tmp_path: Path) -> None:
    """Other systems nest the interaction in blocks and break lines as they like."""
    body = "<div><div>Одна\n   <b>строка</b></div><div><choiceInteraction".encode()
    data = changed(entries()[:1], b"<choiceInteraction", body)
    data = changed_in(data, b"</choiceInteraction>", b"</choiceInteraction></div></div>")
    (found,) = unpacked(tmp_path, data).items
    assert (found.text, found.answers) == ("Что верно?\nПодумайте.\nОдна строка", WRITTEN["single"])


def test_same_items_make_the_same_bytes(tmp_path: Path) -> None:
    given = [*entries(), pictured(tmp_path, 9, PNG)]
    assert packed(given) == packed(given)


def changed(given: list[Entry], old: bytes, new: bytes) -> bytes:
    """The package with a replacement in every document."""
    return changed_in(packed(given), old, new)


def changed_in(data: bytes, old: bytes, new: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(old, new))
    return out.getvalue()


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (b"<assessmentItem", b'<!DOCTYPE a [<!ENTITY b "c">]><assessmentItem', "объявляет тип документа"),
        (b"choiceInteraction", b"hotspotInteraction", "вид задания «hotspotInteraction» не поддерживается"),
        (b"items/item00001.xml", b"../../etc/passwd.xml", "файл повреждён или его нет в архиве"),
        (b"</assessmentItem>", b"", "файл повреждён или его нет в архиве"),
    ],
)
def test_item_that_cannot_be_read_is_refused_in_words(tmp_path: Path, old: bytes, new: bytes, sentence: str) -> None:
    found = unpacked(tmp_path, changed(entries()[:1], old, new))
    assert (found.items, len(found.refused), sentence in found.refused[0]) == ([], 1, True)


def test_package_without_items_is_refused(tmp_path: Path) -> None:
    assert (
        refusal(tmp_path, changed(entries(), b"imsqti_item_xmlv2p1", b"webcontent")) == "В пакете нет заданий QTI 2.1."
    )
    assert refusal(tmp_path, changed(entries(), b"</manifest>", b"")) == BROKEN


def test_bomb_and_what_is_no_archive_are_refused(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(MANIFEST, b" " * 2**26)
    assert refusal(tmp_path, out.getvalue()) == "Архив сжат необычно сильно и не распаковывается."
    assert refusal(tmp_path, b"not a zip") == BROKEN
