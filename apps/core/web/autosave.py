"""What saves by itself while it is typed: the message of the script and the answer to it (static/js/outbox.js).

A message is ``{"place": …, "value": …, "given": milliseconds, "was": …}``; the answer is ``{"saved": "14:05:10"}`` or
``{"words": "…"}``, both with ``now``, what the portal holds, where a form wants to know it. The transaction of the
request is over before the answer leaves: what was told to be saved is saved.

A form that saves by itself (``SavingForm``, static/js/autosave.js) does so entry by entry: an entry is what is saved
together, and what was seen of it travels with it, so that nobody writes over another's words unseen.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, JsonResponse
from django.utils import timezone

from apps.core.web.forms import FormLooks

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
    return saved(kept)


def saved(kept: Kept) -> JsonResponse:
    """The answer to what was saved."""
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


class SavingForm(FormLooks, forms.Form):
    """A form that saves by itself: its ``entries`` are what is saved together, each the stored texts by its controls.

    Whoever derives from it dresses the fields when all of them are there.
    """

    entries: dict[str, dict[str, str]]

    def shown(self) -> list[tuple[str, str, str]]:
        """Each entry, the names of its controls, and what the portal holds of it, for the hidden fields."""
        return [(entry, " ".join(now), plain(now)) for entry, now in self.entries.items()]

    def was(self, entry: str) -> dict[str, str] | None:
        """What was seen of an entry, or None where the page did not say."""
        try:
            raw = json.loads(self.data.get(f"was-{entry}", "null"))
        except ValueError:
            return None
        return {str(name): str(text) for name, text in raw.items()} if isinstance(raw, dict) else None


F = TypeVar("F", bound=SavingForm)


def alone(make: Callable[..., F], message: Message) -> F:
    """The form (``make`` takes the data) with the entry of a message and nothing else, found right.

    Raises ``ValueError`` for what is no entry, ``ValidationError`` with what is wrong in it.
    """
    names = held(make, message) or {}
    values, was = message.value, message.was
    if not names or not isinstance(values, dict) or not isinstance(was, dict):
        raise ValueError("entry")
    form = make({**{name: str(values.get(name, "")) for name in names}, f"was-{message.place}": plain(was)})
    form.is_valid()
    if wrong := [text for name in names for text in form.errors.get(name, [])]:
        raise ValidationError(f"Не сохранено: {wrong[0]}", code="invalid")
    return form


def held(make: Callable[..., SavingForm], message: Message) -> dict[str, str] | None:
    """What the portal holds of the entry of a message."""
    return make().entries.get(message.place) if isinstance(message.place, str) else None
