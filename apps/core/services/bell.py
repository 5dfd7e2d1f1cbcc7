"""The doorbell: a message that a job waits. The job table is the truth; a bell that nobody hears is rung again."""

import logging
from collections.abc import Iterable
from functools import partial
from uuid import UUID

from django.db import transaction
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from rsnms.celery import app

logger = logging.getLogger(__name__)
TASK = "core.run_job"


def ring(ids: Iterable[UUID]) -> bool:
    """Send one message for each job; False where Redis does not answer: then the sweeper rings later."""
    try:
        with app.producer_or_acquire() as producer:
            for job_id in ids:
                app.send_task(TASK, [str(job_id)], producer=producer, retry=False, ignore_result=True)
    except (OperationalError, RedisError, OSError) as error:
        logger.warning("The doorbell does not ring (%s): the sweeper will ring again", type(error).__name__)
        return False
    return True


def ring_on_commit(ids: Iterable[UUID]) -> None:
    """Ring when the transaction that put the jobs there is committed (no query happens then)."""
    if listed := list(ids):
        transaction.on_commit(partial(ring, listed))


def waiting() -> int | None:
    """How many messages nobody took yet; None where Redis does not answer."""
    try:
        with app.connection_or_acquire() as connection:
            queue = app.conf.task_default_queue
            return int(connection.default_channel.queue_declare(queue, passive=False).message_count)
    except (OperationalError, RedisError, OSError):
        return None
