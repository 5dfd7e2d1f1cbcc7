"""Items of a bank as a QTI package and back; the limits are told in docs/online-tests.md."""

from dataclasses import dataclass
from pathlib import Path

from django.core.exceptions import ValidationError

from apps.core.actor import current
from apps.diagnostics.enums import CompetenceState, ItemState
from apps.diagnostics.models import Competence, Item, ItemKey
from apps.diagnostics.models.bank import EASIEST, HARDEST
from apps.diagnostics.qti.model import Entry
from apps.diagnostics.qti.reader import read
from apps.diagnostics.qti.write import package
from apps.diagnostics.services.bank import create_item
from apps.organizations.models import Organization

KNOWN = "такое задание в банке уже есть"


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many drafts were made, and why the others were not."""

    made: int
    refused: list[str]


def export_package() -> bytes:
    """The living items of the actor's own bank with their keys, without pictures."""
    items = list(
        Item.objects.filter(organization_id=current().organization_id or 0)
        .exclude(state=ItemState.OUTDATED)
        .select_related("competence")
        .order_by("code")
    )
    keys = dict(ItemKey.objects.filter(item__in=items).values_list("item_id", "value"))
    return package(Entry(i.code, i.kind, i.text, i.options, keys[i.pk], i.competence.code, i.difficulty) for i in items)


def import_package(path: Path, *, competence: Competence, difficulty: int) -> Loaded:
    """Drafts in the actor's own bank; the given competence and difficulty serve items that name none.

    Raises ``qti.model.Refused`` for a package that cannot be read.
    """
    owner = Organization.objects.get(pk=current().organization_id or 0)
    living = {one.code: one for one in Competence.objects.filter(state=CompetenceState.PUBLISHED)}
    known = set(
        Item.objects.filter(organization=owner).exclude(state=ItemState.OUTDATED).values_list("code", flat=True)
    )
    made, refused = 0, []
    for code, kind, text, answers, named, hard in read(path):
        if code in known:
            refused.append(f"{code}: {KNOWN}")
            continue
        try:
            create_item(
                organization=owner, code=code, kind=kind, text=text, answers=answers,
                competence=living.get(named, competence),
                difficulty=hard if EASIEST <= hard <= HARDEST else difficulty,
            )  # fmt: skip
        except ValidationError as error:
            refused.append(f"{code}: {' '.join(error.messages)}")
            continue
        known.add(code)
        made += 1
    return Loaded(made, refused)
