"""``import_data``: one spreadsheet through the same service as the web upload (FORMATS, Commands)."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import CommandError

from apps.core.imports import kinds, services
from apps.core.imports.results import ImportResult
from apps.core.management.base import PortalCommand
from apps.core.tabular.headings import UnusableFile
from apps.core.tabular.reader import UnreadableFile
from apps.core.text import count_text

SHOWN = 50


class Command(PortalCommand):
    """Exit status: 0 done; 1 done, but some rows were rejected; 2 nothing was done."""

    help = "Загружает одну таблицу (.xlsx или .csv) того же вида и по тем же правилам, что и на странице «Данные»"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kind", metavar="KIND", help="вид данных: " + ", ".join(k.code for k in kinds.all_kinds()))
        parser.add_argument("file", metavar="FILE", type=Path, help="таблица .xlsx или .csv")
        parser.add_argument("--dry-run", action="store_true", help="проверить и показать, ничего не записывая")
        parser.add_argument("--atomic", action="store_true", help="при отклонённой строке не записывать ничего")
        parser.add_argument("--json", action="store_true", help="итог в виде JSON и больше ничего")

    def work(self, **options: Any) -> int:
        result = self.run(options)
        if options["json"]:
            self.stdout.write(json.dumps(result.as_json(), ensure_ascii=False))
        else:
            self.stdout.write("\n".join(sentences(result, dry_run=options["dry_run"])))
        if options["atomic"] and result.rejected:
            rows = count_text(result.rejected, "строка отклонена", "строки отклонены", "строк отклонено")
            raise CommandError(f"Ничего не записано: {rows}, а загрузка — всё или ничего (--atomic)")
        return 1 if result.rejected else 0

    def run(self, options: dict[str, Any]) -> ImportResult:
        """The result; what makes the whole file unusable is an error of the command."""
        try:
            kind = kinds.get(options["kind"])
        except KeyError:
            known = ", ".join(k.code for k in kinds.all_kinds())
            raise CommandError(f"Вида «{options['kind']}» нет; есть: {known}") from None
        try:
            return services.run(kind, options["file"], dry_run=options["dry_run"], atomic=options["atomic"])
        except (UnreadableFile, UnusableFile) as unusable:
            raise CommandError(" ".join(unusable.message.split())) from unusable


def sentences(result: ImportResult, *, dry_run: bool) -> list[str]:
    """What happened, in words: the counts, the warnings, the first of the rejected rows."""
    title = kinds.get(result.kind).title
    head = "Проверка без записи" if dry_run else "Загрузка"
    lines = [
        f"{head}. {title}, файл {result.file}: {count_text(result.rows, 'строка', 'строки', 'строк')} — создано"
        f" {result.created}, изменено {result.updated}, без изменений {result.unchanged}, отклонено {result.rejected}."
    ]
    lines += [f"Предупреждение: {warning}" for warning in result.warnings]
    lines += [f"Строка {error.row}. {error.message}" for error in result.errors[:SHOWN]]
    if len(result.errors) > SHOWN:
        lines.append(f"…и ещё {count_text(len(result.errors) - SHOWN, 'причина', 'причины', 'причин')}.")
    return lines
