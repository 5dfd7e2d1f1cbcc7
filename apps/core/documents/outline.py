"""Numbers and anchors of the parts of a document: «1.2», «Таблица 3», «Рисунок 1», «Приложение 2»."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import chain

from apps.core.documents.cells import Missing
from apps.core.documents.tree import Block, Chart, Document, Figure, Paragraph, Section, Table
from apps.core.text import NBSP

PORTRAIT_COLUMNS = 8
REFERENCE = re.compile(r"\[\[([^\]]+)\]\]")


@dataclass(frozen=True, slots=True)
class Item:
    """A block in its place: «Таблица 3» with the anchor ``table-3``; text has neither."""

    block: Block
    label: str = ""
    anchor: str = ""

    @property
    def caption(self) -> str:
        """Return the full caption: «Таблица 3 — Кадры по муниципалитетам»."""
        text = self.block.caption if isinstance(self.block, Table | Chart) else ""
        return f"{self.label} — {text}" if text else self.label


@dataclass(frozen=True, slots=True)
class Part:
    """A section in its place, with its number, its anchor and its depth (1 is the top)."""

    section: Section
    label: str
    anchor: str
    level: int
    items: tuple[Item, ...]
    parts: tuple[Part, ...]

    @property
    def heading(self) -> str:
        """Return the heading as it is printed: «1.2. Кадры», «Приложение 1. Список»."""
        return f"{self.label}.{NBSP}{self.section.title}" if self.label else self.section.title

    @property
    def is_empty(self) -> bool:
        """Say whether there is nothing beneath the heading."""
        return not self.items and not self.parts

    @property
    def is_appendix(self) -> bool:
        """Say whether the part stands after the signatures."""
        return self.anchor.startswith("appendix")

    @property
    def rank(self) -> int:
        """Return how high its heading stands; within an appendix one lower, out of the contents of the document."""
        return self.level + 1 if self.is_appendix and self.level > 1 else self.level

    @property
    def wide(self) -> bool:
        """Say whether a table in it needs the sheet turned on its side."""
        tables = (item.block for part in self.walk() for item in part.items if isinstance(item.block, Table))
        return any(len(table.columns) > PORTRAIT_COLUMNS for table in tables)

    def walk(self) -> Iterator[Part]:
        """Yield this part and all beneath it, in reading order."""
        yield self
        yield from chain.from_iterable(part.walk() for part in self.parts)


@dataclass(slots=True)
class _Counter:
    """Counts tables and pictures through the whole document; remembers the numbers of those that have a key."""

    seen: dict[str, int] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)

    def item(self, block: Block) -> Item:
        if isinstance(block, Table):
            return self._numbered(block, "Таблица", "table")
        if isinstance(block, Chart):
            return self._numbered(block, "Рисунок", "chart")
        return Item(block)

    def _numbered(self, block: Block, word: str, anchor: str) -> Item:
        number = self.seen[word] = self.seen.get(word, 0) + 1
        label = f"{word}{NBSP}{number}"
        if isinstance(block, Table | Chart) and block.key:
            self.labels[block.key] = label[0].lower() + label[1:]
        return Item(block, label, f"{anchor}-{number}")


def lone(parts: tuple[Part, ...]) -> bool:
    """Whether the document is one upright section without others in it: it needs neither contents nor a front page."""
    return len(parts) == 1 and not parts[0].parts and not parts[0].wide


def outline(document: Document) -> tuple[Part, ...]:
    """Return the top parts of the document, sections first and appendices after them, all numbered.

    Raises ValueError when two sections bear the same number, or a paragraph refers to what is not there.
    """
    counter = _Counter()
    sections = _parts(document.sections, counter, "", "section", 1)
    only = len(document.appendices) == 1
    appendices = tuple(
        _part(section, counter, "Приложение" if only else f"Приложение{NBSP}{place}", f"appendix-{place}", 1)
        for place, section in enumerate(document.appendices, 1)
    )
    parts = tuple(_referring(part, counter.labels) for part in sections + appendices)
    labels = [part.label for top in parts for part in top.walk() if part.label]
    if repeated := {label for label in labels if labels.count(label) > 1}:
        raise ValueError(f"two sections bear the number {sorted(repeated)[0]!r}")
    return parts


def _referring(part: Part, labels: dict[str, str]) -> Part:
    """Write the numbers of tables and pictures where paragraphs refer to them."""
    items = tuple(_with_labels(item, labels) for item in part.items)
    return replace(part, items=items, parts=tuple(_referring(one, labels) for one in part.parts))


def _with_labels(item: Item, labels: dict[str, str]) -> Item:
    if not isinstance(item.block, Paragraph) or "[[" not in item.block.text:
        return item
    keys = REFERENCE.findall(item.block.text)
    if missing := [key for key in keys if key not in labels]:
        raise ValueError(f"a paragraph refers to {missing[0]!r}, which is not in the document")
    return replace(item, block=replace(item.block, text=REFERENCE.sub(lambda m: labels[m[1]], item.block.text)))


def _parts(
    sections: tuple[Section, ...], counter: _Counter, prefix: str | None, anchor: str, level: int
) -> tuple[Part, ...]:
    parts, number = [], 0
    for place, section in enumerate(sections, 1):
        label = section.number
        if label is None:
            number += 1
            label = "" if prefix is None else f"{prefix}{number}"
        parts.append(_part(section, counter, label, f"{anchor}-{place}", level))
    return tuple(parts)


def _part(section: Section, counter: _Counter, label: str, anchor: str, level: int) -> Part:
    items = tuple(counter.item(block) for block in section.blocks)
    # Beneath a section without a number, or an appendix, there is nothing to count from.
    prefix = f"{label}." if label[:1].isdigit() else None
    children = _parts(section.children, counter, prefix, anchor, level + 1)
    return Part(section, label, anchor, level, items, children)


def table_notes(table: Table) -> tuple[str, ...]:
    """Return the notes beneath a table: its own, then the reasons of its missing values, each once."""
    reasons = dict.fromkeys(
        (cell.mark, cell.reason)
        for row in table.rows
        for cell in row.cells
        if isinstance(cell, Missing) and cell.reason
    )
    return (*table.notes, *(f"«{mark}» — {reason}." for mark, reason in reasons))


def figures(parts: tuple[Part, ...]) -> list[Figure]:
    """Return every indicator's value of the document, in reading order."""
    return [item.block for top in parts for part in top.walk() for item in part.items if isinstance(item.block, Figure)]
