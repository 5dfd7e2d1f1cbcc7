"""A report by a form is filled: answers are kept as they come, then handed in."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from apps.core.actor import current
from apps.core.services import history, records
from apps.monitoring.enums import FormReportState
from apps.monitoring.models import Criterion, CriterionAnswer, FormReport
from apps.monitoring.services.questionnaires import telling
from apps.monitoring.services.questionnaires.rights import require_filler
from apps.monitoring.services.questionnaires.rounds import require_running, waiting

HANDED_IN = "Отчёт уже сдан: чтобы исправить его, попросите вернуть."
WORDS = ("number", "text", "file_key", "file_name")


@dataclass(frozen=True, slots=True)
class Given:
    """An answer as it is given: a number (да is 1, нет is 0), words, or a kept document. All empty: no answer."""

    number: Decimal | None = None
    text: str = ""
    file_key: str = ""
    file_name: str = ""

    @property
    def empty(self) -> bool:
        """Whether nothing is answered."""
        return self == Given()


def require_open(report: FormReport) -> None:
    """Refuse writing into a report handed in or a closed round. Raises ``ValidationError``."""
    require_filler(report)
    require_running(report.round)
    if not waiting(report):
        raise ValidationError(HANDED_IN, code="state")


@transaction.atomic
def save_answers(report: FormReport, answers: Mapping[int, Given], /, *, link: str | None = None) -> FormReport:
    """Keep answers by the criteria's ids, whole or partly; what is not named stays. Only changes are written.

    ``link`` is the page or the act that was checked. Raises ``ValidationError``.
    """
    require_open(report)
    criteria = {one.pk: one for one in report.round.form.criteria.filter(pk__in=list(answers))}
    stored = {one.criterion_id: one for one in report.answers.filter(criterion__in=criteria)}
    changes = [keep(report, criteria[pk], given, stored.get(pk)) for pk, given in answers.items() if pk in criteria]
    told = [change for change in changes if change is not None]
    if told:
        before, after = ({f"№ {number}": pair[side] for number, pair in told} for side in (0, 1))
        history.record_many([history.entry("fill_form_report", report, before, after)])
    if link is not None:
        records.change(report, "fill_form_report", link=link)
    return report


def keep(
    report: FormReport, criterion: Criterion, given: Given, stored: CriterionAnswer | None
) -> tuple[str, tuple[str, str]] | None:
    """Write one answer; returns the criterion's number with what was and what is, None where nothing changed."""
    values = {name: getattr(given, name) for name in WORDS}
    before = said(stored) if stored else ""
    if stored is None and given.empty:
        return None
    if stored is not None and not records.differing(stored, values):
        return None
    if stored is not None and given.empty:
        stored.delete()
        return criterion.number, (before, "")
    place = {name: getattr(report, name) for name in ("organization_id", "municipality_id", "region_id")}
    answer = stored or CriterionAnswer(report=report, criterion=criterion, **place)
    for name, value in values.items():
        setattr(answer, name, value)
    answer.save()
    return criterion.number, (before, said(answer))


def said(answer: CriterionAnswer) -> str:
    """An answer for the history."""
    return str(answer.number) if answer.number is not None else answer.text or answer.file_name


def unanswered(report: FormReport) -> list[Criterion]:
    """The criteria that must be answered and are not, in the order of the form."""
    answered = report.answers.values("criterion")
    return list(report.round.form.criteria.filter(required=True).exclude(pk__in=answered))


def require_whole(report: FormReport) -> None:
    """Refuse a report that lacks required answers, naming them. Raises ``ValidationError``."""
    if lacking := unanswered(report):
        numbers = ", ".join(one.number for one in lacking[:20])
        raise ValidationError(f"Не отвечено на обязательные критерии: {numbers}.", code="unanswered")


def label() -> str:
    """The current actor as a report names them."""
    return current().who


@transaction.atomic
def submit_report(report: FormReport, /) -> FormReport:
    """Hand a report in: only its checker may send it back. Raises ``ValidationError``."""
    require_open(report)
    if report.round.form.by_checker:
        raise ValidationError("Проверку не сдают, а завершают.", code="check")
    require_whole(report)
    values: dict[str, Any] = {"submitted_on": timezone.localdate(), "submitted_by": label(), "remark": ""}
    done = records.change(report, "submit_form_report", state=FormReportState.SUBMITTED, **values)
    text = f"Отчёты по форме «{report.round.form.title}» ждут проверки."
    url = f"{reverse('monitoring:form_report_list')}?round={report.round_id}&state={FormReportState.SUBMITTED}"
    telling.tell([report.round.organization_id], telling.MAKERS, text, url)
    return done
