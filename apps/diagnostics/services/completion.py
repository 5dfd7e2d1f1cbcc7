"""An invitation is closed by the session it asked for, however that session came into the portal."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import connection

from apps.core.actor import acting, system
from apps.core.services import records
from apps.diagnostics.enums import Attendance
from apps.diagnostics.models import DiagnosticSession, Invitation

SYSTEM = system("campaigns")
ANOTHER = "Диагностика другого работника или другим инструментом это приглашение не закрывает."

# The first session of the invited person with the campaign's tool on a day of the campaign. What the person has done
# counts even where the invitation was declined before.
CLOSE = """
UPDATE diagnostics_invitation i
SET session_id = s.id, attended = 'came', declined_on = NULL, declined_reason = ''
FROM diagnostics_campaign c, (
    SELECT DISTINCT ON (s.person_id, s.tool_id, c.id) s.id, s.person_id, c.id AS campaign_id
    FROM diagnostics_diagnosticsession s
    JOIN diagnostics_campaign c ON c.tool_id = s.tool_id AND c.announced AND s.completed_on BETWEEN c.start AND c."end"
    WHERE s.id = ANY (%(ids)s) AND s.annulled_on IS NULL
    ORDER BY s.person_id, s.tool_id, c.id, s.completed_on, s.id
) s
WHERE c.id = i.campaign_id AND s.campaign_id = c.id AND s.person_id = i.person_id AND i.session_id IS NULL
"""
# What is annulled, or was moved out of the campaign's days, closes nothing any more.
REOPEN = """
UPDATE diagnostics_invitation i SET session_id = NULL
FROM diagnostics_campaign c, diagnostics_diagnosticsession s
WHERE c.id = i.campaign_id AND s.id = i.session_id AND s.id = ANY (%(ids)s)
  AND (s.annulled_on IS NOT NULL OR NOT s.completed_on BETWEEN c.start AND c."end")
"""


def follow_sessions(session_ids: Iterable[int]) -> None:
    """Make the invitations agree with these sessions: closed by a valid one of the campaign's tool and days.

    Two statements for any number of sessions. It works as the system: whoever enters a session need not see the
    campaign. A closed invitation follows from a session, so it leaves no history of its own.
    """
    ids = list(session_ids)
    if not ids:
        return
    with acting(SYSTEM), connection.cursor() as cursor:
        for statement in (REOPEN, CLOSE):
            cursor.execute(statement, {"ids": ids})


def complete_invitation(*, invitation: Invitation, session: DiagnosticSession) -> Invitation:
    """This session was held by this invitation (a test taken online). Raises ``ValidationError`` for another's session.

    The person who took the test may not write invitations: it is written by the system, in the history by the person.
    """
    if (session.person_id, session.tool_id) != (invitation.person_id, invitation.campaign.tool_id):
        raise ValidationError(ANOTHER)
    return records.change(
        invitation, "complete_invitation", writer=SYSTEM, session=session, attended=Attendance.CAME,
        declined_on=None, declined_reason="",
    )  # fmt: skip
