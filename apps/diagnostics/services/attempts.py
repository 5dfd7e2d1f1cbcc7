"""An attempt at an online test: started, answered, submitted exactly once (docs/online-tests.md)."""

import json
import logging
import secrets
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone

from apps.core.actor import acting, current, system
from apps.core.services import history
from apps.diagnostics.models import Attempt, DiagnosticSession, Invitation, OnlineTest
from apps.diagnostics.selectors.campaigns import open_invitations
from apps.diagnostics.services import blueprints, grading
from apps.teachers.models import Person
from apps.teachers.models.base import stamp_of
from apps.teachers.services.people import is_self

logger = logging.getLogger(__name__)
SYSTEM = system("testing")
# An answer given in time may arrive a little later.
GRACE = timedelta(seconds=60)
LARGEST_ANSWER = 8_000
NOT_YOURS = "Тест проходит только тот, кому он назначен."
CLOSED = "Этот тест сейчас не проводится."
NO_MORE = "Попыток больше нет."
TODAY = "Сегодня диагностика этим инструментом уже пройдена: следующая попытка возможна с завтрашнего дня."
INVITED_ONLY = "Этот тест проходят по приглашению."
OVER = "Попытка уже завершена: ответ не изменён. Сохранённые раньше ответы учтены."
TOO_LONG = "Ответ слишком длинный: сократите его."


def invitation_to(test: OnlineTest, person: Person) -> Invitation | None:
    """The open invitation of the person to a campaign that is held by this test."""
    rows = open_invitations(person).select_related("campaign")
    return rows.filter(campaign__tool_id=test.tool_id, campaign__organization_id=test.provider_id).first()


def why_not(test: OnlineTest, person: Person, invitation: Invitation | None) -> str:
    """Why the person may not begin now; empty where they may. Attempts are counted by invitation."""
    if not test.published:
        return CLOSED
    if test.by_invitation and invitation is None:
        return INVITED_ONLY
    if Attempt.objects.filter(test=test, person=person, invitation=invitation).count() >= test.attempts:
        return NO_MORE
    done = DiagnosticSession.objects.filter(person=person, tool_id=test.tool_id, completed_on=timezone.localdate())
    return TODAY if done.exists() else ""


@transaction.atomic
def start_attempt(*, test: OnlineTest, person: Person) -> Attempt:
    """Draw a variant and let the time run; an attempt under way is given back instead of a second one.

    Raises ``ValidationError``: somebody else's test, one that is closed, no attempts left, the bank too small.
    """
    if not current().is_system and not is_self(person.pk):
        raise ValidationError(NOT_YOURS)
    with acting(SYSTEM):
        # Two clicks at once wait for one another here.
        Person.objects.select_for_update(no_key=True).get(pk=person.pk)
        under_way = Attempt.objects.filter(test=test, person=person, submitted_at=None).first()
        if under_way is not None:
            return under_way
        invitation = invitation_to(test, person)
        if refusal := why_not(test, person, invitation):
            raise ValidationError(refusal)
        attempt = begin(test, person, invitation)
    history.record("start_attempt", attempt)
    return attempt


def begin(test: OnlineTest, person: Person, invitation: Invitation | None) -> Attempt:
    """The row of a new attempt with its variant."""
    seed = secrets.randbits(48)
    paper = blueprints.draw(test, seed)
    now = timezone.now()
    return Attempt.objects.create(
        test=test, person=person, provider_id=test.provider_id, invitation=invitation, seed=seed, paper=paper,
        started_at=now, deadline=now + timedelta(minutes=test.minutes), **stamp_of(person),
    )  # fmt: skip


# One statement: it waits for a submission under way and then finds the attempt closed; a late message never takes the
# place of a newer answer. Who acts is held by the wall: the attempt and the answer are the person's own.
SAVE = """
WITH open AS (
    SELECT a.id, (a.paper -> %(place)s ->> 0)::bigint AS item_id, a.person_id, a.organization_id, a.municipality_id,
           a.region_id, a.managerial
    FROM diagnostics_attempt a
    WHERE a.id = %(attempt)s AND a.submitted_at IS NULL AND a.deadline + %(grace)s >= clock_timestamp()
      AND jsonb_array_length(a.paper) > %(place)s
    FOR KEY SHARE)
INSERT INTO diagnostics_answer (attempt_id, item_id, person_id, organization_id, municipality_id, region_id, managerial,
    value, given_at, saved_at)
SELECT id, item_id, person_id, organization_id, municipality_id, region_id, managerial, %(value)s::jsonb,
       least(%(given)s, clock_timestamp()), clock_timestamp()
FROM open
ON CONFLICT (attempt_id, item_id) DO UPDATE
SET value = CASE WHEN excluded.given_at >= diagnostics_answer.given_at THEN excluded.value
            ELSE diagnostics_answer.value END,
    given_at = greatest(excluded.given_at, diagnostics_answer.given_at),
    saved_at = excluded.saved_at
RETURNING saved_at
"""


def save_answer(*, attempt_id: int, place: int, value: Any, given_at: datetime) -> datetime:
    """Keep the answer to the question at ``place`` (from 0); the answer given last stays. Returns when it was saved.

    Raises ``ValidationError`` (code ``closed``) for an attempt that is over, is nobody's in sight, or has no such
    question, and for an answer that is too long.
    """
    text = json.dumps(value, ensure_ascii=False)
    if len(text) > LARGEST_ANSWER:
        raise ValidationError(TOO_LONG, code="long")
    with connection.cursor() as cursor:
        values: dict[str, Any] = {
            "attempt": attempt_id,
            "place": place,
            "value": text,
            "given": given_at,
            "grace": GRACE,
        }
        cursor.execute(SAVE, values)
        row = cursor.fetchone()
    if row is None:
        raise ValidationError(OVER, code="closed")
    saved: datetime = row[0]
    return saved


@transaction.atomic
def submit_attempt(attempt: Attempt, *, timed_out: bool = False) -> Attempt:
    """Grade what was saved and make the session of it, exactly once: a second call finds it done.

    The session, its scores and deficits are the system's work in the name of who conducts the test; it counts as an
    independent assessment where the test says so. Raises ``ValidationError`` for somebody else's attempt and for a
    day in a locked period.
    """
    if not current().is_system and not is_self(attempt.person_id):
        raise ValidationError(NOT_YOURS)
    with acting(SYSTEM):
        found = Attempt.objects.select_for_update(of=("self",)).select_related("test__tool").get(pk=attempt.pk)
        if found.submitted_at is None:
            before = history.snapshot(found)
            found.submitted_at, found.timed_out = timezone.now(), timed_out
            found.session = grading.grade(found)
            found.save(update_fields=["submitted_at", "timed_out", "session"])
            history.record("submit_attempt", found, before=before)
    return found


def is_over(attempt: Attempt, now: datetime) -> bool:
    """Whether the time is up, the grace for the last answer included."""
    return now > attempt.deadline + GRACE


SWEPT_AT_ONCE = 20


def submit_overdue() -> int:
    """Submit attempts whose time is up, each in a transaction of its own; returns how many.

    Any number of sweepers may run at once: what one has in hand the others pass over. One that cannot be submitted
    (its day lies in a locked period) stays open, is told of in the log and tried again. What fails before an attempt is
    in hand (no database) is raised: asked at once again it would fail for ever.
    """
    done, tried = 0, set[int]()
    while len(tried) < SWEPT_AT_ONCE:
        known = len(tried)
        try:
            with acting(SYSTEM):
                attempt = next_overdue(tried)
                if attempt is None:
                    break
                tried.add(attempt.pk)
                submit_attempt(attempt, timed_out=True)
                done += 1
        except Exception:
            if len(tried) == known:
                raise
            # Whatever it is, the other attempts are not kept waiting for this one.
            logger.exception("An overdue attempt could not be submitted")
    return done


def next_overdue(tried: set[int]) -> Attempt | None:
    """The attempt overdue for longest that nobody has in hand."""
    waiting = Attempt.objects.filter(submitted_at=None, deadline__lt=timezone.now() - GRACE).exclude(pk__in=tried)
    return waiting.order_by("deadline").select_for_update(skip_locked=True).first()
