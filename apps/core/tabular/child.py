"""The child process that parses a stranger's file: ``python -m apps.core.tabular.child PATH ROWS META LIMITS``.

ROWS and META are descriptors of files opened by the parent. Rows go out as JSON lines, some hundreds a line, each
row as ``[number, [cells]]``; META gets one object: what was understood, or ``{"refusal": …}``. Exit status 0 means
that META is complete; anything else, a signal included, that the parser died. Nothing here imports Django.
"""

from __future__ import annotations

import gc
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

from apps.core import children
from apps.core.tabular.cells import is_empty, plain_text
from apps.core.tabular.limits import WHAT_IS_EXPECTED, Limits, Refusal, column_letters
from apps.core.tabular.sources import Source, open_source, plain_cell
from apps.core.text import format_number

_ROWS_A_LINE = 500
_encoder = json.JSONEncoder(default=plain_cell, ensure_ascii=False, separators=(",", ":"), check_circular=False)


def main(path: Path, rows_fd: int, meta_fd: int, limits: Limits) -> None:
    """Parse the file within the limits and write what was found, or the refusal."""
    children.limit(memory=limits.memory, seconds=limits.cpu_seconds, output=limits.output)
    # Rows hold no circles and the process is short: looking for garbage among them takes a sixth of its time.
    gc.disable()
    try:
        meta = _parse(path, rows_fd, limits)
    except Refusal as refusal:
        meta = {"refusal": str(refusal)}
    with os.fdopen(meta_fd, "w", encoding="utf-8") as out:
        json.dump(meta, out, ensure_ascii=False)


def _parse(path: Path, rows_fd: int, limits: Limits) -> dict[str, Any]:
    try:
        source = open_source(path, limits)
        with os.fdopen(rows_fd, "w", encoding="utf-8", newline="") as out:
            return _write(source, out, limits)
    except children.BROKEN as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        raise _broken() from None
    except Exception as error:
        # The parser's own classes are known only where it is loaded.
        if type(error).__module__.partition(".")[0] != "python_calamine":
            raise
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        raise _broken() from None


def _broken() -> Refusal:
    return Refusal(f"Книга повреждена и не читается; {WHAT_IS_EXPECTED} — откройте её в Excel и сохраните заново.")


def _write(source: Source, out: TextIO, limits: Limits) -> dict[str, Any]:
    rows = iter(source.rows)
    headings = _headings(source, rows)
    width = len(headings)
    count = 0
    batch: list[list[Any]] = []
    for number, cells in rows:
        if all(is_empty(cell) for cell in cells):
            continue
        count += 1
        if count > limits.max_rows:
            raise _too_many(source, limits)
        batch.append([number, _fit(source, number, cells, width)])
        if len(batch) == _ROWS_A_LINE:
            _flush(out, batch)
    _flush(out, batch)
    return {
        "sheet": source.sheet,
        "encoding": source.encoding,
        "delimiter": source.delimiter,
        "headings": headings,
        "row_count": count,
        "warnings": source.warnings,
    }


def _headings(source: Source, rows: Iterator[tuple[int, list[Any]]]) -> list[str]:
    _, cells = next(rows, (1, []))
    headings = [plain_text(cell) for cell in cells]
    while headings and not headings[-1]:
        headings.pop()
    if not headings:
        raise Refusal(f"{source.place}: первая строка пуста; в ней ожидаются заголовки столбцов (ячейка A1 и далее).")
    return headings


def _too_many(source: Source, limits: Limits) -> Refusal:
    return Refusal(f"{source.place}: строк больше, чем {format_number(limits.max_rows)}; разделите файл на несколько.")


def _fit(source: Source, number: int, cells: list[Any], width: int) -> list[Any]:
    """Make the row as wide as the headings; what is beyond them is left out of an .xlsx with a warning.

    In a .csv extra cells mean a delimiter inside an unquoted text: the row stays long, so that it is rejected.
    """
    if len(cells) == width:
        return cells
    if len(cells) < width:
        return cells + [""] * (width - len(cells))
    extra = next((place for place in range(width, len(cells)) if not is_empty(cells[place])), None)
    if extra is None or source.sheet:
        if extra is not None and not any("без заголовка" in text for text in source.warnings):
            cell = f"{column_letters(extra)}{number}"
            source.warnings.append(f"{source.place}, ячейка {cell}: столбец без заголовка не читается.")
        return cells[:width]
    return cells


def _flush(out: TextIO, batch: list[list[Any]]) -> None:
    if batch:
        out.write(_encoder.encode(batch))
        out.write("\n")
        batch.clear()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), Limits(**json.loads(sys.argv[4])))
