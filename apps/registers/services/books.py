"""A register as a book: its rows are added, corrected, struck out; each verb is atomic and audited.

The registers differ in what a row says, not in how it is kept, so the three verbs are written once. What a register
asks beside its fields stands in its ``check``.
"""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import models, transaction

from apps.core.models import PlacedModel
from apps.core.services import attachments, records
from apps.core.text import sort_key
from apps.organizations.models import Organization
from apps.organizations.services.records import place_of

Row = TypeVar("Row", bound=models.Model)
Check = Callable[[dict[str, Any]], None]
PLACE = ("organization_id", "municipality_id", "region_id")
FIXED = "Организация записи не меняется: заведите новую запись."


def nothing(values: dict[str, Any]) -> None:
    """No further rule."""


def in_order(start: str, end: str) -> Check:
    """The rule «an end is not before its start», told at the end."""

    def check(values: dict[str, Any]) -> None:
        records.require_order(values.get(start), values.get(end), end)

    return check


def place_beside(row: PlacedModel | None) -> dict[str, Any]:
    """The unit columns of another row, for one that lies where it lies."""
    return {} if row is None else {name: getattr(row, name) for name in PLACE}


class Book(Generic[Row]):
    """The verbs of one register. ``check`` raises ``ValidationError`` over the values a row would hold."""

    def __init__(self, model: type[Row], noun: str, check: Check = nothing) -> None:
        self.model, self.noun, self.check = model, noun, check
        self.names = {field.name for field in model._meta.get_fields()}
        self.lists = {field.name for field in model._meta.many_to_many}

    def add(self, *, organization: Organization | None = None, beside: PlacedModel | None = None, **values: Any) -> Row:
        """A new row: at an organization, beside another row, else of a person, who places it.

        Raises ``ValidationError``.
        """
        place = place_of(organization) if organization is not None else place_beside(beside)
        lists, plain = self._apart(values, place.get("organization_id") or getattr(organization, "pk", None))
        self.check(plain)
        made = self.model(**place, **self._derived(plain))
        with transaction.atomic():
            records.create(made, f"add_{self.noun}")
            self._link(made, lists)
        return made

    def correct(self, row: Row, *, organization: Organization | None = None, **values: Any) -> Row:
        """Change fields of a row; its organization stays. Raises ``ValidationError``."""
        if organization is not None and organization.pk != getattr(row, "organization_id", None):
            raise ValidationError({"organization": FIXED})
        lists, plain = self._apart(values, getattr(row, "organization_id", None))
        self.check({**{name: getattr(row, name) for name in self._plain_names()}, **plain})
        with transaction.atomic():
            records.change(row, f"update_{self.noun}", **self._derived(plain))
            self._link(row, lists)
        return row

    def strike(self, row: Row) -> None:
        """Delete a row entered by mistake. Raises ``ValidationError`` where others rest on it."""
        with transaction.atomic():
            for name in self.lists:
                getattr(row, name).clear()
            records.remove(row, f"remove_{self.noun}")

    def _plain_names(self) -> list[str]:
        return [field.name for field in self.model._meta.concrete_fields if not field.is_relation]

    def _apart(self, values: dict[str, Any], owner: int | None) -> tuple[dict[str, Any], dict[str, Any]]:
        """Lists of other rows apart from plain values; a document is kept and becomes its key and name."""
        lists = {name: values[name] for name in self.lists & values.keys()}
        plain = {name: value for name, value in values.items() if name not in self.lists and name != "file"}
        file = values.get("file")
        if isinstance(file, UploadedFile) and owner is not None:
            kept = attachments.keep(file.chunks(), name=file.name or "файл", organization=owner)
            plain |= {"file_key": kept.key, "file_name": kept.name}
        return lists, plain

    def _derived(self, values: dict[str, Any]) -> dict[str, Any]:
        if "title" in values and "sort_key" in self.names:
            return {**values, "sort_key": sort_key(values["title"])}
        return values

    def _link(self, row: Row, lists: dict[str, Any]) -> None:
        for name, wanted in lists.items():
            records.link(row, name, wanted, f"update_{self.noun}")
