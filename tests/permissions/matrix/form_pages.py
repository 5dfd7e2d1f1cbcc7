"""The pages of monitoring forms that are no resource's."""

from collections.abc import Iterator

from django.urls import reverse

from apps.core.actor import acting, system
from apps.monitoring.models import CriterionAnswer, FormRound
from tests.permissions.matrix.asking import RANK, Found, Maker
from tests.permissions.matrix.world import RELATIONS, World

BUILDS = frozenset({"cnppm", "methodist"})
# How far each role that reads reports by forms sees (by hand, from DOMAIN 8): own, municipality, region.
WIDE = {"cnppm": 3, "ministry": 3, "moo": 2, "methodist": 2, "operator": 1, "iro": 0}


def seen(role: str, relation: str) -> int:
    """The status of a row of that relation."""
    return 403 if role not in WIDE else 200 if RANK[relation] <= WIDE[role] else 404


def taking(world: World, role: str) -> Iterator[Found]:
    """A form taken from a regulation."""
    status = 200 if role in BUILDS else 403
    yield "own", reverse("monitoring:form_take"), frozenset({status})
    yield "own", reverse("monitoring:form_take"), frozenset({422 if status == 200 else status}), "post"


def results(world: World, role: str) -> Iterator[Found]:
    """The results of the round of each relation."""
    for relation in RELATIONS:
        with acting(system("matrix")):
            row = FormRound.objects.get(organization=world.place(relation), published=True)
        yield relation, reverse("monitoring:form_results", args=(row.pk,)), frozenset({seen(role, relation)}), "post"


def documents(world: World, role: str) -> Iterator[Found]:
    """A document of each relation's answer: there is none, whoever sees the answer."""
    for relation in RELATIONS:
        with acting(system("matrix")):
            row = CriterionAnswer.objects.get(organization=world.place(relation))
        status = seen(role, relation)
        yield (
            relation,
            reverse("monitoring:form_document", args=(row.pk,)),
            frozenset({404 if status == 200 else status}),
        )


def messages(world: World, role: str) -> Iterator[Found]:
    """A message that is none, about the report of each relation: its organization alone answers."""
    for relation in RELATIONS:
        with acting(system("matrix")):
            pk = CriterionAnswer.objects.get(organization=world.place(relation)).report_id
        found = seen(role, relation)
        mine = role == "operator" and relation == "own"
        status = 422 if mine else 403 if found == 200 else found
        yield relation, reverse("monitoring:form_report_autosave", args=(pk,)), frozenset({status}), "post"


FORM_PAGES: dict[str, Maker] = {
    "monitoring:form_take": taking,
    "monitoring:form_results": results,
    "monitoring:form_document": documents,
    "monitoring:form_report_autosave": messages,
}
