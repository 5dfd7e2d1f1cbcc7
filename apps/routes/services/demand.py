"""Writes of demand: the centre forms a request and sends it, the institute answers its rows."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from apps.accounts.selectors import held_today
from apps.core.actor import Actor, acting, current, system
from apps.core.services import history, notices, records
from apps.core.services.codes import fresh_code
from apps.core.text import count_text
from apps.organizations.enums import OrganizationKind
from apps.organizations.models import Organization
from apps.programs.models import Program
from apps.routes.demand.gather import gather
from apps.routes.enums import AnswerState, DemandBy
from apps.routes.models import DemandRequest, DemandRow

ROWS = ("строка", "строки", "строк")
NOTHING = "Просить нечего: дефициты людей покрыты программами ФР ДПП, или групп от пяти человек нет."
SENT = "Заявка уже отправлена: её строки больше не меняются."
NOT_SENT = "Заявка ещё не отправлена."
NOT_YOURS = "На заявку отвечает институт, которому она отправлена."
NO_PROGRAM = "Назовите программу, в которую принята потребность."
NO_REASON = "Напишите, почему потребность отклонена."
NOT_INSTITUTE = "Заявку отправляют институту развития образования."


def forms(actor: Actor) -> bool:
    """Whether the role forms requests."""
    return actor.role == "cnppm"


def answers(actor: Actor, request: DemandRequest) -> bool:
    """Whether the actor speaks for the institute that was asked."""
    return actor.role == "iro" and actor.organization_id == request.institute_id


@transaction.atomic
def form_request(*, institute: Organization, by: str, day: date, norm: Decimal, **wishes: Any) -> DemandRequest:
    """Count the demand on a day and freeze it as a request. Raises ``ValidationError`` where there is nothing to ask.

    Rows hold groups of five people and more only, so nothing in the request tells of a smaller one.
    """
    actor = current()
    if institute.kind != OrganizationKind.IRO:
        raise ValidationError({"institute": NOT_INSTITUTE})
    home = Organization.objects.get(pk=actor.organization_id or 0)
    found = gather(home.region_id, day, DemandBy(by))
    if not found.rows:
        raise ValidationError(NOTHING)
    place = {"organization": home, "municipality_id": home.municipality_id, "region_id": home.region_id}
    values = {"institute": institute, "by": by, "day": day, "norm": norm, "left_out": found.left_out, **wishes}
    made = records.create(
        DemandRequest(number=fresh_code(DemandRequest, "З", "number"), **place, **values), "form_request"
    )
    DemandRow.objects.bulk_create(
        [
            DemandRow(request=made, **place, competence_id=need.competence, group=need.group, people=need.people,
                      cost=need.people * norm)
            for need in found.rows
        ]
    )  # fmt: skip
    return made


def update_request(request: DemandRequest, **wishes: Any) -> DemandRequest:
    """Change the wishes of a request that is not sent. Raises ``ValidationError``."""
    if request.sent_on:
        raise ValidationError(SENT)
    return records.change(request, "update_request", **wishes)


def remove_request(request: DemandRequest) -> None:
    """Drop a request that is not sent. Raises ``ValidationError``."""
    if request.sent_on:
        raise ValidationError(SENT)
    records.remove(request, "remove_request")


@transaction.atomic
def send_request(request: DemandRequest, *, sent_on: date) -> DemandRequest:
    """Send a request: the institute's people are told. Raises ``ValidationError`` where it is sent already."""
    if DemandRequest.objects.select_for_update().get(pk=request.pk).sent_on:
        raise ValidationError(SENT)
    sent = records.change(request, "send_request", sent_on=sent_on)
    rows = count_text(sent.rows.count(), *ROWS)
    tell(sent.institute_id, f"Пришла заявка № {sent.number} на новые программы: {rows}", sent)
    return sent


def tell(organization: int, text: str, request: DemandRequest) -> None:
    """A message to the people of an organization who keep the registry's work."""
    with acting(system("demand")):
        users = held_today().filter(organization_id=organization, role__in=("iro", "cnppm"))
        url = reverse("routes:demand_detail", args=(request.pk,))
        notices.notify([(user, text, url) for user in sorted(set(users.values_list("user_id", flat=True)))])


@transaction.atomic
def answer_row(
    row: DemandRow, *, state: str, answered_on: date, program: Program | None = None, reason: str = ""
) -> DemandRow:
    """Answer a row: in work, taken up by a programme, declined with a reason. Raises ``ValidationError``.

    When the last row has its answer the centre is told.
    """
    request = row.request
    if not request.sent_on:
        raise ValidationError(NOT_SENT)
    if not (answers(current(), request) or current().is_system):
        raise ValidationError(NOT_YOURS)
    if state == AnswerState.TAKEN and program is None:
        raise ValidationError({"program": NO_PROGRAM})
    if state == AnswerState.DECLINED and not reason:
        raise ValidationError({"reason": NO_REASON})
    taken = program if state == AnswerState.TAKEN else None
    done = records.change(row, "answer_row", state=state, program=taken, reason=reason, answered_on=answered_on)
    if not request.rows.filter(state__in=(AnswerState.WAITING, AnswerState.WORK)).exists():
        tell(request.organization_id, f"Институт ответил на все строки заявки № {request.number}", request)
        history.record("answer_request", request, before=history.snapshot(request))
    return done
