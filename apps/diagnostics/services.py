"""Writes of diagnostics."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction

from apps.core.actor import acting, current, system
from apps.core.services import records
from apps.core.text import format_number
from apps.diagnostics.models import DEFAULT_THRESHOLD, Competence, DiagnosticSession, Score, Tool, ToolThreshold
from apps.diagnostics.policies import may_conduct
from apps.organizations.enums import OrganizationKind
from apps.organizations.models import Organization
from apps.teachers.enums import Relation
from apps.teachers.models import Person, PersonLink
from apps.teachers.models.base import STAMP
from apps.teachers.services.people import find_by_snils

UNKNOWN = "Человека с таким СНИЛС в портале нет: его вносит организация, в которой он работает."
NOBODY = "Укажите, кто прошёл диагностику: выберите из подсказок или введите СНИЛС."
OUTSIDE = "Проводить диагностику от имени этой организации ваша роль не может."

# A deficit is a competence of a session whose score is under the tool's threshold for it (DOMAIN 1, 5).
STATE = """
SELECT s.id AS session_id, s.person_id, s.organization_id, s.municipality_id, s.region_id, s.managerial, s.provider_id,
       c.competence_id, round(100 * c.points / c.maximum, 2) AS percent, coalesce(h.percent, t.threshold) AS threshold,
       100 * c.points < coalesce(h.percent, t.threshold) * c.maximum AS under
FROM diagnostics_diagnosticsession s
JOIN diagnostics_score c ON c.session_id = s.id
JOIN diagnostics_tool t ON t.id = s.tool_id
LEFT JOIN diagnostics_toolthreshold h ON h.tool_id = t.id AND h.competence_id = c.competence_id
WHERE %(all)s OR s.id = ANY (%(ids)s)
"""
REMOVE = f"""
WITH state AS ({STATE})
DELETE FROM diagnostics_deficit d
WHERE (%(all)s OR d.session_id = ANY (%(ids)s)) AND NOT EXISTS (
    SELECT 1 FROM state s WHERE s.session_id = d.session_id AND s.competence_id = d.competence_id AND s.under)
"""
MAKE = f"""
WITH state AS ({STATE})
INSERT INTO diagnostics_deficit (session_id, person_id, organization_id, municipality_id, region_id, managerial,
    provider_id, competence_id, percent, threshold)
SELECT session_id, person_id, organization_id, municipality_id, region_id, managerial, provider_id, competence_id,
       percent, threshold
FROM state WHERE under
ON CONFLICT (session_id, competence_id) DO UPDATE SET percent = excluded.percent, threshold = excluded.threshold
WHERE (diagnostics_deficit.percent, diagnostics_deficit.threshold)
    IS DISTINCT FROM (excluded.percent, excluded.threshold)
"""


def rebuild_deficits(session_ids: Iterable[int] | None = None) -> None:
    """Make the deficits of these sessions (all when None) equal to their scores and thresholds.

    Exactly at the threshold is no deficit (DOMAIN 1: «under the tool's threshold»). Run under ``acting``.
    """
    chosen = None if session_ids is None else list(session_ids)
    values: dict[str, Any] = {"all": chosen is None, "ids": chosen or []}
    with connection.cursor() as cursor:
        for statement in (REMOVE, MAKE):
            cursor.execute(statement, values)


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


@transaction.atomic
def create_session(
    *,
    tool: Tool,
    provider: Organization,
    completed_on: date,
    person: Person | None = None,
    snils: str = "",
    independent: bool = True,
) -> DiagnosticSession:
    """A completed session without scores yet; a self-assessment (not independent) counts in no indicator.

    The person, or, where out of the actor's sight, their СНИЛС: an assessment centre sees whom it has assessed from
    then on. Raises ``ValidationError``: nobody with this СНИЛС, a provider out of the actor's hands, a session twice.
    """
    require_provider(provider)
    who = person or assessed(snils)
    made = DiagnosticSession(
        person=who, tool=tool, provider=provider, completed_on=completed_on, independent=independent
    )
    if provider.kind == OrganizationKind.COPMKP:
        PersonLink.objects.get_or_create(person=who, relation=Relation.ASSESSED, organization=provider, user=None)
    return records.create(made, "create_session")


def assessed(snils: str) -> Person:
    """The person of a СНИЛС, by the neutral look-up. Raises ``ValidationError`` at ``snils``."""
    found = find_by_snils(snils) if snils else None
    if found is None:
        raise ValidationError({"snils": UNKNOWN if snils else NOBODY})
    return found


def update_session(session: DiagnosticSession, **values: Any) -> DiagnosticSession:
    """Correct the date or the kind of a session. Raises ``ValidationError``."""
    return records.change(session, "update_session", **values)


def annul_session(session: DiagnosticSession, *, annulled_on: date) -> DiagnosticSession:
    """What stands on the session stops counting from that day; the record stays (DOMAIN 5).

    Raises ``ValidationError`` for a day before the session.
    """
    records.require_order(session.completed_on, annulled_on, "annulled_on", "Аннулирование раньше самой диагностики.")
    return records.change(session, "annul_session", annulled_on=annulled_on)


def restore_session(session: DiagnosticSession) -> DiagnosticSession:
    """Take an annulment back that was entered by mistake."""
    return records.change(session, "restore_session", annulled_on=None)


def require_points(points: Decimal, maximum: Decimal) -> None:
    """Points lie between nought and the maximum. Raises ``ValidationError`` at ``points``."""
    if maximum <= 0:
        raise ValidationError({"maximum": "Максимум больше нуля."})
    if not 0 <= points <= maximum:
        raise ValidationError({"points": f"Балл от 0 до {format_number(maximum)}."})


@transaction.atomic
def add_score(
    *, session: DiagnosticSession, competence: Competence, points: Decimal, maximum: Decimal = Decimal(100)
) -> Score:
    """Points of maximum on one competence; the session's deficits are made anew. Raises ``ValidationError``."""
    require_points(points, maximum)
    made = Score(
        session=session,
        person_id=session.person_id,
        provider_id=session.provider_id,
        competence=competence,
        points=points,
        maximum=maximum,
        **{column: getattr(session, column) for column in STAMP},
    )
    records.create(made, "add_score")
    rebuild_deficits([session.pk])
    return made


@transaction.atomic
def update_score(score: Score, **values: Any) -> Score:
    """Correct a score; the session's deficits are made anew. Raises ``ValidationError``."""
    require_points(values.get("points", score.points), values.get("maximum", score.maximum))
    records.change(score, "update_score", **values)
    rebuild_deficits([score.session_id])
    return score


@transaction.atomic
def remove_score(score: Score) -> None:
    """Delete a score entered by mistake."""
    session_id = score.session_id
    records.remove(score, "remove_score")
    rebuild_deficits([session_id])


def create_competence(*, code: str, title: str, block: str, **values: Any) -> Competence:
    """A competence of the framework. Raises ``ValidationError``."""
    return records.create(Competence(code=code, title=title, block=block, **values), "create_competence")


def update_competence(competence: Competence, **values: Any) -> Competence:
    """Change a competence; an outdated one is not assigned anew, its history stays. Raises ``ValidationError``."""
    return records.change(competence, "update_competence", **values)
