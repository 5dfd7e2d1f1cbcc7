"""How far a campaign is against its quotas, by municipality: figures, no people."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from apps.core.actor import acting, system
from apps.core.text import ratio_text
from apps.diagnostics.enums import Attendance
from apps.diagnostics.models import Campaign, Invitation
from apps.organizations.models import Municipality
from apps.teachers.enums import PositionKind
from apps.teachers.models import Employment
from apps.teachers.selectors import going_on

SYSTEM = system("campaigns")


@dataclass(frozen=True, slots=True)
class Progress:
    """Of one municipality (or of all): the quota and the people invited, come, tested, who declined."""

    name: str
    quota: int
    invited: int
    came: int
    completed: int
    declined: int
    municipality: int | None = None

    @property
    def share(self) -> str:
        """How much of the quota is reached: «45,0 % (9 из 20)»; a dash without a quota."""
        return ratio_text(self.completed, self.quota)

    @property
    def lacking(self) -> int:
        """How many people the quota still lacks."""
        return max(self.quota - self.completed, 0)


COUNTS = {
    "invited": Count("pk"),
    "came": Count("pk", filter=Q(attended=Attendance.CAME)),
    "completed": Count("session"),
    "declined": Count("pk", filter=Q(declined_on__isnull=False)),
}


def progress(campaign: Campaign) -> list[Progress]:
    """The figures by municipality, those with a quota or an invitation, in alphabetical order.

    Three statements for any number of people. Counted by the system: these are figures of the campaign, the same for
    everybody who may read it (DOMAIN 8: figures for those who may not see people).
    """
    with acting(SYSTEM):
        rows = Invitation.objects.filter(campaign=campaign).order_by().values("municipality")
        found = rows.annotate(**COUNTS).values_list("municipality", *COUNTS)
        counted = {key: dict(zip(COUNTS, counts, strict=True)) for key, *counts in found}
        quotas = dict(campaign.quotas.values_list("municipality", "number"))
        places = Municipality.objects.filter(pk__in={*counted, *quotas}).order_by("sort_key", "pk")
        nothing = dict.fromkeys(COUNTS, 0)
        return [
            Progress(name, quotas.get(pk, 0), **counted.get(pk, nothing), municipality=pk)
            for pk, name in places.values_list("pk", "name")
        ]


def total(rows: list[Progress]) -> Progress:
    """All municipalities together."""
    names = ("quota", "invited", "came", "completed", "declined")
    return Progress("Всего", **{name: sum(getattr(row, name) for row in rows) for name in names})


def staff_by_municipality(campaign: Campaign, day: date) -> dict[int, int]:
    """The staff of the campaign's region on a day by municipality: what quotas are proposed from."""
    places = Municipality.objects.filter(region=campaign.region_id, regional=False)
    with acting(SYSTEM):
        jobs = Employment.objects.filter(going_on(day), region=campaign.region_id, is_main=True)
        staff = jobs.exclude(position__kind=PositionKind.OTHER).order_by().values("municipality")
        counts = dict(staff.annotate(n=Count("pk")).values_list("municipality", "n"))
        return {pk: counts.get(pk, 0) for pk in places.values_list("pk", flat=True)}
