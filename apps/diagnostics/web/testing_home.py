"""What online tests add to the first page of a teacher."""

from typing import Any

from apps.core.actor import Actor
from apps.core.web import home
from apps.core.web.period import Period
from apps.diagnostics.selectors import testing as reads


def waiting(actor: Actor, period: Period) -> dict[str, Any] | None:
    """The tests that wait for the user: those of invitations and those under way."""
    person = reads.self_of(actor.user_id) if actor.role == "teacher" else None
    found = reads.offers(person) if person else []
    called = [offer for offer in found if offer.invitation or offer.under_way]
    return {"offers": called} if called else None


home.register(home.Block("testing", "diagnostics/testing/home.html", waiting, order=7))
