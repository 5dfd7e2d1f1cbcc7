"""Writes of the framework: competences, tools, thresholds (DOMAIN 5)."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from apps.core.actor import acting, current, system
from apps.core.services import records
from apps.diagnostics.bands import Band, stored
from apps.diagnostics.enums import CompetenceState
from apps.diagnostics.models import DEFAULT_THRESHOLD, Competence, DiagnosticSession, Tool, ToolThreshold
from apps.diagnostics.policies import may_conduct
from apps.diagnostics.services.deficits import rebuild_deficits
from apps.organizations.models import Organization

COUNTED = "По этому инструменту есть независимые диагностики: заведите для самодиагностики другой инструмент."
OUTSIDE = "Проводить диагностику от имени этой организации ваша роль не может."


def require_provider(provider: Organization) -> None:
    """Refuse a provider out of the actor's hands: sessions and tools are the provider's own. Raises at ``provider``."""
    if not may_conduct(current(), provider):
        raise ValidationError({"provider": OUTSIDE})


def create_tool(
    *,
    provider: Organization,
    title: str,
    threshold: Decimal = DEFAULT_THRESHOLD,
    bands: Sequence[Band] = (),
    self_assessment: bool = False,
) -> Tool:
    """A tool of a provider; ``threshold`` in percent, ``bands`` from the lowest. Raises ``ValidationError``."""
    require_provider(provider)
    made = Tool(
        provider=provider, title=title, threshold=threshold, bands=stored(bands), self_assessment=self_assessment
    )
    return records.create(made, "create_tool")


@transaction.atomic
def update_tool(tool: Tool, **values: Any) -> Tool:
    """Change a tool; a new threshold makes the deficits of all its sessions anew.

    Raises ``ValidationError``: wrong levels, a self-assessment that has independent sessions.
    """
    require_provider(tool.provider)
    if "bands" in values:
        values["bands"] = stored(values["bands"])
    if values.get("self_assessment") and not tool.self_assessment:
        require_no_independent(tool)
    moved = "threshold" in records.differing(tool, values)
    records.change(tool, "update_tool", **values)
    if moved:
        rebuild_of_tool(tool)
    return tool


def require_no_independent(tool: Tool) -> None:
    """A tool whose sessions count in figures does not become a self-assessment behind their back."""
    with acting(system("diagnostics")):
        if DiagnosticSession.objects.filter(tool=tool, independent=True).exists():
            raise ValidationError({"self_assessment": COUNTED})


def rebuild_of_tool(tool: Tool) -> None:
    """Deficits follow the tool's thresholds in every session, whoever may see it."""
    with acting(system("diagnostics")):
        rebuild_deficits(list(DiagnosticSession.objects.filter(tool=tool).values_list("pk", flat=True)))


@transaction.atomic
def set_threshold(*, tool: Tool, competence: Competence, percent: Decimal) -> ToolThreshold:
    """The threshold of one competence where it differs from the tool's own. Raises ``ValidationError``."""
    require_provider(tool.provider)
    found = ToolThreshold.objects.filter(tool=tool, competence=competence).first()
    if found is None:
        made = ToolThreshold(tool=tool, competence=competence, percent=percent)
        found = records.create(made, "set_threshold")
    else:
        records.change(found, "set_threshold", percent=percent)
    rebuild_of_tool(tool)
    return found


@transaction.atomic
def remove_threshold(threshold: ToolThreshold) -> None:
    """The competence goes back to the tool's own threshold."""
    require_provider(threshold.tool.provider)
    tool = threshold.tool
    records.remove(threshold, "remove_threshold")
    rebuild_of_tool(tool)


def create_competence(*, code: str, title: str, block: str, **values: Any) -> Competence:
    """A competence of the framework. Raises ``ValidationError``."""
    values |= since(values.get("state", CompetenceState.PUBLISHED), None)
    return records.create(Competence(code=code, title=title, block=block, **values), "create_competence")


def update_competence(competence: Competence, **values: Any) -> Competence:
    """Change a competence; an outdated one is not assigned anew, its history stays. Raises ``ValidationError``.

    The day it becomes outdated is kept: what happened before may still be entered.
    """
    if "state" in values:
        values |= since(values["state"], competence.outdated_on)
    return records.change(competence, "update_competence", **values)


def since(state: str, known: date | None) -> dict[str, date | None]:
    """Since when a competence of that state is outdated."""
    outdated = state == CompetenceState.OUTDATED
    return {"outdated_on": (known or timezone.localdate()) if outdated else None}
