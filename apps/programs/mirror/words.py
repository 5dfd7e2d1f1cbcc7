"""A synchronization in words."""

from apps.core.text import count_text
from apps.programs.enums import SyncState
from apps.programs.models import Synchronization

HEADS = {
    SyncState.QUARANTINED: "Ничего не применено, прочитанное ждёт решения",
    SyncState.FAILED: "Ничего не применено",
    SyncState.REJECTED: "Отклонено",
    SyncState.OUTDATED: "Устарело: позже применена другая синхронизация",
}


def counts(sync: Synchronization) -> str:
    """«появилось 3, изменилось 1, исчезло 0, вернулось 0»."""
    return (
        f"появилось {sync.created}, изменилось {sync.changed}, исчезло {sync.gone}, вернулось {sync.returned}"
        f" (прочитано {count_text(sync.total, 'запись', 'записи', 'записей')})"
    )


def summary(sync: Synchronization) -> str:
    """What a synchronization has come to, in a sentence or two."""
    if sync.state == SyncState.APPLIED:
        return f"Реестр применён: {counts(sync)}."
    if sync.state == SyncState.UNCHANGED:
        return "В реестре ничего не изменилось."
    head = HEADS.get(SyncState(sync.state), "Реестр читается")
    return f"{head}. {sync.finding}".strip()
