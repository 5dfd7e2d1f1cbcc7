"""Steps of the builder: take a proposal, take the shortest set, put a removed item back."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from apps.diagnostics.models import Competence
from apps.events.models import Event
from apps.programs.models import Program
from apps.routes.enums import ItemKind
from apps.routes.models import IndividualRoute, RouteItem
from apps.routes.proposals.programs import cover_of
from apps.routes.services.plan import add_item, remove_item
from apps.teachers.models import Person

GONE = "Этого предложения уже нет: обновите страницу."
ALREADY = "Это уже есть в маршруте."
MENTORED = "Работа с наставником"
# What of a removed item is kept, so that it can be put back as it was.
KEPT = ("kind", "content", "program_id", "event_id", "hours", "responsible_id", "responsible_words", "number")


def take(route: IndividualRoute, *, kind: str, key: int, aims: Collection[int], due: date | None = None) -> RouteItem:
    """Make an item of a proposal (``program``, ``event``, ``mentor``) for competences scored in the session.

    Raises ``ValidationError`` and ``PermissionDenied``.
    """
    competences = list(Competence.objects.filter(pk__in=aims))
    values = fields_of(kind, key)
    same = {name: values[name] for name in ("program", "event", "responsible") if name in values}
    if route.items.filter(**same).exists():
        raise ValidationError(ALREADY)
    if values.get("event") is not None:
        due = values["event"].end or values["event"].start
    return add_item(route=route, competences=competences, due=due, **values)


def fields_of(kind: str, key: int) -> dict[str, Any]:
    """The fields of an item for a proposal in the actor's sight. Raises ``ValidationError``."""
    models: dict[str, tuple[Any, str, ItemKind]] = {
        "program": (Program, "program", ItemKind.FORMAL),
        "event": (Event, "event", ItemKind.NON_FORMAL),
        "mentor": (Person, "responsible", ItemKind.INFORMAL),
    }
    if kind not in models:
        raise ValidationError(GONE)
    model, name, item_kind = models[kind]
    found = model.objects.filter(pk=key).first()
    if found is None:
        raise ValidationError(GONE)
    return {"kind": item_kind, name: found} | ({"content": MENTORED} if kind == "mentor" else {})


@transaction.atomic
def take_shortest(route: IndividualRoute, *, wanted: Collection[int], day: date, through: date) -> int:
    """Items for the fewest hours that cover ``wanted``; returns how many were added."""
    cover = cover_of(wanted, day, through)
    left = set(wanted)
    for offer in sorted(cover.chosen, key=lambda one: (-len(one.covers), one.hours, one.key)):
        adds = set(offer.covers) & left
        left -= adds
        take(route, kind="program", key=offer.key, aims=adds, due=through)
    return len(cover.chosen)


@transaction.atomic
def take_out(item: RouteItem) -> dict[str, Any]:
    """Remove an item; returns what ``put_back`` needs to undo it."""
    kept: dict[str, Any] = {name: getattr(item, name) for name in KEPT}
    kept["due"] = item.due.isoformat() if item.due else ""
    kept["aims"] = list(item.aims.values_list("competence_id", flat=True))
    remove_item(item)
    return kept


def put_back(route: IndividualRoute, kept: dict[str, Any]) -> RouteItem:
    """Make a removed item again as it was. Raises ``ValidationError``, ``PermissionDenied``."""
    links = {
        name: model.objects.filter(pk=kept[f"{name}_id"] or 0).first()
        for name, model in (("program", Program), ("event", Event), ("responsible", Person))
    }
    number = kept["number"] if not route.items.filter(number=kept["number"]).exists() else ""
    return add_item(
        route=route, kind=ItemKind(kept["kind"]), competences=list(Competence.objects.filter(pk__in=kept["aims"])),
        number=number, content=kept["content"], hours=kept["hours"], responsible_words=kept["responsible_words"],
        due=date.fromisoformat(kept["due"]) if kept["due"] else None, **links,
    )  # fmt: skip
