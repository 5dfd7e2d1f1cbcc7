"""The plan of a route: the route itself, its items, what they aim at, who leads it (DOMAIN 5)."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from apps.core.actor import acting, current, system
from apps.core.services import history, records
from apps.core.services.codes import fresh_code
from apps.diagnostics.models import Competence, DiagnosticSession, Score
from apps.diagnostics.policies import require_assignable
from apps.routes import policies
from apps.routes.enums import ItemKind
from apps.routes.models import IndividualRoute, ItemAim, RouteItem
from apps.routes.services.telling import users_of
from apps.teachers.enums import Relation
from apps.teachers.models import Person, PersonLink
from apps.teachers.models.base import STAMP

CLOSED = "План этого ИОМ в его нынешнем состоянии ваша роль не меняет."
UNCONFIRMED = "Отмечать выполнение можно в утверждённом ИОМ, пока он не завершён."
ANOTHERS = "Диагностика другого человека: выберите диагностику этого педагога."
UNSCORED = "В диагностике этого ИОМ не было: {names}. Выберите компетенции, по которым есть результат."
NO_SESSION = "ИОМ составлен без диагностики: цели выбирают из её результатов, поэтому сначала укажите диагностику."
NO_PROGRAM = "Формальный пункт — это обучение по программе: выберите её."
NO_CONTENT = "Опишите содержание, выберите программу или мероприятие."


def require_plan(route: IndividualRoute) -> None:
    """Raises ``PermissionDenied`` where the plan is closed to the actor."""
    if not policies.may_plan(current(), route):
        raise PermissionDenied(CLOSED)


def require_session(person_id: int, session: DiagnosticSession | None) -> None:
    """A route stands on a session of its own person. Raises ``ValidationError``."""
    if session is not None and session.person_id != person_id:
        raise ValidationError({"session": ANOTHERS})


def require_drafted(day: date, agreed: date | None) -> date:
    """A route is drafted by today and not after its agreement. Raises ``ValidationError`` at ``drafted_on``."""
    if day > timezone.localdate():
        raise ValidationError({"drafted_on": "Эта дата ещё не наступила."})
    if agreed is not None and day > agreed:
        raise ValidationError({"drafted_on": f"Позже согласования ({agreed:%d.%m.%Y}): проверьте дату."})
    return day


@transaction.atomic
def create_route(
    *,
    person: Person,
    session: DiagnosticSession | None = None,
    tutor: Person | None = None,
    drafted_on: date | None = None,
    number: str = "",
) -> IndividualRoute:
    """A draft; an empty number becomes the next free one of the year. Raises ``ValidationError``."""
    require_session(person.pk, session)
    day = require_drafted(drafted_on or timezone.localdate(), None)
    name = number or fresh_code(IndividualRoute, str(day.year), "number")
    made = IndividualRoute(person=person, session=session, number=name, drafted_on=day)
    records.create(made, "create_route")
    if tutor is not None:
        assign_tutor(made, tutor=tutor)
    return made


@transaction.atomic
def update_route(route: IndividualRoute, **values: Any) -> IndividualRoute:
    """Change a draft's session, number or date, and who leads it. Raises ``ValidationError``, ``PermissionDenied``."""
    require_plan(route)
    if "session" in values:
        require_session(route.person_id, values["session"])
        _require_aims_scored(route, values["session"])
    if values.get("drafted_on") is not None:
        require_drafted(values["drafted_on"], route.agreed_on)
    leader = {"tutor": values.pop("tutor")} if "tutor" in values else {}
    records.change(route, "update_route", **values)
    return assign_tutor(route, **leader) if leader else route


def _require_aims_scored(route: IndividualRoute, session: DiagnosticSession | None) -> None:
    aims = Competence.objects.filter(pk__in=ItemAim.objects.filter(item__route=route).values("competence"))
    require_scored(session, list(aims), field="session")


@transaction.atomic
def assign_tutor(route: IndividualRoute, *, tutor: Person | None) -> IndividualRoute:
    """Name who leads the route; their user gets sight of the person, the former leader's loses it.

    A methodist or tutor sees only those they lead (DOMAIN 8); another route they lead keeps the sight.
    """
    former = route.tutor_id
    if former == (tutor.pk if tutor else None):
        return route
    records.change(route, "assign_tutor", tutor=tutor)
    with acting(system("routes")):
        if former is not None:
            _stop_leading(former, route)
        if tutor is not None:
            _start_leading(tutor.pk, route)
    return route


def _start_leading(tutor_id: int, route: IndividualRoute) -> None:
    for user in users_of(tutor_id):
        PersonLink.objects.get_or_create(
            person_id=route.person_id, relation=Relation.LED, user_id=user, organization=None
        )


def _stop_leading(tutor_id: int, route: IndividualRoute) -> None:
    others = IndividualRoute.objects.filter(tutor_id=tutor_id, person_id=route.person_id).exclude(pk=route.pk)
    if not others.exists():
        links = PersonLink.objects.filter(person_id=route.person_id, relation=Relation.LED)
        links.filter(user_id__in=users_of(tutor_id)).delete()


@transaction.atomic
def remove_route(route: IndividualRoute) -> None:
    """Delete a draft entered by mistake, with its items. Raises ``PermissionDenied`` once it is agreed."""
    if route.agreed_on is not None or route.approved_on is not None:
        raise PermissionDenied("Удалить можно только черновик; согласованный ИОМ отменяют с указанием причины.")
    require_plan(route)
    for item in route.items.all():
        remove_item(item)
    records.remove(route, "remove_route")


def require_scored(
    session: DiagnosticSession | None, competences: list[Competence], field: str = "competences"
) -> None:
    """An item aims at what was scored in the route's session (FORMATS, routes). Raises ``ValidationError``."""
    if not competences:
        return
    if session is None:
        raise ValidationError({field: NO_SESSION})
    scored = set(Score.objects.filter(session=session).values_list("competence_id", flat=True))
    missing = [str(c) for c in competences if c.pk not in scored]
    if missing:
        raise ValidationError({field: UNSCORED.format(names="; ".join(missing))})


def require_item(kind: str, values: dict[str, Any]) -> None:
    """A formal item is a programme; every item says what is to be done. Raises ``ValidationError``."""
    if kind == ItemKind.FORMAL and values.get("program") is None:
        raise ValidationError({"program": NO_PROGRAM})
    if not (values.get("content") or values.get("program") or values.get("event")):
        raise ValidationError({"content": NO_CONTENT})


def next_number(route: IndividualRoute) -> str:
    """The number of a new item: one more than the largest."""
    numbers = [int(n) for n in route.items.values_list("number", flat=True) if n.isdecimal()]
    return str(max(numbers, default=0) + 1)


@transaction.atomic
def add_item(
    *,
    route: IndividualRoute,
    kind: ItemKind,
    competences: Iterable[Competence] = (),
    number: str = "",
    **values: Any,
) -> RouteItem:
    """An item: a programme, an event or words; hours are the programme's own unless given.

    Raises ``ValidationError`` and ``PermissionDenied``.
    """
    require_plan(route)
    require_item(kind, values)
    aims = list(competences)
    require_scored(route.session, aims)
    if values.get("hours") is None and values.get("program") is not None:
        values["hours"] = values["program"].hours
    stamp = {column: getattr(route, column) for column in STAMP}
    made = RouteItem(
        route=route, person_id=route.person_id, kind=kind, number=number or next_number(route), **stamp, **values
    )
    records.create(made, "add_item")
    aim_at(made, aims)
    return made


@transaction.atomic
def update_item(item: RouteItem, *, competences: Iterable[Competence] | None = None, **values: Any) -> RouteItem:
    """Change an item. Raises ``ValidationError`` and ``PermissionDenied``."""
    require_plan(item.route)
    final = {name: values.get(name, getattr(item, name)) for name in ("content", "program", "event")}
    require_item(values.get("kind", item.kind), final)
    records.change(item, "update_item", **values)
    if competences is not None:
        aims = list(competences)
        require_scored(item.route.session, aims)
        aim_at(item, aims)
    return item


def aim_at(item: RouteItem, competences: list[Competence]) -> None:
    """Make the item's aims these; the history keeps the codes before and after.

    Raises ``ValidationError`` for a new aim that is a draft or outdated (DOMAIN 5).
    """
    before = {aim.competence_id: aim.competence.code for aim in item.aims.select_related("competence")}
    wanted = {c.pk: c.code for c in competences}
    if before == wanted:
        return
    require_assignable((c for c in competences if c.pk not in before), "competences")
    item.aims.exclude(competence__in=wanted).delete()
    stamp = {column: getattr(item, column) for column in STAMP}
    new = [pk for pk in wanted if pk not in before]
    ItemAim.objects.bulk_create(ItemAim(item=item, person_id=item.person_id, competence_id=pk, **stamp) for pk in new)
    kept, made = ({"competences": sorted(codes.values())} for codes in (before, wanted))
    history.record_many([history.entry("aim_item", item, kept, made)])


def confirm_item(item: RouteItem, *, done_on: date, **values: Any) -> RouteItem:
    """Confirm that an item is done on a day, with its ``result`` in words.

    Raises ``PermissionDenied`` outside of a running route, ``ValidationError``.
    """
    if not policies.may_confirm(current(), item.route):
        raise PermissionDenied(UNCONFIRMED)
    if done_on > timezone.localdate():
        raise ValidationError({"done_on": "Эта дата ещё не наступила."})
    if item.route.approved_on is not None and done_on < item.route.approved_on:
        raise ValidationError({"done_on": f"Раньше утверждения ИОМ ({item.route.approved_on:%d.%m.%Y})."})
    return records.change(item, "confirm_item", done_on=done_on, closed_by="", **values)


def reopen_item(item: RouteItem) -> RouteItem:
    """Take a confirmation back."""
    if not policies.may_confirm(current(), item.route):
        raise PermissionDenied(UNCONFIRMED)
    return records.change(item, "reopen_item", done_on=None, closed_by="")


@transaction.atomic
def remove_item(item: RouteItem) -> None:
    """Delete an item with its aims. Raises ``PermissionDenied``."""
    require_plan(item.route)
    item.aims.all().delete()
    records.remove(item, "remove_item")
