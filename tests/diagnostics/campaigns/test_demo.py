"""The campaign of the demonstration: made once, alive."""

from datetime import date

import pytest

from apps.core.actor import acting
from apps.diagnostics.models import Campaign, Invitation, Quota
from apps.diagnostics.selectors.campaigns import state_on
from apps.diagnostics.services.demo_campaigns import make_demo_campaigns
from tests import factories as make
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_demo_campaign_runs_and_is_made_once(cast: Cast, today: date) -> None:
    centre = cast.actor("cnppm")
    make_demo_campaigns(centre, today)
    with acting(centre):
        make.make_tool(cast.cnppm)
    for _ in range(2):
        make_demo_campaigns(centre, today)
    with acting(centre):
        campaign = Campaign.objects.get()
        assert state_on(campaign, today) == "running"
        assert (Invitation.objects.filter(slot=None).count(), Invitation.objects.count()) == (0, 3)
        assert sum(Quota.objects.values_list("number", flat=True)) == 80
