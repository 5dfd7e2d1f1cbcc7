"""An invitation is closed by the session it asked for: entered, moved, annulled."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from apps.core.actor import acting, system
from apps.core.models import HistoryEntry
from apps.diagnostics.models import Invitation
from apps.diagnostics.selectors.campaigns import open_invitations
from apps.diagnostics.services import sessions
from apps.diagnostics.services.completion import complete_invitation
from tests import factories as make
from tests.cast import Cast

pytestmark = pytest.mark.django_db
SYSTEM = system("test")
START, INSIDE, END, AFTER = date(2025, 3, 1), date(2025, 3, 15), date(2025, 3, 31), date(2025, 4, 1)


@pytest.fixture
def invited(cast: Cast) -> Invitation:
    with acting(SYSTEM):
        return make.make_invitation(make.make_campaign(cast.cnppm, START, END), cast.teacher)


def held(invitation: Invitation, on: date, **fields: object) -> object:
    """A session of the invited person with the campaign's tool, entered by the centre."""
    values = {"person": invitation.person, "tool": invitation.campaign.tool, "completed_on": on, **fields}
    return sessions.create_session(provider=invitation.campaign.organization, **values)  # type: ignore[arg-type]


def closed_by(invitation: Invitation) -> tuple[int | None, str]:
    with acting(SYSTEM):
        invitation.refresh_from_db()
        return invitation.session_id, invitation.attended


@pytest.mark.parametrize("on", [START, INSIDE, END])
def test_session_on_a_day_of_the_campaign_closes_the_invitation(cast: Cast, invited: Invitation, on: date) -> None:
    with acting(cast.actor("cnppm")):
        session = held(invited, on)
    assert closed_by(invited) == (session.pk, "came")  # type: ignore[attr-defined]


def test_session_outside_the_campaign_or_with_another_tool_closes_nothing(cast: Cast, invited: Invitation) -> None:
    with acting(cast.actor("cnppm")):
        held(invited, AFTER)
        held(invited, INSIDE, tool=make.make_tool(cast.cnppm, "Другой"))
        held(invited, INSIDE, person=cast.colleague)
    assert closed_by(invited) == (None, "unknown")


def test_annulled_session_opens_the_invitation_and_a_restored_one_closes_it(cast: Cast, invited: Invitation) -> None:
    with acting(cast.actor("cnppm")):
        session = held(invited, INSIDE)
        sessions.annul_session(session, annulled_on=AFTER)  # type: ignore[arg-type]
        assert closed_by(invited) == (None, "came")
        sessions.restore_session(session)  # type: ignore[arg-type]
        assert closed_by(invited) == (session.pk, "came")  # type: ignore[attr-defined]
        sessions.update_session(session, completed_on=AFTER)  # type: ignore[arg-type]
    assert closed_by(invited)[0] is None


def test_session_of_the_assessment_centre_closes_an_invitation_out_of_its_sight(cast: Cast) -> None:
    with acting(SYSTEM):
        tool = make.make_tool(cast.copmkp, "Общий")
        invitation = make.make_invitation(make.make_campaign(cast.cnppm, START, END, tool=tool), cast.teacher)
    with acting(cast.actor("copmkp")):
        assert Invitation.objects.count() == 0
        session = sessions.create_session(
            snils=cast.teacher.snils, tool=tool, provider=cast.copmkp, completed_on=INSIDE
        )
    assert closed_by(invitation) == (session.pk, "came")


def test_draft_campaign_is_closed_by_nothing(cast: Cast) -> None:
    with acting(SYSTEM):
        invitation = make.make_invitation(make.make_campaign(cast.cnppm, START, END, announced_on=None), cast.teacher)
        held(invitation, INSIDE)
    assert closed_by(invitation) == (None, "unknown")


def test_test_taken_online_closes_its_invitation_in_the_name_of_the_person(cast: Cast, invited: Invitation) -> None:
    with acting(SYSTEM):
        session = make.make_session(cast.teacher, cast.cnppm, INSIDE)
        foreign = make.make_session(cast.colleague, cast.cnppm, INSIDE)
    with acting(cast.actor("teacher")):
        mine = open_invitations(cast.teacher, INSIDE).get()
        complete_invitation(invitation=mine, session=session)
        assert list(open_invitations(cast.teacher, INSIDE)) == []
        with pytest.raises(ValidationError):
            complete_invitation(invitation=mine, session=foreign)
    with acting(SYSTEM):
        entry = HistoryEntry.objects.get(verb="complete_invitation")
        assert (entry.user_id, entry.after["session_id"]) == (cast.grants["teacher"].user_id, session.pk)


@pytest.mark.parametrize(
    ("day", "changes", "found"),
    [
        (INSIDE, {}, 1),
        (AFTER, {}, 0),
        (date(2025, 2, 28), {}, 0),
        (INSIDE, {"declined_on": START, "declined_reason": "болезнь"}, 0),
    ],
)
def test_open_invitations_are_those_that_can_be_followed_on_the_day(
    cast: Cast, invited: Invitation, day: date, changes: dict[str, object], found: int
) -> None:
    with acting(SYSTEM):
        Invitation.objects.update(**changes) if changes else None
        assert open_invitations(cast.teacher, day).count() == found
        assert open_invitations(cast.colleague, day).count() == 0
