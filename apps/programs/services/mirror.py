"""Writes of the registry mirror: a synchronization from its beginning to its end, whole or not at all (DOMAIN 5)."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from apps.core.actor import current
from apps.core.services import history
from apps.core.text import count_text, ratio_text
from apps.programs.enums import SyncState
from apps.programs.mirror import apply
from apps.programs.mirror.apply import Change
from apps.programs.mirror.feed import Progress, is_feed, read_feed
from apps.programs.mirror.files import read_file
from apps.programs.mirror.http import Patience
from apps.programs.mirror.items import Reading, SourceFailed
from apps.programs.models import Synchronization
from apps.programs.services.links import propose_links

# More than this share gone at once is nobody's ordinary day: one in twenty (issue: «more than 5 %»).
VANISHED = 20
BROKEN_OFF = "Чтение прервано: портал остановился раньше, чем оно кончилось."
DECIDED = "По этой синхронизации решение уже принято: «{state}»."
NOT_WHOLE = "Реестр прочитан не целиком: принять такое нельзя, прочитайте его заново."
NEWER = "Позже применена другая синхронизация: решать по этой больше нечего."
Step = Callable[[], AbstractContextManager[Any]]
# What must know of linked entries that have just been excluded (apps above add theirs in ``ready``).
on_excluded: list[Callable[[list[int]], None]] = []


def silent(done: int, total: int | None, message: str) -> None:
    """Nobody looks at the progress."""


def synchronize(
    source: str,
    *,
    step: Step,
    today: date,
    private: bool = False,
    progress: Progress = silent,
    patience: Patience | None = None,
    name: str = "",
) -> Synchronization:
    """One synchronization from a file or an ``http(s)`` base address; ``step`` gives each part its transaction.

    Nothing is held while the source is read. The result is applied, unchanged, in quarantine (a finding waits for a
    person) or failed (nothing could be read); the mirror has changed in the first case only. ``name`` is what people
    call an uploaded file.
    """
    with step():
        sync, etags = begin(name or source, today)
    try:
        if is_feed(source):
            reading = read_feed(source, etags=etags, private=private, progress=progress, patience=patience)
        else:
            reading = read_file(Path(source))
    except SourceFailed as error:
        with step():
            return end(sync, SyncState.FAILED, str(error))
    with step():
        done = take(sync, reading)
    if done.state == SyncState.APPLIED:
        with step():
            propose_links()
    return done


def begin(source: str, today: date) -> tuple[Synchronization, list[str]]:
    """Note that a reading has begun; gives the marks by which an unchanged feed is known."""
    for broken in Synchronization.objects.filter(state=SyncState.READING):
        end(broken, SyncState.FAILED, BROKEN_OFF)
    last = Synchronization.objects.filter(place__isnull=False).order_by("-place").first()
    day = max(today, last.seen_on) if last else today
    sync = Synchronization.objects.create(source=source, seen_on=day, started_at=timezone.now())
    same = last is not None and last.source == source and not apply.drifted()
    return sync, last.etags if last and same else []


def end(sync: Synchronization, state: SyncState, finding: str = "") -> Synchronization:
    """Close a synchronization; what was staged goes, unless it waits for a decision."""
    if state is not SyncState.QUARANTINED:
        sync.staged.all().delete()
    sync.state, sync.finding, sync.finished_at = state, finding, timezone.now()
    sync.save()
    history.record("synchronize", sync)
    return sync


@transaction.atomic
def take(sync: Synchronization, reading: Reading) -> Synchronization:
    """Believe a reading or not: apply it, keep it for a decision, or find that nothing has changed."""
    apply.lock()
    if reading.unchanged:
        return end(sync, SyncState.UNCHANGED)
    sync.total, sync.etags = len(reading.items), reading.etags
    if reading.trouble:
        return end(sync, SyncState.QUARANTINED, reading.trouble)
    apply.stage(sync, reading.items)
    change = counted(sync)
    if doubts := list(doubts_of(reading, change)):
        sync.acceptable = True
        return end(sync, SyncState.QUARANTINED, " ".join(doubts))
    return applied(sync, change)


def counted(sync: Synchronization) -> Change:
    """Compare, and keep the counts with the synchronization."""
    change = apply.compare(sync, sync.seen_on)
    sync.created, sync.changed, sync.gone, sync.returned = change.new, change.changed, change.gone, change.back
    return change


def doubts_of(reading: Reading, change: Change) -> list[str]:
    """Why a whole reading is not believed without a person."""
    found = []
    if repeated := repeats(reading):
        names = ", ".join(f"№ {number}" for number in repeated[:5])
        count = count_text(len(repeated), "номер повторяется", "номера повторяются", "номеров повторяются")
        found.append(f"В реестре {count}: {names}{'…' if len(repeated) > 5 else ''}.")
    if change.gone * VANISHED > change.shown_before:
        found.append(f"Из реестра исчезло сразу {ratio_text(change.gone, change.shown_before)} записей.")
    return found


def repeats(reading: Reading) -> list[str]:
    """Numbers that stand more than once."""
    seen: set[str] = set()
    return sorted({item.number for item in reading.items if item.number in seen or seen.add(item.number)})  # type: ignore[func-returns-value]


def applied(sync: Synchronization, change: Change) -> Synchronization:
    """Write the change; older readings that wait for a decision are out of date now."""
    if not change.any:
        return end(sync, SyncState.UNCHANGED)
    place = (Synchronization.objects.aggregate(last=Max("place"))["last"] or 0) + 1
    excluded = apply.write(place)
    sync.place = place
    end(sync, SyncState.APPLIED, sync.finding)
    for waiting in Synchronization.objects.filter(state=SyncState.QUARANTINED):
        end(waiting, SyncState.OUTDATED, waiting.finding)
    for tell in on_excluded if excluded else ():
        tell(excluded)
    return sync


@transaction.atomic
def accept(sync: Synchronization, *, note: str = "") -> Synchronization:
    """Apply a reading in quarantine as it is. Raises ``ValidationError`` where it is decided, outdated or not whole."""
    apply.lock()
    waiting = decide(sync, note)
    if not waiting.acceptable:
        raise ValidationError(NOT_WHOLE)
    return applied(waiting, counted(waiting))


@transaction.atomic
def reject(sync: Synchronization, *, note: str) -> Synchronization:
    """Give a reading in quarantine up. Raises ``ValidationError`` where it is decided already."""
    apply.lock()
    waiting = decide(sync, note)
    return end(waiting, SyncState.REJECTED, waiting.finding)


def decide(sync: Synchronization, note: str) -> Synchronization:
    """The synchronization as it is stored now, with who decides. Raises ``ValidationError``."""
    waiting = Synchronization.objects.select_for_update().get(pk=sync.pk)
    if waiting.state == SyncState.OUTDATED:
        raise ValidationError(NEWER)
    if waiting.state != SyncState.QUARANTINED:
        raise ValidationError(DECIDED.format(state=waiting.get_state_display()))
    waiting.decided_by_id, waiting.decided_at, waiting.note = current().user_id, timezone.now(), note
    return waiting
