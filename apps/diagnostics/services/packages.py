"""Items of a bank as a QTI package and back; the limits are told in docs/online-tests.md."""

import logging
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from django.core.exceptions import ValidationError
from django.core.files import File

from apps.core.actor import current
from apps.diagnostics.enums import CompetenceState, ItemState
from apps.diagnostics.models import Competence, Item, ItemKey
from apps.diagnostics.models.bank import EASIEST, HARDEST
from apps.diagnostics.qti.model import Entry, Found
from apps.diagnostics.qti.reader import read
from apps.diagnostics.qti.write import package
from apps.diagnostics.services import pictures
from apps.diagnostics.services.bank import create_item
from apps.organizations.models import Organization

logger = logging.getLogger(__name__)
Progress = Callable[[int, int, str], None]
KNOWN = "такое задание в банке уже есть"


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many drafts were made, and why the others were not."""

    made: int
    refused: list[str]


def export_package(out: IO[bytes]) -> None:
    """Write the living items of the actor's own bank with their keys and pictures."""
    items = list(
        Item.objects.filter(organization_id=current().organization_id or 0)
        .exclude(state=ItemState.OUTDATED)
        .select_related("competence")
        .order_by("code")
    )
    keys = dict(ItemKey.objects.filter(item__in=items).values_list("item_id", "value"))
    package((entry_of(item, keys[item.pk]) for item in items), out)


def entry_of(item: Item, key: Any) -> Entry:
    """An item as the package writes it."""
    picture = pictures.path_of(item.picture_key, organization_id=item.organization_id)
    if item.picture_key and picture is None:
        logger.warning("the picture of item %s is gone", item.pk)
    return Entry(
        item.code, item.kind, item.text, item.options, key, item.competence.code, item.difficulty, picture,
        item.picture_words,
    )  # fmt: skip


def untold(done: int, total: int, message: str = "") -> None:
    """Progress that nobody watches."""


def import_package(path: Path, *, competence: Competence, difficulty: int, progress: Progress = untold) -> Loaded:
    """Drafts in the actor's own bank; the given competence and difficulty serve items that name none.

    Raises ``qti.model.Refused`` for a package that cannot be read.
    """
    owner = Organization.objects.get(pk=current().organization_id or 0)
    living = {one.code: one for one in Competence.objects.filter(state=CompetenceState.PUBLISHED)}
    mine = Item.objects.filter(organization=owner).exclude(state=ItemState.OUTDATED)
    known = set(mine.values_list("code", flat=True))
    made = 0
    with tempfile.TemporaryDirectory() as folder:
        found = read(path, Path(folder))
        refused = list(found.refused)
        for place, one in enumerate(found.items):
            progress(place, len(found.items), "Задания")
            if one.code in known:
                refused.append(f"{one.code}: {KNOWN}")
                continue
            try:
                hard = one.difficulty if EASIEST <= one.difficulty <= HARDEST else difficulty
                draft(one, Path(folder), owner, living.get(one.competence, competence), hard)
            except ValidationError as error:
                refused.append(f"{one.code}: {' '.join(error.messages)}")
                continue
            known.add(one.code)
            made += 1
    return Loaded(made, refused)


def draft(one: Found, folder: Path, owner: Organization, competence: Competence, difficulty: int) -> Item:
    """One item of a package with its picture. Raises ``ValidationError``."""
    picture = ""
    if one.picture:
        with (folder / Path(one.picture).name).open("rb") as file:
            picture = pictures.keep(File(file).chunks(), organization_id=owner.pk)
    return create_item(
        organization=owner, code=one.code, kind=one.kind, text=one.text, answers=one.answers, competence=competence,
        difficulty=difficulty, picture_key=picture, picture_words=one.picture_words,
    )  # fmt: skip
