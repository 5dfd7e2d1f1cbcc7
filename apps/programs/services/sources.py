"""Writes of the source that the registry is read from every night."""

from django.conf import settings
from django.core.exceptions import ValidationError

from apps.core.models import Job
from apps.core.services import jobs, records
from apps.programs.mirror.http import resolve, split
from apps.programs.mirror.items import SourceFailed
from apps.programs.models import RegistrySource

ONE = "Уже включён другой источник: сначала выключите его."
OFF = "Источник выключен: включите его, чтобы читать."


def require_address(address: str) -> None:
    """Refuse an address that is none or leads into one's own network. Raises ``ValidationError``."""
    try:
        resolve(split(address), private=settings.REGISTRY_PRIVATE)
    except SourceFailed as error:
        raise ValidationError({"address": str(error)}) from error


def require_one(enabled: bool, except_for: int = 0) -> None:
    """At most one source is on. Raises ``ValidationError``."""
    if enabled and RegistrySource.objects.filter(enabled=True).exclude(pk=except_for).exists():
        raise ValidationError({"enabled": ONE})


def create_source(*, address: str, enabled: bool) -> RegistrySource:
    """A source of the registry. Raises ``ValidationError``."""
    require_address(address)
    require_one(enabled)
    return records.create(RegistrySource(address=address, enabled=enabled), "create_source")


def update_source(source: RegistrySource, *, address: str, enabled: bool) -> RegistrySource:
    """Change a source or switch it on or off. Raises ``ValidationError``."""
    require_address(address)
    require_one(enabled, source.pk)
    return records.change(source, "update_source", address=address, enabled=enabled)


def remove_source(source: RegistrySource) -> None:
    """Forget a source; what was read from it stays."""
    records.remove(source, "remove_source")


def read_now(source: RegistrySource) -> Job:
    """Ask for the nightly reading at once. Raises ``ValidationError`` where the source is off."""
    if not source.enabled:
        raise ValidationError(OFF)
    return jobs.submit("sync_registry")
