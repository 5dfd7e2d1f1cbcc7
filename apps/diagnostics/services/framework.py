"""Writes of the framework: competences, tools, thresholds (DOMAIN 5)."""

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from apps.core.actor import acting, current, system
from apps.core.services import records
from apps.diagnostics.models import DEFAULT_THRESHOLD, Competence, DiagnosticSession, Tool, ToolThreshold
from apps.diagnostics.policies import may_conduct
from apps.diagnostics.services.deficits import rebuild_deficits
from apps.organizations.models import Organization

OUTSIDE = "Проводить диагностику от имени этой организации ваша роль не может."


def require_provider(provider: Organization) -> None:
    """Refuse a provider out of the actor's hands: sessions and tools are the provider's own. Raises at ``provider``."""
    if not may_conduct(current(), provider):
        raise ValidationError({"provider": OUTSIDE})


def create_tool(*, provider: Organization, title: str, threshold: Decimal = DEFAULT_THRESHOLD) -> Tool:
    """A tool of a provider; ``threshold`` in percent. Raises ``ValidationError``."""
    require_provider(provider)
    return records.create(Tool(provider=provider, title=title, threshold=threshold), "create_tool")


@transaction.atomic
def update_tool(tool: Tool, **values: Any) -> Tool:
    """Change a tool; a new threshold makes the deficits of all its sessions anew. Raises ``ValidationError``."""
    require_provider(tool.provider)
    moved = "threshold" in records.differing(tool, values)
    records.change(tool, "update_tool", **values)
    if moved:
        rebuild_of_tool(tool)
    return tool


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
    return records.create(Competence(code=code, title=title, block=block, **values), "create_competence")


def update_competence(competence: Competence, **values: Any) -> Competence:
    """Change a competence; an outdated one is not assigned anew, its history stays. Raises ``ValidationError``."""
    return records.change(competence, "update_competence", **values)
