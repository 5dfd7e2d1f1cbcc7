"""``explain``: the explanation of a figure (FORMATS, Commands; DOMAIN 4)."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management import CommandError

from apps.core.management.base import PortalCommand
from apps.core.services import history
from apps.core.text import format_date, ratio_text
from apps.indicators.enums import Subject
from apps.indicators.rules import rule_of
from apps.monitoring.models import Report
from apps.monitoring.selectors.explanation import (
    Explanation,
    Line,
    NotInReport,
    explain,
    lines,
    numerator_group,
    unit_of,
)
from apps.monitoring.selectors.subjects import Group
from apps.organizations.models import Organization
from apps.programs.models import Program
from apps.teachers.models import Person

KEYS: dict[Subject, tuple[Any, str, str]] = {
    Subject.PERSON: (Person, "snils", "snils"),
    Subject.PROGRAM: (Program, "code", "program"),
    Subject.TEAM: (Organization, "code", "organization"),
    Subject.ORGANIZATION: (Organization, "code", "organization"),
}


class Command(PortalCommand):
    """Runs through the same selectors as the page."""

    help = "Объясняет значение показателя: кто в знаменателе, кто в числителе, почему не остальные"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--report", type=int, required=True, help="номер отчёта")
        parser.add_argument("--indicator", required=True, help="код показателя")
        parser.add_argument("--unit", required=True, help="ОКТМО или код организации")
        parser.add_argument("--json", action="store_true", help="машиночитаемый вывод")

    def work(self, **options: Any) -> int:
        report = Report.objects.filter(pk=options["report"]).first()
        if report is None:
            raise CommandError(f"Отчёта № {options['report']} нет")
        try:
            told = explain(report, options["indicator"], unit_of(report, options["unit"]))
        except NotInReport as error:
            raise CommandError(str(error)) from error
        whole = as_json(told)
        history.log_export(f"Объяснение показателя «{told.method['code']}»: {told.unit.name}", told.value.denominator)
        if options["json"]:
            self.stdout.write(json.dumps(whole, ensure_ascii=False, indent=1))
        else:
            self.tell(told, whole)
        return 0

    def tell(self, told: Explanation, whole: dict[str, Any]) -> None:
        """The explanation in words."""
        value = told.value
        self.stdout.write(f"{told.method['title']}\n{told.unit.name}: {ratio_text(value.numerator, value.denominator)}")
        self.stdout.write(f"{told.words} Пункт {told.method['clause']}, методика версии {told.method['version']}.")
        self.put("В числителе", whole["in_numerator"])
        for group in whole["others"]:
            self.put(group["reason"], group["subjects"])
        day = format_date(told.report.period_to)
        self.put(f"Условие выполнено, не в штате на {day}", whole["not_in_staff"])

    def put(self, title: str, subjects: list[dict[str, Any]]) -> None:
        """One group with its subjects."""
        if subjects:
            self.stdout.write(f"{title} ({len(subjects)}):")
        for subject in subjects:
            parts = (subject["name"], subject["organization"], subject["record"])
            self.stdout.write("  " + "; ".join(part for part in parts if part))


def as_json(told: Explanation) -> dict[str, Any]:
    """The explanation for machines, every list whole."""
    report, number, unit, value = told.report, told.number, told.unit, told.value

    def listed(group: Group) -> list[dict[str, Any]]:
        return subjects_json(told, lines(report, number, unit, group, limit=None))

    return {
        "report": report.pk,
        "indicator": told.method["code"],
        "title": told.method["title"],
        "clause": told.method["clause"],
        "method_version": told.method["version"],
        "rule": told.words,
        "level": unit.level,
        "unit": unit.code,
        "numerator": value.numerator,
        "denominator": value.denominator,
        "value": None if value.percent is None else str(value.percent),
        "in_numerator": listed(numerator_group(report, number)),
        "others": [
            {"reason": reason.sentence, "count": reason.count, "subjects": listed(Group(reason.stage))}
            for reason in told.reasons
        ],
        "not_in_staff": listed(Group(outside=True)),
    }


def subjects_json(told: Explanation, found: list[Line]) -> list[dict[str, Any]]:
    """Subjects with their natural keys."""
    model, column, name = KEYS[rule_of(told.method["rule"]).subject]
    keys = dict(model.objects.filter(pk__in=[line.subject.id for line in found]).values_list("pk", column))
    return [
        {
            name: keys.get(line.subject.id),
            "name": line.subject.name,
            "organization": line.subject.organization,
            "record": line.record,
            "date": line.subject.on.isoformat() if line.subject.on else None,
        }
        for line in found
    ]
