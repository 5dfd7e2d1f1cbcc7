"""A request for programmes in the demonstration, sent and answered in part."""

from datetime import date
from decimal import Decimal

from apps.core.actor import Actor, acting
from apps.organizations.models import Organization
from apps.routes.demand.gather import gather
from apps.routes.enums import AnswerState, DemandBy
from apps.routes.models import DemandRequest
from apps.routes.services.demand import answer_row, form_request, send_request

NORM = Decimal(4500)


def make_demo_demand(centre: Actor, institute: Actor, day: date) -> None:
    """Form, send and begin to answer a request; nothing where there is one, or nothing to ask for."""
    with acting(centre):
        asked = DemandRequest.objects.exists() or not gather(centre.region_id or 0, day, DemandBy.MUNICIPALITY).rows
        if asked:
            return
        made = form_request(
            institute=Organization.objects.get(pk=institute.organization_id or 0),
            by=DemandBy.MUNICIPALITY.value,
            day=day,
            norm=NORM,
            wish_hours=36,
        )
        send_request(made, sent_on=day)
    with acting(institute):
        first, second = AnswerState.WORK.value, AnswerState.DECLINED.value
        for row, state in zip(made.rows.order_by("-people")[:2], (first, second), strict=False):
            answer_row(row, state=state, answered_on=day, reason="Нет преподавателей" if state == second else "")
