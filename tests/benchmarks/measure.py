"""How a benchmark measures: medians of several runs, two things in turn, so that a busy machine bothers both."""

import statistics
import time
from collections.abc import Callable
from typing import Any

RUNS = 5


def seconds(work: Callable[[], Any]) -> float:
    """Wall time of one run."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def compare(title: str, ours: Callable[[], Any], limit: Callable[[], Any], runs: int = RUNS) -> float:
    """The median of the ratios ours/limit, pair by pair, after one warm-up; printed with the medians."""
    pairs = [(seconds(ours), seconds(limit)) for _ in range(runs + 1)][1:]
    mine, theirs = (statistics.median(column) for column in zip(*pairs, strict=True))
    ratio = statistics.median(a / b for a, b in pairs)
    print(f"\n{title}: {mine:.3f} s, limit {theirs:.3f} s, ratio {ratio:.2f}")
    return ratio
