"""A round: a form is sent to its addressees, they are reminded, the round is closed for good."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from apps.core.services import history, records
from apps.core.text import count_text, format_date
from apps.monitoring.enums import FormReportState, RoundState
from apps.monitoring.models import FormReport, FormRound, MonitoringForm
from apps.monitoring.selectors.questionnaires import addressees, debtors
from apps.monitoring.services.questionnaires import telling
from apps.monitoring.services.questionnaires.rights import require_owner
from apps.organizations.models import Municipality

PUBLISHED = "Сбор уже объявлен: его условия не меняются."
CLOSED = "Сбор закрыт и больше не меняется."
NOBODY = "Под выбранные виды и территорию не подходит ни одна открытая организация, отдельные организации не выбраны."
EMPTY = "В форме нет критериев: добавьте их, прежде чем объявлять сбор."


def require_draft(round_: FormRound) -> None:
    """Refuse changes of a round that was published. Raises ``ValidationError``."""
    require_owner(round_)
    if round_.state != RoundState.DRAFT:
        raise ValidationError(CLOSED if round_.state == RoundState.CLOSED else PUBLISHED, code="state")


def require_running(round_: FormRound) -> None:
    """Refuse everything that needs a round going on. Raises ``ValidationError``."""
    if round_.state != RoundState.OPEN:
        raise ValidationError(CLOSED if round_.state == RoundState.CLOSED else "Сбор ещё не объявлен.", code="state")


def check_days(period_from: date, period_to: date, due_on: date) -> None:
    """Refuse a period that ends before it begins, and a due day before its beginning. Raises ``ValidationError``."""
    records.require_order(period_from, period_to, "period_to")
    records.require_order(period_from, due_on, "due_on", "Срок сдачи раньше начала периода.")


@transaction.atomic
def create_round(
    *, form: MonitoringForm, period_from: date, period_to: date, due_on: date, kinds: Sequence[str] = (),
    within: Municipality | None = None,
) -> FormRound:  # fmt: skip
    """Prepare a round: for which period, due when, to organizations of which kinds, in which municipality (None: all).

    Organizations chosen by name are added to it by ``choose``. Nobody is asked until it is published. Raises
    ``ValidationError``.
    """
    require_owner(form)
    check_days(period_from, period_to, due_on)
    place = {name: getattr(form, name) for name in ("organization_id", "municipality_id", "region_id")}
    days = {"period_from": period_from, "period_to": period_to, "due_on": due_on}
    return records.create(FormRound(**place, form=form, kinds=list(kinds), within=within, **days), "create_round")


@transaction.atomic
def update_round(round_: FormRound, /, *, form: MonitoringForm | None = None, **fields: Any) -> FormRound:
    """Change the conditions of a round that is not published. Raises ``ValidationError``."""
    require_draft(round_)
    days = [fields.get(name, getattr(round_, name)) for name in ("period_from", "period_to", "due_on")]
    check_days(*days)
    return records.change(round_, "update_round", **fields)


@transaction.atomic
def remove_round(round_: FormRound, /) -> None:
    """Remove a round that is not published. Raises ``ValidationError``."""
    require_draft(round_)
    records.remove(round_, "remove_round")


@transaction.atomic
def publish_round(round_: FormRound, /) -> FormRound:
    """Send the form out: one report for each addressee, one notification for each of their people.

    From now on the criteria of the form are fixed. Raises ``ValidationError``.
    """
    require_draft(round_)
    if not round_.form.criteria.exists():
        raise ValidationError(EMPTY, code="empty")
    found = list(addressees(round_))
    if not found:
        raise ValidationError({"kinds": NOBODY})
    if not round_.form.published:
        records.change(round_.form, "publish_form", published=True)
    values: dict[str, Any] = {"state": RoundState.OPEN, "published": True, "published_on": timezone.localdate()}
    records.change(round_, "publish_round", **values)
    made = [FormReport(round=round_, organization_id=o, municipality_id=m, region_id=r) for o, m, r in found]
    FormReport.objects.bulk_create(made, batch_size=1000)
    history.record_many([history.entry("ask_report", report, {}, history.snapshot(report)) for report in made])
    if not round_.form.by_checker:
        announce(round_, [one[0] for one in found])
    return round_


def announce(round_: FormRound, organizations: list[int]) -> int:
    """Tell the people of the addressees that a report is due."""
    text = f"Заполните отчёт «{round_.form.title}» до {format_date(round_.due_on)}."
    return telling.tell(organizations, telling.FILLERS, text, reports_of(round_))


def reports_of(round_: FormRound) -> str:
    """The address of the reader's own reports of the round."""
    return f"{reverse('monitoring:form_report_list')}?round={round_.pk}"


@transaction.atomic
def close_round(round_: FormRound, /) -> FormRound:
    """Close a round: answers and decisions stay as they are. Raises ``ValidationError``."""
    require_owner(round_)
    require_running(round_)
    return records.change(round_, "close_round", state=RoundState.CLOSED, closed_on=timezone.localdate())


@transaction.atomic
def remind_debtors(round_: FormRound, /) -> int:
    """Remind the addressees who have not handed in; one notification each. Raises where there is nobody to remind."""
    require_owner(round_)
    require_running(round_)
    if round_.form.by_checker:
        raise ValidationError("Эту форму заполняет проверяющий: напоминать некому.", code="check")
    owing = list(debtors(round_).values_list("organization_id", flat=True))
    if not owing:
        raise ValidationError("Должников нет: отчёты сдали все.", code="nobody")
    text = f"Отчёт «{round_.form.title}» не сдан, срок — {format_date(round_.due_on)}."
    told = telling.tell(owing, telling.FILLERS, text, reports_of(round_))
    history.record("remind_debtors", round_, before={"debtors": count_text(told, "человек", "человека", "человек")})
    return told


def waiting(report: FormReport) -> bool:
    """Whether the report is still owed."""
    return report.state in (FormReportState.DRAFT, FormReportState.RETURNED)
