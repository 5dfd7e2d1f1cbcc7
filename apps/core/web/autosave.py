"""What saves by itself while it is typed: the message of the script and the answer to it (static/js/outbox.js).

A message is ``{"place": …, "value": …, "given": milliseconds, "was": …}``; the answer is ``{"saved": "14:05:10"}`` or
``{"words": "…"}``, both with ``now``, what the portal holds, where a form wants to know it. The transaction of the
request is over before the answer leaves: what was told to be saved is saved.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, JsonResponse
from django.utils import timezone

GONE, CONFLICT, UNPROCESSABLE = 410, 409, 422
STATUSES = {"closed": GONE, "stale": CONFLICT}
NOT_UNDERSTOOD = "Сообщение не понято: обновите страницу."


@dataclass(frozen=True, slots=True)
class Message:
    """One entry: where it belongs, what it says, when it was given, what had been seen there."""

    place: Any
    value: Any
    given: datetime
    was: Any


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of a message: when it was saved, what the portal holds now."""

    at: datetime
    now: Any = None


def read(body: bytes) -> Message:
    """The message of a request. Raises ``ValueError``, ``TypeError``, ``KeyError`` or ``OverflowError``."""
    raw = json.loads(body)
    given = datetime.fromtimestamp(raw["given"] / 1000, UTC)
    return Message(raw["place"], raw["value"], given, raw.get("was"))


def reply(
    request: HttpRequest, save: Callable[[Message], Kept], held: Callable[[Message], Any] | None = None
) -> JsonResponse:
    """Save the message of a request and tell; ``held`` says what is stored where it was refused.

    ``save`` raises ``ValidationError`` (code «closed»: nothing is taken any more; «stale»: somebody was faster) or
    ``ValueError``, ``TypeError``, ``KeyError`` for whatever is no message of its kind.
    """
    message = None
    try:
        message = read(request.body)
        kept = save(message)
    except ValidationError as refused:
        return refusal(refused, held(message) if held and message else None)
    except (ValueError, TypeError, KeyError, OverflowError):
        return JsonResponse({"words": NOT_UNDERSTOOD}, status=UNPROCESSABLE)
    return JsonResponse({"saved": timezone.localtime(kept.at).strftime("%H:%M:%S"), **told(kept.now)})


def refusal(refused: ValidationError, now: Any) -> JsonResponse:
    """A refusal with its sentence."""
    code = next((error.code or "" for error in errors_of(refused)), "")
    return JsonResponse({"words": refused.messages[0], **told(now)}, status=STATUSES.get(code, UNPROCESSABLE))


def errors_of(refused: ValidationError) -> list[ValidationError]:
    """The single refusals of one that may name fields."""
    if hasattr(refused, "error_dict"):
        return [error for errors in refused.error_dict.values() for error in errors]
    return list(refused.error_list)


def told(now: Any) -> dict[str, Any]:
    """What is held now, where the form asks for it."""
    return {} if now is None else {"now": now}


def plain(was: dict[str, Any]) -> str:
    """What was seen, as the hidden field of a form carries it."""
    return json.dumps(was, ensure_ascii=False)
