"""``compute_report``: compute and store a report in this process, write the files asked for (FORMATS, Commands)."""

import json
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management import CommandError

from apps.core.documents.formats import DocumentFormat
from apps.core.management import arguments
from apps.core.management.output import STANDARD_OUTPUT, FileCommand
from apps.core.text import format_interval
from apps.monitoring.models import Report
from apps.monitoring.services.compute import ReportRefused, compute_report
from apps.monitoring.services.files import as_json, document_bytes
from apps.monitoring.services.keeping import Damaged
from apps.organizations.models import Profile

FILES = {
    DocumentFormat.XLSX: "таблицы отчёта",
    DocumentFormat.PDF: "аналитическая справка для печати",
    DocumentFormat.DOCX: "аналитическая справка для правки",
}


def period(options: dict[str, Any]) -> tuple[date, date]:
    """The period asked for: a year, or two dates."""
    year, start, end = options["year"], options["from"], options["to"]
    if (year is None) == (start is None and end is None):
        raise CommandError("Укажите либо --year, либо --from и --to")
    if year is not None:
        return date(year, 1, 1), date(year, 12, 31)
    if start is None or end is None:
        raise CommandError("Для периода нужны обе даты: --from и --to")
    return start, end


def file_of(report: Report, form: DocumentFormat) -> bytes:
    """A file of the report. Raises ``CommandError`` where the kept one of an approved report is damaged."""
    try:
        return document_bytes(report, form)
    except Damaged as error:
        raise CommandError(str(error)) from error


class Command(FileCommand):
    """Runs through the same service as the job."""

    help = "Рассчитывает и сохраняет отчёт профиля за период"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--profile", required=True, help="код профиля")
        parser.add_argument("--year", type=arguments.year, help="календарный год")
        parser.add_argument("--from", type=arguments.day, help="начало периода, ГГГГ-ММ-ДД")
        parser.add_argument("--to", type=arguments.day, help="отчётная дата, ГГГГ-ММ-ДД")
        parser.add_argument("--json", help="файл со значениями (- : стандартный вывод)")
        for form, words in FILES.items():
            parser.add_argument(f"--{form.value}", help=f"файл: {words} (- : стандартный вывод)")

    def work(self, **options: Any) -> int:
        profile = Profile.objects.filter(code=options["profile"]).first()
        if profile is None:
            raise CommandError(f"Профиль «{options['profile']}» не загружен: сначала load_profile")
        start, end = period(options)
        try:
            report = compute_report(profile=profile, period_from=start, period_to=end)
        except ReportRefused as error:
            raise CommandError(str(error)) from error
        if target := options["json"]:
            self.put(target, json.dumps(as_json(report), ensure_ascii=False, indent=1) + "\n")
        for form in FILES:
            if target := options[form.value]:
                self.put(target, file_of(report, form))
        if not options["json"] and STANDARD_OUTPUT not in options.values():
            self.tell(report)
        return 0

    def tell(self, report: Report) -> None:
        """Say what was done."""
        span = format_interval(report.period_from, report.period_to)
        self.stdout.write(f"Отчёт № {report.pk} {span}, версия {report.version}, отпечаток {report.hash[:12]}")
