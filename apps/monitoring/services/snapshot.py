"""Filling a report: figures and facts in one statement, then what fell, findings, the hash."""

from typing import Any

from django.db import connection
from django.utils import timezone

from apps.indicators.marks import SHIFT
from apps.indicators.selectors import bound_values, methods
from apps.indicators.sql import frame
from apps.indicators.sql.statement import Method
from apps.monitoring.enums import ReportState
from apps.monitoring.models import Finding, OrganizationFacts, Report, ReportUnit
from apps.monitoring.selectors.reports import before
from apps.monitoring.selectors.subjects import line_of, passed
from apps.monitoring.sql import digest, doubts, lost
from apps.monitoring.sql.store import statement

CONTENTS = (Finding, OrganizationFacts, ReportUnit)


def frame_values(report: Report) -> dict[str, Any]:
    """The territory and the population of the report's profile."""
    population = report.profile.population
    founders = population.get("founders")
    return {
        "report": report.pk,
        "region": report.region_id,
        "oktmo": report.municipality.oktmo if report.municipality else None,
        "kinds": list(population["education_kinds"]),
        "founders": None if founders is None else ["" if name == "unstated" else name for name in founders],
        "today": timezone.localdate(),
    }


def empty(report: Report) -> None:
    """Remove everything that a computation stored."""
    for model in CONTENTS:
        rows = model._base_manager.filter(report=report)
        rows._raw_delete(rows.db)


def drop_trial(report: Report) -> None:
    """Remove today's recomputation of the report's period: it was made to be compared, and is out of date."""
    period = {"period_from": report.period_from, "period_to": report.period_to}
    for trial in Report.every.filter(profile=report.profile_id, state=ReportState.TRIAL, **period):
        empty(trial)
        trial.delete()


def store_figures(report: Report, chosen: list[Method]) -> int:
    """Compute and store units and facts; returns the number of organizations."""
    values = bound_values(chosen, report.period_from, report.period_to) | frame_values(report)
    with connection.cursor() as cursor:
        # A statement of this size would be compiled for longer than it runs.
        cursor.execute("SET LOCAL jit = off")
        for made in frame.make_tables():
            cursor.execute(made, values)
        cursor.execute(statement(chosen), values)
        return int(cursor.fetchone()[0])


def hash_of(report: Report) -> str:
    """The hash over values, facts, findings and methods by natural keys: the same facts give the same hash."""
    with connection.cursor() as cursor:
        cursor.execute(digest.STATEMENT, {"report": report.pk})
        return str(cursor.fetchone()[0])


def store(report: Report) -> None:
    """Compute and store figures and facts, then mark the cumulative values that fell because people left."""
    chosen = methods(report.methods)
    store_figures(report, chosen)
    mark_all_lost(report, chosen)


def mark_all_lost(report: Report, chosen: list[Method]) -> None:
    """Mark in every unit the cumulative values that fell since the report before; the others lose their mark."""
    cumulative = [method for method in chosen if method.parameters.window.cumulative]
    earlier = before(report) if cumulative else None
    if earlier is None:
        return
    report.units.exclude(lost=[0] * len(chosen)).update(lost=[0] * len(chosen))
    for method in cumulative:
        mark_lost(report, earlier, method)


def mark_lost(report: Report, earlier: Report, method: Method) -> None:
    """Count who left the numerator of a cumulative method, in the units where its value fell."""
    there = next((m for m in methods(earlier.methods) if m.code == method.code), None)
    if there is None or there.rule.subject != method.rule.subject or method.rule.subject not in lost.ROWS:
        return
    values = {
        "report": report.pk,
        "number": method.number + 1,
        "line": line_of(report, method.number),
        "before": earlier.pk,
        "before_number": there.number + 1,
        "before_line": line_of(earlier, there.number),
        "met": passed(there.rule) << SHIFT,
    }
    with connection.cursor() as cursor:
        cursor.execute(lost.statement(method.rule.subject), values)


def find_doubts(report: Report) -> None:
    """Compute and store the findings about everything the report's windows look at; after ``store``."""
    chosen = methods(report.methods)
    starts = [method.parameters.window.start(report.period_from, report.period_to) for method in chosen]
    values = frame_values(report) | {
        "day": report.period_to,
        "start": report.period_from,
        "checked_from": min([report.period_from, *starts]),
        "horizon": report.period_to,
    }
    with connection.cursor() as cursor:
        cursor.execute(frame.PEOPLE_KEY)
        cursor.execute(doubts.STATEMENT, values)
