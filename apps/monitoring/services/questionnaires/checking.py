"""A report by a form is accepted or returned by the makers of the form; a check of sites or acts is finished."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from apps.core.services import records
from apps.monitoring.enums import FormReportState
from apps.monitoring.models import FormReport
from apps.monitoring.services.questionnaires import telling
from apps.monitoring.services.questionnaires.filling import label, require_open, require_whole
from apps.monitoring.services.questionnaires.rights import require_owner
from apps.monitoring.services.questionnaires.rounds import require_running

NOT_SUBMITTED = "Принять или вернуть можно только сданный отчёт."
FUTURE = "Дата проверки ещё не наступила."


def require_decidable(report: FormReport, *states: str) -> None:
    """Refuse a decision by others, too late or out of turn. Raises ``ValidationError``."""
    require_owner(report.round)
    require_running(report.round)
    if report.state not in states:
        raise ValidationError(NOT_SUBMITTED, code="state")


@transaction.atomic
def accept_report(report: FormReport, /, *, remark: str = "") -> FormReport:
    """Accept a report handed in; the day and the checker are kept. Raises ``ValidationError``."""
    require_decidable(report, FormReportState.SUBMITTED)
    checked: dict[str, Any] = {"checked_on": timezone.localdate(), "checked_by": label(), "remark": remark}
    return records.change(report, "accept_form_report", state=FormReportState.ACCEPTED, **checked)


@transaction.atomic
def return_report(report: FormReport, /, *, remark: str) -> FormReport:
    """Send a report back with what to mend, an accepted one too while the round is open; its people are told.

    Raises ``ValidationError``.
    """
    require_decidable(report, FormReportState.SUBMITTED, FormReportState.ACCEPTED)
    checked: dict[str, Any] = {"checked_on": timezone.localdate(), "checked_by": label(), "remark": remark}
    done = records.change(report, "return_form_report", state=FormReportState.RETURNED, **checked)
    if not report.round.form.by_checker:
        text = f"Отчёт «{report.round.form.title}» возвращён с замечанием."
        url = f"{reverse('monitoring:form_report_list')}?round={report.round_id}"
        telling.tell([report.organization_id], telling.FILLERS, text, url)
    return done


@transaction.atomic
def finish_check(report: FormReport, /, *, checked_on: date, link: str = "") -> FormReport:
    """Finish a check of a site or of acts: what was looked at, when, by whom. Raises like ``save_answers``."""
    require_open(report)
    if not report.round.form.by_checker:
        raise ValidationError("Этот отчёт заполняет сама организация.", code="report")
    if checked_on > timezone.localdate():
        raise ValidationError({"checked_on": FUTURE})
    require_whole(report)
    values: dict[str, Any] = {
        "checked_on": checked_on,
        "checked_by": label(),
        "remark": "",
        "link": link or report.link,
    }
    return records.change(report, "finish_check", state=FormReportState.ACCEPTED, **values)
