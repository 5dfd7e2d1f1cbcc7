"""Small spreadsheets for tests."""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

Row = Mapping[str, object]


def write_csv(path: Path, rows: Sequence[Row]) -> Path:
    """A .csv with the headings of all rows, in the order of their appearance; a missing cell is empty."""
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(headings)
        for row in rows:
            writer.writerow([row.get(heading, "") for heading in headings])
    return path
