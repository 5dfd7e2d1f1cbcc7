"""Writes of municipalities: entered, corrected, reorganized (DOMAIN 2)."""

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from apps.core.actor import acting, system
from apps.core.requisites import is_oktmo
from apps.core.services import history
from apps.core.text import format_date, sort_key
from apps.organizations.models import Municipality, Region
from apps.organizations.services.placement import rebuild_memberships, reorganize

KEY_LENGTH = 200


@transaction.atomic
def create_municipality(*, region: Region, oktmo: str, name: str, **fields: Any) -> Municipality:
    """A municipality of a region; ``fields``: center, latitude, longitude, valid_from, valid_to.

    Raises ``ValidationError`` for a wrong or taken ОКТМО and for an end before the beginning.
    """
    made = Municipality(region=region, oktmo=oktmo.strip(), name=name, sort_key=sort_key(name)[:KEY_LENGTH], **fields)
    check(made)
    made.save(force_insert=True)
    history.record("create_municipality", made)
    return made


@transaction.atomic
def update_municipality(municipality: Municipality, /, **fields: Any) -> Municipality:
    """Correct a municipality. An end with a successor is a reorganization: see ``merge_municipalities``."""
    before = history.snapshot(municipality)
    for name, value in fields.items():
        setattr(municipality, name, value)
    municipality.sort_key = sort_key(municipality.name)[:KEY_LENGTH]
    check(municipality)
    municipality.save()
    history.record("update_municipality", municipality, before=before)
    if before["valid_to"] != history.snapshot(municipality)["valid_to"]:
        settle()
    return municipality


@transaction.atomic
def merge_municipalities(sources: list[Municipality], /, *, oktmo: str, name: str, on: date) -> Municipality:
    """Many municipalities become one, or one is renamed, from the day ``on``: one operation (DOMAIN 2).

    The new one is made (or, where it is entered already from that day, taken); the sources end the day before, and
    organizations follow with dated membership. A report on an earlier date keeps the composition of that date.
    Raises ``ValidationError`` for sources of different regions, ended before, or begun later.
    """
    region = one_region(sources)
    for source in sources:
        check_source(source, on)
    target = Municipality.objects.filter(oktmo=oktmo.strip(), valid_from=on).first()
    if target is None:
        place = {field: getattr(sources[0], field) for field in ("center", "latitude", "longitude")}
        target = create_municipality(region=region, oktmo=oktmo, name=name, valid_from=on, **place)
    with acting(system("placement")):
        reorganize(sources=sources, target=target, on=on)
    return target


def settle() -> None:
    """Rewrite the timelines: organizations may lie out of the writer's sight afterwards."""
    with acting(system("placement")):
        rebuild_memberships()


def one_region(sources: list[Municipality]) -> Region:
    """The region of all of them. Raises ``ValidationError`` where there are several."""
    regions = {source.region_id for source in sources}
    if len(regions) != 1:
        raise ValidationError("Муниципалитеты разных регионов не объединяются.")
    return sources[0].region


def check_source(source: Municipality, on: date) -> None:
    """What may be reorganized from that day. Raises ``ValidationError`` naming the municipality."""
    if source.regional:
        raise ValidationError(f"{source}: это региональный уровень, он не преобразуется.")
    if source.successor_id is not None or (source.valid_to is not None and source.valid_to < on - timedelta(days=1)):
        raise ValidationError(f"{source}: уже не действует с {format_date(source.valid_to)}.")
    if source.valid_from is not None and source.valid_from >= on:
        raise ValidationError(f"{source}: действует только с {format_date(source.valid_from)}.")


def check(municipality: Municipality) -> None:
    """What a municipality must be. Raises ``ValidationError`` at its fields."""
    problems: dict[str, str] = {}
    if not is_oktmo(municipality.oktmo):
        problems["oktmo"] = "Ожидаются восемь цифр ОКТМО."
    same = Municipality.objects.filter(oktmo=municipality.oktmo, valid_from=municipality.valid_from, regional=False)
    if same.exclude(pk=municipality.pk).exists():
        problems["oktmo"] = "Муниципалитет с этим ОКТМО и началом действия уже есть."
    start, end = municipality.valid_from, municipality.valid_to
    if start and end and end < start:
        problems["valid_to"] = "Окончание раньше начала."
    if end is None and municipality.successor_id is not None:
        problems["valid_to"] = "У муниципалитета с преемником должен быть последний день."
    if problems:
        raise ValidationError(problems)
