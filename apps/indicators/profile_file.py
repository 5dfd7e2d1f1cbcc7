"""The file of a profile (docs/profile-format.md): read, checked as a whole, every fault told with its place."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import yaml

from apps.indicators import profile_roadmap
from apps.indicators.parameters import BadParameters, parse
from apps.indicators.rules import RULES
from apps.indicators.shown import BadShownBy, way_of
from apps.organizations.enums import EDUCATIONAL, Founder, OrganizationKind, ProfileLevel

SCHEMA = 1
FOUNDERS = {*Founder.values, "unstated"}
TEXT, LIST, MAP = str, list, dict
TOP: Mapping[str, type] = {
    "code": TEXT,
    "title": TEXT,
    "level": TEXT,
    "region_oktmo": TEXT,
    "act": MAP,
    "subject_names": MAP,
    "workflow": MAP,
    "population": MAP,
    "indicators": LIST,
}
INDICATOR: Mapping[str, type] = {
    "code": TEXT,
    "number": TEXT,
    "title": TEXT,
    "clause": TEXT,
    "rule": TEXT,
    "parameters": MAP,
    "method_version": int,
}
NAMES = {str: "текст", list: "список", dict: "набор полей", int: "целое число"}


class BadProfile(ValueError):
    """The file cannot be loaded; the message lists every fault in Russian."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong and where."""

    place: str
    text: str

    def __str__(self) -> str:
        return f"{self.place}: {self.text}"


def read(path: Path) -> dict[str, Any]:
    """The checked contents of a profile file, dates as ISO text. Raises ``BadProfile``."""
    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise BadProfile(f"файл «{path.name}» не читается") from error
    except yaml.YAMLError as error:
        raise BadProfile(f"файл «{path.name}» — не YAML: {str(error).splitlines()[0]}") from error
    if not isinstance(raw, dict):
        raise BadProfile(f"файл «{path.name}»: ожидается набор полей профиля")
    if faults := list(check(raw)):
        raise BadProfile(f"файл «{path.name}»: " + "; ".join(map(str, faults)))
    plain: dict[str, Any] = as_json(raw)
    return plain


def as_json(value: Any) -> Any:
    """The same value with dates as ISO text."""
    if isinstance(value, dict):
        return {str(key): as_json(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_json(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def check(raw: Mapping[str, Any]) -> Iterator[Fault]:
    """Every fault of a profile."""
    if raw.get("schema") != SCHEMA:
        yield Fault("schema", f"ожидается {SCHEMA}")
    shape = list(shaped(raw, TOP, ""))
    yield from shape
    if shape:
        return
    yield from check_place(raw)
    yield from check_population(raw["population"])
    yield from check_workflow(raw["workflow"])
    yield from check_indicators(raw)
    yield from check_recommendations(raw.get("recommendations"))
    yield from (Fault(place, text) for place, text in profile_roadmap.check(raw.get("roadmap")))
    yield from check_functions(raw.get("functions") or [])


def shaped(raw: Any, fields: Mapping[str, type], place: str) -> Iterator[Fault]:
    """Fields that are missing or of another type."""
    if not isinstance(raw, dict):
        yield Fault(place or "файл", "ожидается набор полей")
        return
    for name, kind in fields.items():
        value = raw.get(name)
        if not isinstance(value, kind) or value == "":
            yield Fault(f"{place}{name}", f"ожидается {NAMES[kind]}")


def is_oktmo(value: Any) -> bool:
    """Eight digits as text."""
    return isinstance(value, str) and len(value) == 8 and value.isascii() and value.isdigit()


def check_place(raw: Mapping[str, Any]) -> Iterator[Fault]:
    """The level and its unit."""
    if raw["level"] not in ProfileLevel.values:
        yield Fault("level", "ожидается region или municipality")
    if not is_oktmo(raw["region_oktmo"]):
        yield Fault("region_oktmo", "ожидается ОКТМО из 8 цифр в кавычках")
    own = raw.get("municipality_oktmo")
    if raw["level"] == ProfileLevel.MUNICIPALITY and not is_oktmo(own):
        yield Fault("municipality_oktmo", "у муниципального профиля ожидается ОКТМО из 8 цифр в кавычках")
    if raw["level"] == ProfileLevel.REGION and own is not None:
        yield Fault("municipality_oktmo", "у регионального профиля не заполняется")
    if raw.get("periodicity", "year") not in ("year", "half_year"):
        yield Fault("periodicity", "ожидается year или half_year")


def check_population(raw: Mapping[str, Any]) -> Iterator[Fault]:
    """Kinds of organizations and founders that are counted."""
    yield from subset(raw.get("education_kinds"), EDUCATIONAL, "population.education_kinds")
    if raw.get("founders") is not None:
        yield from subset(raw["founders"], FOUNDERS, "population.founders")


def subset(value: Any, allowed: set[str] | frozenset[str], place: str) -> Iterator[Fault]:
    """A filled list of allowed words."""
    if not isinstance(value, list) or not value or not set(map(str, value)) <= allowed:
        yield Fault(place, f"ожидается непустой список из: {', '.join(sorted(allowed))}")


def check_workflow(raw: Mapping[str, Any]) -> Iterator[Fault]:
    """Who computes, submits, approves."""
    for name in ("computes", "submits", "approves"):
        yield from subset(raw.get(name), set(OrganizationKind.values), f"workflow.{name}")


def check_functions(functions: Any) -> Iterator[Fault]:
    """What shows the performance of each function is something the portal counts."""
    for number, one in enumerate(functions, start=1):
        try:
            way_of(one)
        except BadShownBy as error:
            yield Fault(f"functions[{number}].shown_by", f"нет такого счётчика или вида: {error}")


def check_indicators(raw: Mapping[str, Any]) -> Iterator[Fault]:
    """Every indicator; no code twice."""
    seen: set[str] = set()
    for number, item in enumerate(raw["indicators"], start=1):
        place = f"indicators[{number}]."
        shape = list(shaped(item, INDICATOR, place))
        yield from shape
        if shape:
            continue
        if item["code"] in seen:
            yield Fault(f"{place}code", f"код «{item['code']}» уже есть")
        seen.add(item["code"])
        yield from check_method(item, place)
        yield from check_targets(item.get("targets", []), raw["level"], place)


def check_recommendations(raw: Any) -> Iterator[Fault]:
    """The parameters of recommendations: for a rule ``off: true``, or its numbers."""
    if raw is None:
        return
    if not isinstance(raw, dict) or not all(isinstance(item, dict) for item in raw.values()):
        yield Fault("recommendations", "ожидается набор правил с параметрами")
        return
    for rule, item in raw.items():
        for name, value in item.items():
            if not (isinstance(value, bool) if name == "off" else is_number(value)):
                yield Fault(f"recommendations.{rule}.{name}", "ожидается число, у off — true или false")


def check_method(item: Mapping[str, Any], place: str) -> Iterator[Fault]:
    """The rule and its parameters."""
    rule = RULES.get(item["rule"])
    if rule is None:
        yield Fault(f"{place}rule", f"нет правила «{item['rule']}»; есть: {', '.join(RULES)}")
        return
    if item["method_version"] < 1:
        yield Fault(f"{place}method_version", "ожидается число от 1")
    try:
        parse(item["parameters"], rule.defaults)
    except BadParameters as error:
        yield Fault(f"{place}parameters", str(error))


def check_targets(targets: Any, level: str, place: str) -> Iterator[Fault]:
    """Targets of the profile's own unit: a year and a value each."""
    for target in targets:
        if (
            not isinstance(target, dict)
            or not isinstance(target.get("year"), int)
            or not is_number(target.get("value"))
        ):
            yield Fault(f"{place}targets", "ожидаются year (год) и value (число)")
        elif target.get("level", level) != level:
            yield Fault(f"{place}targets", f"цель задаётся для уровня профиля: {level}")


def is_number(value: Any) -> bool:
    """A number, or its text."""
    try:
        return Decimal(str(value)) >= 0
    except InvalidOperation:
        return False
