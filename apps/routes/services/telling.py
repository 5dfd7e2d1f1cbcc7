"""Who hears about a route: its teacher, who leads it, who spoke of it before; never the one who acts."""

from collections.abc import Iterable

from django.urls import reverse

from apps.core.actor import acting, current, system
from apps.core.services import notices
from apps.routes.models import IndividualRoute
from apps.teachers.enums import Relation
from apps.teachers.models import PersonLink

BELL = system("routes")


def users_of(*people: int | None) -> set[int]:
    """The users who are these people."""
    known = [person for person in people if person is not None]
    links = PersonLink.objects.filter(person_id__in=known, relation=Relation.SELF, user__isnull=False)
    return {int(user) for user in links.values_list("user", flat=True) if user}


def tell(route: IndividualRoute, text: str, *, leader: bool = True, others: Iterable[int] = (), tab: str = "") -> int:
    """Ring the bells of the teacher, of who leads the route (unless not ``leader``) and of ``others``."""
    me = {current().user_id}
    url = reverse("routes:route_detail", args=(route.pk,)) + (f"?tab={tab}" if tab else "")
    with acting(BELL):
        people = (route.person_id, route.tutor_id) if leader else (route.person_id,)
        users = (users_of(*people) | set(others)) - me
        return notices.notify((user, text, url) for user in sorted(users))
