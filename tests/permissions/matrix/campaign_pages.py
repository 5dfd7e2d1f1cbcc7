"""The pages of campaigns beside their cards: who leads one, who reads whose invitations."""

from collections.abc import Iterator

from django.urls import reverse

from apps.core.actor import acting, system
from apps.diagnostics.models import Campaign
from tests.permissions.matrix.asking import Found, Maker
from tests.permissions.matrix.world import RELATIONS, World

READS = frozenset({"cnppm", "copmkp", "ministry", "moo", "methodist", "operator", "tutor", "teacher"})
SEES_INVITED = READS - {"ministry", "moo"}
# Whose people the role sees, of those invited to the campaigns of the world (by hand, from DOMAIN 8).
SIGHT = {
    "cnppm": {"own", "colleague", "stranger"},
    "methodist": {"own", "colleague"},
    "operator": {"own"},
    "tutor": {"own"},
    "teacher": {"own"},
}
MARKS = {"own": "ours", "colleague": "colleague", "stranger": "stranger", "foreign": "foreigner"}


def of(world: World, relation: str) -> Campaign:
    """The centre's announced campaign to which the person of the relation is invited."""
    with acting(system("matrix")):
        return Campaign.objects.get(title=MARKS[relation], announced=True)


def quotas(world: World, role: str) -> Iterator[Found]:
    """The table of quotas: the centre's alone."""
    for relation in RELATIONS:
        url = reverse("diagnostics:campaign_quotas", args=(of(world, relation).pk,))
        status = 200 if role == "cnppm" else 403
        yield relation, url, frozenset({status})
        yield relation, url, frozenset({302 if status == 200 else status}), "post"


def letters(world: World, role: str) -> Iterator[Found]:
    """The organizations of the invited, of those in sight."""
    for relation in RELATIONS:
        url = reverse("diagnostics:campaign_letters", args=(of(world, relation).pk,))
        yield relation, url, frozenset({200 if role in SEES_INVITED else 403})


def letter(world: World, role: str) -> Iterator[Found]:
    """The letter to the organization of each relation's person."""
    for relation in RELATIONS:
        args = (of(world, relation).pk, world.place(relation).pk)
        seen = relation in SIGHT.get(role, set())
        status = 403 if role not in SEES_INVITED else 200 if seen else 404
        yield relation, reverse("diagnostics:campaign_letter", args=(*args, "docx")), frozenset({status})
        burnt = 404 if role in SEES_INVITED else 403
        yield relation, reverse("diagnostics:campaign_letter", args=(*args, "exe")), frozenset({burnt})


CAMPAIGN_PAGES: dict[str, Maker] = {
    "diagnostics:campaign_quotas": quotas,
    "diagnostics:campaign_letters": letters,
    "diagnostics:campaign_letter": letter,
}
