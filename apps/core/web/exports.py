"""Files of exactly what a list shows: the same rows, columns and order, under the same scope."""

import tempfile
from pathlib import Path
from typing import Any

from django.http import QueryDict
from django.utils import timezone

from apps.core.actor import Actor, current
from apps.core.jobs import JobContext, Outcome, job_kind
from apps.core.services import history
from apps.core.tabular import columns as files
from apps.core.tabular import values
from apps.core.tabular.writer import write_xlsx
from apps.core.text import count_text, format_date
from apps.core.web import resource as resources
from apps.core.web import saved
from apps.core.web.columns import Column, Kind, file_value
from apps.core.web.listing import Rows, chosen
from apps.core.web.resource import Resource
from apps.core.web.state import ListState
from apps.core.web.table import Table

# More rows than this become a job: a page never waits for a file.
DIRECT_ROWS = 5000
TOLD_EVERY = 5000


def table_of(resource: Resource, actor: Actor, query: str) -> Table:
    """The table that an address shows to an actor, all pages of it."""
    state = ListState(QueryDict(query))
    names = state.columns or saved.remembered(saved.views_of(resource.label()))
    return Table(resource, Rows(resource, actor, state).rows, chosen(resource, names), state, actor)


def file_column(column: Column) -> files.Column:
    """A column of a list as a column of a file."""
    kinds: dict[Kind, values.ValueType[Any]] = {
        Kind.NUMBER: values.DecimalType(),
        Kind.PERCENT: values.DecimalType(),
        Kind.DATE: values.DateType(),
    }
    kind = values.TEXT if column.write else kinds.get(column.kind, values.TEXT)
    return files.Column(column.title, kind, width=column.width)


def file_name(resource: Resource) -> str:
    """The name that the user saves the file under."""
    return f"{resource.titles.page} {format_date(timezone.localdate())}.xlsx"


def write(table: Table, path: Path, context: JobContext | None = None) -> int:
    """Write the table as an .xlsx and return the number of rows; the export of people's data is logged."""
    columns = table.columns

    def rows() -> Any:
        for done, row in enumerate(table.values()):
            if context is not None and done % TOLD_EVERY == 0:
                context.progress(done, None, "Записываются строки")
            yield [file_value(c, table.labels[c.name], value) for c, value in zip(columns, row, strict=True)]

    title = table.resource.titles.page
    count = write_xlsx(rows(), [file_column(column) for column in columns], path, sheet=title)
    if table.resource.personal:
        history.log_export(f"{title}: выгрузка списка", count)
    return count


def finished_file(table: Table) -> Any:
    """A finished file of a short list, open for reading and already without a name on the disk."""
    with tempfile.TemporaryDirectory(prefix="rsnms-export-") as folder:
        path = Path(folder) / "list.xlsx"
        write(table, path)
        return path.open("rb")


@job_kind("export_list", title="Выгрузка списка")
def export_list(context: JobContext, *, resource: str, query: str) -> Outcome:
    """Write a long list into a file in the background, as the user who asked for it."""
    found = resources.get(resource)
    table = table_of(found, current(), query)
    count = write(table, context.file(file_name(found)), context)
    return Outcome(message=f"Файл готов: {count_text(count, 'строка', 'строки', 'строк')}")
