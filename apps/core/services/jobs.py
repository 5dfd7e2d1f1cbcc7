"""What users do with jobs: ask for one, cancel it, ask again. The rows are the truth, Redis is only the doorbell."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models.functions import Now

from apps.core.actor import Actor, acting, current, system
from apps.core.jobs import JobKind, kind_of
from apps.core.models import Job, JobState
from apps.core.models.jobs import ACTIVE
from apps.core.services import bell, history


def same_key(actor: Actor, stored: Mapping[str, Any]) -> str:
    """What makes two requests one job: who asks (in which role, so in which scope) and all parameters, period included.

    Two people who ask for the same get a job each, and see each their own; what must not run twice at once is the
    kind's ``lock``.
    """
    text = json.dumps(stored, sort_keys=True, ensure_ascii=False)
    return f"{actor.key}:{hashlib.sha256(text.encode()).hexdigest()}"


@transaction.atomic
def submit(code: str, parameters: Mapping[str, Any] | None = None, *, title: str = "") -> Job:
    """Ask for a job of the kind ``code`` as the current actor; the job runs as this actor, in this role.

    The row is written in the caller's transaction: a rolled back request leaves no job. An equal job that is not
    finished yet is returned instead of a second one. Raises ``KeyError`` for an unknown kind and ``BadParameters``.
    """
    kind = kind_of(code)
    stored = kind.parameters.to_json(parameters or {})
    made = new_job(kind, stored, title)
    while True:
        Job.objects.bulk_create([made], ignore_conflicts=True)
        found = Job.objects.filter(kind=code, key=made.key, state__in=ACTIVE).first()
        if found is not None:  # None: the equal job finished between the two statements
            break
    if found.pk == made.pk:
        trace("submit_job", found, {})
        bell.ring_on_commit([found.pk])
    return found


def new_job(kind: JobKind, stored: dict[str, Any], title: str) -> Job:
    """An unsaved job of the current actor."""
    actor = current()
    return Job(
        kind=kind.code,
        title=(title or kind.title)[:200],
        user_id=actor.user_id,
        actor_key=actor.key,
        parameters=stored,
        key=same_key(actor, stored),
        lock=kind.lock_of(stored),
        sent_at=Now(),
    )


def trace(verb: str, job: Job, before: dict[str, str]) -> None:
    """The history keeps who asked for what; the rest stands in the job's own row."""
    after = {"state": job.state, "kind": job.kind, "parameters": job.parameters}
    history.record_many([history.entry(verb, job, before, after if not before else {"state": job.state})])


@transaction.atomic
def cancel(*, job: Job) -> bool:
    """Cancel a job: a waiting one at once, a running one at its next step. False where it is finished already.

    The caller has checked that the job is the actor's (rows of others are not visible to them).
    """
    before = {"state": job.state}
    mine = Job.objects.filter(pk=job.pk)
    stopped = mine.filter(state=JobState.QUEUED).update(
        state=JobState.CANCELLED, cancel_requested=True, finished_at=Now()
    )
    asked = stopped or mine.filter(state=JobState.RUNNING).update(cancel_requested=True)
    job.refresh_from_db()
    if asked:
        trace("cancel_job", job, before)
    return bool(asked)


def repeat(*, job: Job) -> Job:
    """Ask for the same once more, as the current actor. Raises ``BadParameters`` where the kind has changed since."""
    kind = kind_of(job.kind)
    return submit(job.kind, kind.parameters.from_json(job.parameters), title=job.title)


def submit_daily(code: str) -> Job:
    """The nightly job of a kind (beat asks for it)."""
    with acting(system("beat")):
        return submit(code)
