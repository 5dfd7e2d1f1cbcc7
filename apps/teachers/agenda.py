"""What people add to the first page: one's own card, what waits, how many there are."""

from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from apps.core import access
from apps.core.actor import Actor
from apps.core.web import agenda, home, nav, sections, starts
from apps.core.web.period import Period
from apps.teachers import selectors
from apps.teachers.enums import Relation
from apps.teachers.models import Person, PersonLink

STAFF_ROLES = frozenset({"cnppm", "methodist", "operator"})
# The tabs of one's own card that a teacher looks for, in this order.
OWN_TABS = ("sessions", "routes", "trainings", "participations", "consents")


def mine(actor: Actor) -> QuerySet[Person]:
    """The people in the actor's scope."""
    return Person.objects.filter(access.scope(Person, actor))


def homeless(actor: Actor, period: Period) -> QuerySet[Person]:
    """People with no main employment today: they are in nobody's staff."""
    return mine(actor).filter(~selectors.holding(Q()))


def without_consent(actor: Actor, period: Period) -> QuerySet[Person]:
    """Staff whose consent to the processing of data is not written down."""
    return mine(actor).filter(selectors.holding(Q()), ~selectors.consenting())


def own_context(actor: Actor, period: Period) -> dict[str, Any] | None:
    """The card of the person that the user is; None for everybody else."""
    if actor.role != "teacher":
        return None
    link = PersonLink.objects.filter(user_id=actor.user_id or 0, relation=Relation.SELF).first()
    person = mine(actor).filter(pk=link.person_id).first() if link else None
    return {"person": person, "links": own_links(person)} if person else None


def own_links(person: Person) -> list[tuple[str, str]]:
    """The card and the tabs of it."""
    card = reverse("teachers:person_detail", args=(person.pk,))
    titles = {tab.key: tab.title for tab in sections.added_to("teachers.person")} | {"consents": "Согласия"}
    return [("Моя карточка", card), *((titles[key], f"{card}?tab={key}") for key in OWN_TABS if key in titles)]


home.register(home.Block("own", "teachers/home_own.html", own_context, order=5))
agenda.add_todo(
    agenda.Todo(
        "consents",
        "Не записано согласие на обработку данных",
        without_consent,
        "teachers:person_list",
        "staff=now&consent=no",
        STAFF_ROLES,
        60,
    )
)
agenda.add_todo(
    agenda.Todo(
        "homeless",
        "Работники без основного места работы",
        homeless,
        "teachers:person_list",
        "staff=gone",
        STAFF_ROLES,
        62,
    )
)
agenda.add_count(
    agenda.Count(
        "people",
        ("работник", "работника", "работников"),
        lambda actor, period: mine(actor),
        "teachers:person_list",
        lambda actor: nav.holders("people")(actor) and actor.role != "teacher",
        order=20,
    )
)
starts.add_shortcuts(
    starts.Shortcut("Загрузить таблицу", "core:imports", "cnppm methodist operator iro", "upload", order=10),
    starts.Shortcut("Внести работника", "teachers:person_create", "operator methodist", "user-plus", order=30),
    starts.Shortcut("Подтвердить список работников", "teachers:confirmation_create", "operator", "checklist", order=20),
)  # fmt: skip
