"""The pages of submission: who opens which municipality's, who takes which step."""

from collections.abc import Iterator

from django.urls import reverse

from apps.core.actor import acting, system
from apps.monitoring.models import Submission
from tests.permissions.matrix.asking import Found, Maker
from tests.permissions.matrix.world import RELATIONS, World

READS = frozenset({"cnppm", "ministry", "methodist", "moo"})
WIDE = frozenset({"cnppm", "ministry"})


def of(world: World, relation: str) -> Submission:
    """The submission of the municipality of a relation."""
    with acting(system("matrix")):
        return Submission.objects.get(municipality=world.place(relation).municipality)


def seen(role: str, relation: str) -> int:
    """403 for other roles, 404 out of scope."""
    if role not in READS:
        return 403
    here = relation in ("own", "colleague") or (relation == "stranger" and role in WIDE)
    return 200 if here else 404


def pages(world: World, role: str) -> Iterator[Found]:
    """The checklist of each relation."""
    for relation in RELATIONS:
        url = reverse("monitoring:submission_detail", args=(of(world, relation).pk,))
        yield relation, url, frozenset({seen(role, relation)})


def steps(world: World, role: str) -> Iterator[Found]:
    """Every step of data that are still collected: the municipality's methodist alone is asked."""
    for relation in RELATIONS:
        for step in ("submit", "accept", "return", "allow", "close", "burn"):
            status = seen(role, relation)
            mine = role == "methodist" and step == "submit"
            found = status if status != 200 else 404 if step == "burn" else 200 if mine else 403
            url = reverse("monitoring:submission_step", args=(of(world, relation).pk, step))
            yield relation, url, frozenset({found})
            yield relation, url, frozenset({422 if found == 200 else found}), "post"


def lists(world: World, role: str) -> Iterator[Found]:
    """Confirming the lists of a municipality."""
    for relation in RELATIONS:
        status = seen(role, relation)
        url = reverse("monitoring:submission_lists", args=(of(world, relation).pk,))
        yield relation, url, frozenset({status if status != 200 else 302 if role == "methodist" else 403}), "post"


def reminding(world: World, role: str) -> Iterator[Found]:
    """Calling the debtors of a region."""
    for relation in ("own", "foreign"):
        url = reverse("monitoring:remind", args=(of(world, relation).period_id,))
        yield relation, url, frozenset({302 if role == "cnppm" and relation == "own" else 403}), "post"


SUBMISSION_PAGES: dict[str, Maker] = {
    "monitoring:submission_detail": pages,
    "monitoring:submission_step": steps,
    "monitoring:submission_lists": lists,
    "monitoring:remind": reminding,
}
