"""Own programmes that repeat one of the Federal operator or a network one: a doubt that can be explained (DOMAIN 5)."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from rapidfuzz import fuzz

from apps.core.actor import current
from apps.core.services import records
from apps.organizations.enums import OrganizationKind
from apps.programs.enums import StudyForm
from apps.programs.models import Likeness, Program

LIKE = 85  # of 100: titles that differ in a word or two
OWN = (OrganizationKind.IRO, OrganizationKind.CNPPM)
NO_REASON = "Напишите, чем программы различаются."


def score(one: str, other: str) -> int:
    """How alike two titles are, 0 to 100, whatever the order of their words."""
    return round(fuzz.token_sort_ratio(one, other))


@transaction.atomic
def find_likenesses() -> int:
    """Compare the institutes' programmes with the Federal operator's and network ones; returns how many are alike.

    Explained doubts stay explained; those that are no more are taken away. Called as the system, every night.
    """
    own = list(Program.objects.filter(organization__kind__in=OWN).exclude(form=StudyForm.NETWORK))
    leading = Q(organization__kind=OrganizationKind.FEDERAL) | Q(form=StudyForm.NETWORK)
    others = list(Program.objects.filter(leading))
    codes = _competences([*own, *others])
    known = {(row.program_id, row.other_id): row for row in Likeness.objects.all()}
    found: dict[tuple[int, int], tuple[int, int]] = {}
    for one in own:
        for other in others:
            near = score(one.sort_key, other.sort_key) if one.pk != other.pk and _may_repeat(one, other) else 0
            if near >= LIKE:
                found[one.pk, other.pk] = near, len(codes[one.pk] & codes[other.pk])
    Likeness.objects.filter(pk__in=[row.pk for key, row in known.items() if key not in found]).delete()
    by_pk = {program.pk: program for program in own}
    for (mine, theirs), (near, shared) in found.items():
        row = known.get((mine, theirs)) or Likeness(program=by_pk[mine], other_id=theirs)
        row.score, row.shared = near, shared
        row.save()
    return len(found)


def _may_repeat(one: Program, other: Program) -> bool:
    """Only what the region sees: its own network programmes and what is open to everybody."""
    return other.open or one.region_id == other.region_id


def _competences(programs: Iterable[Program]) -> dict[int, set[int]]:
    codes: dict[int, set[int]] = {program.pk: set() for program in programs}
    links = Program.competences.through.objects.filter(program__in=codes)
    for program, competence in links.values_list("program_id", "competence_id"):
        codes[program].add(competence)
    return codes


def explain_likeness(likeness: Likeness, *, reason: str) -> Likeness:
    """Say why the programme is not a repetition. Raises ``ValidationError`` without words."""
    if not reason.strip():
        raise ValidationError({"reason": NO_REASON})
    who = current().who
    return records.change(likeness, "explain_likeness", reason=reason.strip(), explained_by=who)
