"""Programmes of the federal registry that cover deficits, and the fewest hours that cover them all (DOMAIN 5)."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from apps.programs.models import Program, RegistryEntry
from apps.programs.selectors import included
from apps.routes.solver import Cover, Offer, solve


def standing(day: date, through: date | None = None) -> Exists:
    """Programmes of an outer query in the registry on ``day``, not leaving it on or before ``through``."""
    return Exists(RegistryEntry.objects.filter(included(day), program_id=OuterRef("pk")).filter(_kept(through)))


def _kept(through: date | None) -> Q:
    return Q() if through is None else Q(excluded_on__isnull=True) | Q(excluded_on__gt=through)


def offered(wanted: Collection[int], day: date, through: date | None = None) -> QuerySet[Program]:
    """Programmes for these competences that a person can begin: in the registry, their implementation not over.

    ``through`` is the end of the route's term: nothing that is known to leave the registry by then is offered.
    """
    going = Q(runs_to__isnull=True) | Q(runs_to__gte=day)
    started = Q(runs_from__isnull=True) | Q(runs_from__lte=through) if through else Q()
    named = Program.competences.through.objects.filter(competence__in=list(wanted), program_id=OuterRef("pk"))
    return Program.objects.filter(going, started, standing(day, through), Exists(named))


def covered_by(programs: QuerySet[Program], wanted: Collection[int]) -> dict[int, frozenset[int]]:
    """Of these competences those that each programme develops."""
    links = Program.competences.through.objects.filter(competence__in=list(wanted))
    found: defaultdict[int, set[int]] = defaultdict(set)
    pairs = links.filter(program_id__in=programs.order_by().values("pk"))
    for program, competence in pairs.values_list("program_id", "competence_id"):
        found[program].add(competence)
    return {program: frozenset(keys) for program, keys in found.items()}


def cover_of(wanted: Collection[int], day: date, through: date | None = None) -> Cover:
    """The fewest hours of programmes that cover everything that can be covered. Two queries and the solver."""
    programs = offered(wanted, day, through)
    covers = covered_by(programs, wanted)
    hours = programs.order_by("pk").values_list("pk", "hours")
    return solve(wanted, [Offer(pk, length, covers[pk]) for pk, length in hours if pk in covers])
