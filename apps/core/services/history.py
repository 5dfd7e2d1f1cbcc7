"""The one way to leave a trace: what changed, who looked (DOMAIN 8, last sentence)."""

from collections.abc import Iterable, Mapping
from contextvars import ContextVar
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import models

from apps.core import snils
from apps.core.actor import current
from apps.core.models import AccessLogEntry, HistoryEntry

# The request's or the job's code; set by the middleware and the job runner, shown to users as the code for support.
request_id: ContextVar[str] = ContextVar("rsnms_request_id", default="")


# A journal outlives rows and has other readers: such a field is kept so that only a change of it can be seen.
MASKED = {"snils": snils.mask}
# Never kept, not even hashed.
SECRETS = frozenset({"password"})


def plain(value: Any) -> Any:
    """A field's value as it is kept in a history entry."""
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, Decimal | UUID):
        return str(value)
    if isinstance(value, models.Model):
        return value.pk
    if isinstance(value, list | tuple | set):
        return [plain(v) for v in value]
    return value


def snapshot(obj: models.Model) -> dict[str, Any]:
    """The concrete fields of a row as plain values; secrets, and what its model names ``unlogged``, are left out."""
    left_out = SECRETS | getattr(type(obj), "unlogged", frozenset())
    fields = (f for f in obj._meta.concrete_fields if f.attname not in left_out)
    values = {f.attname: plain(getattr(obj, f.attname)) for f in fields}
    return {name: MASKED[name](value) if name in MASKED else value for name, value in values.items()}


def place_of(obj: models.Model) -> dict[str, Any]:
    """The unit and the person an entry about ``obj`` lies in."""
    person = obj.pk if obj._meta.label == "teachers.Person" else getattr(obj, "person_id", None)
    own = obj.pk if obj._meta.label == "organizations.Organization" else getattr(obj, "organization_id", None)
    return {
        "region_ref": getattr(obj, "region_id", None),
        "municipality_ref": getattr(obj, "municipality_id", None),
        "organization_ref": own,
        "person_ref": person,
    }


def who() -> dict[str, Any]:
    """The acting person or system, for an entry."""
    actor = current()
    return {
        "actor_key": actor.key,
        "actor_label": actor.who,
        "user_id": actor.user_id,
        "request_id": request_id.get(),
    }


def entry(verb: str, obj: models.Model, before: Mapping[str, Any], after: Mapping[str, Any]) -> HistoryEntry:
    """An unsaved entry holding only the fields that differ."""
    changed = {k for k in {*before, *after} if before.get(k) != after.get(k)}
    return HistoryEntry(
        **who(),
        **place_of(obj),
        verb=verb,
        object_kind=obj._meta.label_lower,
        object_ref=str(obj.pk),
        object_label=str(obj)[:300],
        before={k: before[k] for k in sorted(changed & before.keys())},
        after={k: after[k] for k in sorted(changed & after.keys())},
    )


def record(verb: str, obj: models.Model, *, before: Mapping[str, Any] | None = None) -> HistoryEntry:
    """Write one entry about a saved row: ``before`` is its ``snapshot`` taken before the change (none: created)."""
    made = entry(verb, obj, before or {}, snapshot(obj))
    record_many([made])
    return made


def record_many(entries: Iterable[HistoryEntry]) -> None:
    """Write entries of a bulk verb (their numbers stay unknown)."""
    # Ignoring conflicts leaves out RETURNING: most of those who may add an entry may not read it back.
    HistoryEntry.objects.bulk_create(entries, batch_size=2000, ignore_conflicts=True)


def log_access(entry: AccessLogEntry) -> None:
    """Write one entry, without reading it back."""
    AccessLogEntry.objects.bulk_create([entry], ignore_conflicts=True)


def log_view(obj: models.Model, subject: str) -> None:
    """Log that somebody looked at a person's data; one's own card is not logged by the caller."""
    log_access(AccessLogEntry(**who(), **place_of(obj), action="view", subject=subject[:300]))


def log_export(subject: str, rows: int) -> None:
    """Log that people's data left the portal as a file."""
    actor = current()
    log = AccessLogEntry(
        **who(),
        region_ref=actor.region_id,
        municipality_ref=actor.municipality_id,
        organization_ref=actor.organization_id,
        action="export",
        subject=subject[:300],
        rows=rows,
    )
    log_access(log)
