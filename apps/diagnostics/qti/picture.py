"""The picture of an item in a stranger's package. Runs in the limited child: nothing here imports Django."""

from __future__ import annotations

import zipfile
from hashlib import sha256
from pathlib import Path, PurePosixPath
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from apps.diagnostics.picture_kinds import LIMIT, ending_of
from apps.diagnostics.qti.model import QTI, Refused

Q = f"{{{QTI}}}"
SHOWS = (f"{Q}img", f"{Q}object")
CHOICES = (f"{Q}simpleChoice", f"{Q}simpleAssociableChoice")
LONGEST = 300


def taken(archive: zipfile.ZipFile, name: str, body: Element, folder: Path) -> tuple[str, str]:
    """(name of the file laid into the folder, what is on the picture); both empty without one. Raises ``Refused``."""
    shown = [one for one in body.iter() if one.tag in SHOWS]
    if not shown:
        return "", ""
    if any(one.tag in SHOWS for choice in body.iter() if choice.tag in CHOICES for one in choice.iter()):
        raise Refused(f"{name}: рисунки в вариантах ответа не читаются, только рисунок к самому заданию.")
    if len(shown) > 1:
        raise Refused(f"{name}: у задания бывает один рисунок, здесь их {len(shown)}.")
    data = bytes_of(archive, name, shown[0].get("src") or shown[0].get("data") or "")
    kept = sha256(data).hexdigest() + ending_of(data)
    (folder / kept).write_bytes(data)
    return kept, described(shown[0])


def described(shown: Element) -> str:
    """What is on the picture in words; the fallback text of an ``object`` is no part of the question."""
    text = " ".join((shown.get("alt") or "".join(shown.itertext())).split())[:LONGEST]
    shown.text = None
    del shown[:]
    return text


def bytes_of(archive: zipfile.ZipFile, name: str, source: str) -> bytes:
    """A picture that lies in the package. Raises ``Refused``."""
    found = place(name, source)
    if found not in archive.NameToInfo:
        raise Refused(f"{name}: рисунка «{source[:80]}» в пакете нет.")
    if archive.getinfo(found).file_size > LIMIT:
        raise Refused(f"{name}: рисунок больше 2 МБ.")
    data = archive.read(found)
    if not ending_of(data):
        raise Refused(f"{name}: рисунок — файл PNG или JPEG, а «{source[:80]}» другой.")
    return data


def place(name: str, source: str) -> str:
    """The path inside the package that an item's document means; empty for one that leads out of it."""
    parts = list(PurePosixPath(name).parent.parts)
    for part in PurePosixPath(unquote(source)).parts:
        if part == ".." and parts:
            parts.pop()
        elif part == ".." or part.startswith("/"):
            return ""
        else:
            parts.append(part)
    return "/".join(parts)
