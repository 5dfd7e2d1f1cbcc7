"""Writes of sessions and their scores (DOMAIN 5)."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from apps.core.services import records
from apps.core.text import format_number
from apps.diagnostics.models import Competence, DiagnosticSession, Score, Tool
from apps.diagnostics.policies import require_assignable
from apps.diagnostics.services.completion import follow_sessions
from apps.diagnostics.services.deficits import rebuild_deficits
from apps.diagnostics.services.framework import require_provider
from apps.organizations.enums import OrganizationKind
from apps.organizations.models import Organization
from apps.teachers.enums import Relation
from apps.teachers.models import Person, PersonLink
from apps.teachers.models.base import STAMP
from apps.teachers.services.people import find_by_snils

UNKNOWN = "Человека с таким СНИЛС в портале нет: его вносит организация, в которой он работает."
SELF = "Этим инструментом проводят самодиагностику: независимой оценкой она не бывает."
NOBODY = "Укажите, кто прошёл диагностику: выберите из подсказок или введите СНИЛС."


@transaction.atomic
def create_session(
    *,
    tool: Tool,
    provider: Organization,
    completed_on: date,
    person: Person | None = None,
    snils: str = "",
    independent: bool = True,
    purpose: str = "",
) -> DiagnosticSession:
    """A completed session without scores yet; a self-assessment (not independent) counts in no indicator.

    What is held with a tool of self-assessment is one. An open invitation to it is closed.

    The person, or, where out of the actor's sight, their СНИЛС: an assessment centre sees whom it has assessed from
    then on. Raises ``ValidationError``: nobody with this СНИЛС, a provider out of the actor's hands, a session twice.
    """
    require_provider(provider)
    who = person or assessed(snils)
    made = DiagnosticSession(
        person=who, tool=tool, provider=provider, completed_on=completed_on, purpose=purpose,
        independent=independent and not tool.self_assessment,
    )  # fmt: skip
    if provider.kind == OrganizationKind.COPMKP:
        PersonLink.objects.get_or_create(person=who, relation=Relation.ASSESSED, organization=provider, user=None)
    return follow(records.create(made, "create_session"))


def assessed(snils: str) -> Person:
    """The person of a СНИЛС, by the neutral look-up. Raises ``ValidationError`` at ``snils``."""
    found = find_by_snils(snils) if snils else None
    if found is None:
        raise ValidationError({"snils": UNKNOWN if snils else NOBODY})
    return found


@transaction.atomic
def update_session(session: DiagnosticSession, **values: Any) -> DiagnosticSession:
    """Correct the date, the kind or the purpose of a session. Raises ``ValidationError``."""
    if values.get("independent") and session.tool.self_assessment:
        raise ValidationError({"independent": SELF})
    return follow(records.change(session, "update_session", **values))


def follow(session: DiagnosticSession) -> DiagnosticSession:
    """Invitations follow what became of the session."""
    follow_sessions([session.pk])
    return session


@transaction.atomic
def annul_session(session: DiagnosticSession, *, annulled_on: date) -> DiagnosticSession:
    """What stands on the session stops counting from that day; the record stays (DOMAIN 5).

    Raises ``ValidationError`` for a day before the session.
    """
    records.require_order(session.completed_on, annulled_on, "annulled_on", "Аннулирование раньше самой диагностики.")
    return follow(records.change(session, "annul_session", annulled_on=annulled_on))


@transaction.atomic
def restore_session(session: DiagnosticSession) -> DiagnosticSession:
    """Take an annulment back that was entered by mistake."""
    return follow(records.change(session, "restore_session", annulled_on=None))


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
    """Points of maximum on one competence; the session's deficits are made anew.

    Raises ``ValidationError``: points outside the scale, a competence not assigned on the session's day.
    """
    require_points(points, maximum)
    require_assignable([competence], "competence", session.completed_on)
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
