"""Answering a yes/no indicator."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from apps.core.actor import Actor, acting, current, system
from apps.core.services import attachments, history
from apps.indicators.policies import may
from apps.monitoring.enums import ReportState
from apps.monitoring.models import Confirmation, Report
from apps.monitoring.selectors.confirmations import asked
from apps.organizations.models import Organization


def may_confirm(actor: Actor, report: Report) -> bool:
    """Whether the actor may answer the yes/no indicators: who computes or submits the report, until it is submitted."""
    open_now = report.state in (ReportState.DRAFT, ReportState.RETURNED)
    return open_now and any(may(actor, report.profile, step) for step in ("computes", "submits"))


@transaction.atomic
def confirm(*, report: Report, code: str, holds: bool, file: Any = None, **values: Any) -> Confirmation:
    """Answer a yes/no indicator for the report's year; ``values`` are title, number, signed_on and link.

    «Да» needs a document: its name and date, or a link. ``file`` (name, chunks) is its scan.
    Raises ``ValidationError``.
    """
    by = current()
    if code not in {one["code"] for one in asked(report)}:
        raise ValidationError("В этом году такого показателя нет")
    if not may_confirm(by, report):
        raise ValidationError("Подтверждает тот, кто составляет отчёт, и до того как отчёт представлен")
    require_document(holds, values)
    with acting(system("report")):
        year = report.period_to.year
        row = Confirmation.objects.filter(profile=report.profile_id, code=code, year=year).first()
        before = history.snapshot(row) if row else None
        row = row or new_row(report, code, year, by)
        for name, value in {**values, "holds": holds, "user_id": by.user_id}.items():
            setattr(row, name, value)
        if file is not None:
            kept = attachments.keep(file.chunks(), name=file.name, organization=row.organization_id)
            row.file_key, row.file_name = kept.key, kept.name
        row.save()
    history.record("confirm_indicator", row, before=before)
    return row


def new_row(report: Report, code: str, year: int, by: Actor) -> Confirmation:
    """An unsaved answer, placed with the body that gives it. Raises ``ValidationError`` for the system: it has none."""
    home = Organization.objects.filter(pk=by.organization_id or 0).first()
    if home is None:
        raise ValidationError("Подтверждает сотрудник организации")
    place = {"organization": home, "municipality_id": home.municipality_id, "region_id": home.region_id}
    return Confirmation(profile=report.profile, code=code, year=year, **place)


def require_document(holds: bool, values: Mapping[str, Any]) -> None:
    """«Да» is confirmed by a document. Raises ``ValidationError``."""
    if holds and not (values.get("link") or (values.get("title") and values.get("signed_on"))):
        raise ValidationError(
            {"title": "Назовите документ и его дату или дайте ссылку: «да» подтверждается документом."}
        )
