"""Templates of routes: kept by hand or made of a route, applied to drafts (issue 4, item 5)."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.utils import timezone

from apps.core.actor import current
from apps.core.services import history, records
from apps.core.text import sort_key
from apps.diagnostics.models import Competence, Score
from apps.organizations.models import Organization
from apps.organizations.services.records import place_of
from apps.routes import policies
from apps.routes.enums import ItemKind
from apps.routes.models import IndividualRoute, ItemAim, RouteItem, RouteTemplate, TemplateItem
from apps.routes.services.plan import CLOSED, add_item, require_item

EMPTY = "В маршруте нет ни одного пункта: шаблон был бы пустым."
NOTHING = "Шаблон ничего не добавляет этому ИОМ: его пункты уже есть или не про эти результаты."
NOT_YOURS = "Шаблоны ИОМ заводит тот, кто составляет маршруты организации или региона."


def own_organization() -> Organization:
    """Whose templates the actor keeps: the organization of the role. Raises ``PermissionDenied``."""
    found = Organization.objects.filter(pk=current().organization_id or 0).first()
    if found is None:
        raise PermissionDenied(NOT_YOURS)
    return found


def create_template(*, title: str, description: str = "") -> RouteTemplate:
    """An empty template of the actor's organization. Raises ``ValidationError``, ``PermissionDenied``."""
    made = RouteTemplate(
        **place_of(own_organization()), title=title, sort_key=sort_key(title)[:200], description=description
    )
    return records.create(made, "create_template")


def update_template(template: RouteTemplate, **values: Any) -> RouteTemplate:
    """Rename a template or say anew whom it is for. Raises ``ValidationError``."""
    if "title" in values:
        values["sort_key"] = sort_key(values["title"])[:200]
    return records.change(template, "update_template", **values)


@transaction.atomic
def remove_template(template: RouteTemplate) -> None:
    """Delete a template; the routes made of it stay."""
    for item in template.items.all():
        remove_template_item(item)
    records.remove(template, "remove_template")


@transaction.atomic
def add_template_item(
    *, template: RouteTemplate, kind: str, competences: Iterable[models.Model] = (), **values: Any
) -> TemplateItem:
    """An item of a template; hours are the programme's own unless given. Raises ``ValidationError``."""
    require_item(kind, values)
    if values.get("hours") is None and values.get("program") is not None:
        values["hours"] = values["program"].hours
    place = {name: getattr(template, name) for name in ("organization_id", "municipality_id", "region_id")}
    made = records.create(TemplateItem(template=template, kind=kind, **place, **values), "add_template_item")
    records.link(made, "competences", competences, "aim_template_item")
    return made


@transaction.atomic
def update_template_item(
    item: TemplateItem, *, competences: Iterable[models.Model] | None = None, **values: Any
) -> TemplateItem:
    """Change an item of a template. Raises ``ValidationError``."""
    final = {name: values.get(name, getattr(item, name)) for name in ("content", "program", "event")}
    require_item(values.get("kind", item.kind), final)
    records.change(item, "update_template_item", **values)
    if competences is not None:
        records.link(item, "competences", competences, "aim_template_item")
    return item


@transaction.atomic
def remove_template_item(item: TemplateItem) -> None:
    """Take an item out of a template."""
    records.link(item, "competences", (), "aim_template_item")
    records.remove(item, "remove_template_item")


@transaction.atomic
def template_from_route(route: IndividualRoute, *, title: str, description: str = "") -> RouteTemplate:
    """A template of a route's items; nothing of the person goes into it. Raises ``ValidationError``."""
    items = list(route.items.order_by("pk").prefetch_related("aims__competence"))
    if not items:
        raise ValidationError(EMPTY)
    template = create_template(title=title, description=description)
    for item in items:
        add_template_item(
            template=template, kind=item.kind, content=item.content, program=item.program, event=item.event,
            hours=item.hours, days=days_of(route, item), responsible_words=item.responsible_words,
            competences=[aim.competence for aim in item.aims.all()],
        )  # fmt: skip
    return template


def days_of(route: IndividualRoute, item: RouteItem) -> int | None:
    """The term of an item in days from the drafting."""
    if item.due is None or route.drafted_on is None or item.due < route.drafted_on:
        return None
    return (item.due - route.drafted_on).days


@transaction.atomic
def apply_template(route: IndividualRoute, *, template: RouteTemplate) -> int:
    """Add the template's items that suit the route's results; returns how many. What is there already is not doubled.

    An item of a template with competences is taken where at least one of them was scored in the route's session (it
    then aims at those); one without competences always. Raises ``ValidationError`` where nothing is added.
    """
    if not policies.may_plan(current(), route):
        raise PermissionDenied(CLOSED)
    added = sum(_apply_item(route, item) for item in template.items.prefetch_related("competences"))
    if not added:
        raise ValidationError(NOTHING)
    history.record_many([history.entry("apply_template", route, {}, {"template": template.title})])
    return added


def take_items(route: IndividualRoute, template: RouteTemplate) -> set[int]:
    """Add to a new draft what suits it of a template; returns the competences that the draft now aims at."""
    for item in template.items.prefetch_related("competences"):
        _apply_item(route, item)
    return set(ItemAim.objects.filter(item__route=route).values_list("competence_id", flat=True))


def _apply_item(route: IndividualRoute, item: TemplateItem) -> bool:
    aims = list(item.competences.all())
    fitting = _scored(route, aims)
    if (aims and not fitting) or _there(route, item):
        return False
    due = timezone.localdate() + timedelta(days=item.days) if item.days is not None else None
    add_item(
        route=route, kind=ItemKind(item.kind), competences=fitting, program=item.program, event=item.event,
        content=item.content, hours=item.hours, due=due, responsible_words=item.responsible_words,
    )  # fmt: skip
    return True


def _scored(route: IndividualRoute, aims: list[Competence]) -> list[Competence]:
    scored = set(Score.objects.filter(session_id=route.session_id or 0).values_list("competence_id", flat=True))
    return [aim for aim in aims if aim.pk in scored]


def _there(route: IndividualRoute, item: TemplateItem) -> bool:
    if item.program_id:
        return route.items.filter(program_id=item.program_id).exists()
    if item.event_id:
        return route.items.filter(event_id=item.event_id).exists()
    return route.items.filter(content=item.content, program=None, event=None).exists()
