"""A campaign that runs in the demonstration: quotas, people invited, some tested already."""

from datetime import date, time, timedelta

from apps.core.actor import Actor, acting
from apps.diagnostics.models import Campaign, Tool
from apps.diagnostics.selectors import diagnosed
from apps.diagnostics.selectors.campaign_progress import staff_by_municipality
from apps.diagnostics.services import campaigns, inviting, schedule
from apps.diagnostics.services.quotas import proposed, set_quotas
from apps.organizations.models import Organization
from apps.teachers.models import Person

INVITED, QUOTA, BEFORE, LENGTH = 60, 80, 20, 35


def make_demo_campaigns(centre: Actor, day: date) -> None:
    """Plan, fill and announce a campaign of the centre's tool; nothing where there is one, or no tool."""
    with acting(centre):
        conductor = Organization.objects.get(pk=centre.organization_id or 0)
        tool = Tool.objects.filter(provider=conductor, self_assessment=False).order_by("pk").first()
        if tool is None or Campaign.objects.exists():
            return
        made = campaigns.create_campaign(
            organization=conductor, tool=tool, title=f"Диагностика {day.year} года", purpose="entrance",
            start=day - timedelta(days=BEFORE), end=day + timedelta(days=LENGTH), place="Учебный класс ЦНППМ",
            note="Возьмите с собой логин и пароль от портала.",
        )  # fmt: skip
        set_quotas(made, proposed(QUOTA, staff_by_municipality(made, day)))
        people = Person.objects.filter(region_id=conductor.region_id, managerial=False).order_by("sort_key", "pk")
        inviting.invite_people(list(people.filter(~diagnosed(day))[:INVITED]), campaign=made)
        for number, hour in ((2, 10), (9, 14)):
            on = day + timedelta(days=number)
            schedule.add_slot(campaign=made, day=on, time=time(hour), capacity=INVITED)
        schedule.assign_slots(made)
        campaigns.announce_campaign(made)
