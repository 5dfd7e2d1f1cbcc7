"""Recommendations of the demonstration: proposed by the rules, some sent, one taken on, one done and accepted."""

from apps.accounts.enums import Role
from apps.accounts.models import Assignment
from apps.accounts.rights import actor_of
from apps.core.actor import Actor, acting, system
from apps.monitoring.models import Recommendation, Report
from apps.monitoring.services import recommend
from apps.monitoring.services.propose import propose

SENT_ELSEWHERE = 6
ANSWER = "План мероприятий утверждён, работа распределена между школами."


def demo_actor(role: Role) -> Actor:
    """The demo user of a role."""
    return actor_of(Assignment.objects.select_related("user").get(user__login=role.value, user__demo=True))


def make_recommendations(report: Report) -> None:
    """Propose, send and answer; nothing where the report's period has recommendations already. Under the system."""
    if Recommendation.objects.filter(profile=report.profile, period_to=report.period_to).exists():
        return
    centre, authority = demo_actor(Role.CNPPM), demo_actor(Role.MOO)
    with acting(centre):
        propose(report=report)
        ready = Recommendation.objects.filter(profile=report.profile, period_to=report.period_to).exclude(
            organization=None
        )
        ours = list(ready.filter(level="municipality", municipality=authority.municipality_id))
        others = list(ready.exclude(municipality=authority.municipality_id)[:SENT_ELSEWHERE])
        if not ours:
            return
        recommend.send_recommendations([*ours, *others])
    answer(ours, centre, authority)


def answer(rows: list[Recommendation], centre: Actor, authority: Actor) -> None:
    """The authority takes one on and says of another that it is done; the centre accepts."""
    with acting(authority):
        recommend.acknowledge(rows[-1])
        if len(rows) > 1:
            recommend.report_done(rows[0], answer=ANSWER)
    if len(rows) > 1:
        with acting(centre):
            recommend.accept_done(rows[0])


def make_demo_recommendations(profile_code: str) -> None:
    """Those of the last report of a profile."""
    with acting(system("make_demo_region")):
        report = Report.objects.filter(profile__code=profile_code).select_related("profile").first()
        if report is not None:
            make_recommendations(report)
