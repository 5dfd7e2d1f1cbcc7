"""The three plain verbs that services are made of: a row is made, changed, removed; each is atomic and audited.

A refusal of the database comes back as a ``ValidationError`` with a Russian sentence: the rows it stands for may lie
outside of the actor's scope, so the sentence never says whose they are.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import ProtectedError
from psycopg import errors

from apps.core import locks
from apps.core.actor import Actor, acting, current
from apps.core.services import history

Row = TypeVar("Row", bound=models.Model)
TAKEN = "Такая запись уже есть: измените её или проверьте, что введено."
IN_USE = "Запись нельзя удалить: на неё опираются другие записи."
BROKEN = "Данные противоречат друг другу: проверьте даты и выбранные записи."


def refusal(error: IntegrityError) -> ValidationError:
    """What the database refused, in words: a locked period says whose and which."""
    if locked := locks.refusal(error):
        return ValidationError(locked, code="locked")
    cause = error.__cause__
    if isinstance(cause, errors.UniqueViolation | errors.ExclusionViolation):
        return ValidationError(TAKEN, code="taken")
    return ValidationError(BROKEN, code="broken")


def save(obj: models.Model, **options: Any) -> None:
    """Save a row in a savepoint. Raises ``ValidationError`` where the database refuses it."""
    try:
        with transaction.atomic():
            obj.save(**options)
    except IntegrityError as error:
        raise refusal(error) from error


@transaction.atomic
def create(obj: Row, verb: str) -> Row:
    """Store a new row with its history entry. Raises ``ValidationError``."""
    save(obj)
    history.record(verb, obj)
    return obj


def differing(obj: models.Model, values: Mapping[str, Any]) -> dict[str, Any]:
    """Of these values those that differ from what the row holds."""
    return {name: value for name, value in values.items() if getattr(obj, name) != value}


@transaction.atomic
def change(obj: Row, verb: str, *, writer: Actor | None = None, **values: Any) -> Row:
    """Change fields of a stored row; nothing is written where nothing differs. Raises ``ValidationError``.

    ``writer`` writes the row where the current actor may not see what becomes of it; the history names the current one.
    """
    wanted = differing(obj, values)
    if not wanted:
        return obj
    before = history.snapshot(obj)
    kept = {name: getattr(obj, name) for name in wanted}
    for name, value in wanted.items():
        setattr(obj, name, value)
    try:
        with acting(writer or current()):
            save(obj, update_fields=list(wanted))
    except ValidationError:
        for name, value in kept.items():
            setattr(obj, name, value)
        raise
    history.record(verb, obj, before=before)
    return obj


@transaction.atomic
def link(
    obj: models.Model, name: str, rows: Iterable[models.Model], verb: str, *, word: Callable[[Any], str] = str
) -> None:
    """Make a list of other rows that an object names exactly these; the history keeps their words before and after."""
    related = getattr(obj, name)
    before, wanted = ({row.pk: word(row) for row in found} for found in (related.all(), rows))
    if before == wanted:
        return
    related.set(wanted)
    kept, made = ({name: sorted(words.values())} for words in (before, wanted))
    history.record_many([history.entry(verb, obj, kept, made)])


@transaction.atomic
def remove(obj: models.Model, verb: str) -> None:
    """Delete a row with its history entry. Raises ``ValidationError`` where other rows rest on it."""
    before = history.snapshot(obj)
    entry = history.entry(verb, obj, before, {})
    try:
        with transaction.atomic():
            obj.delete()
    except (ProtectedError, IntegrityError) as error:
        raise ValidationError(locks.refusal(error) or IN_USE, code="in_use") from error
    history.record_many([entry])


def require_order(start: date | None, end: date | None, field: str, message: str = "") -> None:
    """Refuse an end before its start, at the field of the end."""
    if start is not None and end is not None and end < start:
        raise ValidationError({field: message or "Окончание раньше начала: проверьте обе даты."})
