"""Writes of evidence beside an event: words, a link, a file."""

from typing import Any

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from apps.core.actor import current
from apps.core.services import attachments, records
from apps.events import policies
from apps.events.models import Event, EventEvidence

NOTHING = "Напишите, что показывает, или приложите ссылку либо файл."


def add_evidence(*, event: Event, text: str = "", url: str = "", file: Any = None) -> EventEvidence:
    """Put words, a link or a file beside one's own event. Raises ``ValidationError``."""
    policies.require_leading(current(), event)
    if not (text.strip() or url or file):
        raise ValidationError({"text": NOTHING})
    place = {name: getattr(event, name) for name in ("organization_id", "municipality_id", "region_id")}
    who = current().who[:300]
    made = EventEvidence(event=event, text=text.strip(), url=url, added_by=who, **place)
    made.added_on = timezone.localdate()
    if file:
        kept = attachments.keep_upload(file, organization=event.organization_id)
        made.file_key, made.file_name = kept.key, kept.name
    return records.create(made, "add_event_evidence")


def remove_evidence(evidence: EventEvidence) -> None:
    """Take a piece of evidence away."""
    records.remove(evidence, "remove_event_evidence")


def file_url(evidence: EventEvidence) -> str:
    """The address of the file; empty where there is none."""
    return reverse("events:evidence_file", args=(evidence.pk,)) if evidence.file_key else ""
