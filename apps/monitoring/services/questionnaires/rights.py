"""Who may do what with a form: its makers build and check, the addressee fills (DOMAIN 8)."""

from django.core.exceptions import ValidationError

from apps.core import access
from apps.core.access import WRITE
from apps.core.actor import Actor, current
from apps.monitoring.models import FormReport, FormRound, MonitoringForm

NOT_MAKER = "Формы мониторинга составляют и проверяют ЦНППМ и методисты — каждая организация свои."
NOT_FILLER = "Отчёт заполняет организация, которой он адресован."


def builds(actor: Actor) -> bool:
    """Whether the role builds forms at all."""
    return actor.is_system or bool(access.rights().level(actor, "forms", WRITE))


def owns(actor: Actor, row: MonitoringForm | FormRound) -> bool:
    """Whether the actor works for the organization whose form (or round) it is, in a role that builds."""
    return actor.is_system or (builds(actor) and actor.organization_id == row.organization_id)


def fills(actor: Actor, report: FormReport) -> bool:
    """Whether the actor fills this report: the addressee's people, in a check the checker."""
    if report.round.form.by_checker:
        return owns(actor, report.round)
    holds = bool(access.rights().level(actor, "form_reports", WRITE))
    return actor.is_system or (holds and actor.organization_id == report.organization_id)


def require_owner(row: MonitoringForm | FormRound) -> None:
    """Refuse whoever is not of the makers. Raises ``ValidationError``: a bulk action tells it row by row."""
    if not owns(current(), row):
        raise ValidationError(NOT_MAKER, code="denied")


def require_filler(report: FormReport) -> None:
    """Refuse whoever may not fill the report. Raises ``ValidationError``."""
    if not fills(current(), report):
        raise ValidationError(NOT_MAKER if report.round.form.by_checker else NOT_FILLER, code="denied")
