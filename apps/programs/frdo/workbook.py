"""The workbook of a package: the forty columns in their order, and the answer read back from a table."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from apps.core.tabular.cells import Cell, plain_text
from apps.core.tabular.columns import Column
from apps.core.tabular.reader import read_table
from apps.core.tabular.writer import write_xlsx
from apps.programs.frdo.columns import COLUMNS

SHEET = "Шаблон"
NUMBER, ANSWER, ERROR = "Регистрационный номер", "Статус", "Ошибка"
ACCEPTED = frozenset({"принят", "принято", "загружен", "загружено", "успешно", "ок", "без ошибок"})


class AnswerUnreadable(Exception):
    """The table of answers lacks what it must have. ``message`` is one Russian sentence."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def write(rows: Iterable[Sequence[str]], file: Path) -> int:
    """Write frozen rows as the form; every value is text, as the form wants it. Returns how many."""
    return write_xlsx(rows, [Column(column.heading, width=24) for column in COLUMNS], file, sheet=SHEET)


@dataclass(frozen=True, slots=True)
class Answer:
    """A row of the answer: its number in the table, the document's, the error, empty where it was accepted."""

    row: int
    number: str
    error: str


def read_answers(path: Path) -> list[Answer]:
    """What the table answers, row by row.

    The table has the columns «Регистрационный номер» and «Статус», perhaps «Ошибка»; a status that says neither
    «принят» nor the like is an error, told in its own words. Raises ``AnswerUnreadable`` and ``UnreadableFile``.
    """
    with read_table(path) as table:
        heads = [" ".join(head.split()).casefold() for head in table.headings]
        for wanted in (NUMBER, ANSWER):
            if wanted.casefold() not in heads:
                raise AnswerUnreadable(f"В таблице нет столбца «{wanted}»: проверьте, тот ли файл выбран.")
        places = [
            heads.index(name.casefold()) if name.casefold() in heads else None for name in (NUMBER, ANSWER, ERROR)
        ]
        found = []
        for row, cells in table.rows():
            number, status, error = (_text(cells, place) for place in places)
            found.append(Answer(row, number, _error(status, error)))
    return found


def _text(cells: Sequence[Cell], place: int | None) -> str:
    value = cells[place] if place is not None and place < len(cells) else None
    return " ".join(plain_text(value).split())


def _error(status: str, error: str) -> str:
    if status.casefold().rstrip(".") in ACCEPTED:
        return ""
    return error or status or "Ответ без пояснения"
