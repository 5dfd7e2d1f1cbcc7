"""Files that harm or are no tables: each is refused with a sentence, none touches the reading process."""

from __future__ import annotations

import resource
import struct
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from apps.core.tabular.limits import Limits
from apps.core.tabular.reader import DEFAULT_LIMITS, UnreadableFile, read_table
from tests.core.tabular.workbooks import (
    BOOK,
    HEADING_ROW,
    MAIN,
    PLAIN_SHEET,
    cell_xml,
    row_xml,
    sheet_xml,
    write_book,
    write_parts,
)

EXPECTED = "ожидается книга Excel (.xlsx) или текст с разделителями (.csv)"
UNPARSABLE = (
    "Файл не удалось разобрать: он повреждён или данные в нём разбросаны по слишком большому листу; "
    f"{EXPECTED}, таблица начинается с ячейки A1 и идёт подряд."
)
BROKEN = f"Книга повреждена и не читается; {EXPECTED} — откройте её в Excel и сохраните заново."
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def refusal(path: Path, limits: Limits = DEFAULT_LIMITS) -> str:
    with pytest.raises(UnreadableFile) as caught:
        read_table(path, limits=limits)
    return caught.value.message


@pytest.mark.parametrize("name", ["XFD1048576", "A1048576", "A300000", "JA2", "XFD2", "ZZ5", "BB999999"])
def test_a_far_cell_is_named(tmp_path: Path, name: str) -> None:
    row = int(name.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    path = write_parts(tmp_path / "a.xlsx", sheet_xml(HEADING_ROW + row_xml(row, cell_xml(name, "x"))))
    assert refusal(path) == (
        f"Лист «Данные»: ячейка {name} слишком далеко от таблицы; ожидается не больше 299\u202f999 строк "
        "и столбцы не правее IZ — удалите лишние строки и столбцы."
    )


@pytest.mark.parametrize("name", ["A299999", "IZ2", "AA1000"])
def test_a_cell_within_the_bounds_is_read(tmp_path: Path, name: str) -> None:
    row = int(name.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    heading = row_xml(1, cell_xml("A1", "А"))
    path = write_parts(tmp_path / "a.xlsx", sheet_xml(heading + row_xml(row, cell_xml(name, "x"))))
    with read_table(path) as table:
        assert [number for number, _ in table.rows()] == [row]


def test_a_far_cell_across_two_chunks_is_found(tmp_path: Path) -> None:
    filler = "".join(row_xml(n, cell_xml(f"A{n}", "x" * 900)) for n in range(2, 4600))
    for shift in range(4):
        rows = HEADING_ROW + filler + " " * (16 * shift) + row_xml(9000, cell_xml("XFD9000", "x"))
        assert "ячейка XFD9000" in refusal(write_parts(tmp_path / f"{shift}.xlsx", sheet_xml(rows)))


def test_a_far_cell_hidden_from_the_check_kills_the_child_only(tmp_path: Path) -> None:
    hidden = "<row r='1048576'><c r='XFD1048576' t='inlineStr'><is><t>x</t></is></c></row>"
    path = write_parts(tmp_path / "a.xlsx", sheet_xml(HEADING_ROW + hidden))
    assert refusal(path) == UNPARSABLE


def test_a_bomb_is_refused_by_its_directory(tmp_path: Path) -> None:
    path = write_parts(tmp_path / "a.xlsx", extra={"xl/sharedStrings.xml": b"\0" * (40 * 2**20)})
    assert path.stat().st_size < 2**16
    assert refusal(path) == (
        "Книга распаковывается в 40 МБ — это больше, чем бывает у таблиц; удалите лишние листы, строки и оформление."
    )


def test_a_bomb_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    sheet = sheet_xml(HEADING_ROW + "<!--" + "x" * (10 * 2**20) + "-->")
    path = write_parts(tmp_path / "a.xlsx", sheet)
    with zipfile.ZipFile(path) as archive:
        real = archive.getinfo("xl/worksheets/sheet1.xml").file_size
    path.write_bytes(path.read_bytes().replace(struct.pack("<I", real), struct.pack("<I", 5000)))
    assert refusal(path) == BROKEN


def test_a_bomb_in_the_shared_strings_meets_the_memory_limit(tmp_path: Path) -> None:
    strings = f'<sst xmlns="{MAIN}">' + f"<si><t>{'x' * 900}</t></si>" * 150_000 + "</sst>"
    path = write_parts(tmp_path / "a.xlsx", extra={"xl/sharedStrings.xml": strings.encode()})
    assert refusal(path, replace(DEFAULT_LIMITS, memory=128 * 2**20, ratio=10**6)) == UNPARSABLE


def test_the_limits_of_the_child_are_not_ours(tmp_path: Path) -> None:
    before = [resource.getrlimit(kind) for kind in (resource.RLIMIT_AS, resource.RLIMIT_CPU, resource.RLIMIT_FSIZE)]
    with read_table(write_book(tmp_path / "a.xlsx", [["А"]])):
        after = [resource.getrlimit(kind) for kind in (resource.RLIMIT_AS, resource.RLIMIT_CPU, resource.RLIMIT_FSIZE)]
    assert after == before


def test_a_parse_longer_than_the_wall_time_is_left(tmp_path: Path) -> None:
    path = write_book(tmp_path / "a.xlsx", [["А"]])
    assert refusal(path, replace(DEFAULT_LIMITS, wall_seconds=0)) == (
        "Файл разбирался слишком долго и был оставлен; удалите из него лишние листы, строки и оформление."
    )


def test_a_parse_longer_than_the_processor_time_is_left(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("А;Б\n" + "1;2\n" * 3_000_000)
    limits = replace(DEFAULT_LIMITS, cpu_seconds=1, max_rows=10_000_000)
    assert refusal(path, limits).startswith("Файл разбирался слишком долго")


def test_an_output_larger_than_allowed_is_left(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("А\n" + f"{'x' * 1000}\n" * 2000)
    assert refusal(path, replace(DEFAULT_LIMITS, output=2**20)) == UNPARSABLE


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9, 0.99])
def test_a_truncated_workbook_is_refused(tmp_path: Path, share: float) -> None:
    path = write_book(tmp_path / "a.xlsx", [["А"], *([f"слово {n}"] for n in range(100))])
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * share)])
    assert refusal(path) == BROKEN


@pytest.mark.parametrize(
    ("part", "text"),
    [
        ("xl/worksheets/sheet1.xml", b"<worksheet><sheetData><row"),
        ("xl/workbook.xml", b"<workbook"),
        ("xl/_rels/workbook.xml.rels", b""),
    ],
)
def test_a_broken_part_is_refused(tmp_path: Path, part: str, text: bytes) -> None:
    message = refusal(write_parts(tmp_path / "a.xlsx", extra={part: text}))
    assert message in (
        BROKEN,
        "Лист «Данные»: первая строка пуста; в ней ожидаются заголовки столбцов (ячейка A1 и далее).",
    )


def test_a_missing_part_is_named(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr("xl/workbook.xml", BOOK)
    assert refusal(tmp_path / "a.xlsx") == (
        f"Книга повреждена: в ней нет части xl/_rels/workbook.xml.rels; {EXPECTED}."
    )


def test_entities_in_the_contents_are_refused(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]>' + BOOK.removeprefix('<?xml version="1.0"?>')
    path = write_parts(tmp_path / "a.xlsx", extra={"xl/workbook.xml": bomb.encode()})
    assert refusal(path) == f"Оглавление книги устроено не так, как пишет Excel; {EXPECTED}."


def test_a_huge_table_of_contents_is_refused(tmp_path: Path) -> None:
    path = write_parts(tmp_path / "a.xlsx", extra={"xl/workbook.xml": b" " * (5 * 2**20)})
    assert refusal(path) == f"Оглавление книги неправдоподобно велико; {EXPECTED}."


def test_a_crowd_of_parts_is_refused(tmp_path: Path) -> None:
    path = write_parts(tmp_path / "a.xlsx", extra={f"xl/media/{n}.png": b"" for n in range(2001)})
    assert refusal(path) == f"В книге слишком много частей (2\u202f006); {EXPECTED}."


def test_a_book_without_worksheets_is_refused(tmp_path: Path) -> None:
    book = BOOK.replace('r:id="rId1"', 'r:id="rId7"').encode()
    path = write_parts(tmp_path / "a.xlsx", extra={"xl/workbook.xml": book})
    assert refusal(path) == f"В книге нет ни одного листа с таблицей; {EXPECTED}."


def test_names_that_climb_out_write_nothing(tmp_path: Path) -> None:
    path = write_parts(tmp_path / "a.xlsx", extra={"../../evil.txt": b"x", "/evil.txt": b"x"})
    with read_table(path) as table:
        assert (table.row_count, sorted(entry.name for entry in tmp_path.iterdir())) == (1, ["a.xlsx"])


@pytest.mark.parametrize(
    ("part", "reason"),
    [
        ("word/document.xml", "Это документ Word"),
        ("ppt/presentation.xml", "Это презентация PowerPoint"),
        ("xl/workbook.bin", "Это двоичная книга .xlsb — сохраните её как «Книга Excel (.xlsx)»"),
        ("content.xml", "Это документ LibreOffice (.ods) — сохраните его как «Книга Excel (.xlsx)»"),
        ("readme.txt", "Это архив, а не таблица"),
    ],
)
def test_other_archives_are_called_by_name(tmp_path: Path, part: str, reason: str) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr(part, "x")
    assert refusal(tmp_path / "a.xlsx") == f"{reason}; {EXPECTED}."


@pytest.mark.parametrize(
    ("head", "reason"),
    [
        (b"%PDF-1.7", "Это документ PDF"),
        (b"\x89PNG\r\n", "Это картинка"),
        (b"\xff\xd8\xff\xe0", "Это картинка"),
        (b"{\\rtf1", "Это текстовый документ"),
        (b"<HTML><table>", "Это веб-страница"),
        (b"<?xml version='1.0'?>", "Это файл XML"),
        (b"\x7fELF\0\0", "Это не таблица"),
    ],
)
def test_other_kinds_of_files_are_called_by_name(tmp_path: Path, head: bytes, reason: str) -> None:
    (tmp_path / "a.csv").write_bytes(head + b" trailing")
    assert refusal(tmp_path / "a.csv") == f"{reason}; {EXPECTED}."


@pytest.mark.parametrize("padding", [0, 3 * 2**20])
def test_a_locked_workbook_asks_to_take_the_password_off(tmp_path: Path, padding: int) -> None:
    (tmp_path / "a.xlsx").write_bytes(OLE + b"\0" * padding + "EncryptedPackage".encode("utf-16-le"))
    assert refusal(tmp_path / "a.xlsx") == "Файл защищён паролем; снимите пароль и загрузите его снова."


def test_an_entry_with_a_password_asks_to_take_it_off(tmp_path: Path) -> None:
    path = write_parts(tmp_path / "a.xlsx", PLAIN_SHEET)
    text = bytearray(path.read_bytes())
    place = text.rfind(b"PK\x01\x02")
    text[place + 8] |= 1
    path.write_bytes(bytes(text))
    assert refusal(path) == "Файл защищён паролем; снимите пароль и загрузите его снова."


def test_an_old_workbook_asks_to_be_saved_anew(tmp_path: Path) -> None:
    (tmp_path / "a.xls").write_bytes(OLE + b"\0" * 5000)
    assert refusal(tmp_path / "a.xls") == (
        "Это книга старого вида (.xls) — сохраните её как «Книга Excel (.xlsx)» и загрузите снова."
    )


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    assert refusal(tmp_path / "нет.xlsx") == f"Файл нет.xlsx не найден; {EXPECTED}."


def test_a_file_too_large_is_not_even_opened(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"x" * 2_000_000)
    limits = replace(DEFAULT_LIMITS, file_size=2**20)
    assert refusal(tmp_path / "a.csv", limits) == "Файл больше 1 МБ; разделите его на несколько."
