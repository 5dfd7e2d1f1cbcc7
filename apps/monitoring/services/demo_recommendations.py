"""Recommendations of the demonstration: proposed by the rules, some sent, one taken on, one done and accepted."""

from apps.accounts.enums import Role
from apps.accounts.models import Assignment
from apps.accounts.rights import actor_of
from apps.core.actor import Actor, acting, system
from apps.monitoring.models import Recommendation, Report
from apps.monitoring.services import recommend
from apps.monitoring.services.propose import propose

SENT_ELSEWHERE = 6
TAKEN_ON = 2
ANSWER = "План мероприятий утверждён, работа распределена между школами."


def demo_actor(role: Role) -> Actor:
    """The demo user of a role."""
    return actor_of(Assignment.objects.select_related("user").get(user__login=role.value, user__demo=True))


def make_recommendations(report: Report) -> bool:
    """Propose, send and answer; false where none is for the demonstration's authority. Under the system.

    Nothing where the report's period has recommendations already.
    """
    stored = Recommendation.objects.filter(profile=report.profile, period_to=report.period_to)
    if stored.exists():
        return True
    centre, authority = demo_actor(Role.CNPPM), demo_actor(Role.MOO)
    with acting(centre):
        propose(report=report)
        ready = stored.exclude(organization=None)
        ours = list(ready.filter(level="municipality", municipality=authority.municipality_id))
        others = list(ready.exclude(municipality=authority.municipality_id)[:SENT_ELSEWHERE])
        recommend.send_recommendations([*ours, *others])
    if ours:
        answer(ours, centre, authority)
    return bool(ours)


def answer(rows: list[Recommendation], centre: Actor, authority: Actor) -> None:
    """The authority takes on what it was sent and says of the first that it is done; the centre accepts."""
    with acting(authority):
        for row in rows[:TAKEN_ON]:
            recommend.acknowledge(row)
        recommend.report_done(rows[0], answer=ANSWER)
    with acting(centre):
        recommend.accept_done(rows[0])


def make_demo_recommendations(profile_code: str) -> None:
    """Those of the last report of a profile, and of those before it until one has something for the authority."""
    with acting(system("make_demo_region")):
        reports = Report.objects.filter(profile__code=profile_code).select_related("profile")
        any(make_recommendations(report) for report in reports)
