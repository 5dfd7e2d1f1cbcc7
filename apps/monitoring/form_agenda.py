"""What monitoring forms add to the first page: reports to fill, reports to check."""

from typing import Any

from django.db.models import QuerySet

from apps.core.actor import Actor
from apps.core.web import agenda
from apps.core.web.period import Period
from apps.monitoring.selectors.questionnaires import own_reports, to_check


def owed(actor: Actor, period: Period) -> QuerySet[Any]:
    """The reports that the actor's organization owes."""
    return own_reports(actor)


def unchecked(actor: Actor, period: Period) -> QuerySet[Any]:
    """The reports and checks that wait for the actor."""
    return to_check(actor)


agenda.add_todo(
    agenda.Todo(
        "forms_owed",
        "Заполнить отчёты по формам мониторинга",
        owed,
        "monitoring:form_report_list",
        "whose=own",
        frozenset({"operator", "methodist", "iro", "cnppm"}),
        20,
    )
)
agenda.add_todo(
    agenda.Todo(
        "forms_to_check",
        "Проверить отчёты по формам мониторинга",
        unchecked,
        "monitoring:form_report_list",
        "whose=check",
        frozenset({"methodist", "cnppm"}),
        25,
    )
)
