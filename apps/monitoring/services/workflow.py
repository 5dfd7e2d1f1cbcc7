"""The way of a report: draft → submitted → approved, or returned with remarks (DOMAIN 6)."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from apps.core.actor import Actor, acting, current, system
from apps.core.documents.formats import DocumentFormat
from apps.core.services import history
from apps.monitoring.enums import Move, ReportState
from apps.monitoring.models import Report
from apps.monitoring.policies import is_own, may_decide, may_submit
from apps.monitoring.services.files import file_name
from apps.monitoring.services.freezing import freeze
from apps.monitoring.services.keeping import keep_documents
from apps.monitoring.services.moves import mark


class StepRefused(Exception):
    """The step is not this person's or not this report's now; a Russian sentence for the user."""


OWN = "Вы сами представили этот отчёт: утвердить его должен другой человек"


def moved(report: Report, verb: str, step: Move, by: Actor, **changes: Any) -> Report:
    """Change the report as the system, in the history as the person: the wall lets nobody write another's figures."""
    before = history.snapshot(report)
    for name, value in changes.items():
        setattr(report, name, value)
    with acting(system("report")):
        report.save(update_fields=[*changes, "frozen"])
        if report.published:
            report.units.update(published=True)
    mark(report, step, report.remark if step == Move.RETURN else "", by)
    history.record(verb, report, before=before)
    return report


def fresh(report: Report) -> Report:
    """The report as it is now, held against a second step at the same time."""
    with acting(system("report")):
        Report.objects.select_for_update().get(pk=report.pk)
        report.refresh_from_db()
    return report


@transaction.atomic
def submit_report(*, report: Report) -> Report:
    """Send a draft (or a returned one) to be approved. Raises ``StepRefused``."""
    by = current()
    if not may_submit(by, fresh(report)):
        raise StepRefused("Представить можно черновик или возвращённый отчёт, и только тому, кто назван в профиле")
    changes = {"state": ReportState.SUBMITTED, "submitted_at": timezone.now(), "submitted_by_id": by.user_id}
    return moved(report, "submit_report", Move.SUBMIT, by, **changes)


def check_approval(by: Actor, report: Report) -> None:
    """Whether ``by`` may approve the report now. Raises ``StepRefused``.

    Whoever submitted it may not, in whatever role: two people answer for a report (issue 3, item 4).
    """
    if not may_decide(by, report):
        raise StepRefused("Утвердить можно представленный отчёт, и только тому, кто назван в профиле")
    if is_own(by, report):
        raise StepRefused(OWN)


@transaction.atomic
def approve_report(*, report: Report, act_number: str = "", act_date: date | None = None) -> Report:
    """Approve a submitted report: from now on it never changes, and is published. Raises ``StepRefused``.

    The explanation is put into words and kept, every document is rendered once and kept as bytes with its hash.
    ``act_number`` and ``act_date`` are those of the act that approves it, where there is one.
    """
    by = current()
    check_approval(by, fresh(report))
    with acting(system("report")):
        freeze(report)
    changes = {"state": ReportState.APPROVED, "published": True, "remark": "", "decided_at": timezone.now()}
    changes |= {"act_number": act_number.strip(), "act_date": act_date}
    moved(report, "approve_report", Move.APPROVE, by, **changes)
    with acting(system("report")):
        keep_documents(report, {form: file_name(report, form) for form in DocumentFormat}, by)
    return report


@transaction.atomic
def return_report(*, report: Report, remark: str) -> Report:
    """Return a submitted report with remarks. Raises ``StepRefused``."""
    by = current()
    if not may_decide(by, fresh(report)):
        raise StepRefused("Вернуть можно представленный отчёт, и только тому, кто назван в профиле")
    if not remark.strip():
        raise StepRefused("Напишите, что исправить")
    changes = {"state": ReportState.RETURNED, "remark": remark.strip(), "decided_at": timezone.now()}
    return moved(report, "return_report", Move.RETURN, by, **changes)
