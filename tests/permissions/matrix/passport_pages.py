"""The pages of the passport that are no resource's."""

from collections.abc import Iterator

from django.urls import reverse

from apps.core.actor import acting, system
from apps.passport.models import Part, Passport
from tests.permissions.matrix.asking import Found, Maker, only, plain
from tests.permissions.matrix.figure_pages import SEES_FIGURES
from tests.permissions.matrix.world import RELATIONS, World

SEES_PASSPORTS = frozenset({"cnppm", "iro", "ministry", "methodist", "umo", "federal"})
FILLS_PARTS = {"cnppm": ("own", "colleague", "stranger"), "methodist": ("own", "colleague"), "iro": ()}


def passport_files(world: World, role: str) -> Iterator[Found]:
    """The files of the open and of the approved passport: the Federal operator and the УМО read the approved one."""
    for state, published in (("filling", False), ("approved", True)):
        with acting(system("matrix")):
            pk = Passport.objects.get(region=world.cast.region, state=state).pk
        late = not published and role in ("federal", "umo")
        url = reverse("passport:passport_file", args=(pk,))
        for form, done in (("json", 200), ("xlsx", 302), ("pdf", 302), ("docx", 302), ("exe", 404)):
            status = 403 if role not in SEES_PASSPORTS else 404 if late else done
            yield "own", url, only(status), "post", {"form": form}


def part_messages(world: World, role: str) -> Iterator[Found]:
    """A message that is none, about the part of each relation's organization; the institute reads the others' parts."""
    for relation in RELATIONS:
        with acting(system("matrix")):
            pk = Part.objects.get(organization=world.place(relation), passport__published=False).pk
        hidden = 403 if role == "iro" and relation != "foreign" else 404
        status = 422 if relation in FILLS_PARTS.get(role, ()) else hidden if role in FILLS_PARTS else 403
        yield relation, reverse("passport:part_autosave", args=(pk,)), only(status), "post"


def correlations(world: World, role: str) -> Iterator[Found]:
    """The link with students' results: to readers of figures and results."""
    yield "own", reverse("passport:correlation"), only(200 if role in SEES_FIGURES else 403)


PASSPORT_PAGES: dict[str, Maker] = {
    "passport:passport_file": passport_files,
    "passport:part_autosave": part_messages,
    "passport:schema": plain("passport:schema", 200),
    "passport:correlation": correlations,
}
