"""Files that jobs leave: named by us on the disk, by the user's words on the way out, kept for a time."""

import re
import shutil
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from apps.core.actor import acting, system
from apps.core.models import Job
from apps.core.models.jobs import ACTIVE

FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]+')
SUFFIX = re.compile(r"\.[a-z0-9]{1,5}$")
LONGEST = 150


def clean_name(name: str) -> str:
    """A file name that every system can save: no path, no control signs, not too long, with its ending kept."""
    plain = FORBIDDEN.sub(" ", name).strip(" .") or "результат"
    plain = " ".join(plain.split())
    ending = suffix(plain)
    stem = plain[: len(plain) - len(ending)]
    return stem[: LONGEST - len(ending)] + ending


def suffix(name: str) -> str:
    """The ending of a file name: small Latin letters and digits, or nothing."""
    found = SUFFIX.search(name.lower())
    return found.group() if found else ""


def folder(job: Job) -> Path:
    """The folder of a job's files."""
    return settings.FILES_DIR / "jobs" / str(job.pk)


def place_for(job: Job, name: str) -> Path:
    """Where this start of the job writes its result; another start has another place."""
    folder(job).mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder(job) / f"{job.fence}{suffix(name)}"


def path_of(job: Job) -> Path | None:
    """The finished result file; None where there is none (any more)."""
    if not job.result_file:
        return None
    path: Path = (settings.FILES_DIR / job.result_file).resolve()
    inside = path.is_relative_to(folder(job).resolve())
    return path if inside and path.is_file() else None


def discard(job: Job) -> None:
    """Remove what this start of the job has written."""
    for path in [*folder(job).glob(f"{job.fence}.*"), folder(job) / str(job.fence)]:
        path.unlink(missing_ok=True)


def expire() -> int:
    """Remove the files of jobs that ended ``JOBS_KEEP_DAYS`` ago; the rows stay. Returns how many jobs lost theirs."""
    limit = timezone.now() - timedelta(days=settings.JOBS_KEEP_DAYS)
    with acting(system("jobs")):
        old = Job.objects.exclude(state__in=ACTIVE).filter(finished_at__lt=limit).exclude(result_file="")
        expired = list(old)
        Job.objects.filter(pk__in=[job.pk for job in expired]).update(result_file="")
    for job in expired:
        shutil.rmtree(folder(job), ignore_errors=True)
    return len(expired)
