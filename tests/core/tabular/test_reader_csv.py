"""Reading a .csv: encodings, delimiters, quotes, row numbers."""

from __future__ import annotations

from pathlib import Path

import pytest

from apps.core.tabular.cells import Cell
from apps.core.tabular.reader import UnreadableFile, read_table


def written(tmp_path: Path, text: str, encoding: str = "utf-8") -> Path:
    path = tmp_path / "a.csv"
    path.write_bytes(text.encode(encoding))
    return path


def rows_of(path: Path) -> list[tuple[int, list[Cell]]]:
    with read_table(path) as table:
        return list(table.rows())


def refusal(path: Path) -> str:
    with pytest.raises(UnreadableFile) as caught:
        read_table(path)
    return caught.value.message


@pytest.mark.parametrize(("encoding", "name"), [("utf-8", "UTF-8"), ("utf-8-sig", "UTF-8"), ("cp1251", "Windows-1251")])
def test_encodings_are_recognized(tmp_path: Path, encoding: str, name: str) -> None:
    with read_table(written(tmp_path, "Код;Имя\n1;Ёлкина №2\n", encoding)) as table:
        seen = (table.sheet, table.encoding, table.headings, list(table.rows()))
    assert seen == ("", name, ["Код", "Имя"], [(2, ["1", "Ёлкина №2"])])


def test_cp1251_is_recognized_by_a_letter_far_in_the_file(tmp_path: Path) -> None:
    text = "Code;Name\n" + f"1;{'Anna' * 300}\n" * 2_000
    path = written(tmp_path, text + "1;Щукина\n", "cp1251")
    with read_table(path) as table:
        assert (table.encoding, list(table.rows())[-1][1]) == ("Windows-1251", ["1", "Щукина"])


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_delimiters_are_recognized(tmp_path: Path, delimiter: str) -> None:
    text = delimiter.join(["Код", '"Имя;, и\tотчество"', "Год"]) + "\n" + delimiter.join(["1", "Анна", "2024"])
    with read_table(written(tmp_path, text)) as table:
        seen = (table.delimiter, table.headings, list(table.rows()))
    assert seen == (delimiter, ["Код", "Имя;, и\tотчество", "Год"], [(2, ["1", "Анна", "2024"])])


def test_one_column_needs_no_delimiter(tmp_path: Path) -> None:
    assert rows_of(written(tmp_path, "Код\n1,5\n")) == [(2, ["1,5"])]


def test_quoted_cells_may_hold_delimiters_quotes_and_lines(tmp_path: Path) -> None:
    text = 'Имя;Школа\r\n"Анна; Мария";"МБОУ ""Школа\r\n№ 1"""\r\nПётр;ООО "Рассвет"\r\n'
    assert rows_of(written(tmp_path, text)) == [
        (2, ["Анна; Мария", 'МБОУ "Школа\r\n№ 1"']),
        (3, ["Пётр", 'ООО "Рассвет"']),
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end_is_understood(tmp_path: Path, end: str) -> None:
    assert rows_of(written(tmp_path, end.join(["А;Б", "1;2", "", ";", "3;4"]))) == [(2, ["1", "2"]), (5, ["3", "4"])]


def test_short_rows_are_filled_and_long_ones_stay_long(tmp_path: Path) -> None:
    assert rows_of(written(tmp_path, "А;Б;\n1\n1;2;3\n1;2;;\n")) == [
        (2, ["1", ""]),
        (3, ["1", "2", "3"]),
        (4, ["1", "2"]),
    ]


def test_the_apostrophe_of_our_own_export_is_taken_off(tmp_path: Path) -> None:
    text = "А;Б;В;Г\n'=1+1;'+7 900;''=x;'слово\n"
    assert rows_of(written(tmp_path, text)) == [(2, ["=1+1", "+7 900", "'=x", "'слово"])]


def test_text_like_a_formula_is_text(tmp_path: Path) -> None:
    assert rows_of(written(tmp_path, "А;Б\n=1+1;-\n")) == [(2, ["=1+1", "-"])]


def test_an_unclosed_quote_names_the_row(tmp_path: Path) -> None:
    assert refusal(written(tmp_path, 'А;Б\n1;2\n"3;4\n5;6\n')) == (
        "Строка 3: кавычки расставлены неверно или ячейка длиннее 32 767 знаков; "
        "ожидается текст в парных кавычках, кавычка внутри него удваивается."
    )


def test_a_cell_longer_than_excel_knows_is_refused(tmp_path: Path) -> None:
    assert refusal(written(tmp_path, "А\n" + "x" * 40_000)).startswith("Строка 2: ")


@pytest.mark.parametrize("text", ["", "\n\n", " \r\n\t"])
def test_an_empty_file_is_refused(tmp_path: Path, text: str) -> None:
    assert refusal(written(tmp_path, text, "utf-8-sig")) == (
        "Файл пуст; ожидается книга Excel (.xlsx) или текст с разделителями (.csv)."
    )


def test_headings_have_to_stand_in_the_first_row(tmp_path: Path) -> None:
    assert refusal(written(tmp_path, "\nА;Б\n1;2\n")) == (
        "Файл: первая строка пуста; в ней ожидаются заголовки столбцов (ячейка A1 и далее)."
    )


def test_too_many_rows_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile) as caught:
        read_table(written(tmp_path, "А\n" + "1\n" * 1001), max_rows=1000)
    assert caught.value.message == "Файл: строк больше, чем 1\u202f000; разделите файл на несколько."


def test_an_unknown_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"\x98\xff\n")
    assert refusal(path) == "Не удалось понять кодировку текста; ожидается UTF-8 или Windows-1251."


def test_utf16_is_refused_with_advice(tmp_path: Path) -> None:
    assert refusal(written(tmp_path, "А;Б\n", "utf-16")) == (
        "Текст записан в Юникоде UTF-16; сохраните его как «CSV UTF-8» или «Книга Excel (.xlsx)»."
    )
