"""Today's figures beside the same computed as a whole: everything that is kept of them, by natural keys."""

from typing import Any

from apps.core.actor import acting, system
from apps.monitoring.enums import ReportKind
from apps.monitoring.live.refresh import Fresh, recompute, refresh
from apps.monitoring.models import LiveChange, OrganizationFacts, Report, ReportUnit
from apps.organizations.models import Profile

UNIT = ("level", "code", "name", "sort_key", "parent", "counted", "region", "municipality", "organization",
        "numerators", "denominators", "extras", "lost", "staff", "managers", "official", "official_staff")  # fmt: skip
FACTS = ("organization", "municipality", "region", "people", "flags", "outcomes", "records", "own_outcomes",
         "own_records", "programs", "program_outcomes", "program_records")  # fmt: skip


def live_of(profile: Profile) -> Report:
    """Today's figures of a profile."""
    return Report.every.get(profile=profile, kind=ReportKind.LIVE)


def kept(report: Report) -> tuple[list[Any], list[Any]]:
    """What is kept: the figures of every unit, the facts of every organization."""
    units = ReportUnit.objects.filter(report=report).order_by("level", "code").values_list(*UNIT)
    facts = OrganizationFacts.objects.filter(report=report).order_by("organization")
    digests = [bytes(one) for one in facts.values_list("digest", flat=True)]
    return list(units), [*facts.values_list(*FACTS), *digests]


def whole(profile: Profile) -> tuple[list[Any], list[Any]]:
    """The same computed anew as a whole."""
    report = live_of(profile)
    recompute(report)
    return kept(report)


def settle() -> None:
    """Compute everything that waits, as the job does."""
    with acting(system("test")):
        assert refresh(most=None) is Fresh.YES
        assert LiveChange.objects.count() == 0
