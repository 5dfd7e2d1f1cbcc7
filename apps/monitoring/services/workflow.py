"""The way of a report: draft → submitted → approved, or returned with remarks (DOMAIN 6)."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from apps.core.actor import acting, current, system
from apps.core.services import history
from apps.monitoring.enums import ReportState
from apps.monitoring.models import Report
from apps.monitoring.policies import may_decide, may_submit


class StepRefused(Exception):
    """The step is not this person's or not this report's now; a Russian sentence for the user."""


def moved(report: Report, verb: str, **changes: Any) -> Report:
    """Change the report as the system, in the history as the person: the wall lets nobody write another's figures."""
    before = history.snapshot(report)
    for name, value in changes.items():
        setattr(report, name, value)
    with acting(system("report")):
        report.save(update_fields=list(changes))
        if report.published:
            report.units.update(published=True)
    history.record(verb, report, before=before)
    return report


@transaction.atomic
def submit_report(*, report: Report) -> Report:
    """Send a draft (or a returned one) to be approved. Raises ``StepRefused``."""
    if not may_submit(current(), report):
        raise StepRefused("Представить можно черновик или возвращённый отчёт, и только тому, кто назван в профиле")
    return moved(report, "submit_report", state=ReportState.SUBMITTED, submitted_at=timezone.now())


@transaction.atomic
def approve_report(*, report: Report) -> Report:
    """Approve a submitted report: from now on it never changes, and is published. Raises ``StepRefused``."""
    if not may_decide(current(), report):
        raise StepRefused("Утвердить можно представленный отчёт, и только тому, кто назван в профиле")
    return moved(
        report,
        "approve_report",
        state=ReportState.APPROVED,
        published=True,
        remark="",
        decided_at=timezone.now(),
    )


@transaction.atomic
def return_report(*, report: Report, remark: str) -> Report:
    """Return a submitted report with remarks. Raises ``StepRefused``."""
    if not may_decide(current(), report):
        raise StepRefused("Вернуть можно представленный отчёт, и только тому, кто назван в профиле")
    if not remark.strip():
        raise StepRefused("Напишите, что исправить")
    return moved(report, "return_report", state=ReportState.RETURNED, remark=remark.strip(), decided_at=timezone.now())
