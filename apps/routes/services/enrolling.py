"""Enrolling into a group by routes: people who have the programme as an open item of a route in force (DOMAIN 5)."""

from django.db.models import QuerySet

from apps.core.actor import Actor, acting, system
from apps.programs.models import StudyGroup
from apps.programs.services import enrolling
from apps.routes.models import RouteItem
from apps.teachers.models import Person

WAY = "routes"
HELP = (
    "Те, у кого эта программа стоит невыполненным пунктом утверждённого индивидуального маршрута."
    " Из самих маршрутов здесь ничего больше не показывается."
)


def people_by_routes(group: StudyGroup, actor: Actor) -> QuerySet[Person]:
    """People in the actor's scope whose approved route, not cancelled and not completed, plans the group's programme.

    An institute reads no routes: a named system scope answers with nothing but who waits for its own programme.
    """
    with acting(system("enrolling_by_routes")):
        waiting = RouteItem.objects.filter(
            program=group.program_id,
            region=group.region_id,
            done_on__isnull=True,
            route__approved_on__isnull=False,
            route__cancelled_on__isnull=True,
            route__completed_on__isnull=True,
        )
        ids = list(waiting.values_list("person_id", flat=True).distinct())
    return enrolling.people_in_sight(actor).filter(pk__in=ids)


def register() -> None:
    """Offer the way to groups; called in ``AppConfig.ready()``."""
    enrolling.add_way(enrolling.Way(WAY, "По маршрутам", HELP, people_by_routes))
