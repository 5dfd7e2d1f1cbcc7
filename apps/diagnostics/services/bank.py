"""Writes of the item bank: an item that was handed out never changes, a new version takes its place."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.crypto import get_random_string

from apps.core.actor import current
from apps.core.services import history, records
from apps.diagnostics import notation
from apps.diagnostics.enums import CompetenceState, ItemState
from apps.diagnostics.models import Competence, Item, ItemKey
from apps.diagnostics.services import pictures
from apps.organizations.models import Organization

OUTSIDE = "Этот банк заданий ведёт другая организация."
OUTDATED = "Устаревшее задание не меняют: у него есть новая версия или от него отказались."
DRAFT_COMPETENCE = "Эта компетенция не действует: выберите другую."
WORDLESS = "Опишите рисунок словами: его увидят не все."
COPIED = ("tool", "competence", "difficulty", "kind", "text", "picture_key", "picture_words")
PLACE = ("organization_id", "municipality_id", "region_id")


def require_bank(organization_id: int) -> None:
    """The bank is kept by its own organization alone. Raises ``ValidationError``."""
    actor = current()
    if not actor.is_system and actor.organization_id != organization_id:
        raise ValidationError(OUTSIDE)


def require_living(competence: Competence) -> None:
    """New items are written for living competences. Raises ``ValidationError`` at ``competence``."""
    if competence.state != CompetenceState.PUBLISHED:
        raise ValidationError({"competence": DRAFT_COMPETENCE})


def understood(kind: str, answers: str) -> notation.Written:
    """Options and key of the author's notation. Raises ``ValidationError`` at ``answers``."""
    try:
        return notation.read(kind, answers)
    except notation.WrongOptions as wrong:
        raise ValidationError({"answers": str(wrong)}) from None


def answers_of(item: Item) -> str:
    """Options and key as the author writes them; for the keepers of the bank. Raises ``ItemKey.DoesNotExist``."""
    return notation.write(item.kind, item.options, ItemKey.objects.get(item=item).value)


def new_code() -> str:
    """A code nobody has."""
    return f"З-{get_random_string(8, '0123456789')}"


@transaction.atomic
def create_item(
    *, organization: Organization, competence: Competence, kind: str, text: str, answers: str, **values: Any
) -> Item:
    """A draft of an item with its key. Raises ``ValidationError``: a strange bank, options that cannot be read."""
    require_bank(organization.pk)
    require_living(competence)
    written = understood(kind, answers)
    values["code"] = values.get("code") or new_code()
    item = Item(
        organization=organization, municipality_id=organization.municipality_id, region_id=organization.region_id,
        competence=competence, kind=kind, text=text, options=written.options, **values,
    )  # fmt: skip
    records.create(item, "create_item")
    set_key(item, written.key)
    return item


def set_key(item: Item, key: Any) -> None:
    """What is right in the item; the journal tells that it was set, never to what."""
    stored = ItemKey.objects.filter(item=item).first()
    if stored is not None and stored.value == key:
        return
    found = stored or ItemKey(item=item, **{column: getattr(item, column) for column in PLACE})
    found.value = key
    records.save(found)
    history.record_many([history.entry("set_item_key", item, {}, {"changed": True})])


@transaction.atomic
def update_item(item: Item, *, answers: str, **values: Any) -> Item:
    """Change an item, or, once it was handed out, replace it by a new version with the same state.

    Raises ``ValidationError``. Returns the item that holds the change.
    """
    require_bank(item.organization_id)
    stored = Item.objects.select_for_update().get(pk=item.pk)
    if stored.state == ItemState.OUTDATED:
        raise ValidationError(OUTDATED)
    if "competence" in records.differing(stored, values):
        require_living(values["competence"])
    written = understood(values.get("kind", stored.kind), answers)
    values["options"] = written.options
    same_key = ItemKey.objects.filter(item=stored, value=written.key).exists()
    if stored.used and (records.differing(stored, values) or not same_key):
        return replaced(stored, written.key, values)
    records.change(stored, "update_item", **values)
    set_key(stored, written.key)
    return stored


def replaced(item: Item, key: Any, values: dict[str, Any]) -> Item:
    """The next version of an item; the one before becomes outdated."""
    copied = {name: getattr(item, name) for name in COPIED} | {name: getattr(item, name) for name in PLACE}
    state = item.state
    records.change(item, "replace_item", state=ItemState.OUTDATED)
    made = Item(**{**copied, **values}, code=item.code, version=item.version + 1, state=state)
    records.create(made, "create_item")
    set_key(made, key)
    return made


def publish_item(item: Item) -> Item:
    """From now on the item may be drawn. Raises ``ValidationError``."""
    require_bank(item.organization_id)
    require_living(item.competence)
    if item.state == ItemState.OUTDATED:
        raise ValidationError(OUTDATED)
    if item.picture_key and not item.picture_words:
        raise ValidationError(WORDLESS)
    return records.change(item, "publish_item", state=ItemState.PUBLISHED)


def outdate_item(item: Item) -> Item:
    """The item is drawn no more; it stays for the attempts it stood in. Raises ``ValidationError``."""
    require_bank(item.organization_id)
    return records.change(item, "outdate_item", state=ItemState.OUTDATED)


def enter_item(*, answers: str, picture: UploadedFile[bytes] | None = None, **values: Any) -> Item:
    """A draft in the actor's own bank, with its picture. Raises ``ValidationError``."""
    organization = Organization.objects.get(pk=current().organization_id or 0)
    if picture is not None:
        values["picture_key"] = pictures.keep(picture.chunks(), organization_id=organization.pk)
    return create_item(organization=organization, answers=answers, **values)


def rewrite_item(
    item: Item,
    *,
    answers: str,
    picture: UploadedFile[bytes] | None = None,
    without_picture: bool = False,
    **values: Any,
) -> Item:
    """Change an item by its form. Raises ``ValidationError``."""
    require_bank(item.organization_id)
    if picture is not None:
        values["picture_key"] = pictures.keep(picture.chunks(), organization_id=item.organization_id)
    elif without_picture:
        values |= {"picture_key": "", "picture_words": ""}
    return update_item(item, answers=answers, **values)
