"""The pages of the frame: home, search, jobs, notifications, imports, the account."""

from collections.abc import Iterator
from uuid import UUID

from django.urls import reverse

from apps.core.actor import acting
from apps.core.imports import kinds
from apps.core.web import resource as resources
from tests.permissions.matrix.asking import Found, Maker, only, plain
from tests.permissions.matrix.world import RELATIONS, World

NOBODY = UUID(int=0)


def owned(name: str, method: str, kind: str, *statuses: int) -> Maker:
    """A page of the user's own row: of anybody else's it is not there."""

    def make(world: World, role: str) -> Iterator[Found]:
        other = "teacher" if role != "teacher" else "cnppm"
        for relation, owner in (("own", role), ("stranger", other)):
            row = world.job(owner) if kind == "job" else world.notification(owner)
            yield relation, reverse(name, args=(row.pk,)), only(*statuses) if relation == "own" else only(404), method

    return make


def lookups(world: World, role: str) -> Iterator[Found]:
    """The suggestions of every resource for every name of the cast."""
    actor = world.cast.actor(role)
    for found in resources.every():
        if not found.search:
            continue
        expected = only(200 if found.opens(actor) else 403)
        for relation in RELATIONS if found.opens(actor) else ("own",):
            for text in (world.person(relation).last_name[:4], world.place(relation).short_name[:6]):
                yield relation, f"{reverse('core:lookup', args=(found.label(),))}?q={text}", expected
    yield "own", reverse("core:lookup", args=("nothing.here",)), only(404)


def searches(world: World, role: str) -> Iterator[Found]:
    """The search for every name of the cast (never the whole of it: the page repeats what is typed)."""
    for relation in RELATIONS:
        for text in (world.person(relation).last_name[:4], world.place(relation).short_name[:6]):
            yield relation, f"{reverse('core:search')}?q={text}", only(200)


def import_index(world: World, role: str) -> Iterator[Found]:
    """The kinds of spreadsheets a role may load."""
    open_ones = [kind for kind in kinds.all_kinds() if kind.may(world.cast.actor(role))]
    yield "own", reverse("core:imports"), only(200 if open_ones else 403)


def import_kinds(name: str) -> Maker:
    """The pages of each kind of spreadsheet."""

    def make(world: World, role: str) -> Iterator[Found]:
        for kind in kinds.all_kinds():
            may = kind.may(world.cast.actor(role))
            yield "own", reverse(name, args=(kind.code,)), only(200 if may else 403)

    return make


def templates_with_data(world: World, role: str) -> Iterator[Found]:
    """The templates that hold the role's own rows, where it may read them."""
    actor = world.cast.actor(role)
    for kind in kinds.all_kinds():
        with acting(actor):
            may = kind.may(actor) and kind.has_data(actor)
        yield (
            "own",
            reverse("core:import_template_data", args=(kind.code,)),
            only(200, 302) if may else only(403),
            "post",
        )


def absent(name: str, method: str) -> Maker:
    """A page of an import that is nobody's."""

    def make(world: World, role: str) -> Iterator[Found]:
        yield "stranger", reverse(name, args=(NOBODY,)), only(404), method
        yield "own", reverse(name, args=(world.job(role).pk,)), only(404), method

    return make


FRAME_PAGES: dict[str, Maker] = {
    "core:home": plain("core:home", 200),
    "core:search": searches,
    "core:lookup": lookups,
    "core:notifications": plain("core:notifications", 200),
    "core:notifications_read": plain("core:notifications_read", 302, method="post"),
    "core:notification": owned("core:notification", "post", "notification", 302),
    "core:jobs": plain("core:jobs", 200),
    "core:job": owned("core:job", "get", "job", 200),
    "core:job_cancel": owned("core:job_cancel", "post", "job", 302),
    "core:job_repeat": owned("core:job_repeat", "post", "job", 302),
    "core:job_file": owned("core:job_file", "get", "job", 404),
    "core:imports": import_index,
    "core:import_choose": import_kinds("core:import_choose"),
    "core:import_template": import_kinds("core:import_template"),
    "core:import_template_data": templates_with_data,
    "core:import_check": absent("core:import_check", "get"),
    "core:import_confirm": absent("core:import_confirm", "post"),
    "core:import_done": absent("core:import_done", "get"),
    "api:docs": plain("api:docs", 200),
    "api:schema": plain("api:schema", 200, query="?format=json"),
    "accounts:login": plain("accounts:login", 200, 302),
    "accounts:logout": plain("accounts:logout", 302, method="post"),
    "accounts:switch": plain("accounts:switch", 302, 400, 403, 404, method="post"),
    "accounts:profile": plain("accounts:profile", 200),
    "accounts:password": plain("accounts:password", 200),
}
