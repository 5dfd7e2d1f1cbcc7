"""Today's figures as their readers see them."""

from apps.core.actor import current
from apps.monitoring.enums import ReportKind
from apps.monitoring.models import Report
from apps.monitoring.selectors.readings import with_own_units


def readable_live() -> list[Report]:
    """Today's figures of every profile that holds a unit of the reader's, that of their own level first."""
    actor = current()
    rows = Report.every.filter(kind=ReportKind.LIVE).select_related("profile", "region", "municipality")
    found = with_own_units(rows, actor).order_by("profile__title", "pk")
    wide = actor.is_system or actor.level == "region"
    return sorted(found, key=lambda report: (report.municipality_id is None) is not wide)
