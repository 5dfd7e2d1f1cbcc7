"""Whom a name in the column «Исполнители» means: a kind of organizations, all of a kind, one organization, or words."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from apps.core.text import sort_key
from apps.organizations.enums import EDUCATIONAL, OrganizationKind
from apps.organizations.models import Organization, Profile

ALL_EDUCATIONAL = "educational"
# Bodies of which a territory has one (the first stands for it); of all other kinds a name must say which one is meant.
SINGLE = frozenset({"ministry", "cnppm", "iro", "copmkp", "umo", "moo", "mms"})
# Kinds of which a bare name means every organization.
MANY = frozenset({"moo", "mms", *EDUCATIONAL, ALL_EDUCATIONAL})
EVERY = re.compile(r"^(?:все|каждая|каждый|каждое)\s+", re.IGNORECASE)
WORDS: Mapping[str, tuple[str, ...]] = {
    "ministry": ("министерство", "министерство образования", "департамент", "роив", "департамент образования"),
    "moo": ("моуо", "мооуо", "омсу", "муниципальные органы управления образованием", "управление образования"),
    "mms": ("ммс", "рмк", "цро", "муниципальные методические службы", "муниципальная методическая служба"),
    ALL_EDUCATIONAL: ("оо", "образовательные организации", "образовательная организация", "общеобразовательные"),
    "school": ("школы", "школа", "общеобразовательные организации"),
    "kindergarten": ("детские сады", "доо", "дошкольные образовательные организации"),
    "college": ("колледжи", "спо", "профессиональные образовательные организации"),
    "additional": ("организации дополнительного образования", "удо"),
    "cnppm": ("цнппм", "цнппмпр"),
    "iro": ("иро", "ипк"),
    "copmkp": ("цопмкп",),
    "umo": ("умо",),
}


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a name means: its kind («» for words), whether every organization of it, or one organization."""

    kind: str = ""
    fan_out: bool = False
    organization: int | None = None


def own_names(profile: Profile) -> dict[str, str]:
    """Name in the profile's own words → kind."""
    found: dict[str, str] = {}
    names: dict[str, Any] = profile.subject_names
    for kind, words in names.items():
        for word in (words.get("name"), words.get("short")):
            if word:
                found.setdefault(sort_key(word), kind)
    return found


def kinds_by_name(profile: Profile) -> dict[str, str]:
    """Every name of a kind: the portal's words, then (they win) the profile's."""
    common = {sort_key(str(kind.label)): str(kind.value) for kind in OrganizationKind}
    common |= {sort_key(word): kind for kind, words in WORDS.items() for word in words}
    return common | own_names(profile)


def within(profile: Profile) -> Q:
    """Organizations of the profile's territory."""
    if profile.municipality_id is not None:
        return Q(municipality_id=profile.municipality_id)
    return Q(region_id=profile.region_id)


def meaning_of(name: str, profile: Profile, known: Mapping[str, Meaning]) -> Meaning:
    """What a name means in a profile: as the roadmap has it already, else an organization, else a kind, else words."""
    key = sort_key(name)
    if key in known:
        return known[key]
    same = Q(code=name.strip()) | Q(sort_key=key) | Q(full_name__iexact=name.strip())
    found = Organization.objects.filter(within(profile) | Q(open=True)).filter(same).order_by("code").first()
    if found is not None:
        return Meaning(found.kind, organization=found.pk)
    every = bool(EVERY.match(name.strip()))
    kind = kinds_by_name(profile).get(sort_key(EVERY.sub("", name.strip())), "")
    local = profile.municipality_id is not None and kind in SINGLE
    return Meaning(kind, fan_out=bool(kind) and (every or (kind in MANY and not local)))


def of_kind(kind: str) -> Q:
    """Organizations of a kind, or all that teach."""
    return Q(kind__in=EDUCATIONAL) if kind == ALL_EDUCATIONAL else Q(kind=kind)
