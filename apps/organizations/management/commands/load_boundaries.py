"""``load_boundaries FILE``: polygons of municipalities for the maps (FORMATS, Commands)."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import CommandError

from apps.core.management.base import PortalCommand
from apps.organizations.services.boundaries import load_boundaries

LARGEST = 64 * 1024 * 1024


def features_of(path: Path) -> list[Any]:
    """The features of a GeoJSON file. Raises ``CommandError``."""
    try:
        if path.stat().st_size > LARGEST:
            raise CommandError(f"Файл «{path.name}» больше 64 МБ: упростите границы")
        whole = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise CommandError(f"Файл «{path}» не найден или не читается") from error
    except (ValueError, RecursionError) as error:
        raise CommandError(f"Файл «{path.name}» — не JSON") from error
    found = whole.get("features") if isinstance(whole, dict) else None
    if not isinstance(found, list) or not found:
        raise CommandError(f"Файл «{path.name}» — не GeoJSON: нет списка объектов features")
    return found


class Command(PortalCommand):
    """A thin way to the service."""

    help = "Загружает границы муниципалитетов для карт: GeoJSON со свойством oktmo"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="файл GeoJSON")

    def work(self, **options: Any) -> int:
        path: Path = options["file"]
        loaded = load_boundaries(features_of(path), source=path.name)
        for sentence in loaded.refused:
            self.stderr.write(sentence)
        if not loaded.municipalities:
            raise CommandError("Ни одной границы не загружено")
        self.stdout.write(f"Загружено границ: {len(loaded.municipalities)}")
        return 1 if loaded.refused else 0
