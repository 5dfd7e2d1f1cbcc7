"""A QTI 2.1 package of items."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import IO
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from apps.diagnostics.qti.model import ITEM_TYPE, MANIFEST, PACKAGE, QTI, Entry, identifier

CARDINALITY = {"single": ("single", "identifier"), "multiple": ("multiple", "identifier"),
               "matching": ("multiple", "directedPair"), "order": ("ordered", "identifier"),
               "number": ("single", "float"), "text": ("single", "string")}  # fmt: skip
# A fixed moment: the same items give the same bytes.
MOMENT = (2020, 1, 1, 0, 0, 0)


def package(entries: Iterable[Entry], out: IO[bytes]) -> None:
    """Write the package; an item a file, listed in the manifest with its picture."""
    manifest = Element("manifest", {"xmlns": PACKAGE, "identifier": "RSNMS"})
    SubElement(manifest, "organizations")
    resources = SubElement(manifest, "resources")
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, entry in enumerate(entries, 1):
            name = f"items/item{number:05d}.xml"
            picture = add_picture(archive, entry.picture) if entry.picture else ""
            place = {"identifier": f"R{number:05d}", "type": ITEM_TYPE, "href": name}
            resource = SubElement(resources, "resource", place)
            for file in filter(None, (name, picture)):
                SubElement(resource, "file", {"href": file})
            add(archive, name, item(entry, number, picture))
        add(archive, MANIFEST, manifest)


def add_picture(archive: zipfile.ZipFile, path: Path) -> str:
    """The place of a picture in the package; the same one lies there once, under its content and not under our name."""
    data = path.read_bytes()
    name = f"images/{sha256(data).hexdigest()[:16]}{path.suffix}"
    if name not in archive.NameToInfo:
        archive.writestr(zipfile.ZipInfo(name, MOMENT), data)
    return name


def add(archive: zipfile.ZipFile, name: str, root: Element) -> None:
    """A document of the package."""
    indent(root)
    info = zipfile.ZipInfo(name, MOMENT)
    info.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(info, tostring(root, encoding="utf-8", xml_declaration=True))


def item(entry: Entry, number: int, picture: str = "") -> Element:
    """One assessmentItem; code, competence and difficulty stand in its title and label."""
    root = Element(
        "assessmentItem",
        {"xmlns": QTI, "identifier": f"I{number:05d}", "title": entry.code, "adaptive": "false",
         "label": f"{entry.competence}/{entry.difficulty}", "timeDependent": "false"},
    )  # fmt: skip
    declare(root, entry)
    outcome = {"identifier": "SCORE", "cardinality": "single", "baseType": "float"}
    SubElement(root, "outcomeDeclaration", outcome)
    body = SubElement(root, "itemBody")
    for line in entry.text.split("\n"):
        SubElement(body, "p").text = line
    if picture:
        SubElement(SubElement(body, "p"), "img", {"src": f"../{picture}", "alt": entry.picture_words})
    interact(body, entry)
    process(root, entry)
    return root


def right_values(entry: Entry) -> list[str]:
    """What is right, as values of the response."""
    if entry.kind == "matching":
        return [f"L{number} {identifier(letter)}" for number, letter in entry.key.items()]
    if entry.kind == "number":
        return [entry.key["value"]]
    return list(entry.key[:1]) if entry.kind == "text" else [identifier(letter) for letter in entry.key]


def declare(root: Element, entry: Entry) -> None:
    """The response with its key; every accepted variant of a short answer is mapped to a point."""
    cardinality, base = CARDINALITY[entry.kind]
    response = {"identifier": "RESPONSE", "cardinality": cardinality, "baseType": base}
    declaration = SubElement(root, "responseDeclaration", response)
    correct = SubElement(declaration, "correctResponse")
    for value in right_values(entry):
        SubElement(correct, "value").text = value
    if entry.kind == "text":
        mapping = SubElement(declaration, "mapping", {"defaultValue": "0"})
        for variant in entry.key:
            SubElement(mapping, "mapEntry", {"mapKey": variant, "mappedValue": "1", "caseSensitive": "false"})


def interact(body: Element, entry: Entry) -> None:
    """What the person does."""
    response = {"responseIdentifier": "RESPONSE"}
    if entry.kind in ("single", "multiple"):
        most = "1" if entry.kind == "single" else "0"
        choices(SubElement(body, "choiceInteraction", {**response, "shuffle": "true", "maxChoices": most}), entry)
    elif entry.kind == "order":
        choices(SubElement(body, "orderInteraction", {**response, "shuffle": "true"}), entry)
    elif entry.kind == "matching":
        match(SubElement(body, "matchInteraction", {**response, "shuffle": "true", "maxAssociations": "0"}), entry)
    else:
        SubElement(SubElement(body, "p"), "textEntryInteraction", response)


def choices(interaction: Element, entry: Entry) -> None:
    """Options of a choice or of an order."""
    for letter, text in entry.options:
        SubElement(interaction, "simpleChoice", {"identifier": identifier(letter)}).text = text


def match(interaction: Element, entry: Entry) -> None:
    """The two columns."""
    left, right = SubElement(interaction, "simpleMatchSet"), SubElement(interaction, "simpleMatchSet")
    for number, text in entry.options["left"]:
        SubElement(left, "simpleAssociableChoice", {"identifier": f"L{number}", "matchMax": "1"}).text = text
    for letter, text in entry.options["right"]:
        place = {"identifier": identifier(letter), "matchMax": "0"}
        SubElement(right, "simpleAssociableChoice", place).text = text


def process(root: Element, entry: Entry) -> None:
    """The standard templates; a number is compared within its tolerance."""
    template = "http://www.imsglobal.org/question/qti_v2p1/rptemplates/"
    if entry.kind != "number":
        name = "map_response" if entry.kind == "text" else "match_correct"
        SubElement(root, "responseProcessing", {"template": f"{template}{name}"})
        return
    condition = SubElement(SubElement(root, "responseProcessing"), "responseCondition")
    given = SubElement(condition, "responseIf")
    bounds = f"{entry.key['tolerance']} {entry.key['tolerance']}"
    equal = SubElement(given, "equal", {"toleranceMode": "absolute", "tolerance": bounds})
    SubElement(equal, "variable", {"identifier": "RESPONSE"})
    SubElement(equal, "correct", {"identifier": "RESPONSE"})
    score = SubElement(given, "setOutcomeValue", {"identifier": "SCORE"})
    SubElement(score, "baseValue", {"baseType": "float"}).text = "1"
