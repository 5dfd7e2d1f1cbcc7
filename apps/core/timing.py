"""How long a job will still take, in words."""

from datetime import datetime, timedelta

from apps.core.models import Job, JobState
from apps.core.text import count_text

# Before this, or with less done, a guess would be a wild one.
SHORTEST = timedelta(seconds=2)
MINUTE, HOUR = 60, 3600


def time_left(job: Job, now: datetime) -> timedelta | None:
    """How long a running job will take at the speed it has had so far; None where nothing can be said."""
    if job.state != JobState.RUNNING or not job.total or not job.done or job.started_at is None:
        return None
    spent = now - job.started_at
    if spent < SHORTEST:
        return None
    return spent * max(job.total - job.done, 0) / job.done


def in_words(left: timedelta | None) -> str:
    """«осталось около 2 минут»; empty where nothing can be said."""
    if left is None:
        return ""
    seconds = round(left.total_seconds())
    if seconds < 10:
        return "осталось несколько секунд"
    if seconds < MINUTE:
        return f"осталось около {count_text(-(-seconds // 10) * 10, 'секунды', 'секунд', 'секунд')}"
    if seconds < HOUR:
        return f"осталось около {count_text(-(-seconds // MINUTE), 'минуты', 'минут', 'минут')}"
    return f"осталось около {count_text(-(-seconds // HOUR), 'часа', 'часов', 'часов')}"
