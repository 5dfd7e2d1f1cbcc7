"""``export_passport``: the passport of a region's year as files (FORMATS, Commands)."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management import CommandError
from django.utils import timezone

from apps.core.documents.formats import DocumentFormat, render
from apps.core.management import arguments
from apps.core.management.output import STANDARD_OUTPUT, FileCommand
from apps.organizations.models import Profile
from apps.passport.documents import document
from apps.passport.documents.data import as_json
from apps.passport.models import Passport
from apps.passport.selectors.view import View
from apps.passport.services.passports import begin_passport

FILES = {
    DocumentFormat.XLSX: "таблицы паспорта",
    DocumentFormat.PDF: "паспорт для печати",
    DocumentFormat.DOCX: "паспорт для правки",
}


class Command(FileCommand):
    """The last version of the year; where there is none yet, the passport is begun by the same service as on screen."""

    help = "Выгружает паспорт ДППО региона за год"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--profile", required=True, help="код профиля региона")
        parser.add_argument("--year", type=arguments.year, required=True, help="календарный год")
        parser.add_argument("--json", help="файл с данными по опубликованной схеме (- : стандартный вывод)")
        for form, words in FILES.items():
            parser.add_argument(f"--{form.value}", help=f"файл: {words} (- : стандартный вывод)")

    def work(self, **options: Any) -> int:
        profile = Profile.objects.filter(code=options["profile"]).first()
        if profile is None:
            raise CommandError(f"Профиль «{options['profile']}» не загружен: сначала load_profile")
        view = View(passport_of(profile, options["year"]))
        if target := options["json"]:
            self.put(target, json.dumps(as_json(view), ensure_ascii=False, indent=1) + "\n")
        for form in FILES:
            if target := options[form.value]:
                self.put(target, render(document(view), form))
        if not options["json"] and STANDARD_OUTPUT not in options.values():
            self.stdout.write(f"{view.passport}: {view.passport.get_state_display()}")
        return 0


def passport_of(profile: Profile, year: int) -> Passport:
    """The passport, begun where there is none. Raises ``CommandError`` for a municipal profile."""
    rows = Passport.objects.filter(profile=profile, year=year).select_related("profile", "region")
    found = rows.order_by("-version").first()
    if found is not None:
        return found
    try:
        return begin_passport(profile=profile, year=year, due_on=timezone.localdate())
    except ValidationError as error:
        raise CommandError(" ".join(error.messages)) from error
