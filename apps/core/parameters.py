"""The parameters of a job: read from the signature of its function, kept as plain JSON, checked both ways.

A job's input is ids and primitives (ARCHITECTURE.md): a kind whose function asks for anything else cannot be declared.
"""

import inspect
import types
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID

PLAIN = (str, int, float, bool)
AS_TEXT: dict[type, Callable[[str], Any]] = {date: date.fromisoformat, Decimal: Decimal, UUID: UUID}


class BadParameters(ValueError):
    """The parameters of a job do not fit its kind: a defect of the caller."""


def is_allowed(hint: Any) -> bool:
    """Whether a parameter of this type can be kept with a job."""
    if get_origin(hint) in (list, Union, types.UnionType):
        return all(part is type(None) or is_allowed(part) for part in get_args(hint))
    return hint in PLAIN or hint in AS_TEXT or (isinstance(hint, type) and issubclass(hint, Enum))


def encode(hint: Any, value: Any) -> Any:
    """The value as JSON. Raises ``BadParameters`` where it is not of the declared type."""
    if get_origin(hint) is list and isinstance(value, list | tuple):
        return [encode(get_args(hint)[0], item) for item in value]
    if get_origin(hint) in (Union, types.UnionType):
        return encode_option(hint, value)
    if hint in PLAIN and type(value) is hint:
        return value
    if hint in AS_TEXT and type(value) is hint:
        return str(value)
    if isinstance(hint, type) and issubclass(hint, Enum) and isinstance(value, hint):
        return value.value
    raise BadParameters(f"{value!r} is no {hint}")


def encode_option(hint: Any, value: Any) -> Any:
    """The value as JSON by the first of several types that takes it."""
    if value is None and type(None) in get_args(hint):
        return None
    for option in get_args(hint):
        try:
            return encode(option, value)
        except BadParameters:
            continue
    raise BadParameters(f"{value!r} is no {hint}")


def decode(hint: Any, value: Any) -> Any:
    """The value back from JSON. Raises ``BadParameters`` where it cannot be of the declared type."""
    if get_origin(hint) is list and isinstance(value, list):
        return [decode(get_args(hint)[0], item) for item in value]
    if get_origin(hint) in (Union, types.UnionType):
        return decode_option(hint, value)
    if hint in PLAIN and type(value) is hint:
        return value
    if hint in PLAIN or not isinstance(hint, type):
        raise BadParameters(f"{value!r} is no {hint}")
    try:
        return AS_TEXT.get(hint, hint)(value)
    except (ValueError, TypeError, ArithmeticError) as error:
        raise BadParameters(f"{value!r} is no {hint}") from error


def decode_option(hint: Any, value: Any) -> Any:
    """The value back from JSON by the first of several types that takes it."""
    if value is None:
        return None
    for option in get_args(hint):
        try:
            return decode(option, value)
        except BadParameters:
            continue
    raise BadParameters(f"{value!r} is no {hint}")


@dataclass(frozen=True, slots=True)
class Parameters:
    """The declared parameters of a kind of jobs: name → type, and the values of those that may be left out."""

    hints: Mapping[str, Any]
    defaults: Mapping[str, Any]

    def to_json(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """All parameters as JSON, defaults filled in. Raises ``BadParameters``."""
        if unknown := set(values) - set(self.hints):
            raise BadParameters(f"unknown parameters: {', '.join(sorted(unknown))}")
        whole = {**self.defaults, **values}
        if missing := set(self.hints) - set(whole):
            raise BadParameters(f"missing parameters: {', '.join(sorted(missing))}")
        return {name: encode(hint, whole[name]) for name, hint in self.hints.items()}

    def from_json(self, stored: Mapping[str, Any]) -> dict[str, Any]:
        """The arguments of the function. Raises ``BadParameters`` (a job older than a changed signature, too)."""
        if set(stored) - set(self.hints) or set(self.hints) - set(self.defaults) - set(stored):
            raise BadParameters(f"stored parameters {sorted(stored)} do not fit {sorted(self.hints)}")
        return {name: decode(self.hints[name], value) for name, value in stored.items()}


def of(function: Callable[..., Any]) -> Parameters:
    """The parameters of ``function`` after its first argument; all are named. Raises ``TypeError`` for other types."""
    found = list(inspect.signature(function).parameters.values())[1:]
    hints = get_type_hints(function)
    for parameter in found:
        if parameter.kind is not inspect.Parameter.KEYWORD_ONLY or not is_allowed(hints.get(parameter.name)):
            raise TypeError(f"{function.__qualname__}: «{parameter}» is no keyword-only id or primitive")
    defaults = {p.name: p.default for p in found if p.default is not inspect.Parameter.empty}
    return Parameters({p.name: hints[p.name] for p in found}, defaults)
