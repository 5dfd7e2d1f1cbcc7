"""Planned quantities as text: «не менее 2 600 педагогических работников в год», read and written (docs/roadmap.md)."""

import re
from dataclasses import dataclass

from apps.roadmap.enums import QuantityPeriod

WEEKS = 52
FORM = re.compile(
    r"(?P<least>не менее |не меньше |от )?(?P<value>\d[\d\s\u00a0\u202f]*)(?P<rest>(?:\s.*)?)", re.IGNORECASE
)
PER = re.compile(r"\s*\(?(?:на|для) кажд(?:ое|ый|ую|ого) (?P<per>[^)]+)\)?$", re.IGNORECASE)
PERIODS = (
    (QuantityPeriod.YEAR, re.compile(r"\s*,?\s*(?:\(?ежегодно\)?|в год|каждый год)$", re.IGNORECASE)),
    (QuantityPeriod.WEEK, re.compile(r"\s*,?\s*(?:в неделю|еженедельно)$", re.IGNORECASE)),
)


@dataclass(frozen=True, slots=True)
class Plan:
    """A planned quantity: how many of what, at least or exactly, for how long, for each of what."""

    value: int
    unit: str = ""
    at_least: bool = False
    period: str = ""
    per: str = ""

    @property
    def text(self) -> str:
        """The plan as people write it; read again it is the same plan."""
        words = [
            "не менее" if self.at_least else "",
            str(self.value),
            self.unit,
            str(QuantityPeriod(self.period).label) if self.period else "",
            f"(на каждое {self.per})" if self.per else "",
        ]
        return " ".join(word for word in words if word)

    @property
    def yearly(self) -> int:
        """How many are planned for one year (a weekly plan counts 52 weeks)."""
        return self.value * WEEKS if self.period == QuantityPeriod.WEEK else self.value


def read(text: str) -> Plan | None:
    """The plan that a text says; None where it begins with no number."""
    found = FORM.fullmatch(" ".join(text.split()))
    if found is None:
        return None
    rest, per, period = found["rest"], "", ""
    if each := PER.search(rest):
        rest, per = rest[: each.start()], each["per"].strip()
    for code, pattern in PERIODS:
        if when := pattern.search(rest):
            rest, period = rest[: when.start()], code.value
    value = int(re.sub(r"\D", "", found["value"]))
    return Plan(value, rest.strip(" ,"), bool(found["least"]), period, per)
