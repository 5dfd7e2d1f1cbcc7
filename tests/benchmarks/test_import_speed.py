"""A staff spreadsheet of 40,000 × 20 against the bare limit: the same file parsed by fastexcel and copied in (LIMITS).

The import checks every cell and rule, asks the wall, writes five tables and a history of everything; the limit does
none of it. Times are printed, never asserted; only the counts are. Beside the time by the clock stand the seconds of
the processor (of this process, its children and its database session on the same machine), which others at work do not
stretch.
"""

import resource
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import fastexcel
import pytest
from django.db import connection, transaction

from apps.core.actor import acting, system
from apps.core.imports import kinds
from apps.core.imports.results import ImportResult
from apps.core.imports.services import run
from apps.core.tabular.writer import write_xlsx
from apps.teachers.models import Subject
from tests import factories as make
from tests.benchmarks.measure import compare
from tests.support_imports import counts

pytestmark = [pytest.mark.benchmark, pytest.mark.django_db]
ROWS = 40_000
RUNS = 3
SYSTEM = system("bench")


def staff(codes: list[str]) -> Iterator[list[Any]]:
    """Rows with every column filled but the date of leaving."""
    random = Random(1)

    def day(first: int, days: int) -> date:
        return date(first, 1, 1) + timedelta(days=random.randrange(days))

    for number in range(ROWS):
        yield [
            make.make_snils(number + 1),
            *(f"Вымышленова{number % 3000}", f"Анна{number % 100}", f"Петровна{number % 100}"),
            *(day(1960, 14_000), random.choice("мж"), day(1985, 9_000), "высшее педагогическое"),
            *(f"u{number}@example.ru", f"+7 900 {number:07d}", random.choice(codes), "Учитель", True),
            *(day(2000, 8_000), None, "1", ("Математика",), "first", day(2020, 1_500), date(2022, 9, 1)),
        ]


@pytest.fixture
def book(db: None, tmp_path: Path) -> Path:
    """The spreadsheet, and the schools it names."""
    with acting(SYSTEM):
        region = make.make_region("99000000")
        homes = [make.make_municipality(region, f"9960{number:04d}", f"Район {number}") for number in range(20)]
        codes = [make.make_organization(homes[number % 20]).code for number in range(600)]
        make.make_position("Учитель")
        Subject.objects.get_or_create(name="Математика", defaults={"sort_key": "математика"})
    path = tmp_path / "staff.xlsx"
    write_xlsx(staff(codes), kinds.get("staff").columns, path)
    return path


def load(path: Path) -> ImportResult:
    """Import the spreadsheet."""
    with acting(SYSTEM):
        return run(kinds.get("staff"), path)


def taken_back(work: Callable[[], ImportResult]) -> tuple[int, int, int, int]:
    """Do it and take it back."""
    with transaction.atomic():
        told = counts(work())
        transaction.set_rollback(True)
    return told


def processor() -> float:
    """Seconds of the processor spent so far by this process, its children and its database session."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    session = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat").read_text(encoding="ascii")
    return time.process_time() + children.ru_utime + children.ru_stime + int(session.split()[0]) / 1e9


def metered(work: Callable[[], Any], spent: list[float]) -> Callable[[], Any]:
    """The same work; what of the processor it takes is added to a list."""

    def run_metered() -> Any:
        before = processor()
        done = work()
        spent.append(processor() - before)
        return done

    return run_metered


def compare_both(title: str, path: Path) -> None:
    """The import to its limit, by the clock and by the processor (the least of the runs)."""
    mine, limit = list[float](), list[float]()
    compare(title, metered(lambda: taken_back(lambda: load(path)), mine), metered(lambda: bare(path), limit), RUNS)
    print(f"of the processor: {min(mine):.2f} s, limit {min(limit):.2f} s, ratio {min(mine) / min(limit):.1f}")


def bare(path: Path) -> int:
    """The limit: parse the sheet and copy its cells into a table."""
    frame = fastexcel.read_excel(path).load_sheet(0).to_polars()
    columns = ", ".join(f"c{number} text" for number in range(frame.width))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE bare ({columns}) ON COMMIT DROP")
        with cursor.copy("COPY bare FROM STDIN") as copy:
            for row in frame.iter_rows():
                copy.write_row(row)
        transaction.set_rollback(True)
    return frame.height


@pytest.mark.filterwarnings("ignore")
def test_import_of_new_staff(book: Path) -> None:
    assert taken_back(lambda: load(book)) == (ROWS, 0, 0, 0)
    compare_both("Import of 40,000 new rows of staff", book)


@pytest.mark.filterwarnings("ignore")
def test_import_of_staff_that_is_there(book: Path) -> None:
    assert counts(load(book)) == (ROWS, 0, 0, 0)
    assert taken_back(lambda: load(book)) == (0, 0, ROWS, 0)
    compare_both("The same rows once more", book)
