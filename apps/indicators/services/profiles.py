"""Loading a profile: a regulation as data becomes its indicators, methods and targets (DOMAIN 2, 4)."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from apps.core.services import history
from apps.core.text import sort_key
from apps.indicators.models import Indicator, Target
from apps.indicators.profile_file import BadProfile, read
from apps.indicators.services.methods import set_method
from apps.organizations.models import Municipality, Profile, Region
from apps.organizations.services.placement import regional_level

Hook = Callable[[Profile, dict[str, Any]], None]
SHIPPED = Path(settings.BASE_DIR) / "fixtures" / "profiles"
PLAIN = (
    "title",
    "level",
    "periodicity",
    "subject_names",
    "workflow",
    "population",
    "functions",
    "yes_no",
    "roadmap",
    "recommendations",
)


_hooks: list[Hook] = []


def when_loaded(hook: Hook) -> None:
    """Have an upper application take its part of a profile's file; called in ``AppConfig.ready()``."""
    if hook not in _hooks:
        _hooks.append(hook)


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load did."""

    profile: Profile
    created: bool
    indicators: int


def find(name: str) -> Path:
    """The file of a shipped profile by its name, or the file itself. Raises ``BadProfile``."""
    shipped = SHIPPED / f"{name}.yaml"
    if name.isidentifier() and shipped.is_file():
        return shipped
    if Path(name).is_file():
        return Path(name)
    known = ", ".join(sorted(path.stem for path in SHIPPED.glob("*.yaml")))
    raise BadProfile(f"нет ни профиля, ни файла «{name}»; с порталом поставляются: {known}")


def ensure_region(oktmo: str, name: str) -> Region:
    """The region of the dictionary, or a new one."""
    region, _ = Region.objects.get_or_create(oktmo=oktmo, defaults={"name": name, "sort_key": sort_key(name)})
    regional_level(region)
    return region


def ensure_municipality(region: Region, oktmo: str, name: str) -> Municipality:
    """The latest municipality of that code in the region, or a new one."""
    found = region.municipalities.filter(oktmo=oktmo, regional=False).order_by("-valid_from").first()
    return found or Municipality.objects.create(region=region, oktmo=oktmo, name=name, sort_key=sort_key(name))


def fields_of(raw: dict[str, Any]) -> dict[str, Any]:
    """The columns of a profile; what no column holds stays with the act."""
    own = {name: raw[name] for name in PLAIN if raw.get(name) is not None}
    rest = {name: raw[name] for name in ("system", "timezone") if name in raw}
    named = raw["title"] if raw["level"] == "region" else raw.get("region_name", f"Регион {raw['region_oktmo']}")
    region = ensure_region(raw["region_oktmo"], named)
    municipality = None
    if oktmo := raw.get("municipality_oktmo"):
        municipality = ensure_municipality(region, oktmo, raw["title"])
    return {**own, "act": {**raw["act"], **rest}, "region": region, "municipality": municipality}


@transaction.atomic
def load_profile(path: Path) -> Loaded:
    """Load or update a profile from its file: doing it twice changes nothing. Raises ``BadProfile``."""
    raw = read(path)
    fields = fields_of(raw)
    profile = Profile.objects.filter(code=raw["code"]).first()
    before = history.snapshot(profile) if profile else None
    if profile is None:
        profile = Profile.objects.create(code=raw["code"], **fields)
    else:
        for name, value in fields.items():
            setattr(profile, name, value)
        profile.save()
    if before != history.snapshot(profile):
        history.record("load_profile", profile, before=before)
    codes = [load_indicator(profile, item, place) for place, item in enumerate(raw["indicators"], start=1)]
    profile.indicators.exclude(code__in=codes).update(active=False)
    for hook in _hooks:
        hook(profile, raw)
    return Loaded(profile, before is None, len(codes))


def load_indicator(profile: Profile, item: dict[str, Any], position: int) -> str:
    """One indicator with its method and the targets of the profile's own unit; returns its code."""
    words = {name: item[name] for name in ("number", "title", "clause")}
    words |= {"unit": item.get("unit", "percent"), "position": position, "active": True}
    method = {"rule": item["rule"], "parameters": item["parameters"]}
    indicator, _ = Indicator.objects.update_or_create(
        profile=profile,
        code=item["code"],
        defaults=words,
        create_defaults={**words, **method, "method_version": item["method_version"]},
    )
    version = set_method(indicator, item["rule"], item["parameters"], item["method_version"])
    Indicator.objects.filter(pk=indicator.pk).update(**method, method_version=version)
    for target in item.get("targets", []):
        value = {"value": Decimal(str(target["value"]))}
        Target.objects.update_or_create(indicator=indicator, year=target["year"], territory="", defaults=value)
    return indicator.code
