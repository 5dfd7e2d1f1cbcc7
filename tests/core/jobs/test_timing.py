"""The time left, in words."""

from datetime import UTC, datetime, timedelta

import pytest

from apps.core.models import Job, JobState
from apps.core.timing import in_words, time_left

NOW = datetime(2025, 5, 1, 12, tzinfo=UTC)


def job(done: int, total: int | None, spent: float, state: str = JobState.RUNNING) -> Job:
    return Job(state=state, done=done, total=total, started_at=NOW - timedelta(seconds=spent))


@pytest.mark.parametrize(
    ("row", "seconds"),
    [
        (job(1, 4, 10), 30),
        (job(4, 4, 10), 0),
        (job(5, 4, 10), 0),
        (job(0, 4, 10), None),
        (job(1, None, 10), None),
        (job(1, 4, 1), None),
        (job(1, 4, 10, JobState.DONE), None),
    ],
)
def test_time_left_follows_the_speed_so_far(row: Job, seconds: int | None) -> None:
    assert time_left(row, NOW) == (None if seconds is None else timedelta(seconds=seconds))


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (None, ""),
        (3, "осталось несколько секунд"),
        (11, "осталось около 20\u00a0секунд"),
        (60, "осталось около 1\u00a0минуты"),
        (61, "осталось около 2\u00a0минут"),
        (20 * 60 + 1, "осталось около 21\u00a0минуты"),
        (3601, "осталось около 2\u00a0часов"),
    ],
)
def test_time_left_is_told_in_words(seconds: int | None, words: str) -> None:
    assert in_words(None if seconds is None else timedelta(seconds=seconds)) == words
