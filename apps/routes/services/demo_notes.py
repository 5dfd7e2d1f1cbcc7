"""What is said about the routes of the demonstration, what shows that items were done, templates made of them."""

from collections.abc import Mapping

from apps.accounts.enums import Role
from apps.core.actor import Actor, acting
from apps.routes.models import IndividualRoute, ItemEvidence, RouteComment, RouteTemplate
from apps.routes.services import notes, templates
from apps.teachers.models import Person

SAID = (
    (Role.COUNCIL, "Совет предлагает показать результат на открытом уроке для молодых коллег."),
    (Role.TUTOR, "Помогу подобрать материалы к уроку. Удобно ли созвониться в четверг?"),
    (Role.TEACHER, "Да, в четверг после уроков. План урока приложу к пункту."),
    (Role.CNPPM, "После обучения запишитесь на повторную диагностику: увидим, закрылся ли дефицит."),
)
SHOWN = "План открытого урока и лист самоанализа; урок посетил заместитель директора."
TEMPLATES = (
    (Role.CNPPM, "Восполнение методических дефицитов", "Педагогам, у которых дефициты по методическому блоку."),
    (Role.COUNCIL, "Первый год в школе", "Молодым педагогам организации: наставник, школа молодого педагога, курсы."),
)
SHOWN_ITEMS = 2


def make_demo_notes(people: Mapping[Role, Actor], teacher: Person) -> None:
    """Make what is missing around the latest route of the demo teacher: a talk, evidence, templates."""
    with acting(people[Role.CNPPM]):
        running = IndividualRoute.objects.filter(person=teacher, approved_on__isnull=False, cancelled_on=None)
        route = running.order_by("-approved_on", "-pk").first()
    if route is None:
        return
    talk(people, route)
    show(people[Role.CNPPM], route)
    for role, title, description in TEMPLATES:
        keep(people[role], route, title, description)


def talk(people: Mapping[Role, Actor], route: IndividualRoute) -> None:
    """The people around a route say something in turn."""
    with acting(people[Role.CNPPM]):
        if RouteComment.objects.filter(route=route).exists():
            return
    for role, text in SAID:
        with acting(people[role]):
            notes.add_comment(route=route, text=text)


def show(centre: Actor, route: IndividualRoute) -> None:
    """Words beside the items that were done."""
    with acting(centre):
        if not ItemEvidence.objects.filter(item__route=route).exists():
            for item in route.items.filter(done_on__isnull=False).order_by("pk")[:SHOWN_ITEMS]:
                notes.add_evidence(item=item, text=SHOWN)


def keep(actor: Actor, route: IndividualRoute, title: str, description: str) -> None:
    """A template of the route, kept by the actor's organization."""
    with acting(actor):
        if route.items.exists() and not RouteTemplate.objects.filter(title=title).exists():
            templates.template_from_route(route, title=title, description=description)
