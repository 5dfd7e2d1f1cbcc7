"""One item of a stranger's package in the author's notation. Runs in the limited child: nothing here imports Django."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

from apps.diagnostics.qti.model import QTI, Found, Refused
from apps.diagnostics.qti.picture import taken

Q = f"{{{QTI}}}"
BLOCKS = {f"{Q}{name}" for name in ("p", "div", "prompt", "li", "pre", "blockquote", "h1", "h2", "h3", "h4", "br")}
# White space around a line break of the document is a space of the text.
BREAKS = re.compile(r"\s*\n\s*")


def understood(archive: zipfile.ZipFile, name: str, root: Element, folder: Path) -> Found:
    """One item in the author's notation, its picture laid into the folder. Raises ``Refused``."""
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
    hard = int(difficulty) if difficulty.isdecimal() else 0
    picture, shown = taken(archive, name, body, folder)
    return Found(code[:40], kind, words(body), notation, competence, hard, picture, shown)


def words(body: Element) -> str:
    """The text of a question without what is chosen from."""
    lines = (one.strip() for one in "".join(pieces(body)).split("\n"))
    return "\n".join(one for one in lines if one)


def pieces(element: Element) -> Iterator[str]:
    """What is read aloud of an element: blocks on lines of their own, of an interaction its prompt alone."""
    block = "\n" if element.tag in BLOCKS else ""
    yield block + BREAKS.sub(" ", element.text or "")
    for child in element:
        shown = child.iter(f"{Q}prompt") if child.tag.endswith("Interaction") else [child]
        for one in shown:
            yield from pieces(one)
        yield BREAKS.sub(" ", child.tail or "")
    yield block


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
