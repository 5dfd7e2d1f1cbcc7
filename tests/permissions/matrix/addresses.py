"""Every address the resolver knows."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver


@dataclass(frozen=True)
class Address:
    """One pattern: its full name, the names of its arguments, the view's class where it has one."""

    name: str
    arguments: tuple[str, ...]
    view: Any
    options: dict[str, Any]

    @property
    def resource(self) -> Any:
        """The resource behind the address; None for a page of its own."""
        return self.options.get("resource") or getattr(self.view, "resource", None)


def walk(
    patterns: list[URLPattern | URLResolver], namespace: str = "", before: tuple[str, ...] = ()
) -> Iterator[Address]:
    """Patterns with everything beneath them."""
    for pattern in patterns:
        names = (*before, *pattern.pattern.converters)
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from walk(pattern.url_patterns, inner, names)
        else:
            view = getattr(pattern.callback, "view_class", None) or getattr(pattern.callback, "cls", None)
            options = getattr(pattern.callback, "view_initkwargs", {}) or {}
            yield Address(f"{namespace}{pattern.name}", names, view or pattern.callback, options)


def every_address() -> list[Address]:
    """All of them, each once."""
    found = {address.name: address for address in walk(get_resolver().url_patterns)}
    return list(found.values())
