"""A passport of the cast's region: begun, filled, on its way."""

from datetime import date
from decimal import Decimal
from typing import Any

from apps.core.actor import Actor, acting, system
from apps.organizations.models import Profile
from apps.passport.models import Part, Passport
from apps.passport.registry import entered_by
from apps.passport.services import parts, passports
from tests.cast import Cast
from tests.reports import make_profile

SYSTEM = system("test")
DUE = date(2026, 2, 15)
RULES = ("diagnosed", "routed", "programs_in_fr")


def profile_of(cast: Cast) -> Profile:
    """The region's profile."""
    with acting(SYSTEM):
        return Profile.objects.filter(code="test").first() or make_profile(cast.region, *RULES)


def begin(cast: Cast, year: int = 2025) -> Passport:
    """The ЦНППМ begins the passport."""
    profile = profile_of(cast)
    with acting(cast.actor("cnppm")):
        return passports.begin_passport(profile=profile, year=year, due_on=DUE)


def part_of(passport: Passport, kind: str) -> Part:
    """The part of the only organization of that kind."""
    with acting(SYSTEM):
        return Part.objects.select_related("passport__profile").get(passport=passport, kind=kind)


def everything(part: Part, number: int = 5) -> dict[str, Any]:
    """A full form of a part: every figure, no list has anything."""
    codes = [one.code for one in entered_by(part.kind) if not one.text]
    figures: dict[str, Any] = {code: Decimal(number) for code in codes}
    return {"figures": figures, "sources": dict.fromkeys(codes, "форма"), "absent": ["3", "4", "6"]}


def hand_in(passport: Passport, kind: str, actor: Actor, number: int = 5) -> Part:
    """Somebody fills a part and hands it in."""
    part = part_of(passport, kind)
    with acting(actor):
        parts.fill_part(part, **everything(part, number))
        return parts.submit_part(part)


WHO = {"mms": "methodist", "iro": "iro", "cnppm": "cnppm"}


def accept_all(cast: Cast, passport: Passport) -> None:
    """Everybody fills and hands in, the ЦНППМ accepts."""
    for kind, role in WHO.items():
        hand_in(passport, kind, cast.actor(role))
        with acting(cast.actor("cnppm")):
            parts.accept_part(part_of(passport, kind))


def submitted(cast: Cast) -> Passport:
    """A passport before the ministry."""
    passport = begin(cast)
    accept_all(cast, passport)
    with acting(cast.actor("cnppm")):
        return passports.submit_passport(fresh(passport))


def approved(cast: Cast) -> Passport:
    """An approved passport."""
    passport = submitted(cast)
    with acting(cast.actor("ministry")):
        return passports.approve_passport(passport)


def fresh(passport: Passport) -> Passport:
    """The passport as it is stored."""
    with acting(SYSTEM):
        return Passport.objects.select_related("profile", "region").get(pk=passport.pk)
