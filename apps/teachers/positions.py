"""What a position of a spreadsheet means: the dictionary, its synonyms, «учитель математики» (FORMATS, Values)."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field

from apps.core.text import sort_key
from apps.teachers.models import Position, Subject

TEACHER = "учитель"
NEAREST = 3


@dataclass(frozen=True)
class Meaning:
    """A position and the subjects its words name; or the nearest entries of the dictionary."""

    position_id: int | None
    subject_ids: tuple[int, ...] = ()
    nearest: tuple[str, ...] = ()


@dataclass
class PositionBook:
    """The dictionaries of positions and subjects in memory (some dozens of rows)."""

    positions: dict[str, int] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    subjects: dict[str, int] = field(default_factory=dict)
    phrases: dict[str, tuple[int, ...]] = field(default_factory=dict)

    @classmethod
    def load(cls) -> PositionBook:
        """Read the dictionaries."""
        book = cls()
        for position in Position.objects.all():
            for word in (position.name, *position.synonyms):
                book.positions.setdefault(sort_key(word), position.pk)
                book.names.setdefault(sort_key(word), position.name)
        phrases: dict[str, list[int]] = {}
        for subject in Subject.objects.all():
            book.subjects[sort_key(subject.name)] = subject.pk
            for phrase in subject.synonyms:
                phrases.setdefault(sort_key(phrase), []).append(subject.pk)
        book.phrases = {phrase: tuple(ids) for phrase, ids in phrases.items()}
        return book

    def meaning(self, text: str) -> Meaning:
        """The position these words name."""
        key = sort_key(text)
        if key in self.positions:
            return Meaning(self.positions[key])
        if key.startswith(f"{TEACHER} ") and TEACHER in self.positions:
            subject = self.phrases.get(key.removeprefix(f"{TEACHER} "))
            if subject:
                return Meaning(self.positions[TEACHER], subject)
        near = difflib.get_close_matches(key, list(self.names), n=NEAREST * 3, cutoff=0.4)
        return Meaning(None, nearest=tuple(dict.fromkeys(self.names[k] for k in near))[:NEAREST])

    def subject(self, text: str) -> int | None:
        """The subject of this name, or of these words after «учитель»."""
        key = sort_key(text)
        phrase = self.phrases.get(key, ())
        return self.subjects.get(key) or (phrase[0] if len(phrase) == 1 else None)
