"""What every page's frame shows."""

from typing import Any

from django.http import HttpRequest


def frame(request: HttpRequest) -> dict[str, Any]:
    """The actor and their roles."""
    return {"actor": getattr(request, "actor", None)}
