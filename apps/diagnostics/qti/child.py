"""The child process that reads a stranger's package: ``python -m apps.diagnostics.qti.child PATH FOLDER``.

It prints one JSON object: ``{"items": [[code, kind, …], …], "refused": [sentence, …]}`` (the fields of ``model.Found``)
or ``{"refusal": …}``, and lays the pictures of items into the folder. Memory, time and the size of a written file are
limited; a document that declares a type or an entity is refused. Nothing here imports Django.
"""

from __future__ import annotations

import json
import sys
import zipfile
from pathlib import Path, PurePosixPath
from typing import Any
from xml.etree.ElementTree import Element, fromstring

from apps.core import children
from apps.diagnostics.picture_kinds import LIMIT
from apps.diagnostics.qti.model import (
    LARGEST_FILE,
    LARGEST_PACKAGE,
    MANIFEST,
    MOST_ITEMS,
    MOST_RATIO,
    PACKAGE,
    Found,
    Refused,
)
from apps.diagnostics.qti.understand import understood

MEMORY, SECONDS = 512 * 2**20, 30
BROKEN = "Файл повреждён или это не пакет QTI 2.1 (архив .zip с файлом imsmanifest.xml)."
P = f"{{{PACKAGE}}}"


def main(path: str, folder: str) -> None:
    """Read the package within the limits and print what was found."""
    children.limit(memory=MEMORY, seconds=SECONDS, output=LIMIT)
    try:
        found = read(path, Path(folder))
    except Refused as refused:
        found = {"refusal": str(refused)}
    except children.BROKEN:
        found = {"refusal": BROKEN}
    json.dump(found, sys.stdout, ensure_ascii=False)


def read(path: str, folder: Path) -> dict[str, Any]:
    """Every item of the package. Raises ``Refused``."""
    with zipfile.ZipFile(path) as archive:
        check(archive)
        names = listed(parsed(archive, MANIFEST))
        if not names:
            raise Refused("В пакете нет заданий QTI 2.1.")
        if len(names) > MOST_ITEMS:
            raise Refused(f"Заданий больше, чем {MOST_ITEMS}: разделите пакет на несколько.")
        found = [one_of(archive, name, folder) for name in names]
    return {"items": [one for one in found if not isinstance(one, str)],
            "refused": [one for one in found if isinstance(one, str)]}  # fmt: skip


def one_of(archive: zipfile.ZipFile, name: str, folder: Path) -> Found | str:
    """One item, or the sentence why it is not read: the others need not suffer."""
    try:
        return understood(archive, name, parsed(archive, name), folder)
    except Refused as refused:
        return str(refused)
    except children.BROKEN:
        return f"{name}: файл повреждён или его нет в архиве."


def check(archive: zipfile.ZipFile) -> None:
    """The directory before anything is unpacked. Raises ``Refused``."""
    entries = archive.infolist()
    if len(entries) > 3 * MOST_ITEMS:
        raise Refused("В архиве слишком много файлов: разделите пакет на несколько.")
    if sum(one.file_size for one in entries) > LARGEST_PACKAGE:
        raise Refused("Пакет после распаковки больше 100 МБ: разделите его на несколько.")
    if any(one.file_size > 2**16 and one.file_size > MOST_RATIO * max(1, one.compress_size) for one in entries):
        raise Refused("Архив сжат необычно сильно и не распаковывается.")


def parsed(archive: zipfile.ZipFile, name: str) -> Element:
    """A document of the package. Raises ``Refused``."""
    if archive.getinfo(name).file_size > LARGEST_FILE:
        raise Refused(f"Файл {name} больше 2 МБ.")
    data = archive.read(name)
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data or b"\0" in data:
        raise Refused(f"Файл {name} объявляет тип документа или записан не в UTF-8: такой не читается.")
    return fromstring(data)


def listed(manifest: Element) -> list[str]:
    """The files of the items."""
    resources = [one for one in manifest.iter(f"{P}resource") if "imsqti_item" in one.get("type", "")]
    names = [str(PurePosixPath(one.get("href", ""))) for one in resources]
    return [name for name in names if name.endswith(".xml")]


if __name__ == "__main__":
    main(*sys.argv[1:])
