"""The registry read in the background: every night where a source is on, at once when asked, or from a file."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from apps.core.imports import uploads
from apps.core.jobs import JobContext, JobRefused, Outcome, job_kind
from apps.programs.enums import SyncState
from apps.programs.mirror.words import summary
from apps.programs.models import RegistrySource, Synchronization
from apps.programs.services.links import propose_links
from apps.programs.services.mirror import synchronize

LOCK = "registry"


@job_kind("sync_registry", title="Синхронизация с ФР ДПП", lock=LOCK, system=True, steps=True, daily="02:40")
def nightly(context: JobContext) -> Outcome:
    """Read the source that is on, as the system."""
    with context.step():
        source = RegistrySource.objects.filter(enabled=True).first()
    if source is None:
        return Outcome("Источник реестра не задан")
    return told(
        synchronize(
            source.address,
            step=context.step,
            today=timezone.localdate(),
            private=settings.REGISTRY_PRIVATE,
            progress=context.progress,
        )
    )


@job_kind("sync_registry_file", title="ФР ДПП из файла", lock=LOCK, steps=True)
def from_file(context: JobContext, *, upload: str, name: str) -> Outcome:
    """Read a kept file as who asked."""
    try:
        with context.step():
            kept = uploads.find(upload, name=name)
    except uploads.UploadRefused as refusal:
        raise JobRefused(refusal.message) from refusal
    source = str(kept.path)
    return told(
        synchronize(source, step=context.step, today=timezone.localdate(), progress=context.progress, name=name)
    )


@job_kind("registry_links", title="Подбор связей с ФР ДПП", system=True, daily="03:50")
def links(context: JobContext) -> Outcome:
    """Propose links for what people have entered since."""
    return Outcome(f"Новых предложений: {propose_links()}", reverse("programs:link_list"))


def told(sync: Synchronization) -> Outcome:
    """What it has come to, with the page of the synchronization. Raises ``JobRefused`` where nothing could be read."""
    if sync.state == SyncState.FAILED:
        raise JobRefused(sync.finding)
    return Outcome(summary(sync), reverse("programs:synchronization_detail", args=(sync.pk,)))
