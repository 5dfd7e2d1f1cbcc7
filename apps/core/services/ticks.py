"""What upper applications do at every sweep, a few seconds apart: short work that nobody waits for.

A tick runs in every worker and in beat, so it must be safe to run twice at once, and it takes its own actor. One that
fails is logged and comes again with the next sweep; the others are not kept from running.
"""

import logging
from collections.abc import Callable

logger = logging.getLogger(__name__)
Tick = Callable[[], object]
_ticks: dict[str, Tick] = {}


def register(name: str, tick: Tick) -> None:
    """Have ``tick`` run at every sweep; called in ``AppConfig.ready()``."""
    _ticks[name] = tick


def run_all() -> None:
    """Run every tick."""
    for name, tick in _ticks.items():
        try:
            tick()
        except Exception:
            # Whatever it is, the next sweep comes; the job table keeps what must not be lost.
            logger.exception("Tick %s failed", name)
