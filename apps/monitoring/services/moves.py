"""The trail of a report: one row for each step of its way."""

from apps.accounts.enums import Role
from apps.accounts.models import User
from apps.core.actor import Actor, acting, system
from apps.monitoring.enums import Move
from apps.monitoring.models import Report, ReportMove
from apps.organizations.models import Organization


def mark(report: Report, step: Move, remark: str, by: Actor) -> ReportMove:
    """Write down a step that ``by`` has taken."""
    with acting(system("report")):
        return ReportMove.objects.create(
            report=report,
            region=report.region,
            municipality=report.municipality,
            step=step,
            user_id=by.user_id,
            who=name_of(by),
            post=post_of(by),
            remark=remark,
        )


def name_of(by: Actor) -> str:
    """The person's name; of the system its own."""
    name = User.objects.filter(pk=by.user_id).values_list("full_name", flat=True).first() if by.user_id else None
    return name or by.who


def post_of(by: Actor) -> str:
    """«Сотрудник министерства, Министерство образования»; empty for the system."""
    if not by.role or by.organization_id is None:
        return ""
    place = Organization.objects.filter(pk=by.organization_id).values_list("short_name", flat=True).first()
    return ", ".join(part for part in (str(Role(by.role).label), place or "") if part)
