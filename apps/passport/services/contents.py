"""Filling a passport: its parts, the computed figures, the copy for a correction, the opening to the operator."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone

from apps.core.actor import acting, current, system
from apps.core.services import history
from apps.organizations.enums import OrganizationKind
from apps.organizations.models import Organization
from apps.organizations.services.records import place_of
from apps.passport.enums import PartKind, PartState
from apps.passport.models import Figure, InformationResource, InfrastructureObject, MoneyLine, Part, Passport
from apps.passport.models.content import PartRow
from apps.passport.selectors.computed import Computed, computed

SYSTEM = system("passport")
ROWS: tuple[type[PartRow], ...] = (Figure, MoneyLine, InfrastructureObject, InformationResource)
LISTS: tuple[type[PartRow], ...] = ROWS[1:]
FILLERS = {
    OrganizationKind.CNPPM: PartKind.CNPPM,
    OrganizationKind.IRO: PartKind.IRO,
    OrganizationKind.MMS: PartKind.MMS,
}
NO_CENTRE = "В регионе нет организации вида «ЦНППМ»: заведите её, она отвечает за паспорт."


def responsible(region: int) -> list[Organization]:
    """The organizations that fill parts: ЦНППМ, institutes and municipal services that work today."""
    today = timezone.localdate()
    open_now = Q(closed_on__isnull=True) | Q(closed_on__gt=today)
    rows = Organization.objects.filter(open_now, region_id=region, kind__in=list(FILLERS))
    return list(rows.order_by("sort_key", "pk"))


def make_parts(passport: Passport) -> list[Part]:
    """A part for everybody who fills one. Raises ``ValidationError`` in a region with no ЦНППМ."""
    with acting(SYSTEM):
        found = responsible(passport.region_id)
        if not any(one.kind == OrganizationKind.CNPPM for one in found):
            raise ValidationError(NO_CENTRE)
        return Part.objects.bulk_create(new_part(passport, one) for one in found)


def new_part(passport: Passport, organization: Organization) -> Part:
    """An unsaved part of an organization."""
    return Part(
        **place_of(organization),
        passport=passport,
        kind=FILLERS[OrganizationKind(organization.kind)],
        name=organization.short_name,
        sort_key=organization.sort_key,
        due_on=passport.due_on,
    )


def centre(passport: Passport) -> Part:
    """The part of the ЦНППМ: the computed figures stand there."""
    return passport.parts.filter(kind=PartKind.CNPPM).order_by("pk")[0]


def place_in(part: Part) -> dict[str, Any]:
    """The columns of a row of the part."""
    names = ("organization_id", "municipality_id", "region_id", "published")
    return {"part": part, **{name: getattr(part, name) for name in names}}


def recompute(passport: Passport) -> None:
    """Compute every computed figure as the data stand now and store it; one entry of history."""
    before = history.snapshot(passport)
    with acting(SYSTEM):
        place = place_in(centre(passport))
        Figure.objects.filter(part__passport=passport, computed=True).delete()
        Figure.objects.bulk_create(figure_of(one, place) for one in computed(passport))
        passport.computed_at = timezone.now()
        passport.save(update_fields=["computed_at"])
    history.record("compute_passport", passport, before=before)


def figure_of(one: Computed, place: dict[str, Any]) -> Figure:
    """A computed figure as a row."""
    values = {name: getattr(one, name) for name in ("code", "number", "denominator", "source", "missing", "text")}
    return Figure(**place, **values, detail=one.detail, computed=True)


def publish(passport: Passport) -> None:
    """Let the rows of the passport be read, or not, as the passport is. Call it as the system."""
    changed = {"published": passport.published}
    Part.objects.filter(passport=passport).exclude(**changed).update(**changed)
    for model in ROWS:
        model._default_manager.filter(part__passport=passport).exclude(**changed).update(**changed)


def copy_parts(source: Passport, target: Passport) -> None:
    """The parts of the next version with everything entered, to be looked through and handed in again."""
    with acting(SYSTEM):
        own = {part.organization_id: part for part in make_parts(target)}
        for part in source.parts.all():
            if made := own.get(part.organization_id):
                made.absent, made.state = part.absent, PartState.FILLING
                made.save(update_fields=["absent", "state"])
                for model in ROWS:
                    copy_rows(model, part, made)


def copy_rows(model: type[PartRow], source: Part, target: Part) -> None:
    """The rows of one kind of a part in another part."""
    entered = {"computed": False} if model is Figure else {}
    rows = model._default_manager.filter(part=source, **entered)
    model._default_manager.bulk_create(copied(rows, target))


def copied(rows: Iterable[models.Model], target: Part) -> list[Any]:
    """Unsaved copies that lie in the target part."""
    skipped = {"id", "part_id", "organization_id", "municipality_id", "region_id", "published"}
    return [
        type(row)(
            **place_in(target),
            **{f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields if f.attname not in skipped},
        )
        for row in rows
    ]


def actor_words() -> str:
    """Who acts, as it is kept beside what they did."""
    return current().who[:300]
