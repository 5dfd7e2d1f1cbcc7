"""The tasks of the house: a job, the sweeper, the nightly jobs. Thin: ids in, a service called."""

from uuid import UUID

from apps.core.imports import jobs, uploads  # noqa: F401 - the kind of jobs «import»
from apps.core.services import clock, results, sweeper  # noqa: F401 - the workers sweep
from apps.core.services.jobs import submit_daily
from apps.core.services.runner import execute
from apps.core.web import doing, exports  # noqa: F401 - their kinds of jobs: actions and files of long lists
from apps.core.web import imports as wizard  # noqa: F401 - templates with data
from rsnms.celery import app


@app.task(name="core.run_job")
def run_job(job_id: str) -> str:
    """Run one job of the job table."""
    return execute(UUID(job_id))


@app.task(name="core.sweep")
def sweep() -> None:
    """Mend the queue."""
    sweeper.sweep()


@app.task(name="core.expire_results")
def expire_results() -> int:
    """Remove result files and uploads that were kept long enough."""
    return results.expire() + uploads.expire()


@app.task(name="core.submit_daily")
def submit_nightly(code: str) -> None:
    """Ask for the nightly job of a kind."""
    submit_daily(code)
