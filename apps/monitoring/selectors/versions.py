"""The versions of a period's report, and what differs between two of them."""

from dataclasses import dataclass
from typing import Any

from apps.core import access
from apps.core.actor import current
from apps.monitoring.enums import ReportState
from apps.monitoring.models import Report, ReportUnit
from apps.monitoring.selectors.values import Value, value_of


@dataclass(frozen=True, slots=True)
class Difference:
    """One indicator of a unit before and after a correction."""

    method: dict[str, Any]
    before: Value
    after: Value


def versions_of(report: Report) -> list[Report]:
    """All versions of the report's period that the reader sees, the newest first."""
    same = {"profile": report.profile_id, "period_from": report.period_from, "period_to": report.period_to}
    return list(Report.objects.filter(access.scope(Report, current()), **same).order_by("-version"))


def trial_of(report: Report) -> Report | None:
    """Today's recomputation of the report's period, where somebody has asked for one."""
    same = {"profile": report.profile_id, "period_from": report.period_from, "period_to": report.period_to}
    rows = Report.every.filter(access.scope(Report, current()), state=ReportState.TRIAL, **same)
    return rows.select_related("profile", "region", "municipality").first()


def differences(report: Report, unit: ReportUnit) -> list[Difference]:
    """What a correction changed in a unit: nothing where the report corrects none, or the unit was not there."""
    if report.previous is None:
        return []
    rows = ReportUnit.objects.filter(access.scope(ReportUnit, current()), report=report.previous)
    then = rows.filter(level=unit.level, code=unit.code).first()
    if then is None:
        return []
    places = {method["code"]: number for number, method in enumerate(report.previous.methods)}
    return [
        Difference(method, before, after)
        for number, method in enumerate(report.methods)
        if method["code"] in places
        and (before := value_of(then, places[method["code"]])) != (after := value_of(unit, number))
    ]
