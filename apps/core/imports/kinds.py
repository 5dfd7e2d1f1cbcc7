"""The declaration of an import: its spreadsheet, who may do it, and the steps between reading and writing."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from typing import ClassVar

from django.db import models

from apps.core.access import WRITE, rights
from apps.core.actor import Actor
from apps.core.imports.sheet import Field, Sheet
from apps.core.imports.stage import Stage

__all__ = ["Field", "ImportKind", "all_kinds", "get", "register"]


class ImportKind(Sheet, ABC):
    """One kind of spreadsheet. A subclass declares; the engine reads, checks, compares and writes.

    ``right`` is the kind of rows the actor must be allowed to write, ``models`` whatever it writes, for the history;
    ``personal`` says that its rows name people by СНИЛС.
    """

    code: ClassVar[str]
    title: ClassVar[str]
    right: ClassVar[str]
    order: ClassVar[int] = 100
    models: ClassVar[tuple[type[models.Model], ...]]
    help: ClassVar[str] = ""
    personal: ClassVar[bool] = False

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        names = [field.name for field in cls.fields]
        if len(set(names)) != len(names):
            raise TypeError(f"{cls.__name__}: a staging name stands twice")
        if missing := set(cls.key) - set(names):
            raise TypeError(f"{cls.__name__}: the key names no field: {sorted(missing)}")

    def may(self, actor: Actor) -> bool:
        """Whether the actor may import this kind at all."""
        return actor.is_system or bool(rights().level(actor, self.right, WRITE))

    def has_data(self, actor: Actor) -> bool:
        """Whether the actor may have the stored data in a template: who does not edit people sees СНИЛС masked."""
        allowed = actor.is_system or not self.personal or bool(rights().level(actor, "people", WRITE))
        return allowed and self.may(actor)

    @abstractmethod
    def resolve(self, stage: Stage) -> None:
        """Find what the rows refer to and reject what cannot be: runs as the system, writes nothing of the domain."""

    def check_scope(self, stage: Stage) -> None:
        """Reject rows the actor may not write, by ``checks.require_writable``, where ``resolve`` has not."""
        assert stage.kind is self

    @abstractmethod
    def write(self, stage: Stage) -> None:
        """Apply the rows that are left by ``upsert`` and the services: runs as the system."""

    def references(self) -> dict[str, Sequence[str]]:
        """Values for the drop-downs and the references sheet of the template, by heading; under the current actor."""
        return {}

    @abstractmethod
    def stored_rows(self) -> Iterable[Sequence[object]]:
        """What the current actor may write, in the order of the fields; imported again it changes nothing."""


_kinds: dict[str, ImportKind] = {}


def register(kind: type[ImportKind]) -> type[ImportKind]:
    """Register a kind (a class decorator; apps import their ``imports`` module in ``ready()``)."""
    if kind.code in _kinds:
        raise TypeError(f"import kind {kind.code} is declared twice")
    _kinds[kind.code] = kind()
    return kind


def get(code: str) -> ImportKind:
    """The kind of this code; KeyError where there is none."""
    return _kinds[code]


def all_kinds() -> list[ImportKind]:
    """Every kind in the order in which a region is filled."""
    return sorted(_kinds.values(), key=lambda kind: (kind.order, kind.code))
