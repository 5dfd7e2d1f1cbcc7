"""The child process that reads a stranger's package: ``python -m apps.diagnostics.qti.child PATH``.

It prints one JSON object: ``{"items": [[code, kind, text, notation, competence, difficulty], …]}`` or
``{"refusal": …}``. Memory and time are limited; a document that declares a type or an entity is refused. Nothing here
imports Django.
"""

from __future__ import annotations

import json
import sys
import zipfile
from pathlib import PurePosixPath
from typing import Any
from xml.etree.ElementTree import Element, fromstring

from apps.core import children
from apps.diagnostics.qti.model import (
    LARGEST_FILE,
    LARGEST_PACKAGE,
    MANIFEST,
    MOST_ITEMS,
    MOST_RATIO,
    PACKAGE,
    QTI,
    Refused,
)

MEMORY, SECONDS = 512 * 2**20, 30
BROKEN = "Файл повреждён или это не пакет QTI 2.1 (архив .zip с файлом imsmanifest.xml)."
Q, P = f"{{{QTI}}}", f"{{{PACKAGE}}}"


def main(path: str) -> None:
    """Read the package within the limits and print what was found."""
    children.limit(memory=MEMORY, seconds=SECONDS)
    try:
        found: dict[str, Any] = {"items": read(path)}
    except Refused as refused:
        found = {"refusal": str(refused)}
    except children.BROKEN:
        found = {"refusal": BROKEN}
    json.dump(found, sys.stdout, ensure_ascii=False)


def read(path: str) -> list[list[Any]]:
    """Every item of the package. Raises ``Refused``."""
    with zipfile.ZipFile(path) as archive:
        check(archive)
        names = listed(parsed(archive, MANIFEST))
        if not names:
            raise Refused("В пакете нет заданий QTI 2.1.")
        if len(names) > MOST_ITEMS:
            raise Refused(f"Заданий больше, чем {MOST_ITEMS}: разделите пакет на несколько.")
        return [understood(name, parsed(archive, name)) for name in names]


def check(archive: zipfile.ZipFile) -> None:
    """The directory before anything is unpacked. Raises ``Refused``."""
    entries = archive.infolist()
    if len(entries) > 2 * MOST_ITEMS:
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


def understood(name: str, root: Element) -> list[Any]:
    """One item in the author's notation. Raises ``Refused``."""
    declaration = next(root.iter(f"{Q}responseDeclaration"), None)
    body = root.find(f"{Q}itemBody")
    if root.tag != f"{Q}assessmentItem" or declaration is None or body is None:
        raise Refused(f"{name}: это не задание QTI 2.1.")
    interactions = [one for one in body.iter() if one.tag.endswith("Interaction")]
    if len(interactions) != 1:
        raise Refused(f"{name}: читаются задания с одним ответом на экране, здесь их {len(interactions)}.")
    right = [(one.text or "").strip() for one in declaration.iter(f"{Q}value")]
    kind, notation = answers(name, root, declaration, interactions[0], right)
    competence, _, difficulty = root.get("label", "").rpartition("/")
    code = root.get("title") or root.get("identifier") or name
    return [code[:40], kind, words(body), notation, competence, int(difficulty) if difficulty.isdecimal() else 0]


def words(body: Element) -> str:
    """The text of a question without what is chosen from."""
    lines = ["".join(one.itertext()).strip() for one in body if not one.tag.endswith("Interaction")]
    prompts = ["".join(one.itertext()).strip() for one in body.iter(f"{Q}prompt")]
    return "\n".join(line for line in [*lines, *prompts] if line)


def line(element: Element) -> str:
    """The text of an option in one line."""
    return " ".join("".join(element.itertext()).split())


def answers(name: str, root: Element, declaration: Element, interaction: Element, right: list[str]) -> tuple[str, str]:
    """(kind, options and key in the notation). Raises ``Refused``."""
    kind = interaction.tag.removeprefix(Q)
    texts = {one.get("identifier", ""): line(one) for one in interaction.iter(f"{Q}simpleChoice")}
    if kind == "choiceInteraction":
        lines = [f"{'*' if letter in right else ''}{text}" for letter, text in texts.items()]
        single = declaration.get("cardinality") == "single"
        return ("single" if single else "multiple"), "\n".join(lines)
    if kind == "orderInteraction":
        return "order", "\n".join(texts[letter] for letter in right)
    if kind == "matchInteraction":
        return "matching", pairs(interaction, right)
    if kind == "textEntryInteraction":
        return entered(root, declaration, right)
    raise Refused(f"{name}: вид задания «{kind}» не поддерживается.")


def pairs(interaction: Element, right: list[str]) -> str:
    """The lines of a matching, superfluous right parts last. Raises ``KeyError``."""
    left, other = ({one.get("identifier", ""): line(one) for one in column.iter(f"{Q}simpleAssociableChoice")}
                   for column in interaction.findall(f"{Q}simpleMatchSet"))  # fmt: skip
    matched = [pair.split() for pair in right]
    used = {pair[1] for pair in matched}
    spare = [f"= {text}" for letter, text in other.items() if letter not in used]
    return "\n".join([f"{left[one]} = {other[two]}" for one, two in matched] + spare)


def entered(root: Element, declaration: Element, right: list[str]) -> tuple[str, str]:
    """A number with its tolerance, or accepted variants."""
    if declaration.get("baseType") in ("float", "integer"):
        bounds = [one.get("tolerance", "0").split()[0] for one in root.iter(f"{Q}equal")]
        tail = f" ± {bounds[0]}" if bounds and bounds[0] not in ("0", "0.0") else ""
        return "number", f"{right[0]}{tail}".replace(".", ",")
    mapped = [one.get("mapKey", "") for one in declaration.iter(f"{Q}mapEntry")]
    return "text", "\n".join(dict.fromkeys([*right, *mapped]))


if __name__ == "__main__":
    main(sys.argv[1])
