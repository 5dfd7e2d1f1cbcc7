"""The parameters DOMAIN 4 gives to the five profiles, by indicator."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from tests.indicators.naive.composition import Setting
from tests.indicators.naive.dates import Window
from tests.indicators.naive.world import CNPPM, MUNICIPAL

REGIONAL_SIX = (
    "diagnosed",
    "routed",
    "trained_fr",
    "teams_trained",
    "young_supported",
    "programs_in_fr",
)
AKSAY_SIX = (
    "qualified",
    "young_supported",
    "contest_people",
    "contest_orgs",
    "experience_orgs",
    "experts",
)
ONLY_CNPPM = frozenset({CNPPM})

_VLADIMIR = Setting(region="17000000", providers=ONLY_CNPPM)
_KRASNOYARSK = Setting(region="04000000", providers=ONLY_CNPPM)
_PERM = Setting(region="57000000", providers=ONLY_CNPPM)
_AKSAY = Setting(region="60000000", municipality="60602000")
_OKTYABRSKY = Setting(
    region="71800000",
    municipality="71821000",
    founders=frozenset({MUNICIPAL, None}),
    window=Window(since=date(2023, 1, 1)),
)

PROFILES: Mapping[str, Mapping[str, Setting]] = {
    "vladimir": dict.fromkeys(REGIONAL_SIX, _VLADIMIR),
    "krasnoyarsk": dict.fromkeys(REGIONAL_SIX, _KRASNOYARSK),
    "perm": {**dict.fromkeys(REGIONAL_SIX, _PERM), "trained_fr": replace(_PERM, providers=None)},
    "oktyabrsky": dict.fromkeys(("trained_fr_cum", "teams_cum"), _OKTYABRSKY),
    "aksay": dict.fromkeys(AKSAY_SIX, _AKSAY),
}
