"""The own pages of study groups: enrolling, the journal, the papers."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from apps.core.actor import acting, system
from apps.programs.models import Enrollment, StudyGroup
from tests.permissions.matrix.asking import Found, Maker
from tests.permissions.matrix.world import RELATIONS, World

# By hand, from DOMAIN 8: the centre keeps the groups of the region, an institute its own and reads the others.
READS, KEEPS = frozenset({"cnppm", "iro"}), frozenset({"cnppm"})

TRAINING = frozenset({"cnppm", "iro", "methodist", "operator", "council", "tutor", "teacher"})


def status_of(role: str, relation: str, roles: frozenset[str], done: int) -> int:
    """403 for roles that read no groups, 404 for another region's, 403 for those who only read."""
    if role not in READS:
        return 403
    if relation == "foreign":
        return 404
    return done if role in roles else 403


def group_page(name: str, method: str, roles: frozenset[str], done: int) -> Any:
    """A page of the group of each relation."""

    def make(world: World, role: str) -> Iterator[Found]:
        for relation in RELATIONS:
            with acting(system("matrix")):
                row = StudyGroup.objects.filter(organization=world.place(relation)).first()
            assert row is not None
            expected = frozenset({status_of(role, relation, roles, done)})
            data = {"paper": "enrolled", "form": "xlsx"} if name.endswith("file") else {}
            yield relation, reverse(name, args=(row.pk,)), expected, method, data

    return make


def opinions(world: World, role: str) -> Iterator[Found]:
    """A participant's opinion: of the own training only; others who see the training are refused."""
    for relation in RELATIONS:
        with acting(system("matrix")):
            row = Enrollment.objects.filter(person=world.person(relation)).first()
        assert row is not None
        with acting(world.cast.actor(role)):
            seen = Enrollment.objects.filter(pk=row.pk).exists()
        own = role == "teacher" and relation == "own"
        expected = 200 if own else 403 if seen or role not in TRAINING else 404
        yield relation, reverse("programs:evaluate", args=(row.pk,)), frozenset({expected})


GROUP_PAGES: dict[str, Maker] = {
    "programs:group_opinion": group_page("programs:group_opinion", "get", KEEPS, 200),
    "programs:evaluate": opinions,
    "programs:group_enroll": group_page("programs:group_enroll", "get", KEEPS, 200),
    "programs:group_journal": group_page("programs:group_journal", "get", READS, 200),
    "programs:group_file": group_page("programs:group_file", "post", READS, 302),
}
