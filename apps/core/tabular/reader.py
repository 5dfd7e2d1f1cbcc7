"""Reading a spreadsheet from outside without letting it touch the server (ARCHITECTURE, Files from outside).

The file is parsed in a child process with bounded memory, time and output; the server only reads back plain rows.
"""

from __future__ import annotations

import json
import logging
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from apps.core import children
from apps.core.tabular.cells import Cell
from apps.core.tabular.limits import WHAT_IS_EXPECTED, Limits
from apps.core.text import format_number

logger = logging.getLogger(__name__)
DEFAULT_LIMITS = Limits()
_ROOT = Path(__file__).resolve().parents[3]
_SEEN_STDERR = 2_000


class UnreadableFile(Exception):
    """The file was not read. ``message`` is one Russian sentence: the sheet, the cell, what is expected."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@dataclass
class Table:
    """A spreadsheet as it was read: use as a context manager, iterate ``rows()`` as often as needed.

    ``sheet`` is empty for a .csv, ``encoding`` and ``delimiter`` for an .xlsx. ``headings`` are the cells of row 1.
    ``row_count`` counts the filled rows under them. ``warnings`` are sentences for the user.
    """

    sheet: str
    encoding: str
    delimiter: str
    headings: list[str]
    row_count: int
    warnings: list[str]
    _stream: IO[str] = field(repr=False)

    def rows(self) -> Iterator[tuple[int, list[Cell]]]:
        """Yield (the spreadsheet's own row number, raw cells); empty rows are left out.

        A row has as many cells as there are headings; a longer one (in a .csv) has an unquoted delimiter in it.
        One iteration at a time: the next call starts again from the first row.
        """
        self._stream.seek(0)
        for line in self._stream:
            yield from map(tuple, json.loads(line, object_hook=_day))

    def close(self) -> None:
        """Forget the rows (their temporary file has no name and goes with its descriptor)."""
        self._stream.close()

    def __enter__(self) -> Table:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _day(found: dict[str, int]) -> date:
    return date.fromordinal(found["d"])


def read_table(path: Path, *, max_rows: int | None = None, limits: Limits = DEFAULT_LIMITS) -> Table:
    """Read the first sheet of an .xlsx, or a .csv (FORMATS, Spreadsheets), in a limited child process.

    ``max_rows`` bounds the filled rows under the headings. Raises UnreadableFile; whatever the file does, only
    the child suffers.
    """
    if max_rows is not None:
        limits = replace(limits, max_rows=max_rows)
    _check_file(path, limits)
    # It lives on in the Table, which closes it.
    stream = tempfile.TemporaryFile("w+", encoding="utf-8", newline="\n")  # noqa: SIM115
    try:
        return Table(**_run(path, stream, limits), _stream=stream)
    except BaseException:
        stream.close()
        raise


def _check_file(path: Path, limits: Limits) -> None:
    if not path.is_file():
        raise UnreadableFile(f"Файл {path.name} не найден; {WHAT_IS_EXPECTED}.")
    if path.stat().st_size > limits.file_size:
        size = format_number(limits.file_size // 2**20)
        raise UnreadableFile(f"Файл больше {size} МБ; разделите его на несколько.")


def _run(path: Path, rows: IO[str], limits: Limits) -> dict[str, Any]:
    with tempfile.TemporaryFile() as meta, tempfile.TemporaryFile() as stderr:
        descriptors = (rows.fileno(), meta.fileno())
        arguments = (str(path.resolve()), *map(str, descriptors), json.dumps(asdict(limits)))
        try:
            status = children.run(
                "apps.core.tabular.child",
                *arguments,
                seconds=limits.wall_seconds,
                stdout=subprocess.DEVNULL,
                stderr=stderr,
                pass_fds=descriptors,
            ).returncode
        except subprocess.TimeoutExpired:
            raise UnreadableFile(_too_long()) from None
        return _result(status, meta, stderr)


def _result(status: int, meta: IO[bytes], stderr: IO[bytes]) -> dict[str, Any]:
    stderr.seek(0)
    noise = stderr.read(_SEEN_STDERR).decode("utf-8", "replace").strip()
    if status != 0:
        logger.warning("the parser of a spreadsheet died with status %s: %s", status, noise)
        raise UnreadableFile(_death(status))
    meta.seek(0)
    found: dict[str, Any] = json.load(meta)
    if "refusal" in found:
        logger.info("a spreadsheet was refused: %s", noise or "by its content")
        raise UnreadableFile(found["refusal"])
    return found


def _too_long() -> str:
    return "Файл разбирался слишком долго и был оставлен; удалите из него лишние листы, строки и оформление."


def _death(status: int) -> str:
    if -status in (signal.SIGXCPU, signal.SIGKILL):
        return _too_long()
    return (
        "Файл не удалось разобрать: он повреждён или данные в нём разбросаны по слишком большому листу; "
        f"{WHAT_IS_EXPECTED}, таблица начинается с ячейки A1 и идёт подряд."
    )
