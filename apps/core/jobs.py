"""Kinds of jobs: what may run in the background, declared by the apps in their ``tasks.py``.

    @job_kind("report", title="Расчёт отчёта", lock="report:{profile}")
    def compute(context: JobContext, *, profile: str, year: int) -> Outcome:
        ...

The function enters with the actor who asked (or, for ``system=True``, as the system) already acting and in one
transaction together with the final state of the job: a killed worker loses nothing and doubles nothing. A kind with
``steps=True`` runs outside of a transaction and works in ``with context.step():`` blocks, each of which must be safe
to repeat. See docs/adr/0003-job-table.md.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol, TypeVar

from django.utils.module_loading import autodiscover_modules

from apps.core import parameters
from apps.core.parameters import Parameters


class JobRefused(Exception):
    """The work cannot be done, and trying again would not help: the message is a Russian sentence for the user."""


class JobCancelled(Exception):
    """The owner cancelled the job; raised by ``progress`` and by a statement that the cancelling interrupted."""


class JobLost(Exception):
    """Another start owns the job now: nothing of this one may be kept."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a job leaves: words, the page that shows the result, and figures for that page."""

    message: str = ""
    url: str = ""
    data: dict[str, Any] = field(default_factory=dict)


class JobContext(Protocol):
    """What a running job may ask of the house."""

    def progress(self, done: int, total: int | None = None, message: str = "") -> None:
        """Tell how far the work is (cheap: call it as often as you like). Raises ``JobCancelled``, ``JobLost``."""

    def file(self, name: str) -> Path:
        """The place to write the result file to; ``name`` is what the user saves it as."""

    def step(self) -> AbstractContextManager[None]:
        """One transaction of a kind with ``steps=True``, as the job's actor, refused to a start that lost the job."""


Run = Callable[..., Outcome | None]
Declared = TypeVar("Declared", bound=Run)


@dataclass(frozen=True, slots=True)
class JobKind:
    """One kind of jobs. ``lock`` names what only one job at a time may hold: a text with parameters in braces."""

    code: str
    title: str
    run: Run
    parameters: Parameters
    lock: str = ""
    system: bool = False
    steps: bool = False
    daily: str = ""

    def lock_of(self, stored: dict[str, Any]) -> str:
        """The lock of a job with these parameters."""
        return self.lock.format_map(stored)


_kinds: dict[str, JobKind] = {}


def job_kind(
    code: str, *, title: str, lock: str = "", system: bool = False, steps: bool = False, daily: str = ""
) -> Callable[[Declared], Declared]:
    """Declare a kind of jobs (see the module).

    ``daily`` (``"03:20"``) has beat ask for one every night with no parameters. Raises ``TypeError`` for parameters
    that are no ids or primitives and ``ValueError`` for a code declared twice.
    """

    def declare(run: Declared) -> Declared:
        kind = JobKind(code, title, run, parameters.of(run), lock, system, steps, daily)
        if _kinds.setdefault(code, kind).run.__qualname__ != run.__qualname__:
            raise ValueError(f"job kind «{code}» is declared twice")
        kind.lock_of({name: "" for name in kind.parameters.hints})
        return run

    return declare


def kinds() -> dict[str, JobKind]:
    """All kinds by code; the apps' ``tasks`` are loaded at the first call."""
    autodiscover_modules("tasks")
    return _kinds


def kind_of(code: str) -> JobKind:
    """The kind with this code. Raises ``KeyError``."""
    return _kinds[code] if code in _kinds else kinds()[code]
